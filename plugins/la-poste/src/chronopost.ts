import { errorsAt, found, foundAll, placeAt, soapFaults, textAt, trackingDocument } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const ANSWERS = ['trackSkybillV2Response', 'trackSkybillResponse'].map((name) => `Envelope.Body.${name}.return.*`);
const errors = errorsAt(ANSWERS, { code: 'errorCode', message: 'errorMessage', fine: ['0'] });

/** The answer of the SOAP service of Chronopost. */
export const chronopost = trackingDocument({
  name: 'trackSkybillV2',
  fits: (document) => foundAll(document, [...ANSWERS, 'Envelope.Body.Fault']).length > 0,
  codes: CODES,
  errors: (document) => [...errors(document), ...soapFaults(document)],
  parcels: (document) =>
    foundAll(document, ANSWERS).flatMap(({ value, path }) => found(value, 'listEventInfoComp', path)),
  parcel: (value) => ({ trackingNumber: textAt(value, 'skybillNumber'), carrier: 'chronopost' }),
  events: 'events.*',
  event: (scan) => ({
    code: textAt(scan, 'code'),
    text: textAt(scan, 'eventLabel'),
    time: { text: textAt(scan, 'eventDate'), assumedZone: 'Europe/Paris' },
    place: placeAt(scan, { city: 'officeLabel', postalCode: 'zipCode' }),
  }),
});
