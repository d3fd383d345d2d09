import {
  asList,
  asObject,
  asText,
  carrierCode,
  endOfPromise,
  flagAt,
  found,
  foundAll,
  holds,
  parcelFacts,
  pick,
  place,
  placeAt,
  says,
  textAt,
  trackingDocument,
  type DocumentKind,
  type EventSaid,
  type EventTimeInput,
  type Found,
  type JsonValue,
  type Loose,
  type ParcelSaid,
} from '@whereabouts/plugin-sdk';
import { codeKey, CODES } from './codes';

// API v2 writes no zone; the same moments, which its returns write with an offset, show that it is UTC.
const ZONE = { assumedZone: 'UTC', format: 'dd/mm/yyyy' } as const;

const direction = (value: Loose, path: string) => (flagAt(value, path) ? ({ direction: 'RETURN' } as const) : {});

/** Of webhooks: seconds, or milliseconds, since 1970; a relay may have written them out. */
function stamped(stamp: string): EventTimeInput {
  if (/\D/.test(stamp)) return { text: stamp, ...ZONE };
  return stamp.length > 11 ? { epochMilliseconds: stamp } : { epochSeconds: stamp };
}

const statusOf = (parcel: Loose): EventSaid | null => {
  const code = textAt(parcel, 'status.id', 'status.code', 'parcel_status', 'global_status_slug');
  if (code === null) return null;
  const isAnnounced = /^(1|1000|announced|ready-to-send)$/.test(codeKey(code));
  const stamp = textAt(parcel, 'stamp');
  const text = textAt(parcel, ...(isAnnounced ? ['date_announced', 'announced_at'] : []), 'date_updated', 'updated_at');
  return {
    code,
    text: textAt(parcel, 'status.message'),
    lookUp: { code: codeKey(code) },
    time: stamp === null ? { text, ...ZONE } : stamped(stamp),
  };
};

const parcelSaid = (value: JsonValue): ParcelSaid => {
  const weight = pick(value, 'weight.value') ?? pick(value, 'weight');
  return {
    trackingNumber: textAt(value, 'tracking_number'),
    carrier: carrierCode(textAt(value, 'carrier.code', 'carrier_code', 'carrier')),
    shipmentExternalId: textAt(value, 'id', 'parcel_id'),
    orderNumber: textAt(value, 'order_number'),
    orderExternalId: textAt(value, 'external_order_id'),
    ...direction(value, 'is_return'),
    shipment: {
      externalId: textAt(value, 'id'),
      orderExternalId: textAt(value, 'external_order_id'),
      serviceLevel: textAt(value, 'shipment.name'),
      trackingUrl: textAt(value, 'tracking_url'),
      // The address of a return is the customer's.
      [flagAt(value, 'is_return') === true ? 'origin' : 'destination']: place(
        placeAt(value, {
          city: 'city',
          region: 'to_state',
          postalCode: 'postal_code',
          country: ['country.iso_2', 'country.name'],
        }),
      ),
      // Both APIs weigh in kilograms unless they say otherwise.
      declared: parcelFacts({
        weight,
        weightUnit: textAt(value, 'weight.unit') ?? 'kg',
        length: pick(value, 'length'),
        width: pick(value, 'width'),
        height: pick(value, 'height'),
        lengthUnit: 'cm',
      }),
    },
    standing: statusOf(value),
  };
};

/** The same parcel, with what is said of it elsewhere where it says nothing itself. */
function withMore({ value, path }: Found, more: Readonly<Record<string, Loose>>): Found {
  const said: Record<string, Loose> = { ...asObject(value) };
  for (const key in more) if (more[key] !== undefined && !Object.hasOwn(said, key)) said[key] = more[key];
  return { path, value: said as JsonValue };
}

const PARCELS = ['parcel', 'data.parcel', 'parcels.*'];

