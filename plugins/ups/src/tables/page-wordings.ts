import { wordings, type CodeRow } from '@whereabouts/plugin-sdk';

type Wording = Omit<CodeRow, 'code'> & { readonly text: RegExp };

/** The list of Mail Innovations tells by code; its pages show the same words without the codes. */
const MAIL_INNOVATIONS_WORDS: readonly Wording[] = [
  { text: /return delivered to sender/i, means: 'RETURNED' },
  {
    text: /(unclaimed|not picked up|no pickup|remained unclaimed).*return|return.*(unclaimed|not picked up|no pickup)/i,
    means: 'RETURNING',
    reasons: ['recipient.not_collected'],
  },
  { text: /return.*(damaged)|damaged.*return/i, means: 'RETURNING', reasons: ['carrier.damage'] },
  {
    text: /return.*address.*(incorrect|incomplete)|return.*incorrect address/i,
    means: 'RETURNING',
    reasons: ['address.incorrect'],
  },
  { text: /return.*refused/i, means: 'RETURNING', reasons: ['recipient.refused'] },
  { text: /return(ed)? to (sender|shipper)|package return\b|^return is/i, means: 'RETURNING' },
  { text: /(seized|destroyed)|dead mail: disposed/i, means: 'TERMINATED', reasons: ['carrier.destroyed'] },
  { text: /dead mail|mail recovery/i, means: 'EXCEPTION', reasons: ['carrier.lost'] },
  { text: /forward expired|moved, left no address/i, means: 'EXCEPTION', reasons: ['recipient.moved'] },
  { text: /\bforwarded\b/i, means: 'INFORMATION', reasons: ['address.corrected'] },
  { text: /customs (clearance )?delay/i, means: 'HELD', reasons: ['customs.delay'] },
  { text: /retained by.*customs.*(unspecified|authority)/i, means: 'HELD', reasons: ['customs.delay'] },
  { text: /retained by.*customs.*prohibited/i, means: 'HELD', reasons: ['customs.prohibited'] },
  { text: /retained by.*customs/i, means: 'HELD', reasons: ['customs.documents'] },
  { text: /arrived at.*customs/i, means: 'CUSTOMS_STARTED' },
  { text: /no such number|\bvacant\b/i, means: 'EXCEPTION', reasons: ['address.not_found'] },
  { text: /addressee is unknown/i, means: 'EXCEPTION', reasons: ['recipient.unknown'] },
  {
    text: /undeliverable as addressed|problem with address|insufficient address/i,
    means: 'EXCEPTION',
    reasons: ['address.incorrect'],
  },
  {
    text: /notice left: no authorized|no authorized addressee|unavailable addressee/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  {
    text: /notice left: receptacle blocked|no access/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['address.access_restricted'],
  },
  { text: /notice left: (receptacle full|no secure)/i, means: 'ATTEMPT_FAILED', reasons: ['address.no_safe_place'] },
  { text: /delivery was missed/i, means: 'ATTEMPT_FAILED' },
  { text: /rejected by international carrier/i, means: 'EXCEPTION', reasons: ['carrier.rejected'] },
  { text: /incorrectly sorted|misrouted/i, means: 'DELAYED', reasons: ['carrier.missort'] },
  {
    text: /held at post office|held by international carrier because addressee requested/i,
    means: 'HELD',
    reasons: ['recipient.requested_change'],
  },
  { text: /redelivery scheduled|schedule redelivery/i, means: 'INFORMATION' },
  { text: /picked-up by|retrieved from/i, means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
  {
    text: /awaiting customer pick ?up|requires pickup|remains at ups access point|delivered to ups access point/i,
    means: 'AVAILABLE_FOR_PICKUP',
  },
  { text: /out for (post office )?(re)?delivery/i, means: 'OUT_FOR_DELIVERY' },
  {
    text: /delivered to usps|transferred to post office|accept(ed|ance) (by|at) (post office|international carrier)|usps in possession/i,
    means: 'PARTNER_HANDOFF',
  },
  {
    text: /usps destination|sorted by post office|arrived at post office|local delivery system/i,
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'ARRIVED',
  },
  { text: /information received|order shipped|received package details/i, means: 'LABEL_CREATED' },
  { text: /tendered to (ups )?mail innovations|received for processing/i, means: 'ACCEPTED' },
  { text: /package processed|ready for destination/i, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { text: /^deliver(ed|y with signature)/i, means: 'DELIVERED' },
];

/** What the page of packages says beyond the words that carriers share. */
const PACKAGE_WORDS: readonly Wording[] = [
  { text: /^(shipper created a label|order processed|shipment ready|label created)/i, means: 'LABEL_CREATED' },
  { text: /^drop-?off$|dropped off/i, means: 'HANDED_OVER' },
  { text: /^we have your package/i, means: 'ACCEPTED' },
  { text: /access point.*scheduled to be tendered to ups/i, means: 'HANDED_OVER' },
  { text: /access point.*possession/i, means: 'AVAILABLE_FOR_PICKUP', deliveredTo: 'SERVICE_POINT' },
  {
    text: /(^|[.;/] *)(the )?package (will be|is being) returned to (the )?(sender|shipper)/i,
    means: 'RETURNING',
  },
  { text: /pending release from/i, means: 'HELD', reasons: ['customs.delay'] },
  { text: /(has been|was) released by (the |a )?(government|customs|clearing)/i, means: 'CUSTOMS_CLEARED' },
  { text: /contact with .* (to obtain|for) clearance information/i, means: 'HELD', reasons: ['customs.documents'] },
  { text: /mechanical failure/i, means: 'DELAYED', reasons: ['carrier.vehicle'] },
  { text: /investigation to locate|package (was )?lost/i, means: 'EXCEPTION', reasons: ['carrier.lost'] },
];

/** Under this code the wordings of pages stand: replies, which have codes of their own, must not be read by them. */
export const PAGE = 'PAGE';

export const PAGE_WORDINGS: readonly CodeRow[] = [...PACKAGE_WORDS, ...MAIL_INNOVATIONS_WORDS, ...wordings('en')].map(
  (row) => ({
    ...row,
    code: PAGE,
  }),
);
