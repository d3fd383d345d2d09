import { asText, found, pick, trackingDocument, type Found, type JsonValue } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** One answer, a list of them, or a list under `responses`. */
const answersOf = (document: JsonValue): readonly Found[] => {
  if (Array.isArray(document)) return found(document, '*');
  return pick(document, 'responses') === undefined ? [{ value: document, path: '' }] : found(document, 'responses.*');
};

/** The answer of Suivi v2. */
export const tracking = trackingDocument({
  name: 'Suivi v2',
  fits: (document) =>
    answersOf(document).some(
      ({ value }) =>
        pick(value, 'returnCode') !== undefined ||
        pick(value, 'shipment') !== undefined ||
        pick(value, 'code') !== undefined,
    ),
  codes: CODES,
  parcels: answersOf,
  parcel(value) {
    const returnCode = asText(pick(value, 'returnCode')) ?? asText(pick(value, 'code')) ?? '200';
    const product = asText(pick(value, 'shipment.product')) ?? '';
    return {
      trackingNumber: asText(pick(value, 'shipment.idShip')),
      carrier: /chronopost/i.test(product) ? 'chronopost' : /colissimo/i.test(product) ? 'colissimo' : 'la-poste',
      error: /^2/.test(returnCode)
        ? null
        : [returnCode, asText(pick(value, 'returnMessage')) ?? asText(pick(value, 'message'))]
            .filter(Boolean)
            .join(': '),
      shipment: { serviceLevel: product, trackingUrl: asText(pick(value, 'shipment.url')) },
    };
  },
  events: 'shipment.event.*',
  event: (scan) => ({
    code: asText(pick(scan, 'code')),
    text: asText(pick(scan, 'label')),
    time: { text: asText(pick(scan, 'date')), assumedZone: 'Europe/Paris' },
    place: { country: asText(pick(scan, 'country')) },
  }),
});
