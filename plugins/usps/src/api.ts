import {
  asText,
  endOfPromise,
  found,
  holds,
  pick,
  stated,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { placeOf } from './place-of';

const PLACEHOLDER = 'string';
const said = (value: JsonValue | undefined): string | null => {
  const text = asText(value);
  return text === PLACEHOLDER ? null : text;
};
const country = (text: string | null): string => text ?? 'US';

function originOf(value: JsonValue) {
  const origin = stated({
    city: said(pick(value, 'originCity')),
    region: said(pick(value, 'originState')),
    postalCode: said(pick(value, 'originZIP')),
  });
  return Object.keys(origin).length === 0 ? null : { ...origin, country: 'US' };
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
    found(document, 'error').map(({ value, path }) => ({
      path,
      code: textAt(value, 'code') ?? asText(value),
      message: textAt(value, 'message') ?? textAt(document, 'error_description'),
    })),
  parcels: (document) => (holds(document, 'error') ? [] : parcelsOf(document)),
  parcel: (value) => {
    const destination = stated({
      city: said(pick(value, 'destinationCity')),
      region: said(pick(value, 'destinationState')),
      postalCode: said(pick(value, 'destinationZIP')),
      country: country(said(pick(value, 'destinationCountryCode'))),
    });
    const number = textAt(value, 'trackingNumber');
    return {
      trackingNumber: number,
      carrier: 'usps',
      shipment: {
        serviceLevel: textAt(value, 'mailClass')?.replace(/<[^>]*>|&#?\w+;/g, '') ?? null,
        destination,
        origin: originOf(value),
        carrierEstimate: endOfPromise({
          text: textAt(
            value,
            'expectedDeliveryTimeStamp',
            'predictedDeliveryTimeStamp',
            'predictedDeliveryDate',
            'guaranteedDeliveryTimeStamp',
          ),
          place: destination,
        }),
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
      code: said(pick(scan, 'eventCode')),
      text: said(pick(scan, 'eventType')),
      time: { text: local ?? textAt(scan, 'GMTTimestamp'), offset: local === null ? null : offset },
      place: placeOf(
        said(pick(scan, 'eventCity')),
        said(pick(scan, 'eventState')),
        said(pick(scan, 'eventZIP')),
        said(pick(scan, 'eventCountry')),
      ),
    };
  },
});