function parcelsOf(document: JsonValue): readonly Found[] {
  // A carrier that gives no time of its own leaves that of the webhook.
  const stamp = textAt(document, 'carrier_status_change_timestamp', 'timestamp') ?? undefined;
  const inShipments = found(document, 'data.*').flatMap(({ value, path }) =>
    found(value, 'parcels.*', path).map((one) =>
      withMore(one, { order_number: pick(value, 'order_number'), carrier: pick(value, 'carrier') }),
    ),
  );
  const others = foundAll(document, PARCELS);
  const all = [...others, ...inShipments];
  return stamp === undefined ? all : all.map((one) => withMore(one, { stamp }));
}

/** Webhooks, and parcels of API v2; shipments of API v3 hold parcels too. */
export const parcels = trackingDocument({
  name: 'Parcel',
  fits: (document) => parcelsOf(document).length > 0 && !holds(document, 'event_type'),
  codes: CODES,
  parcels: parcelsOf,
  parcel: parcelSaid,
  events: () => [],
  event: () => null,
});

/** Returns of API v2: a parcel that comes back, and the one that it answers. */
export const returns = trackingDocument({
  name: 'Return',
  fits: (document) => holds(document, 'returns', 'incoming_parcel_data'),
  codes: CODES,
  parcels: (document) =>
    [...found(document, 'returns.*'), ...(holds(document, 'returns') ? [] : found(document, ''))].flatMap(
      ({ value, path }) =>
        (['incoming', 'outgoing'] as const).flatMap((way) =>
          found(value, `${way}_parcel_data`, path).map((one) =>
            withMore(one, {
              id: pick(value, `${way}_parcel`),
              is_return: way === 'incoming',
              status: pick(value, `${way}_parcel_status`),
            }),
          ),
        ),
    ),
  parcel: parcelSaid,
  events: () => [],
  event: () => null,
});

/** The answer of `/v2/tracking/{number}` does not repeat the number; its links hold it. */
const numberOfLinks = (value: JsonValue): string | null => {
  const inLink = (path: string, name: string) => URL.parse(textAt(value, path) ?? '')?.searchParams.get(name) ?? null;
  return (
    inLink('carrier_tracking_url', 'code') ?? inLink('sendcloud_tracking_url', 'tracking_number')?.toUpperCase() ?? null
  );
};

/** Tracking API v2. */
export const tracking = trackingDocument({
  name: 'Detailed tracking (v2)',
  fits: (document) => Array.isArray(pick(document, 'statuses')),
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'tracking_number') ?? numberOfLinks(value),
    carrier: carrierCode(textAt(value, 'carrier_code')),
    shipmentExternalId: textAt(value, 'parcel_id'),
    ...direction(value, 'is_return'),
    shipment: {
      externalId: textAt(value, 'parcel_id'),
      trackingUrl: textAt(value, 'sendcloud_tracking_url', 'carrier_tracking_url'),
      carrierEstimate: endOfPromise({ text: textAt(value, 'expected_delivery_date'), ...ZONE }),
    },
  }),
  events: 'statuses.*',
  event(status) {
    const code = textAt(status, 'parent_status');
    return {
      code,
      text: textAt(status, 'carrier_message'),
      lookUp: { code: code === null ? null : codeKey(code) },
      time: { text: textAt(status, 'carrier_update_timestamp'), ...ZONE },
    };
  },
});

/** `none` says that there is no exception, or no sub-status. */
const unlessNone = (text: string | null): string | null => (text === 'none' ? null : text);

const ATTEMPTS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3 };

const eventSaid = (event: JsonValue): EventSaid => {
  const phase = textAt(event, 'phase', 'status_code', 'parent_status');
  const exception = unlessNone(textAt(event, 'exception'));
  const subCode = unlessNone(textAt(event, 'sub_status', 'sub_status_code'));
  const at = pick(event, 'location_details');
  // Of what may follow a delivery only these two say something of the parcel.
  const isOver = phase === 'delivered' && exception !== 'damaged' && exception !== 'returned_sender';
  // An exception that Sendcloud does not know is no status that it does not know.
  const special = exception === 'unknown' ? 'exception' : exception;
  const code = isOver ? phase : (exception ?? phase);
  const key = isOver ? phase : (special ?? phase);
  return {
    code,
    subCode,
    text: textAt(event, 'description', 'status_description', 'carrier_message'),
    lookUp: {
      code: key === null ? null : codeKey(key),
      subCode: subCode === null ? null : codeKey(subCode),
      service: phase === null ? null : codeKey(phase),
    },
    time: { text: textAt(event, 'timestamp', 'event_at'), ...ZONE },
    place: placeAt(at, { city: 'city', postalCode: 'postal_code', country: 'country', facility: 'depot' }),
    ...direction(event, 'is_returned'),
    attemptNumber: phase === 'attempted' ? (ATTEMPTS[subCode ?? ''] ?? null) : null,
  };
};

