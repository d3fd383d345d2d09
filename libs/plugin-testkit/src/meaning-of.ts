import type { CodeKey, CodeTable } from '@whereabouts/plugin-sdk';

/**
 * What a code table makes of an event, in words: the milestone, its reasons, what happened at the facility and to whom it
 * was delivered, as in `ATTEMPT_FAILED recipient.refused`. `UNMAPPED` where no row fits.
 */
export function meaningOf(codes: Pick<CodeTable, 'find'>, key: CodeKey): string {
  const row = codes.find(key);
  return row === null
    ? 'UNMAPPED'
    : [row.means, ...(row.reasons ?? []), row.facilityAction, row.deliveredTo].filter(Boolean).join(' ');
}
