import { asText, found, pick, trackingDocument } from '@whereabouts/plugin-sdk';
import { areaOf } from './area';
import { CODES } from './codes';

/** What the tracking page asks for: `Thursday, May 25, 2017` and `14:23` in two fields, wordings without codes. */
export const webTracking = trackingDocument({
  name: 'tracking page',
  fits: (document) => pick(document, 'results') !== undefined || pick(document, 'errors.0.id') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'errors.*').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'message')),
    })),
  parcels: 'results.*',
  parcel: (value) => ({ trackingNumber: asText(pick(value, 'id')), carrier: 'dhl-express', shipment: {} }),
  events: 'checkpoints.*',
  event: (scan) => ({
    code: null,
    text: asText(pick(scan, 'description')),
    time: { date: asText(pick(scan, 'date'))?.replace(/^[A-Za-z]+, /, '') ?? null, time: asText(pick(scan, 'time')) },
    place: areaOf(null, asText(pick(scan, 'location'))),
  }),
});
