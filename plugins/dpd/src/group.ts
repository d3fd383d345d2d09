import {
  asText,
  endOfPromise,
  found,
  holds,
  itself,
  pick,
  place,
  placeAt,
  textAt,
  trackingDocument,
  type DocumentKind,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES, plainStatus } from './codes';

const placeOf = (value: JsonValue | undefined) =>
  place(
    placeAt(value, {
      city: 'city',
      postalCode: ['postalCode', 'zipCode'],
      country: ['country', 'countryCode'],
      facility: 'depot',
    }),
  );

/** The interface of the group: one parcel with its events. */
export const group = trackingDocument({
  name: 'DPD group, tracking',
  fits: (document) => holds(document, 'trackingNumber', '0.trackingNumber'),
  codes: CODES,
  parcels: (document) => (Array.isArray(document) ? found(document, '*') : itself(document)),
  parcel: (value) => {
    const destination = placeOf(pick(value, 'recipient'));
    const status = textAt(value, 'status');
    return {
      trackingNumber: textAt(value, 'trackingNumber'),
      carrier: 'dpd',
      shipment: {
        externalId: textAt(value, 'shipmentId'),
        destination,
        carrierEstimate: endOfPromise({ text: textAt(value, 'estimatedDelivery'), place: destination }),
      },
      standing: {
        code: status,
        text: textAt(value, 'statusDescription'),
        lookUp: { code: plainStatus(status) },
        time: { text: textAt(value, 'statusDate', 'lastUpdate') },
      },
    };
  },
  events: 'events.*',
  event: (scan) => {
    const status = textAt(scan, 'status', 'code');
    return {
      code: status,
      text: textAt(scan, 'description'),
      lookUp: { code: plainStatus(status) },
      time: { text: textAt(scan, 'timestamp', 'date') },
      place: placeOf(pick(scan, 'location')),
    };
  },
});

/** Days and hours without anything between them, as in `04122025071601`. */
const STAMP = /^(\d{2})(\d{2})(\d{4})(\d{2})(\d{2})(\d{2})$/;

/** One event a push. DPD writes them into the address of a request; they are read as a form or as JSON. */
export const push = trackingDocument({
  name: 'Tracking Push Service',
  fits: (document) => holds(document, 'pnr'),
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'pnr'),
    carrier: 'dpd',
    orderNumber: textAt(value, 'ref'),
    shipment: { serviceLevel: textAt(value, 'services') },
  }),
  events: itself,
  event: (value) => {
    const status = textAt(value, 'status');
    const [, day, month, year, hour, minute, second] = STAMP.exec(textAt(value, 'statusdate') ?? '') ?? [];
    return {
      code: status,
      text: textAt(value, 'scaninfo'),
      lookUp: { code: plainStatus(status) },
      time: {
        text: year === undefined ? textAt(value, 'statusdate') : `${year}-${month}-${day}T${hour}:${minute}:${second}`,
        assumedZone: 'Europe/Berlin',
      },
      place: { facility: textAt(value, 'depot') },
    };
  },
});

/** Errors of the interfaces that answer in JSON. */
export const errors: DocumentKind = {
  name: 'DPD, errors',
  fits: (document) => holds(document, 'errors', 'errorCode', 'errorMessage', 'error', 'message'),
  read(document, reading) {
    const listed = [...found(document, 'errors.*'), ...found(document, 'error.*')];
    for (const { value, path } of listed.length > 0 ? listed : itself(document))
      reading.sourceError(
        path,
        [
          textAt(value, 'errorCode', 'code', 'errorOrigin'),
          textAt(value, 'errorMessage', 'message', 'detail', 'error_description', 'error'),
        ]
          .filter(Boolean)
          .join(': ') ||
          (asText(value) ?? ''),
      );
  },
};
