import {
  carrierCode,
  endOfPromise,
  errorDocument,
  foundAll,
  holds,
  noNewsDocument,
  parcelFacts,
  pick,
  place,
  says,
  textAt,
  timeToldTwice,
  trackingDocument,
  type EventSaid,
  type EventTimeInput,
  type Found,
  type JsonValue,
  type Loose,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const ZONE = { assumedZone: 'Asia/Shanghai' } as const;
const KNOWN: ReadonlySet<string> = new Set(CODES.rows.map(({ code }) => code));

/** The node tells more than the status, if it is known. */
function codesOf(status: string | null, node: string | null): Pick<EventSaid, 'code' | 'subCode' | 'lookUp'> {
  const isKnown = node !== null && KNOWN.has(node);
  return {
    code: status ?? node,
    subCode: status === null ? null : node,
    lookUp: { code: isKnown ? node : (status ?? node), subCode: null },
  };
}

const standingOf = (state: string | null): EventSaid | null =>
  state === null ? null : { code: `package-${state}`, time: {} };

const tracksOf = (document: JsonValue): readonly Found[] =>
  foundAll(document, ['Item', 'Items.*']).filter(({ value }) =>
    holds(value, 'OrderTrackingDetails', 'TrackEventDetails', 'PackageState'),
  );

/** `UTC+08:00` */
const offsetOf = (zone: string | null): string | null => /[+-]\d\d:?\d\d$/.exec(zone ?? '')?.[0] ?? null;

/** OMS API. */
export const tracking = trackingDocument({
  name: 'GetTrackInfo',
  fits: (document) => tracksOf(document).length > 0,
  codes: CODES,
  parcels: tracksOf,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'TrackingNumber', 'WaybillNumber', 'WayBillNumber'),
    carrier: 'yunexpress',
    shipment: {
      externalId: textAt(value, 'WaybillNumber', 'WayBillNumber'),
      origin: place({ country: textAt(value, 'OriginCountryCode') }),
      destination: place({ country: textAt(value, 'CountryCode') }),
    },
    standing: standingOf(textAt(value, 'PackageState')),
  }),
  comparesStanding: true,
  events: (value, path) => foundAll(value, ['OrderTrackingDetails.*', 'TrackEventDetails.*'], path),
  event: (scan) => ({
    ...codesOf(textAt(scan, 'TrackingStatus'), textAt(scan, 'TrackNodeCode')),
    text: textAt(scan, 'ProcessContent', 'TrackCodeDescription'),
    time: { text: textAt(scan, 'ProcessDate'), offset: offsetOf(textAt(scan, 'ProcessTimezone')), ...ZONE },
    place: {
      city: textAt(scan, 'ProcessCity', 'ProcessLocation'),
      region: textAt(scan, 'ProcessProvince'),
      country: textAt(scan, 'ProcessCountry'),
    },
  }),
});

/** The track stands in the entry itself, or one level below. */
const trackIn = (entry: Loose): Loose => pick(entry, 'track_Info') ?? pick(entry, 'track_info') ?? entry;

const openTracksOf = (document: JsonValue): readonly Found[] =>
  foundAll(document, ['result.*', 'data', '']).filter(
    ({ value }) => says(trackIn(value), 'waybill_number') && holds(trackIn(value), 'track_events'),
  );

/** Local time, and the same moment in UTC: both are written with a `Z`, or neither. */
function openTime(scan: JsonValue): EventTimeInput {
  const [local, utc] = ['process_time', 'process_utc_time'].map((key) => textAt(scan, key)?.replace(/Z$/, '') ?? null);
  return { ...timeToldTwice(local ?? null, utc ? `${utc}Z` : null), ...ZONE };
}

/** Open API: `track-service/info/get`, and pushed tracks (`tisPushData`). */
export const openTracking = trackingDocument({
  name: 'track-service, tisPushData',
  fits: (document) => openTracksOf(document).length > 0,
  codes: CODES,
  parcels: openTracksOf,
  parcel(value) {
    const track = trackIn(value);
    const destination = place({ country: textAt(track, 'destination_code'), postalCode: textAt(track, 'postal_code') });
    return {
      trackingNumber: textAt(track, 'tracking_number', 'waybill_number'),
      carrier: 'yunexpress',
      orderNumber: textAt(track, 'customer_order_number'),
      shipment: {
        externalId: textAt(track, 'waybill_number'),
        serviceLevel: textAt(track, 'product_name', 'product_code'),
        carrierEstimate: endOfPromise({
          text: textAt(track, 'EstimatedDeliveryToDateZone', 'EstimatedDeliveryFromDateZone'),
          place: destination,
        }),
        origin: place({ country: textAt(track, 'origin_code') }),
        destination,
        billed: parcelFacts({ weight: pick(track, 'actual_weight'), weightUnit: 'kg' }),
      },
      standing: standingOf(textAt(value, 'package_status') ?? textAt(track, 'package_status')),
    };
  },
  comparesStanding: true,
  events: (value, path) =>
    foundAll(value, ['track_Info.track_events.*', 'track_info.track_events.*', 'track_events.*'], path),
  event: (scan, _parcel, value) => ({
    ...codesOf(null, textAt(scan, 'track_node_code')),
    text: textAt(scan, 'process_content', 'track_node_description'),
    time: openTime(scan),
    place: {
      city: textAt(scan, 'process_city', 'process_location'),
      region: textAt(scan, 'process_province'),
      country: textAt(scan, 'process_country'),
    },
    leg: legOf(scan, trackIn(value)),
  }),
});

/** After the handover it is the last mile's carrier that reports. */
const LAST_MILE: ReadonlySet<string | null> = new Set([
  'IN_TRANSIT_CARRIER',
  'DELIVERY_ATTEMPT',
  'DELIVERY_FAILURE',
  'DELIVERED',
]);
const legOf = (scan: JsonValue, track: Loose): string | null =>
  LAST_MILE.has(textAt(scan, 'track_node_code')) ? carrierCode(textAt(track, 'last_mile_name')) : null;

const codeOf = (document: JsonValue): string | null => textAt(document, 'ResultCode', 'Code');

/** The reply to an order: numbers, and no news of a parcel. */
export const order = trackingDocument({
  name: 'order reply',
  fits: (document) => codeOf(document) !== null,
  codes: CODES,
  errors: (document) =>
    codeOf(document) === '0000' ? [] : [{ code: codeOf(document), message: textAt(document, 'ResultDesc', 'Message') }],
  parcels: 'Items.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'TrackingNumber', 'WayBillNumber'),
    carrier: 'yunexpress',
    orderNumber: textAt(value, 'OrderNumber', 'CustomerOrderNumber'),
    shipment: { externalId: textAt(value, 'WayBillNumber') },
  }),
  events: () => [],
  event: () => null,
});

/** Refused by the open API. */
export const refused = errorDocument({
  name: 'error',
  fits: (document) => String(pick(document, 'success')) === 'false',
  whole: ['code', ['msg', 'message']],
});

export const noNews = noNewsDocument({
  name: 'no track',
  fits: ['success', 'result', 'data_code', 'Item'],
  topic: 'data_code',
  otherwise: 'an answer',
});
