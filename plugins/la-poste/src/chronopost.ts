import { asText, found, pick, trackingDocument, type Found, type JsonValue } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const answersOf = (document: JsonValue): readonly Found[] =>
  ['trackSkybillV2Response', 'trackSkybillResponse'].flatMap((name) =>
    found(document, `Envelope.Body.${name}.return.*`),
  );

/** The answer of the SOAP service of Chronopost. Error code 0 is none. */
export const chronopost = trackingDocument({
  name: 'trackSkybillV2',
  fits: (document) => answersOf(document).length > 0 || pick(document, 'Envelope.Body.Fault') !== undefined,
  codes: CODES,
  errors: (document) => [
    ...answersOf(document).flatMap(({ value, path }) => {
      const code = asText(pick(value, 'errorCode')) ?? '0';
      return code === '0' ? [] : [{ path, code, message: asText(pick(value, 'errorMessage')) }];
    }),
    ...found(document, 'Envelope.Body.Fault').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'faultcode')),
      message: asText(pick(value, 'faultstring')),
    })),
  ],
  parcels: (document) => answersOf(document).flatMap(({ value, path }) => found(value, 'listEventInfoComp', path)),
  parcel: (value) => ({ trackingNumber: asText(pick(value, 'skybillNumber')), carrier: 'chronopost' }),
  events: 'events.*',
  event: (scan) => ({
    code: asText(pick(scan, 'code')),
    text: asText(pick(scan, 'eventLabel')),
    time: { text: asText(pick(scan, 'eventDate')), assumedZone: 'Europe/Paris' },
    place: { city: asText(pick(scan, 'officeLabel')), postalCode: asText(pick(scan, 'zipCode')) },
  }),
});
