import {
  errorsAt,
  found,
  foundAll,
  holds,
  itself,
  placeAt,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const timeAt = (text: string | null) => ({ text, assumedZone: 'Europe/Paris' });

/** `timelineCompany`: the steps of a parcel, and every event. */
export const colissimoTimeline = trackingDocument({
  name: 'Colissimo timelineCompany',
  fits: (document) => holds(document, 'parcel.parcelNumber') || isTimelineError(document),
  codes: CODES,
  errors: (document) =>
    isTimelineError(document) ? errorsAt('status.*', { code: 'code', message: 'message' })(document) : [],
  parcels: 'parcel',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'parcelNumber'),
    carrier: 'colissimo',
    shipment: { serviceLevel: textAt(value, 'service') },
  }),
  events: (parcel, path) => foundAll(parcel, ['event.*', 'step.*.event.*'], path),
  event: (scan) => ({
    code: textAt(scan, 'code'),
    text: textAt(scan, 'labelLong', 'labelShort'),
    time: timeAt(textAt(scan, 'date')),
    place: placeAt(scan, { facility: 'siteName', postalCode: 'siteZipCode', country: 'countryCodeISO' }),
  }),
});

const isTimelineError = (document: JsonValue): boolean =>
  !holds(document, 'parcel') && textAt(document, 'status.0.code') !== null;

const ANSWER = 'Envelope.Body.trackResponse.return';

/** `track` of the SOAP service: the last event of a parcel. */
export const colissimoEvent = trackingDocument({
  name: 'Colissimo track',
  fits: (document) => holds(document, ANSWER),
  codes: CODES,
  errors: errorsAt(ANSWER, { code: 'errorCode', message: 'errorMessage', fine: ['0'] }),
  parcels: (document) => found(document, ANSWER).filter(({ value }) => (textAt(value, 'errorCode') ?? '0') === '0'),
  parcel: (value) => ({ trackingNumber: textAt(value, 'skybillNumber'), carrier: 'colissimo', shipment: {} }),
  events: (parcel, path) => (textAt(parcel, 'eventCode') === null ? [] : itself(parcel, path)),
  event: (scan) => ({
    code: textAt(scan, 'eventCode'),
    text: textAt(scan, 'eventLibelle'),
    time: timeAt(textAt(scan, 'eventDate')),
    place: { facility: textAt(scan, 'eventSite') },
  }),
});
