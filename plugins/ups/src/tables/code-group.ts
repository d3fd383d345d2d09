import type { CodeRow, DeliveredTo, Direction, FacilityAction, MilestoneCode, Reason } from '@whereabouts/plugin-sdk';

/** UPS codes that mean the same to us. UPS publishes hundreds of codes and few meanings, so tables are written by meaning. */
export interface CodeGroup {
  /** Separated by blanks. A single digit is written with its leading zero, as replies have it. */
  readonly codes: string;
  readonly means: MilestoneCode;
  readonly reasons?: readonly Reason[];
  readonly facilityAction?: FacilityAction;
  readonly deliveredTo?: DeliveredTo;
  readonly to?: Direction;
  /** Which delivery attempt it was, where the code itself counts. */
  readonly attempt?: number;
  /** The meaning in our words. */
  readonly says: string;
}

export const codesOf = (group: CodeGroup): readonly string[] => group.codes.trim().split(/\s+/);

/** One row a code. `subCode` says in which of UPS's lists, or under which status types, the rows hold. */
export const rowsOf = (groups: readonly CodeGroup[], subCode?: string): CodeRow[] =>
  groups.flatMap((group) => codesOf(group).map((code) => rowOf(group, code, subCode)));

export function rowOf(group: CodeGroup, code: string, subCode?: string): CodeRow {
  const { means, reasons, facilityAction, deliveredTo, to, says } = group;
  return { code, ...(subCode === undefined ? {} : { subCode }), means, reasons, facilityAction, deliveredTo, to, says };
}

/** Groups listed under their meaning. */
export const byMeaning = (
  lists: Partial<Record<MilestoneCode, readonly Omit<CodeGroup, 'means'>[]>>,
): readonly CodeGroup[] =>
  (Object.entries(lists) as [MilestoneCode, readonly Omit<CodeGroup, 'means'>[]][]).flatMap(([means, groups]) =>
    groups.map((group) => ({ ...group, means })),
  );
