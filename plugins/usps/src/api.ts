import { asText, endOfPromise, found, pick, stated, trackingDocument, type JsonValue } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const PLACEHOLDER = 'string';
const said = (value: JsonValue | undefined): string | null => {
  const text = asText(value);
  return text === PLACEHOLDER ? null : text;
};
const country = (text: string | null): string => text ?? 'US';

/** Tracking API v3: one parcel, or a list of them. The number may be missing where it was part of the address asked. */
export const apiTracking = trackingDocument({
  name: 'Tracking API v3',
  fits: (document) =>
    Array.isArray(document) ||
    ['trackingEvents', 'trackingNumber', 'error', 'statusCategory'].some((key) => pick(document, key) !== undefined),
  codes: CODES,
  errors: (document) =>
    found(document, 'error').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')) ?? asText(value),
      message: asText(pick(value, 'message')) ?? asText(pick(document, 'error_description')),
    })),
  parcels: (document) => (pick(document, 'error') === undefined ? found(document, '*') : []),
  parcel: (value) => {
    const destination = stated({
      city: said(pick(value, 'destinationCity')),
      region: said(pick(value, 'destinationState')),
      postalCode: said(pick(value, 'destinationZIP')),
      country: country(said(pick(value, 'destinationCountryCode'))),
    });
    const number = asText(pick(value, 'trackingNumber')) ?? asText(pick(value, 'uniqueMailPieceID'));
    return {
      trackingNumber: number,
      carrier: 'usps',
      shipment: {
        serviceLevel: asText(pick(value, 'mailClass'))?.replace(/<[^>]*>|&#?\w+;/g, '') ?? null,
        destination,
        origin: stated({
          city: said(pick(value, 'originCity')),
          region: said(pick(value, 'originState')),
          postalCode: said(pick(value, 'originZIP')),
          country: 'US',
        }),
        carrierEstimate: endOfPromise({
          text:
            asText(pick(value, 'expectedDeliveryTimeStamp')) ??
            asText(pick(value, 'predictedDeliveryTimeStamp')) ??
            asText(pick(value, 'predictedDeliveryDate')) ??
            asText(pick(value, 'guaranteedDeliveryTimeStamp')),
          place: destination,
        }),
      },
      standing: { code: null, text: asText(pick(value, 'status')), time: {} },
    };
  },
  events: 'trackingEvents.*',
  event: (scan) => {
    const [local, offset] = [asText(pick(scan, 'eventTimestamp')), asText(pick(scan, 'GMTOffset'))];
    return {
      code: said(pick(scan, 'eventCode')),
      text: said(pick(scan, 'eventType')),
      time: { text: local ?? asText(pick(scan, 'GMTTimestamp')), offset: local === null ? null : offset },
      place: {
        city: said(pick(scan, 'eventCity')),
        region: said(pick(scan, 'eventState')),
        postalCode: said(pick(scan, 'eventZIP')),
        country: country(said(pick(scan, 'eventCountry'))),
      },
    };
  },
});
