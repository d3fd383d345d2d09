import {
  asObject,
  asText,
  carrierCode,
  eachRecord,
  flagAt,
  milestone,
  numbersIn,
  place,
  refuse,
  stated,
} from '@whereabouts/plugin-sdk';
import type {
  EventTime,
  Issue,
  JsonObject,
  JsonValue,
  MilestoneInput,
  MilestoneRecord,
  Place,
} from '@whereabouts/plugin-sdk';
import type { ShipmentRecord } from '@whereabouts/plugin-sdk';
import { field, id, list, moment, numberOfFulfillment, object, text, time } from './fields';
import { STATUSES } from './status-table';

/** What the order around a fulfillment says, when there is one. */
export interface OfOrder {
  readonly orderNumber: string | null;
  readonly serviceLevel: string | null;
  readonly destination: Place | null;
}

export interface Told {
  readonly milestones: readonly MilestoneRecord[];
  readonly shipments: readonly ShipmentRecord[];
  readonly issues: readonly Issue[];
}

/** Whose an event is: a number, or the ids that Shopify names a fulfillment and an order by. */
type Whose = Pick<
  MilestoneInput,
  'trackingNumber' | 'carrier' | 'orderNumber' | 'shipmentExternalId' | 'orderExternalId'
>;

/**
 * A fulfillment: one shipment for each tracking number, and what was stated of it. Its events are told under its id, as
 * the webhook about an event has to: the same event stays one, whichever way it comes.
 */
export function readFulfillment(body: JsonObject, at: string, ofOrder: OfOrder | null = null): Told {
  const issues: Issue[] = [];
  const orderNumber = ofOrder?.orderNumber ?? numberOfFulfillment(text(body, 'name'));
  const parcels = trackings(body);
  const itself: Whose = {
    trackingNumber: null,
    carrier: null,
    shipmentExternalId: id(body),
    orderNumber,
    orderExternalId: orderNumber === null ? id(body, 'order_id') : null,
  };
  if (parcels.length === 0 && !isNamed(itself)) refuse('names neither a tracking number nor an order');
  const whose: readonly Whose[] =
    parcels.length > 0
      ? parcels.map(({ number, carrier }) => ({ trackingNumber: number, carrier, orderNumber }))
      : [itself];

  const { items, path } = list(body, 'events', at);
  const isUnsent = parcels.length === 0 && needsNoShipping(body);
  const said = statements(body, at, issues, items).map(({ service, code, at: time }) => ({
    row: (isUnsent ? STATUSES.find({ service: `unsent ${service}`, code }) : null) ?? STATUSES.find({ service, code }),
    code,
    time,
  }));
  const ofEvents = itself.shipmentExternalId === null ? whose : [itself];
  const milestones = [
    ...whose.flatMap((one) => said.map((statement) => milestone({ ...one, ...statement }))),
    ...eachRecord(items, path, issues, (item, where) =>
      ofEvents.map((one) => eventOf(item, where, one, issues)),
    ).flat(),
  ];
  const shipments = parcels.map((parcel) => shipmentOf(body, parcel, orderNumber, ofOrder));
  return { milestones, shipments, issues };
}

/** Gift cards and downloads are fulfilled as well. The Admin GraphQL API says it of the whole, REST of each line. */
function needsNoShipping(body: JsonObject): boolean {
  if (flagAt(body, 'requiresShipping') === false) return true;
  const lines = list(body, 'line_items', '').items;
  return lines.length > 0 && lines.every((line) => flagAt(line, 'requires_shipping') === false);
}

const isNamed = ({ shipmentExternalId, orderNumber, orderExternalId }: Whose): boolean =>
  (shipmentExternalId ?? orderNumber ?? orderExternalId ?? null) !== null;

/** A `fulfillment_event`: one step of a shipment. It names the ids of fulfillment and order and no tracking number. */
export function readEvent(body: JsonObject, at: string): Told {
  const issues: Issue[] = [];
  const whose: Whose = {
    trackingNumber: null,
    carrier: null,
    shipmentExternalId: id(body, 'fulfillment_id'),
    orderExternalId: id(body, 'order_id'),
  };
  if (!isNamed(whose)) refuse('names neither a fulfillment nor an order');
  return {
    milestones: [eventOf(body, at, whose, issues)],
    shipments: [],
    issues,
  };
}

