import {
  asText,
  endOfPromise,
  found,
  holds,
  stated,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
  type Place,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { placeOf } from './place-of';

const PLACEHOLDER = 'string';
const said = (value: JsonValue, ...paths: readonly string[]): string | null => {
  const text = textAt(value, ...paths);
  return text === PLACEHOLDER ? null : text;
};
const country = (text: string | null): string => text ?? 'US';

function originOf(value: JsonValue) {
  const origin = stated({
    city: said(value, 'originCity'),
    region: said(value, 'originState'),
    postalCode: said(value, 'originZIP', 'originZIPCode'),
  });
  return Object.keys(origin).length === 0 ? null : { ...origin, country: 'US' };
}

/** v3.2 has days, and for a predicted one the window of the day; before, there were moments. */
function estimateOf(value: JsonValue, place: Place) {
  const expected = said(value, 'deliveryDateExpectation.expectedDeliveryDate');
  const predicted = said(value, 'deliveryDateExpectation.predictedDeliveryDate');
  const day = expected ?? predicted ?? said(value, 'deliveryDateExpectation.guaranteedDeliveryDate');
  if (day === null)
    return endOfPromise({
      text: textAt(
        value,
        'expectedDeliveryTimeStamp',
        'predictedDeliveryTimeStamp',
        'predictedDeliveryDate',
        'guaranteedDeliveryTimeStamp',
      ),
      place,
    });
  const time = day === predicted ? said(value, 'deliveryDateExpectation.predictedDeliveryWindowEndTime') : null;
  return (time === null ? null : endOfPromise({ date: day, time, place })) ?? endOfPromise({ date: day, place });
}

/** Notifications of a subscription wrap what a reply is. */
const wrapped = (document: JsonValue): readonly Found[] =>
  ['payload.*', 'payload.trackingInformation.*', 'trackingInformation.*']
    .flatMap((path) => found(document, path))
    .filter(({ value }) => textAt(value, 'trackingNumber') !== null);
const parcelsOf = (document: JsonValue): readonly Found[] => {
  const inside = wrapped(document);
  return inside.length > 0 ? inside : found(document, '*');
};

/** Tracking API v3: one parcel, or a list of them. The number may be missing where it was part of the address asked. */
export const apiTracking = trackingDocument({
  name: 'Tracking API v3',
  fits: (document) =>
    Array.isArray(document) ||
    holds(document, 'trackingEvents', 'trackingNumber', 'error', 'statusCategory') ||
    wrapped(document).length > 0,
  codes: CODES,
  errors: (document) =>
    // Of the whole, or of one number of a list: v3.2 answers 207 then.
    found(document, '*.error').map(({ value, path }) => ({
      path,
      code: textAt(value, 'code') ?? asText(value),
      message: textAt(value, 'message', 'errors.0.detail', 'errors.0.title') ?? textAt(document, 'error_description'),
    })),
  parcels: (document) =>
    holds(document, 'error') ? [] : parcelsOf(document).filter(({ value }) => !holds(value, 'error')),
  parcel: (value) => {
    const destination = stated({
      city: said(value, 'destinationCity'),
      region: said(value, 'destinationState'),
      postalCode: said(value, 'destinationZIP', 'destinationZIPCode'),
      country: country(said(value, 'destinationCountryCode')),
    });
    const number = textAt(value, 'trackingNumber');
    return {
      trackingNumber: number,
      carrier: 'usps',
      shipment: {
        serviceLevel: textAt(value, 'mailClass')?.replace(/<[^>]*>|&#?\w+;/g, '') ?? null,
        destination,
        origin: originOf(value),
        carrierEstimate: estimateOf(value, destination),
      },
      standing: { code: null, text: textAt(value, 'status'), time: {} },
    };
  },
  /** A notification may hold its one event in its own fields. */
  events: (value, path) => {
    const listed = found(value, 'trackingEvents.*', path);
    return listed.length === 0 && textAt(value, 'eventType', 'eventCode') !== null ? [{ value, path }] : listed;
  },
  event: (scan) => {
    const [local, offset] = [textAt(scan, 'eventTimestamp'), textAt(scan, 'GMTOffset')];
    return {
      code: said(scan, 'eventCode'),
      text: said(scan, 'eventType'),
      time: { text: local ?? textAt(scan, 'GMTTimestamp'), offset: local === null ? null : offset },
      place: placeOf(
        said(scan, 'eventCity'),
        said(scan, 'eventState'),
        said(scan, 'eventZIP', 'eventZIPCode'),
        said(scan, 'eventCountry'),
      ),
    };
  },
});
