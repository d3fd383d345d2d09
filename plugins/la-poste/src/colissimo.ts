import { asText, found, pick, trackingDocument, type JsonValue } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const timeAt = (text: string | null) => ({ text, assumedZone: 'Europe/Paris' });

/** `timelineCompany`: the steps of a parcel, and every event. */
export const colissimoTimeline = trackingDocument({
  name: 'Colissimo timelineCompany',
  fits: (document) => pick(document, 'parcel.parcelNumber') !== undefined || isTimelineError(document),
  codes: CODES,
  errors: (document) =>
    isTimelineError(document)
      ? found(document, 'status.*').map(({ value, path }) => ({
          path,
          code: asText(pick(value, 'code')),
          message: asText(pick(value, 'message')),
        }))
      : [],
  parcels: 'parcel',
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'parcelNumber')),
    carrier: 'colissimo',
    shipment: { serviceLevel: asText(pick(value, 'service')) },
  }),
  events: (parcel, path) => [...found(parcel, 'event.*', path), ...found(parcel, 'step.*.event.*', path)],
  event: (scan) => ({
    code: asText(pick(scan, 'code')),
    text: asText(pick(scan, 'labelLong')) ?? asText(pick(scan, 'labelShort')),
    time: timeAt(asText(pick(scan, 'date'))),
    place: {
      facility: asText(pick(scan, 'siteName')),
      postalCode: asText(pick(scan, 'siteZipCode')),
      country: asText(pick(scan, 'countryCodeISO')),
    },
  }),
});

const isTimelineError = (document: JsonValue): boolean =>
  pick(document, 'parcel') === undefined && asText(pick(document, 'status.0.code')) !== null;

const ANSWER = 'Envelope.Body.trackResponse.return';

/** `track` of the SOAP service: the last event of a parcel. Error code 0 is none. */
export const colissimoEvent = trackingDocument({
  name: 'Colissimo track',
  fits: (document) => pick(document, ANSWER) !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, ANSWER).flatMap(({ value, path }) => {
      const code = asText(pick(value, 'errorCode')) ?? '0';
      return code === '0' ? [] : [{ path, code, message: asText(pick(value, 'errorMessage')) }];
    }),
  parcels: (document) =>
    found(document, ANSWER).filter(({ value }) => (asText(pick(value, 'errorCode')) ?? '0') === '0'),
  parcel: (value) => ({ trackingNumber: asText(pick(value, 'skybillNumber')), carrier: 'colissimo', shipment: {} }),
  events: (parcel, path) => (asText(pick(parcel, 'eventCode')) === null ? [] : [{ value: parcel, path }]),
  event: (scan) => ({
    code: asText(pick(scan, 'eventCode')),
    text: asText(pick(scan, 'eventLibelle')),
    time: timeAt(asText(pick(scan, 'eventDate'))),
    place: { facility: asText(pick(scan, 'eventSite')) },
  }),
});
