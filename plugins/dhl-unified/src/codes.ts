import { codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';
import { DIVISIONS } from './division-table';

/** The same wordings for one of the five status codes: what the code itself says excludes some of them. */
const worded = (code: string, allowed: (row: CodeRow) => boolean): CodeRow[] =>
  wordings('en', 'de', 'nl', 'fr', 'es')
    .filter(allowed)
    .map((row): CodeRow => ({ ...row, code }));
const POLISH: readonly CodeRow[] = [
  { code: 'delivered', text: /doręczon/iu, means: 'DELIVERED' },
  { code: 'transit', text: /oczekuje na odbiór/iu, means: 'AVAILABLE_FOR_PICKUP' },
  {
    code: 'transit',
    text: /przekazan[ao] kurierowi|w doręczeniu|wydan[ae] do doręczenia/iu,
    means: 'OUT_FOR_DELIVERY',
  },
  { code: 'transit', text: /(próba doręczenia|nie został[ao] doręczon|adresat nieobecny)/iu, means: 'ATTEMPT_FAILED' },
  { code: 'transit', text: /zwrot/iu, means: 'RETURNING' },
  { code: 'transit', text: /odebran|przyjęt/iu, means: 'ACCEPTED' },
];
const NOT_ENDED = new Set(['DELIVERED', 'INFORMATION']);

/**
 * The five status codes with the status and description of each division. The code says how far a parcel is; what
 * happened stands in the wording, in the language of the division.
 */
export const CODES = codeTable(
  'DHL Shipment Tracking - Unified API, status codes; list of event codes of the divisions',
  [
    ...DIVISIONS,
    ...POLISH,
    { code: '*', text: /gated out|vessel departure|departed/i, means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
    { code: '*', text: /gated in|vessel arrival|arrived/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
    ...worded('delivered', ({ means }) => ['DELIVERED', 'RETURNED', 'AVAILABLE_FOR_PICKUP'].includes(means)),
    { code: 'delivered', means: 'DELIVERED' },
    ...worded('transit', ({ means }) => !NOT_ENDED.has(means)),
    { code: 'transit', means: 'IN_TRANSIT' },
    ...worded('failure', ({ means }) =>
      ['ATTEMPT_FAILED', 'EXCEPTION', 'RETURNING', 'RETURNED', 'TERMINATED', 'HELD', 'DELAYED'].includes(means),
    ),
    { code: 'failure', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
    { code: 'pre-transit', text: /shipment is pending completion of customs/i, means: 'CUSTOMS_STARTED' },
    { code: 'pre-transit', means: 'LABEL_CREATED' },
    ...worded('unknown', ({ means }) => means !== 'DELIVERED'),
    { code: 'unknown', text: /^new\b|order created/i, means: 'LABEL_CREATED' },
    { code: 'unknown', means: 'INFORMATION' },
  ],
  { fold: 'case' },
);