function eventOf(item: JsonValue, at: string, whose: Whose, issues: Issue[]): MilestoneRecord {
  const body = asObject(item) ?? refuse('not an object');
  const code = text(body, 'status') ?? refuse('an event without a status');
  const when = time(body, 'happened_at', at, issues);
  const row = STATUSES.find({ service: 'shipment', code });
  return milestone({ ...whose, row, code, text: text(body, 'message'), time: when, place: placeOf(body) });
}

interface Statement {
  readonly service: 'fulfillment' | 'shipment';
  readonly code: string;
  readonly at: EventTime;
}

/**
 * What the fulfillment says of itself. `shipment_status` has no time of its own: it is as of `updated_at`. The Admin
 * GraphQL API gives two of the times and the events: a display status that only repeats one of them is left out.
 */
function statements(body: JsonObject, at: string, issues: Issue[], events: readonly JsonValue[]): Statement[] {
  const when = (name: string): EventTime => time(body, name, at, issues);
  const said: Statement[] = [];
  const status = text(body, 'status');
  if (status !== null) {
    const began = /^(success|pending|open)$/i.test(status);
    said.push({ service: 'fulfillment', code: status, at: when(began ? 'created_at' : 'updated_at') });
  }
  if (text(body, 'in_transit_at') !== null)
    said.push({ service: 'shipment', code: 'IN_TRANSIT', at: when('in_transit_at') });
  if (text(body, 'delivered_at') !== null)
    said.push({ service: 'shipment', code: 'DELIVERED', at: when('delivered_at') });
  const now = text(body, 'shipment_status') ?? text(body, 'display_status');
  const told = [...said, ...events.map((event) => ({ service: 'shipment', code: text(asObject(event), 'status') }))];
  const means = meaning({ service: 'shipment', code: now });
  if (now !== null && (means === undefined || !told.some((one) => meaning(one) === means)))
    said.push({ service: 'shipment', code: now, at: when('updated_at') });
  return said;
}

const meaning = (one: { readonly service: string; readonly code: string | null }): string | undefined =>
  STATUSES.find(one)?.means;

interface Tracking {
  readonly number: string;
  readonly carrier: string | null;
  readonly url: string | null;
}

/** `tracking_numbers[]` with one company (REST, webhooks), or `trackingInfo[]` with a company each (GraphQL). */
function trackings(body: JsonObject): readonly Tracking[] {
  const info = list(body, 'tracking_info', '').items.map(asObject);
  const many = list(body, 'tracking_numbers', '').items.map(asText);
  const urls = list(body, 'tracking_urls', '').items.map(asText);
  const carrier = carrierCode(text(body, 'tracking_company'));
  const numbers = many.some((number) => number !== null) ? many : [text(body, 'tracking_number')];
  const found = [
    ...info.map((one) => ({
      number: text(one, 'number'),
      carrier: carrierCode(text(one, 'company')),
      url: text(one, 'url'),
    })),
    ...numbers.map((number, index) => ({
      number,
      carrier,
      url: urls[index] ?? (index === 0 ? text(body, 'tracking_url') : null),
    })),
  ];
  const unique = new Map<string, Tracking>();
  for (const { number: written, ...rest } of found)
    for (const number of numbersIn(written)) if (!unique.has(number)) unique.set(number, { number, ...rest });
  return [...unique.values()];
}

function shipmentOf(
  body: JsonObject,
  { number, carrier, url }: Tracking,
  orderNumber: string | null,
  ofOrder: OfOrder | null,
): ShipmentRecord {
  const location = object(body, 'location');
  const code = id(body, 'location_id') ?? id(location);
  const sent = /^success$/i.test(text(body, 'status') ?? '');
  return {
    trackingNumber: number,
    carrier,
    ...stated({
      orderNumber,
      externalId: id(body),
      orderExternalId: id(body, 'order_id'),
      serviceLevel: ofOrder?.serviceLevel,
      trackingUrl: url,
      shippedAt: sent ? moment(body, 'created_at') : undefined,
      carrierEstimate: moment(body, 'estimated_delivery_at'),
      node: code === null ? null : { code, ...stated({ name: text(location, 'name') }) },
      destination: ofOrder?.destination ?? placeOf(asObject(field(body, 'destination'))),
    }),
  };
}

/** City, region, postal code and country of an address, and a hash of its street line: nothing that names a person or a house. */
export const placeOf = (address: JsonObject | null): Place | null =>
  place({
    city: text(address, 'city'),
    region: text(address, 'province_code') ?? text(address, 'province'),
    postalCode: text(address, 'zip'),
    street: text(address, 'address1'),
    country: text(address, 'country_code') ?? text(address, 'country_code_v2') ?? text(address, 'country'),
  });
