import { codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';
import { ECOMMERCE_EUROPE } from './tables/ecommerce-europe-table';
import { EXPRESS } from './tables/express-table';
import { FREIGHT } from './tables/freight-table';
import { PARCEL_NL } from './tables/parcel-nl-table';
import { PARCEL_PL } from './tables/parcel-pl-table';
import { POST_AND_PARCEL } from './tables/post-and-parcel-table';

const DIVISIONS: readonly CodeRow[] = [
  ...ECOMMERCE_EUROPE,
  ...EXPRESS,
  ...FREIGHT,
  ...PARCEL_NL,
  ...PARCEL_PL,
  ...POST_AND_PARCEL,
];
const EVENT_CODES = codeTable('DHL, event codes by service', DIVISIONS, { fold: 'case' });

/** Does the division use this status as a code of its own? Others write words for people into the same field. */
export const isEventCode = (status: string | null, service: string): boolean =>
  status !== null && EVENT_CODES.find({ code: status, service }) !== null;

/** Handed in where the recipient is to fetch it: not delivered yet, whatever the verb. */
const FETCHABLE: readonly CodeRow[] = ['delivered', 'transit'].map((code) => ({
  code,
  text: /delivered to (the |a )?(dhl )?(packstation|locker|service ?point|parcel ?shop|retail outlet|post office)|in (die|eine) packstation (eingestellt|zugestellt)/i,
  means: 'AVAILABLE_FOR_PICKUP',
}));
/**
 * Wordings that sound like something else. DHL eCommerce in the Americas says what is yet to come, and its first scan, under
 * any of the codes, and of what it sends back that it is returned: events 132, 200 and 602 of its list. Customs: the page of DHL Paket, as paketda.de lists it.
 */
const MISTAKABLE: readonly CodeRow[] = ['pre-transit', 'transit', 'unknown']
  .flatMap((code): CodeRow[] => [
    { code, text: /en ?route to dhl ecommerce/i, service: 'ecommerce', means: 'LABEL_CREATED' },
    { code, text: /package received at dhl ecommerce/i, service: 'ecommerce', means: 'ACCEPTED' },
    {
      code,
      text: /customs clearance process\b.*\bcompleted|zollabfertigungsprozess.*abgeschlossen/i,
      means: 'CUSTOMS_CLEARED',
    },
  ])
  .concat(
    ['transit', 'failure'].map((code) => ({
      code,
      text: /undeliverable - returned to sender/i,
      service: 'ecommerce',
      means: 'RETURNING',
    })),
  );
/** What is delivered on the way back is back with its sender. */
const ended = (rows: readonly CodeRow[]): CodeRow[] =>
  rows
    .filter(({ means }) => means === 'DELIVERED')
    .map(({ deliveredTo: _deliveredTo, ...row }): CodeRow => ({ ...row, direction: 'RETURN', means: 'RETURNED' }));

const WORDINGS = wordings('en', 'de', 'nl', 'fr', 'es', 'pl');
/** The same wordings for one of the five status codes: what the code itself says excludes some of them. */
const worded = (code: string, allowed: (row: CodeRow) => boolean): CodeRow[] =>
  WORDINGS.filter(allowed).map((row): CodeRow => ({ ...row, code }));
const NOT_ENDED = new Set(['DELIVERED', 'INFORMATION']);
const FAILURES = new Set([
  'PICKUP_FAILED',
  'ATTEMPT_FAILED',
  'EXCEPTION',
  'RETURNING',
  'RETURNED',
  'TERMINATED',
  'HELD',
  'DELAYED',
]);
const wordedOfParcels = (codes: string, allowed: ReadonlySet<string>): CodeRow[] =>
  codes.split(' ').flatMap((code) =>
    WORDINGS.filter(({ means }) => allowed.has(means)).map((row): CodeRow => ({
      ...row,
      code,
      service: 'parcel-de',
    })),
  );
/**
 * One code of parcels in Germany stands for several things: ZN and BV also for what is sent back, ZU also for what was
 * disposed of, LA also for what waits for its recipient. Source: DHL Paket, table of ICE and RIC with standard event codes.
 */
const PARCELS_WORDED: readonly CodeRow[] = [
  ...wordedOfParcels('ZN BV', FAILURES),
  ...wordedOfParcels('ZU', new Set(['TERMINATED', 'RETURNED'])),
  ...wordedOfParcels('LA', new Set(['AVAILABLE_FOR_PICKUP', 'RETURNING'])),
];

/**
 * Event codes of the divisions where they send them; else the five status codes with what stands beside them: the code
 * says how far a parcel is, the wording, in the language of the division, what happened.
 */
export const CODES = codeTable(
  'DHL Shipment Tracking - Unified API, status codes; event codes by service',
  [
    ...DIVISIONS,
    ...ended(DIVISIONS),
    ...PARCELS_WORDED,
    ...FETCHABLE,
    ...MISTAKABLE,
    { code: '*', text: /gated out|vessel departure|departed/i, means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
    { code: '*', text: /gated in|vessel arrival|arrived/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
    ...worded('delivered', ({ means }) => ['DELIVERED', 'RETURNED', 'AVAILABLE_FOR_PICKUP'].includes(means)),
    ...ended(worded('delivered', ({ means }) => means === 'DELIVERED')),
    { code: 'delivered', direction: 'RETURN', means: 'RETURNED' },
    { code: 'delivered', means: 'DELIVERED' },
    ...worded('transit', ({ means }) => !NOT_ENDED.has(means)),
    { code: 'transit', means: 'IN_TRANSIT' },
    ...worded('failure', ({ means }) => FAILURES.has(means)),
    { code: 'failure', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
    { code: 'pre-transit', text: /shipment is pending completion of customs/i, means: 'CUSTOMS_STARTED' },
    { code: 'pre-transit', means: 'LABEL_CREATED' },
    ...worded('unknown', ({ means }) => means !== 'DELIVERED'),
    { code: 'unknown', text: /^new\b|order created/i, means: 'LABEL_CREATED' },
    { code: 'unknown', means: 'INFORMATION' },
  ],
  { fold: 'case' },
);

/** DHL24 in Poland writes the codes of its division without naming it. */
export const POLISH_CODES = codeTable('DHL24 web API 2, statuses of getTrackAndTraceInfo', [
  ...PARCEL_PL.map(({ service: _service, ...row }) => row),
  ...wordings('pl'),
]);
