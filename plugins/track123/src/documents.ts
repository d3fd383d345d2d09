import {
  carrierCode,
  endOfPromise,
  eventTime,
  found,
  holds,
  noNewsDocument,
  pick,
  place,
  placeAt,
  placeOfText,
  textAt,
  trackingDocument,
  type DocumentKind,
  type EventSaid,
  type Found,
  type JsonValue,
  type PlaceInput,
} from '@whereabouts/plugin-sdk';
import { codeKey, CODES } from './codes';

const WHERE = ['data.accepted.content.*', 'data.accepted.*', 'content.*', 'data', ''];
/** Track123's `dhl` is DHL Express: the others of the group have codes of their own. */
const carrierOf = (code: string | null): string | null => (code === 'dhl' ? 'dhl-express' : carrierCode(code));

const isTracking = ({ value }: Found): boolean =>
  textAt(value, 'trackNo', 'trackingNumber') !== null && !holds(value, 'error');

const trackingsOf = (document: JsonValue): readonly Found[] =>
  WHERE.map((where) => found(document, where)).find((some) => some.some(isTracking)) ?? [];

/**
 * Legs: the carrier that took it, and the one that delivers. Older documents and those of the Shopify app have one list.
 * Source of the last mile's: public clients of API v2 (a Java SDK, and others that show answers).
 */
const LISTS = [
  { events: 'localLogisticsInfo.trackingDetails.*', by: 'localLogisticsInfo.courierCode' },
  { events: 'lastMileInfo.openApiWayBillInfo.trackingDetails.*', by: 'lastMileInfo.openApiWayBillInfo.courierCode' },
  { events: 'lastMileInfo.trackingDetails.*', by: 'lastMileInfo.courierCode' },
  { events: 'trackingDetails.*', by: 'courierCode' },
  { events: 'trackInfo.*', by: 'courierCode' },
] as const;

/** Each leg's events, with whose they are. */
const eventsOf = (tracking: JsonValue, path: string): readonly Found[] =>
  LISTS.flatMap(({ events, by }) =>
    found(tracking, events, path).map((one) => ({
      path: one.path,
      value: { scan: one.value, by: textAt(tracking, by) },
    })),
  );

const lookUp = (code: string | null) => ({ code: code === null ? null : codeKey(code) });

/** `US,CA,Fontana` goes from large to small, `Mableton, GA` from small to large. */
function placeOf(text: string | null): PlaceInput | null {
  const [, country, region, city] = /^([A-Z]{2}),\s*([^,]+),\s*([^,]+)$/.exec(text ?? '') ?? [];
  if (country !== undefined) return { country, region: region ?? null, city: city ?? null };
  return countryAlone(text) ?? placeOfText(text);
}

/** `GB`, `China`: read as what stands behind a city. */
function countryAlone(text: string | null): PlaceInput | null {
  const { country, region } = (text?.includes(',') === false ? placeOfText(`-, ${text}`) : null) ?? {};
  return country ? { country, ...(region ? { region } : {}) } : null;
}

/** What holds now: of the sub-status and the status the one that is known. */
function standing(value: JsonValue): EventSaid | null {
  const codes = ['transitSubStatus', 'transitStatus'].map((path) => textAt(value, path));
  const code = codes.find((one) => CODES.find(lookUp(one)) !== null) ?? codes.find((one) => one !== null) ?? null;
  if (code === null) return null;
  const isDelivered = CODES.find(lookUp(code))?.means === 'DELIVERED';
  return {
    code,
    lookUp: lookUp(code),
    time: isDelivered ? { text: textAt(value, 'deliveredTime', 'deliveryDate') } : {},
  };
}

