import {
  addEvent,
  asObject,
  carrierCode,
  endOfPromise,
  eventTime,
  flagAt,
  found,
  holds,
  numbersIn,
  pick,
  refuse,
  stated,
  textAt,
  type EventTimeInput,
  type Found,
  type JsonValue,
  type Place,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import type { Config } from './settings';

export interface Around {
  readonly reading: Reading;
  readonly settings: Partial<Config>;
}

/** Whose parcels they are. */
export interface OfOrder {
  readonly orderNumber: string | null;
  readonly orderExternalId: string | null;
  readonly serviceLevel: string | null;
  readonly destination: Place | null;
  /** When the order was complete: for numbers without a day of their own. */
  readonly sentAt: EventTimeInput | null;
}
export const onlyOrder = (orderExternalId: string | null): OfOrder => ({
  orderNumber: null,
  orderExternalId,
  serviceLevel: null,
  destination: null,
  sentAt: null,
});

/** Values of the meta data of an order or a fulfillment by their key. The last of a key counts. */
export type Meta = (key: string) => MetaValue | null;
export interface MetaValue extends Found {
  /** The entry that holds it. */
  readonly entry: JsonValue;
}

/** Its text. Anything else that stands there is told. */
export const metaText = (one: MetaValue | null): string | null => (one === null ? null : textAt(one.entry, 'value'));

export function metaOf({ value, path }: Found, reading: Reading): Meta {
  const values = new Map<string, MetaValue>();
  reading.each(found(value, 'meta_data.*', path), (entry, at) => {
    const key = textAt(entry, 'key') ?? refuse('meta data without a key');
    const inner = pick(entry, 'value');
    if (inner !== undefined) values.set(key, { value: inner, path: `${at}/value`, entry });
  });
  return (key) => values.get(key) ?? null;
}

type Kind = 'tracking' | 'fulfillment' | 'label';

/** Lists of numbers in an order: where which extension keeps them. */
const LISTS: readonly (readonly [key: string, kind: Kind])[] = [
  ['_wc_shipment_tracking_items', 'tracking'],
  ['_aftership_tracking_items', 'tracking'],
  ['wc_connect_labels', 'label'],
  ['_wcshipping_labels', 'label'],
];
/** Single numbers, each with its carrier. */
const SINGLES: readonly (readonly [number: string, carrier: string])[] = [
  ['_aftership_tracking_number', '_aftership_tracking_provider_name'],
  ['_tracking_number', '_tracking_provider'],
  ['_shipping_tracking_number', '_shipping_company'],
  ['ywot_tracking_code', 'ywot_carrier_name'],
];

/** All parcels of an order, each number once: those that say the most come first. */
export function readParcels(order: Found, meta: Meta, ofOrder: OfOrder, around: Around): boolean {
  const { reading, settings } = around;
  const seen = new Set<string>();
  const within = (places: readonly Found[], kind: Kind): void =>
    reading.each(places.flatMap(eachNumber), (value, path) => {
      const number = textAt(value, 'tracking_number', 'tracking');
      if (number !== null && seen.has(number)) return;
      const read = readParcel({ value, path }, kind, ofOrder, around);
      if (read !== null) seen.add(read);
    });
  // Read beside the order they keep their envelope.
  const inEnvelope = found(order.value, 'fulfillments.fulfillments.*', order.path);
  const isInEnvelope = pick(order.value, 'fulfillments.fulfillments') !== undefined;
  within(isInEnvelope ? inEnvelope : found(order.value, 'fulfillments.*', order.path), 'fulfillment');
  within(found(order.value, 'shipment_trackings.*', order.path), 'tracking');
  for (const [key, kind] of LISTS) {
    const list = meta(key);
    if (list !== null) within(found(list.value, '*', list.path), kind);
  }
  const own = settings.trackingNumberMeta;
  const singles = own === undefined ? SINGLES : [[own, settings.carrierMeta ?? ''] as const, ...SINGLES];
  for (const [key, carrierKey] of singles) {
    const tracking_number = metaText(meta(key));
    const value = stated({ tracking_number, tracking_provider: metaText(meta(carrierKey)) });
    if (tracking_number !== null) within([{ value, path: meta(key)?.path ?? '' }], 'tracking');
  }
  return seen.size > 0;
}

function eachNumber(parcel: Found): readonly Found[] {
  const entry = asObject(parcel.value);
  const numbers = numbersIn(textAt(parcel.value, 'tracking_number'));
  if (entry === null || numbers.length < 2) return [parcel];
  return numbers.map((tracking_number) => ({ ...parcel, value: { ...entry, tracking_number } }));
}

/** One entry of the Shipment Tracking extension, one fulfillment, or one label of WooCommerce Shipping. Gives its number. */
export function readParcel(parcel: Found, kind: Kind, ofOrder: OfOrder, { reading, settings }: Around): string | null {
  const { value, path } = parcel;
  const meta = metaOf(parcel, reading);
  const trackingNumber =
    textAt(value, 'tracking_number', 'tracking') ??
    (kind === 'fulfillment' ? metaText(meta('_tracking_number')) : null);
  const id = textAt(value, 'tracking_id', 'label_id', 'id');
  const externalId = id === null ? null : `${kind}-${id}`;
  if (trackingNumber === null && (externalId === null || kind === 'tracking'))
    refuse('a parcel without a tracking number');
  const carrier = carrierCode(
    textAt(value, 'tracking_provider', 'custom_tracking_provider', 'slug', 'carrier_id', 'carrier') ??
      metaText(meta('_shipment_provider') ?? meta('_shipping_provider')) ??
      textAt(value, 'formatted_tracking_provider'),
  );
  const ids = { orderNumber: ofOrder.orderNumber, orderExternalId: ofOrder.orderExternalId };
  const whose = { trackingNumber, carrier, shipmentExternalId: externalId, ...ids, service: kind };
  if (textAt(value, 'date_deleted') !== null) {
    reading.note(path, 'a fulfillment that was deleted');
    return null;
  }
  const said = statementOf(value, kind, meta, { ofOrder, timeZone: settings.timeZone });
  if (said !== null) addEvent(reading, CODES, whose, said, path);
  if (kind === 'label' && holds(value, 'refund'))
    addEvent(reading, CODES, whose, { code: 'refunded', time: millisecondsAt(value, 'refund.request_date') }, path);
  if (trackingNumber === null) return null;
  const isSent = said?.code === 'shipped' || said?.code === 'fulfilled';
  reading.shipments.push({
    trackingNumber,
    carrier,
    ...stated({
      ...ids,
      externalId,
      serviceLevel: textAt(value, 'service_name') ?? ofOrder.serviceLevel,
      trackingUrl:
        textAt(value, 'tracking_link', 'custom_tracking_link', 'formatted_tracking_link', 'ast_tracking_link') ??
        metaText(meta('_tracking_url')),
      shippedAt: said !== null && isSent ? eventTime(said.time).occurredAt : null,
      carrierEstimate: endOfPromise({ text: metaText(meta('_estimated_delivery')), place: ofOrder.destination }),
      destination: ofOrder.destination,
    }),
  });
  return trackingNumber;
}

type Statement = { readonly code: string; readonly time: EventTimeInput };

/** Null: a number that says nothing of when, of an order that is not complete. */
function statementOf(
  value: JsonValue,
  kind: Kind,
  meta: Meta,
  { ofOrder, timeZone }: { readonly ofOrder: OfOrder; readonly timeZone: string | undefined },
): Statement | null {
  if (kind === 'label') return { code: textAt(value, 'status') ?? 'PURCHASED', time: millisecondsAt(value, 'created') };
  if (kind === 'fulfillment') {
    const code = textAt(value, 'status') ?? (flagAt(value, 'is_fulfilled') === true ? 'fulfilled' : 'unfulfilled');
    const text = metaText(meta('_date_fulfilled')) ?? textAt(value, 'date_updated');
    // No document says in which zone.
    return { code, time: { text, ...stated({ assumedZone: timeZone }) } };
  }
  const day = textAt(value, 'date_shipped', 'metrics.created_at');
  if (day !== null) return { code: 'shipped', time: dayOf(day) };
  return ofOrder.sentAt === null ? null : { code: 'shipped', time: ofOrder.sentAt };
}

const millisecondsAt = (value: JsonValue, path: string): EventTimeInput => {
  const text = textAt(value, path, `${path}_date`);
  return /^\d{12,}$/.test(text ?? '') ? { epochMilliseconds: text } : { text };
};

const DAY = 86_400;

/** A day, written as its midnight in seconds since 1970, or as a date. */
function dayOf(text: string | null): EventTimeInput {
  const seconds = /^\d{9,11}$/.test(text ?? '') ? Number(text) : null;
  if (seconds === null) return { text };
  return seconds % DAY === 0
    ? { text: new Date(seconds * 1000).toISOString().slice(0, 10) }
    : { epochSeconds: seconds };
}