/** An event subscription of API v3. */
export const parcelEvent = trackingDocument({
  name: 'Parcel event (v3)',
  fits: (document) => asObject(pick(document, 'data.event')) !== null,
  codes: CODES,
  parcels: 'data',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'parcel.tracking_number'),
    carrier: carrierCode(textAt(value, 'parcel.carrier_code')),
    shipmentExternalId: textAt(value, 'parcel.parcel_id'),
  }),
  events: 'event',
  event: eventSaid,
});

const ADDRESS = { city: 'city', region: 'state_province_code', postalCode: 'postal_code', country: 'country_code' };
const addressOf = (address: Loose) => place(placeAt(address, ADDRESS));

/** Parcel Tracking API v3, and `parcel.created`. */
export const parcelTracking = trackingDocument({
  name: 'Parcel tracking (v3)',
  fits: (document) => holds(document, 'tracking_numbers', 'data.tracking_numbers'),
  codes: CODES,
  parcels: (document) => found(document, holds(document, 'tracking_numbers') ? '' : 'data'),
  parcel(value) {
    const [first] = asList(pick(value, 'tracking_numbers'));
    const destination = addressOf(pick(value, 'to_address'));
    const announced = textAt(value, 'announced_at');
    return {
      trackingNumber: textAt(first, 'tracking_number'),
      carrier: carrierCode(textAt(first, 'carrier_code')),
      shipmentExternalId: textAt(value, 'id'),
      orderNumber: textAt(value, 'order.order_number'),
      ...direction(value, 'details.is_return'),
      shipment: {
        externalId: textAt(value, 'id'),
        trackingUrl: textAt(first, 'tracking_url'),
        serviceLevel: textAt(value, 'ship_with.properties.shipping_option_code'),
        carrierEstimate: endOfPromise({
          text: textAt(value, 'details.expected_delivery_date'),
          place: destination,
          ...ZONE,
        }),
        origin: addressOf(pick(value, 'from_address')),
        destination,
      },
      standing: announced === null ? null : { code: 'announced', time: { text: announced } },
    };
  },
  events: 'events.*',
  event: eventSaid,
});

/** The gateway in front of the APIs has a message and nothing else of theirs. */
const isGateway = (document: JsonValue): boolean =>
  !Array.isArray(document) && says(document, 'message') && !holds(document, 'action', 'event_type', 'status', 'data');

/** Errors of both APIs. */
export const error: DocumentKind = {
  name: 'error',
  fits: (document) => says(document, 'error', 'errors', 'detail') || isGateway(document),
  read(document, { sourceError }) {
    const errors = [
      ...found(document, 'errors.*'),
      ...found(document, 'detail.*'),
      ...found(document, 'error'),
      ...(isGateway(document) ? found(document, 'message') : []),
    ];
    for (const { value, path } of errors)
      sourceError(path, asText(value) ?? textAt(value, 'detail', 'message', 'msg', 'code') ?? 'an error');
  },
};

/** Webhooks of integrations and of returns without a parcel, lists of statuses, shipments that only were taken in. */
export const noNews: DocumentKind = {
  name: 'no parcel',
  fits: (document) =>
    textAt(document, 'action', 'event_type', '0.status', '0.message', 'data.id') !== null ||
    (Array.isArray(document) && document.length === 0) ||
    holds(document, 'parcels'),
  read: (document, { note }) => note('', `${textAt(document, 'action', 'event_type') ?? 'a list'}: no tracking news`),
};