/** Answers of the API, its webhooks, and those of the Shopify app. */
export const tracking = trackingDocument({
  name: 'Tracking',
  fits: (document) => trackingsOf(document).length > 0,
  codes: CODES,
  parcels: trackingsOf,
  parcel(value) {
    const destination = place(
      placeAt(value, {
        city: 'shippingAddress.shippingCity',
        region: 'shippingAddress.shippingProvince',
        postalCode: 'postalCode',
        country: ['shippingAddress.shippingCountryCode', 'shipTo'],
      }),
    );
    const origin = textAt(value, 'shipFrom');
    return {
      trackingNumber: textAt(value, 'trackNo', 'trackingNumber'),
      carrier: carrierOf(textAt(value, 'localLogisticsInfo.courierCode', 'carrierInfo.code', 'courierCode')),
      orderNumber: textAt(value, 'orderNo', 'orderName', 'orderNumber')?.replace(/^#\s*/, '') ?? null,
      // Facts about Track123: that it knows nothing yet, or asks no longer.
      notes: /^(INIT|NO_RECORD|EXPIRED)$/.test(textAt(value, 'transitStatus') ?? '')
        ? [`Track123 says ${textAt(value, 'transitStatus')}`]
        : [],
      shipment: {
        externalId: textAt(value, 'id'),
        trackingUrl: textAt(value, 'trackingLink', 'localLogisticsInfo.courierTrackingLink'),
        carrierEstimate: endOfPromise({
          text: textAt(
            value,
            'estimatedDeliveryTime',
            'estimatedDelivery',
            'expectedDelivery',
            'expectedDeliveryTime.end',
            'expectedDeliveryTime.start',
          ),
          offset: textAt(value, 'expectedDeliveryTime.timezone'),
          place: destination,
        }),
        shippedAt: shippedAt(textAt(value, 'fulfillmentDate')),
        origin: place({ country: origin }),
        destination,
      },
      standing: standing(value),
    };
  },
  events: eventsOf,
  comparesStanding: true,
  event(said, parcel) {
    const scan = pick(said, 'scan') ?? null;
    const by = textAt(said, 'by');
    const code = textAt(scan, 'transitSubStatus', 'transitStatus');
    const instant = textAt(scan, 'eventTimeZeroUTC');
    const local = textAt(scan, 'eventTime');
    return {
      code,
      text: textAt(scan, 'eventDetail'),
      lookUp: lookUp(code),
      // The zone may be that of the account: it is taken where the place tells none.
      time: { text: local ?? instant, offset: textAt(scan, 'timezone'), offsetIsDefault: true },
      place: placeOf(textAt(scan, 'address', 'eventLocation', 'location')),
      leg: by === null || carrierOf(by) === parcel.carrier ? null : by,
      ...(parcel.direction === undefined ? {} : { direction: parcel.direction }),
    };
  },
});

const shippedAt = (text: string | null) => (text === null ? null : eventTime({ text }).occurredAt);

/** Numbers that Track123 refuses, each with its reason. */
const rejected = (document: JsonValue): readonly Found[] => found(document, 'data.rejected.*');

/** Errors of a request (`code` other than 00000), and numbers that were refused. */
export const error: DocumentKind = {
  name: 'error',
  fits: (document) =>
    rejected(document).length > 0 ||
    !/^(00000)?$/.test(textAt(document, 'code') ?? '') ||
    textAt(document, 'error') !== null,
  read(document, { sourceError }) {
    const code = textAt(document, 'code');
    if (code !== null && code !== '00000') sourceError('', `${code}: ${textAt(document, 'msg') ?? 'an error'}`);
    else if (rejected(document).length === 0) sourceError('', textAt(document, 'error') ?? 'an error');
    for (const { value, path } of rejected(document))
      sourceError(
        path,
        [textAt(value, 'trackNo'), textAt(value, 'error.code'), textAt(value, 'error.msg')].filter(Boolean).join(': '),
      );
  },
};

/** Answers without a tracking, and tests of a webhook. */
export const noNews = noNewsDocument({ name: 'no tracking', fits: ['code', 'msg', 'verify.timestamp', 'data'] });
