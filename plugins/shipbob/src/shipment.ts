import { asList, asObject, carrierCode, numbersIn, pick, refuse, stated } from '@whereabouts/plugin-sdk';
import type { EventTime, Issue, JsonObject, MilestoneCode, ParcelFacts, ShipmentRecord } from '@whereabouts/plugin-sdk';
import { DETAIL_NAMES } from './status-table';
import { find, isNamed, moment, placeAt, tell, text, time, type Statement, type Told, type Whose } from './told';

/**
 * A shipment of an order: what was stated of it, and a shipment record for each tracking number. By itself it holds no
 * order number: `reference_id` is the shop's own id of the order, which the shop may or may not show to people.
 */
export function readShipment(body: JsonObject, at: string, orderNumber: string | null, topic: string | null): Told {
  const issues: Issue[] = [];
  const carrier = carrierCode(text(body, 'tracking.carrier') ?? text(body, 'tracking.scac'));
  const numbers = trackingNumbers(body);
  const itself: Whose = {
    trackingNumber: null,
    carrier,
    shipmentExternalId: text(body, 'id'),
    orderNumber,
    orderExternalId: text(body, 'order_id'),
  };
  if (numbers.length === 0 && !isNamed(itself)) refuse('names neither a tracking number nor an order');

  const said = statements(body, at, issues);
  const topical = topicStatement(body, at, topic, said, issues);
  const owners: readonly Whose[] =
    numbers.length > 0 ? numbers.map((trackingNumber) => ({ trackingNumber, carrier, orderNumber })) : [itself];
  return {
    milestones: owners.flatMap((whose) => [...said, ...topical].map((one) => tell(whose, one, rowOf(one)))),
    shipments: numbers.map((number) => shipmentOf(body, number, carrier, orderNumber)),
    issues,
  };
}

/** Freight has a PRO number instead. */
const trackingNumbers = (body: JsonObject): readonly string[] =>
  numbersIn(text(body, 'tracking.tracking_number') ?? text(body, 'tracking.pro_number'));

/** Moves of the parcel are as of the last tracking update, everything else is as of the last update of the shipment. */
const BY_CARRIER: ReadonlySet<MilestoneCode | undefined> = new Set<MilestoneCode | undefined>([
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'ATTEMPT_FAILED',
  'DELIVERED',
]);

/** What the shipment says: its dates, then its status with each of its details. */
function statements(body: JsonObject, at: string, issues: Issue[]): Statement[] {
  const has = (key: string): boolean => text(body, key) !== null;
  const when = (key: string): EventTime => time(body, key, at, issues);
  const status = text(body, 'status');
  const said: Statement[] = ['actual_fulfillment_date', 'delivery_date']
    .filter(has)
    .map((code) => ({ service: 'shipment', code, time: when(code) }));
  const left = status === null ? false : /^completed$/i.test(status);
  if (status !== null && left)
    said.push({
      service: 'shipment',
      code: status,
      time: when(has('actual_fulfillment_date') ? 'actual_fulfillment_date' : 'last_update_at'),
    });

  // A date says it better than a detail, which is only as of the last update.
  const dated = new Set(said.map((one) => find(one)?.means));
  const details = /^none$/i.test(status ?? 'none') ? [] : asList(pick(body, 'status_details'));
  for (const [index, item] of details.entries()) {
    const detail = asObject(item);
    const subCode =
      detail === null ? null : (text(detail, 'name') ?? DETAIL_NAMES.get(text(detail, 'id') ?? '') ?? null);
    if (detail === null || status === null || subCode === null) {
      issues.push({ path: `${at}/status_details/${index}`, problem: 'a status detail without a name', kind: 'record' });
      continue;
    }
    const one = { service: 'shipment', code: status, subCode, text: text(detail, 'description') };
    const means = find(one)?.means;
    if (dated.has(means)) continue;
    const key = BY_CARRIER.has(means) && has('last_tracking_update_at') ? 'last_tracking_update_at' : 'last_update_at';
    said.push({ ...one, time: when(key) });
  }
  if (status !== null && !left && details.length === 0)
    said.push({ service: 'shipment', code: status, time: when('last_update_at') });

  const estimate = text(body, 'estimated_fulfillment_date_status');
  const late = { service: 'estimate', code: estimate ?? '' };
  if (estimate !== null && find(late)?.means !== 'INFORMATION') said.push({ ...late, time: when('last_update_at') });
  return said;
}

/**
 * A detail that the table does not know is UNMAPPED where the status only says how far the work got; a hold, an
 * exception or a cancellation is one with any detail.
 */
const rowOf = (one: Statement): ReturnType<typeof find> => {
  const row = find(one);
  const whole = one.service !== 'shipment' || /^(on ?hold|exception|cancelled)$/i.test(one.code);
  return one.subCode != null && row?.subCode === undefined && !whole ? null : row;
};

/** What makes the word of a topic superfluous, beside the same word. */
const BETTER: ReadonlyMap<MilestoneCode, MilestoneCode> = new Map([
  ['EXCEPTION', 'BACKORDERED'],
  ['LABEL_CREATED', 'HANDED_OVER'],
]);

/** What the topic of the webhook says, unless the body says it better: `order_shipped` can come without tracking. */
function topicStatement(
  body: JsonObject,
  at: string,
  topic: string | null,
  said: readonly Statement[],
  issues: Issue[],
): readonly Statement[] {
  const means = topic === null ? undefined : find({ service: 'webhook', code: topic })?.means;
  if (topic === null || means === undefined) return [];
  const known = said.map((one) => rowOf(one)?.means);
  if (known.some((one) => one === means || one === BETTER.get(means))) return [];
  return [{ service: 'webhook', code: topic, time: time(body, 'last_update_at', at, issues) }];
}

function shipmentOf(
  body: JsonObject,
  trackingNumber: string,
  carrier: string | null,
  orderNumber: string | null,
): ShipmentRecord {
  const node = text(body, 'location.id');
  const left = /^completed$/i.test(text(body, 'status') ?? '');
  return {
    trackingNumber,
    carrier,
    ...stated({
      orderNumber,
      externalId: text(body, 'id'),
      orderExternalId: text(body, 'order_id'),
      serviceLevel: text(body, 'tracking.carrier_service') ?? text(body, 'ship_option'),
      trackingUrl: text(body, 'tracking.tracking_url'),
      shippedAt: moment(body, 'tracking.shipping_date') ?? (left ? moment(body, 'actual_fulfillment_date') : undefined),
      node: node === null ? null : { code: node, ...stated({ name: text(body, 'location.name') }) },
      destination: placeAt(body, 'recipient.address'),
      declared: parcelOf(body),
    }),
  };
}

const GRAMS_PER_OUNCE = 28.349_523_125;
const MM_PER_INCH = 25.4;

/** Ounces and inches; zero means that nobody measured. */
function parcelOf(body: JsonObject): ParcelFacts | undefined {
  const measured = (key: string, unit: number): number | undefined => {
    const value = Number(text(body, `measurements.${key}`) ?? NaN) * unit;
    return Number.isFinite(value) && Math.round(value) > 0 ? Math.round(value) : undefined;
  };
  const weightGrams = measured('total_weight_oz', GRAMS_PER_OUNCE);
  if (weightGrams === undefined) return undefined;
  return {
    weightGrams,
    ...stated({
      lengthMm: measured('length_in', MM_PER_INCH),
      widthMm: measured('width_in', MM_PER_INCH),
      heightMm: measured('depth_in', MM_PER_INCH),
    }),
  };
}
