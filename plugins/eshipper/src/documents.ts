import {
  carrierCode,
  endOfPromise,
  errorDocument,
  flagAt,
  found,
  holds,
  parcelFacts,
  pick,
  place,
  placeAt,
  placeOfText,
  textAt,
  trackingDocument,
  type DocumentKind,
  type EventSaid,
  type JsonValue,
  type Loose,
} from '@whereabouts/plugin-sdk';
import { codeKey, CODES } from './codes';

/** The stages of a shipment, the furthest first. An exception holds only while it was not overcome. */
const STAGES = ['delivered', 'exception', 'inTransit', 'reachedAtWarehouse', 'labelGenerated'];

function standing(status: string | null, stages: Loose): EventSaid | null {
  const isKnown = status !== null && CODES.find({ code: codeKey(status) }) !== null;
  const code = isKnown ? status : (STAGES.find((stage) => flagAt(stages, stage) === true) ?? status);
  return code === null ? null : { code, lookUp: { code: codeKey(code) }, time: {} };
}

const at = (location: string | null, postalCode: string | null) => ({
  ...placeOfText(location, 'states'),
  postalCode,
});

/** `GET /api/v2/track/events`: a list, also when one number was asked for; a webhook holds one of its entries. */
export const events = trackingDocument({
  name: 'Tracking events',
  fits: (document) => found(document, '*').some(({ value }) => textAt(value, 'trackingNumber') !== null),
  codes: CODES,
  parcels: (document) => found(document, '*'),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'trackingNumber'),
    carrier: carrierCode(textAt(value, 'carrierName')),
    shipmentExternalId: textAt(value, 'orderId'),
    shipment: {
      externalId: textAt(value, 'orderId'),
      serviceLevel: textAt(value, 'carrierService'),
      trackingUrl: textAt(value, 'trackingUrl'),
      carrierEstimate: endOfPromise({ text: textAt(value, 'expectedDeliveryDate') }),
    },
    standing: standing(textAt(value, 'currentStatus'), pick(value, 'shipmentStatus')),
  }),
  events: 'event.*',
  comparesStanding: true,
  event(scan) {
    const original = pick(scan, 'originalEvent');
    const code = textAt(original, 'identifier', 'name');
    return {
      code,
      text: textAt(scan, 'description', 'originalEvent.name'),
      // Carriers' codes are no vocabulary of eShipper's.
      lookUp: { code: null },
      // What the carrier wrote is its local time; `dateTime` is made of it.
      time: { text: textAt(original, 'eventDate') ?? textAt(scan, 'dateTime'), offsetIsDefault: true },
      place: at(textAt(scan, 'location') ?? textAt(original, 'eventLocation'), textAt(scan, 'postalCode')),
    };
  },
});

const addressOf = (address: Loose) =>
  place(placeAt(address, { city: 'city', region: 'province', postalCode: ['zip', 'postalCode'], country: 'country' }));

/** `GET /api/v2/track/{orderId}`: one order with its history. It names its number in the address of the carrier's page only. */
export const order = trackingDocument({
  name: 'Tracking of an order',
  fits: (document) => holds(document, 'trackingDetails'),
  codes: CODES,
  parcel(value) {
    const details = pick(value, 'orderDetails');
    const weight = pick(details, 'packages.totalWeight');
    return {
      trackingNumber: textAt(value, 'trackingNumber', 'orderDetails.trackingNumber') ?? numberOf(value),
      carrier: carrierCode(textAt(details, 'carrier.carrierName')),
      shipmentExternalId: textAt(value, 'orderId', 'orderDetails.orderId'),
      shipment: {
        externalId: textAt(value, 'orderId', 'orderDetails.orderId'),
        serviceLevel: textAt(details, 'carrier.serviceName'),
        trackingUrl: textAt(value, 'trackingUrl', 'brandedTrackingUrl'),
        origin: addressOf(pick(details, 'from')),
        destination: addressOf(pick(details, 'to')),
        declared: parcelFacts({ weight, weightUnit: textAt(details, 'packages.weightUnit') }),
      },
      standing: standing(null, pick(value, 'status')),
    };
  },
  events: 'trackingDetails.*',
  comparesStanding: true,
  event(scan) {
    const status = textAt(scan, 'eshipperOrderStatus');
    const carriers = textAt(scan, 'carrierEventCode');
    return {
      code: status ?? carriers,
      subCode: status === null ? null : carriers,
      text: textAt(scan, 'description'),
      lookUp: { code: status === null ? null : codeKey(status), subCode: null },
      time: { text: textAt(scan, 'dateTime'), offsetIsDefault: true },
      place: at(textAt(scan, 'location'), textAt(scan, 'postalCode')),
    };
  },
});

/** Carriers' pages take the number as the last part of their address. */
function numberOf(value: JsonValue): string | null {
  const url = URL.parse(textAt(value, 'lmcCarrierTrackingUrl', 'trackingUrl') ?? '');
  const given = [...(url?.searchParams.values() ?? []), url?.pathname.split('/').at(-1) ?? ''];
  return given.find((one) => /^(?=.*\d{6})[A-Z0-9]{8,40}$/i.test(one)) ?? null;
}

/** An error of the API, and of its gateway. */
export const error = errorDocument({
  name: 'error',
  whole: [['message', 'thirdPartyMessage', 'error']],
  lists: 'fieldErrors.*',
  entry: ['field', 'message'],
});

/** Nothing is known of the number. */
export const nothing: DocumentKind = {
  name: 'no tracking',
  fits: (document) => Array.isArray(document) && document.length === 0,
  read: (_document, { note }) => note('', 'eShipper knows nothing of the number'),
};
