import {
  endOfPromise,
  found,
  holds,
  itself,
  place,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** One answer, a list of them, or a list under `responses`. */
const answersOf = (document: JsonValue): readonly Found[] => {
  if (Array.isArray(document)) return found(document, '*');
  return holds(document, 'responses') ? found(document, 'responses.*') : itself(document);
};

/** The answer of Suivi v2. */
export const tracking = trackingDocument({
  name: 'Suivi v2',
  fits: (document) => answersOf(document).some(({ value }) => holds(value, 'returnCode', 'shipment', 'code')),
  codes: CODES,
  parcels: answersOf,
  parcel(value) {
    const returnCode = textAt(value, 'returnCode', 'code') ?? '200';
    const product = textAt(value, 'shipment.product') ?? '';
    return {
      trackingNumber: textAt(value, 'shipment.idShip'),
      carrier: /chronopost/i.test(product) ? 'chronopost' : /colissimo/i.test(product) ? 'colissimo' : 'la-poste',
      error: /^2/.test(returnCode)
        ? null
        : [returnCode, textAt(value, 'returnMessage', 'message')].filter(Boolean).join(': '),
      shipment: {
        serviceLevel: product,
        trackingUrl: textAt(value, 'shipment.url'),
        // A day, written as its midnight.
        carrierEstimate: endOfPromise({
          date: textAt(value, 'shipment.estimDate')?.slice(0, 10) ?? null,
          assumedZone: 'Europe/Paris',
        }),
        origin: place({ country: textAt(value, 'shipment.contextData.originCountry') }),
        destination: place({ country: textAt(value, 'shipment.contextData.arrivalCountry') }),
      },
    };
  },
  events: 'shipment.event.*',
  event: (scan) => ({
    code: textAt(scan, 'code'),
    text: textAt(scan, 'label'),
    time: { text: textAt(scan, 'date'), assumedZone: 'Europe/Paris' },
    place: { country: textAt(scan, 'country') },
  }),
});
