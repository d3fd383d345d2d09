import {
  asList,
  asObject,
  carrierCode,
  eachRecord,
  eventTime,
  flagAt,
  milestone,
  refuse,
  stated,
  textAt,
  type EventTime,
  type Issue,
  type JsonObject,
  type JsonValue,
  type MilestoneRecord,
  type ShipmentRecord,
} from '@whereabouts/plugin-sdk';
import { deliveryEstimate } from './delivery-estimate';
import type { FoundTracker } from './documents';
import { placeOf, placeOfText } from './location';
import { CODES } from './status-table';

export interface TrackerNews {
  readonly milestones: readonly MilestoneRecord[];
  readonly shipments: readonly ShipmentRecord[];
}

/** Whose news it is, and what holds for all of its events. */
interface Parcel {
  readonly trackingNumber: string;
  readonly carrier: string | null;
  readonly isReturn: boolean;
}

const GRAMS_PER_OUNCE = 28.349523125;
/** Longer messages are no carrier's; patterns must not be kept busy by them. */
const LONGEST_WORDING = 300;
/** Statuses after which EasyPost is right to follow the parcel no longer. */
const ENDED: ReadonlySet<string> = new Set(['delivered', 'return_to_sender', 'cancelled', 'failure']);
/** Statuses that matter too much to be missed in silence when the events do not tell them. */
const OUTCOMES: ReadonlySet<string> = new Set(['delivered', 'return_to_sender', 'cancelled']);

/** EasyPost numbers its connections to a carrier: `VehoV2`. */
const carrierOf = (name: string | null): string | null => carrierCode(name?.replace(/V\d$/, '') ?? null);

/** Shipment and events of one Tracker object. What cannot be used is said in `issues`; never throws for bad input. */
export function readTracker({ tracker, path }: FoundTracker, issues: Issue[]): TrackerNews {
  const trackingNumber = textAt(tracker, 'tracking_code');
  const details = asList(tracker['tracking_details']);
  if (trackingNumber === null) {
    const kind = details.length > 0 ? 'record' : 'note';
    issues.push({ path: `${path}/tracking_code`, problem: 'a tracker without a tracking code', kind });
    return { milestones: [], shipments: [] };
  }
  const parcel = {
    trackingNumber,
    carrier: carrierOf(textAt(tracker, 'carrier')),
    isReturn: flagAt(tracker, 'is_return') === true,
  };
  const milestones =
    details.length > 0
      ? eachRecord(details, `${path}/tracking_details`, issues, (detail, at) => readDetail(detail, at, parcel, issues))
      : standing(tracker, parcel);
  noteSourceFacts(tracker, path, milestones, issues);
  return { milestones, shipments: [readShipment(tracker, parcel)] };
}

function readDetail(value: JsonValue, path: string, parcel: Parcel, issues: Issue[]): MilestoneRecord {
  const detail = asObject(value) ?? refuse('an event that is not an object');
  const status = textAt(detail, 'status');
  const text = textAt(detail, 'message') ?? textAt(detail, 'description');
  if (status === null && text === null) refuse('an event with neither status nor message');

  const place = placeOf(detail['tracking_location']);
  const time = eventTime({ text: textAt(detail, 'datetime') });
  if (time.problem !== undefined && time.occurredLocal !== null)
    issues.push({ path: `${path}/datetime`, problem: time.problem, kind: 'note' });

  // Without a location EasyPost writes UTC because it could not tell the zone (API reference, Tracker object).
  const assumed = time.timeCertainty === 'OFFSET_GIVEN' && !place?.city && !place?.postalCode;
  return event(parcel, {
    status,
    detail: textAt(detail, 'status_detail'),
    text,
    time: assumed ? { ...time, timeCertainty: 'ZONE_ASSUMED' } : time,
    place,
    leg: legOf(textAt(detail, 'source'), parcel),
  });
}

/** What the tracker itself says, when it lists no events: its status holds, but nobody says since when. */
function standing(tracker: JsonObject, parcel: Parcel): MilestoneRecord[] {
  const status = textAt(tracker, 'status');
  if (status === null) return [];
  const time: EventTime = { occurredAt: null, occurredLocal: null, timeCertainty: 'UNKNOWN' };
  const detail = textAt(tracker, 'status_detail');
  const now = event(parcel, { status, detail, text: null, time, place: null, leg: null });
  return now.code === 'INFORMATION' ? [] : [now];
}

interface EventFacts {
  readonly status: string | null;
  readonly detail: string | null;
  readonly text: string | null;
  readonly time: EventTime;
  readonly place: MilestoneRecord['place'];
  readonly leg: string | null;
}

function event(parcel: Parcel, { status, detail, text, time, place, leg }: EventFacts): MilestoneRecord {
  return milestone({
    row: CODES.find({ code: status, subCode: detail ?? 'unknown', text: text?.slice(0, LONGEST_WORDING) }),
    trackingNumber: parcel.trackingNumber,
    carrier: parcel.carrier,
    code: status,
    subCode: detail,
    text,
    time,
    place,
    leg,
    direction: parcel.isReturn ? 'RETURN' : 'FORWARD',
  });
}

/** Whoever reports the event, where it is neither the tracker's carrier nor EasyPost itself. */
function legOf(source: string | null, parcel: Parcel): string | null {
  const carrier = carrierOf(source);
  const same = carrier === null || parcel.carrier === null || carrier === parcel.carrier;
  return same || source === 'EasyPost' ? null : source;
}

function readShipment(tracker: JsonObject, parcel: Parcel): ShipmentRecord {
  const carrier = asObject(tracker['carrier_detail']) ?? {};
  const destination = placeOf(carrier['destination_tracking_location']) ?? placeOfText(carrier['destination_location']);
  return {
    trackingNumber: parcel.trackingNumber,
    carrier: parcel.carrier,
    ...stated({
      externalId: textAt(tracker, 'id'),
      serviceLevel: textAt(carrier, 'service'),
      trackingUrl: textAt(tracker, 'public_url'),
      carrierEstimate: deliveryEstimate(tracker, carrier, destination),
      origin: placeOf(carrier['origin_tracking_location']) ?? placeOfText(carrier['origin_location']),
      destination,
      billed: weightOf(textAt(tracker, 'weight')),
      isReturn: typeof tracker['is_return'] === 'boolean' ? tracker['is_return'] : null,
    }),
  };
}

/** As measured by the carrier, in ounces. */
function weightOf(ounces: string | null): ShipmentRecord['billed'] | null {
  const grams = Math.round(Number(ounces ?? 0) * GRAMS_PER_OUNCE);
  return Number.isSafeInteger(grams) && grams > 0 ? { weightGrams: grams } : null;
}

/** Facts about EasyPost and not about the parcel: the last milestone stands. */
function noteSourceFacts(
  tracker: JsonObject,
  path: string,
  milestones: readonly MilestoneRecord[],
  issues: Issue[],
): void {
  const note = (key: string, problem: string) => issues.push({ path: `${path}/${key}`, problem, kind: 'note' });
  const status = textAt(tracker, 'status') ?? 'unknown';
  if (status === 'error') note('status', 'EasyPost could not follow the parcel');
  if (textAt(tracker, 'status_detail') === 'expired') note('status_detail', 'EasyPost gave up waiting for news');
  if (flagAt(tracker, 'finalized') === true && !ENDED.has(status))
    note('finalized', `EasyPost follows the parcel no longer, with status ${status}`);
  if (OUTCOMES.has(status) && milestones.every(({ sourceCode }) => sourceCode !== status))
    note('status', `the tracker says ${status}, but none of its events does`);
}
