import type { CodeRow } from './code-table';
import { wordings } from './wordings-table';

/** What a carrier's message says where the status of whoever relays it leaves it open. */
export type RelayedWording = Omit<CodeRow, 'code' | 'subCode' | 'text'> & { readonly text: RegExp };

// Aggregators hand on the carrier's own message beside a status of theirs. The patterns are for wordings that FedEx, UPS,
// USPS, Canada Post and DHL publish; each is tried only for statuses that are open in its respect: the first that fits decides.

/** First scan by the carrier: often reported as an ordinary facility scan. */
const PICKED_UP: readonly RelayedWording[] = [
  {
    text: /^(picked up( \(.*\))?|(pickup|origin) scan|(shipment|package|item) picked up( by .+)?|usps (in possession of|picked up) item|accepted at usps .+|acceptance|item accepted at .+)$/i,
    means: 'ACCEPTED',
  },
  { text: /\baccepted at (the |a )?[^,]*\borigin (facility|location)\b/i, means: 'ACCEPTED' },
  { text: /\breceived by (the )?carrier\b/i, means: 'ACCEPTED' },
];

/** Why a parcel cannot go on: the same wording explains an exception and, later, the return. */
const CAUSES_SAID: readonly RelayedWording[] = [
  { text: /\brefused\b/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  { text: /\bunclaimed\b|\bnot (collected|claimed)\b/i, means: 'EXCEPTION', reasons: ['recipient.not_collected'] },
  {
    text: /\bmoved,? left no address\b|\b(customer|recipient|addressee) (has )?moved\b|\bforward expired\b/i,
    means: 'EXCEPTION',
    reasons: ['recipient.moved'],
  },
  {
    text: /\b(addressee|recipient|consignee) (is )?(unknown|not known)\b|\battempted - not known\b/i,
    means: 'EXCEPTION',
    reasons: ['recipient.unknown'],
  },
  {
    text: /\baddress (does not exist|(was )?not found)\b|\bno such (number|address)\b/i,
    means: 'EXCEPTION',
    reasons: ['address.not_found'],
  },
  {
    text: /\b(incorrect|insufficient|incomplete|invalid|bad|wrong) (delivery )?address\b|\baddress (is |was )?(incorrect|insufficient|incomplete|invalid)\b/i,
    means: 'EXCEPTION',
    reasons: ['address.incorrect'],
  },
  { text: /\bdamaged?\b/i, means: 'EXCEPTION', reasons: ['carrier.damage'] },
];

/** What is announced for a case that did not come yet is no return. */
const BACK =
  /^(?!.*\b(will|may|if|unless|before|otherwise)\b).*(\breturn(ed|ing)?\b( \w+){0,3} to (the )?(original )?(sender|shipper|origin|merchant)\b|\b(is|are|was|being) (being )?return(ed|ing)\b|\breturn to (sender|shipper)\b)/i;

/** On its way back, with the cause where it is said in the same breath. */
const GOES_BACK: readonly RelayedWording[] = [
  ...CAUSES_SAID.map((cause): RelayedWording => ({
    ...cause,
    text: new RegExp(`(?=${BACK.source})(?=.*(${cause.text.source}))`, 'i'),
    means: 'RETURNING',
  })),
  { text: BACK, means: 'RETURNING' },
];

/** Impediments, the strongest statement first. */
const TROUBLE: readonly RelayedWording[] = [
  ...GOES_BACK,
  { text: /\bprohibited\b.*\b(seized|destroyed)\b/i, means: 'TERMINATED', reasons: ['shipper.prohibited'] },
  {
    text: /\b(destroyed|discarded)\b|\bdisposed (of )?by\b/i,
    means: 'TERMINATED',
    reasons: ['carrier.destroyed'],
  },
  {
    text: /\b(declared|reported|confirmed|presumed|is|was|been|package|parcel|shipment|item) lost\b|^lost\b/i,
    means: 'TERMINATED',
    reasons: ['carrier.lost'],
  },
  {
    text: /\b(customer|recipient|receiver|consignee|addressee) (was |is )?(not available|unavailable|not (at )?home|not in|absent)\b|\bno authorized recipient\b/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  { text: /\bbusiness (was |is )?closed\b/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] },
  {
    text: /\bno access to\b|\banimal interference\b/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['address.access_restricted'],
  },
  {
    text: /\bno secure location\b|\breceptacle full\b/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['address.no_safe_place'],
  },
  ...CAUSES_SAID,
  // "An attempt will be made" announces; only what was attempted counts.
  {
    text: /\bnotice left\b|\bdelivery attempt(ed| (failed|made|was made))\b|\battempted delivery\b|\bunsuccessful (delivery )?attempt\b/i,
    means: 'ATTEMPT_FAILED',
  },
  { text: /\b(held|hold)\b.*\bat customer request\b/i, means: 'HELD', reasons: ['recipient.requested_change'] },
  { text: /\bseized\b/i, means: 'HELD', reasons: ['customs.prohibited'] },
  {
    text: /\bheld (in|by|at) customs\b|\bclearance delay\b|\bcustoms (hold|delay)\b/i,
    means: 'HELD',
    reasons: ['customs.delay'],
  },
  { text: /\bresearch case closed\b/i, means: 'INFORMATION' },
  {
    text: /\bresearch case created\b|\btrac(e|er) (opened|initiated)\b/i,
    means: 'EXCEPTION',
    reasons: ['carrier.investigating'],
  },
  { text: /\b(barcode|label)\b.*\bunreadable\b/i, means: 'EXCEPTION', reasons: ['shipper.label_unreadable'] },
  { text: /\bmissent\b|\bmis-?sort(ed)?\b|\bmisrouted\b/i, means: 'EXCEPTION', reasons: ['carrier.missort'] },
  { text: /\bweather\b|\bhurricane\b|\bsnow ?storm\b/i, means: 'DELAYED', reasons: ['external.weather'] },
  { text: /\barriving late\b|\brunning late\b|\bdelayed\b|\brescheduled\b/i, means: 'DELAYED' },
  {
    text: /\b(is|are|put|placed|shipment|package|parcel|item) on hold\b|^on hold\b/i,
    means: 'HELD',
    reasons: ['carrier.held_at_facility'],
  },
  { text: /\bundeliverable as addressed\b/i, means: 'EXCEPTION', reasons: ['address.incorrect'] },
  {
    text: /\b(unable to|could not|cannot) (be )?deliver(ed)?\b|\bdelivery (was )?(unsuccessful|failed)\b/i,
    means: 'ATTEMPT_FAILED',
  },
];

/** Progress that "in transit" alone does not name, or that is none. */
const PROGRESS: readonly RelayedWording[] = [
  ...PICKED_UP,
  {
    text: /^(?!.*\b(not|until|pending|awaiting)\b).*(\bout of customs\b|\b(cleared|released) (by |from )?customs\b|\bcustoms (cleared|released)\b|\bclearance (processing )?(success(ful)?|completed?)\b|^international shipment release\b)/i,
    means: 'CUSTOMS_CLEARED',
  },
  {
    text: /\binto customs\b|\barrived at customs\b|\bcustoms clearance (started|in progress)\b|\bin customs clearance\b|^clearance in progress\b/i,
    means: 'CUSTOMS_STARTED',
  },
  {
    text: /\b(tendered|transferred) to .*\b(post(al)?|usps|delivery service provider|delivery agent|local carrier)\b/i,
    means: 'PARTNER_HANDOFF',
  },
  { text: /\bagent\b.*\bfor final delivery\b/i, means: 'PARTNER_HANDOFF' },
  // Announcements, which some relay as the start of the journey.
  {
    text: /\blabel (has been |was )?(created|printed|generated)\b|\bcreated a label\b|\b(shipment|order|parcel|package) (information|info|data) (has been |was )?(sent|received|submitted|transmitted)\b/i,
    means: 'LABEL_CREATED',
  },
  // USPS writes these by itself when no scan came in time: they prove no movement.
  { text: /^in transit to next facility$|^awaiting delivery scan$/i, means: 'INFORMATION' },
  { text: /\bredelivery scheduled\b/i, means: 'INFORMATION' },
];

/** Which scan of a facility it was, for statuses that say no more than "in transit". */
const SCANS: readonly RelayedWording[] = [
  {
    text: /\bout for delivery\b|\b(on|loaded (on|onto)) (\w+ )?(delivery )?vehicle\b.*\bdelivery\b|\bloaded (on|onto|into) (the )?delivery (vehicle|van|truck)\b|\bwith delivery courier\b/i,
    means: 'OUT_FOR_DELIVERY',
  },
  // Cargo waits for a carrier, not for its recipient.
  {
    text: /^(?!.*\b(cargo|terminal|carrier|courier|driver)\b).*\b(available|ready|held|waiting|awaiting) (for|at) .*\b(pick-?up|collection)\b|\b(available|ready|held|awaiting) for (pick-?up|collection)$|\bdelivered to (the |an? )?(ups )?access point\b/i,
    means: 'AVAILABLE_FOR_PICKUP',
  },
  {
    text: /\b(arriv(ed|al)|received) (at|by) (the )?(local )?(post office|delivery (depot|unit|facility|station|office|hub|cent(er|re))|destination (depot|facility|station|office)|unit)\b|\bat local fedex facility\b/i,
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'ARRIVED',
  },
  {
    text: /\bdepart(ed|ure)\b|\bdispatched\b|\bleft (the |an? )?([\w']+ ){0,3}(facility|hub|location|cent(er|re))\b/i,
    means: 'IN_TRANSIT',
    facilityAction: 'DEPARTED',
  },
  {
    text: /\b(arriv(ed|al)|received) (at|in|scan)\b|^at (\w+ ){1,3}(facility|hub)\b/i,
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  },
  { text: /\b(processed|sorted|sorting)\b/i, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
];

/** Back at the shipper, or why it goes back. */
const RETURN: readonly RelayedWording[] = [
  { text: /^delivered\b|\bdelivered to (the )?(original )?(sender|shipper)\b/i, means: 'RETURNED' },
  ...CAUSES_SAID.map((cause): RelayedWording => ({ ...cause, means: 'RETURNING' })),
];

/** What is relayed as a delivery and is none, "delivered" to somebody else than the recipient, and where it was left. */
const DELIVERED: readonly RelayedWording[] = [
  { text: /^(not (yet )?|un)delivered\b/i, means: 'ATTEMPT_FAILED' },
  {
    text: /^(?!.*\b(will|may|if|unless)\b)((delivered|returned)\b.*|.*\b(delivered|returned)( back)?) to (the )?(original )?(sender|shipper)\b/i,
    means: 'RETURNED',
  },
  {
    text: /\bdelivered to (the )?(local|final|delivery|destination|partner) (carrier|courier)\b/i,
    means: 'PARTNER_HANDOFF',
  },
  { text: /\bagent\b.*\bfor final delivery\b/i, means: 'PARTNER_HANDOFF' },
  { text: /\b(picked up|collected) (at|by|from)\b/i, means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
  { text: /\b(access point|parcel ?shop|pick-?up (point|location))\b/i, means: 'AVAILABLE_FOR_PICKUP' },
  // Canada Post names mailbox and locker in one breath: which of them it was, nobody says.
  { text: /\bmailbox\b.*\blocker\b|\blocker\b.*\bmailbox\b/i, means: 'DELIVERED', deliveredTo: 'OTHER' },
  { text: /\blocker\b/i, means: 'DELIVERED', deliveredTo: 'LOCKER' },
  { text: /\bmail ?room\b|\breception(ist)?\b|\bfront desk\b/i, means: 'DELIVERED', deliveredTo: 'RECEPTION' },
  { text: /\bmail ?box\b/i, means: 'DELIVERED', deliveredTo: 'MAILBOX' },
  { text: /\bneighbou?r\b/i, means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  {
    text: /\b(door|porch|garage|patio|deck|safe (place|drop))\b/i,
    means: 'DELIVERED',
    deliveredTo: 'SAFE_PLACE',
  },
  { text: /\bleft with individual\b/i, means: 'DELIVERED', deliveredTo: 'RECIPIENT' },
  { text: /\bpo box\b|\bto agent\b/i, means: 'DELIVERED', deliveredTo: 'OTHER' },
];

/** Carriers' own languages beside English: what a status leaves open, not what contradicts it. */
const abroad = (...means: readonly CodeRow['means'][]): readonly RelayedWording[] =>
  wordings('de', 'fr', 'es', 'nl', 'pl', 'zh').flatMap(({ code: _any, text, ...row }) =>
    text !== undefined && means.includes(row.means) ? [{ ...row, text }] : [],
  );
const ABROAD_TROUBLE = ['ATTEMPT_FAILED', 'HELD', 'DELAYED', 'EXCEPTION', 'RETURNING'] as const;

const only = (...means: readonly CodeRow['means'][]) => TROUBLE.filter((wording) => means.includes(wording.means));

/** What a status may leave open; `abroad` and `abroadTrouble` are for messages in other languages than English. */
export type RelayedKind =
  | 'pickedUp'
  | 'progress'
  | 'scans'
  | 'trouble'
  | 'attempt'
  | 'held'
  | 'late'
  | 'return'
  | 'delivered'
  | 'abroad'
  | 'abroadTrouble';

/** Carriers' wordings by what a status leaves open. */
export const RELAYED: Readonly<Record<RelayedKind, readonly RelayedWording[]>> = {
  pickedUp: PICKED_UP,
  progress: PROGRESS,
  scans: SCANS,
  trouble: TROUBLE,
  /** Why an attempt failed, why it is held or late: for statuses that say so without the cause. */
  attempt: only('ATTEMPT_FAILED'),
  held: only('HELD'),
  late: only('DELAYED'),
  return: RETURN,
  delivered: DELIVERED,
  abroadTrouble: abroad(...ABROAD_TROUBLE),
  abroad: abroad(
    ...ABROAD_TROUBLE,
    'ACCEPTED',
    'IN_TRANSIT',
    'CUSTOMS_STARTED',
    'CUSTOMS_CLEARED',
    'PARTNER_HANDOFF',
    'AT_DELIVERY_DEPOT',
    'OUT_FOR_DELIVERY',
    'AVAILABLE_FOR_PICKUP',
  ),
};

/**
 * A row for a status that leaves something open: the carrier's wording decides within these kinds, in their order, and
 * where none fits the row itself stands.
 */
export const leftOpen = (row: CodeRow, ...kinds: readonly RelayedKind[]): CodeRow[] => {
  const { code, subCode } = row;
  const key = subCode === undefined ? { code } : { code, subCode };
  return [...kinds.flatMap((kind) => RELAYED[kind]).map((wording): CodeRow => ({ ...key, ...wording })), row];
};
