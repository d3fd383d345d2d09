import {
  endOfPromise,
  flagAt,
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
export const answersOf = (document: JsonValue): readonly Found[] => {
  if (Array.isArray(document)) return found(document, '*');
  return holds(document, 'responses') ? found(document, 'responses.*') : itself(document);
};

/** As it was asked for, where the answer tells: the parcel's own may have a letter more. */
export const numberOf = (value: JsonValue): string | null => textAt(value, 'inputIdShip', 'idShip', 'shipment.idShip');

/** The last step that was reached, of an answer without events. */
const stepOf = (value: JsonValue): JsonValue | undefined =>
  found(value, 'shipment.timeline.*')
    .filter((one) => flagAt(one.value, 'status') === true)
    .at(-1)?.value;

const KNOWN = new Set(CODES.rows.map(({ code }) => code));

/** The tracking page tells the group of an event too. */
const knownOf = (code: string | null, group: string | null): string | null =>
  code !== null && !KNOWN.has(code) && group !== null && KNOWN.has(group) ? group : code;

/** The answer of Suivi v2, and of the tracking page, which is made alike. */
export const tracking = trackingDocument({
  name: 'Suivi v2',
  fits: (document) => answersOf(document).some(({ value }) => holds(value, 'returnCode', 'shipment', 'code')),
  codes: CODES,
  parcels: answersOf,
  parcel(value) {
    const returnCode = textAt(value, 'returnCode', 'code') ?? '200';
    const product = textAt(value, 'shipment.product') ?? '';
    return {
      trackingNumber: holds(value, 'shipment') ? numberOf(value) : null,
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
      standing: {
        code: textAt(value, 'shipment.currentState.code'),
        text: textAt(value, 'shipment.currentState.shortLabel') ?? textAt(stepOf(value), 'shortLabel'),
        time: { text: textAt(stepOf(value), 'date'), assumedZone: 'Europe/Paris' },
      },
    };
  },
  events: 'shipment.event.*',
  event: (scan) => ({
    code: textAt(scan, 'code'),
    text: textAt(scan, 'label'),
    lookUp: { code: knownOf(textAt(scan, 'code'), textAt(scan, 'group')) },
    time: { text: textAt(scan, 'date'), assumedZone: 'Europe/Paris' },
    place: { country: textAt(scan, 'country') },
  }),
});
