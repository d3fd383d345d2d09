import { asText, endOfPromise, found, pick, place, trackingDocument } from '@whereabouts/plugin-sdk';
import { areaOf } from './area';
import { CODES } from './codes';

/** `Thursday, May 25, 2017 ` without its weekday. */
const day = (text: string | null): string | null => text?.replace(/^[A-Za-z]+, /, '') ?? null;

/** What the tracking page asks for: date and time in two fields, wordings without codes. */
export const webTracking = trackingDocument({
  name: 'tracking page',
  fits: (document) => pick(document, 'results') !== undefined || pick(document, 'errors') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'errors.*').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'message')),
    })),
  parcels: 'results.*',
  parcel(value) {
    const destination = place(areaOf(null, asText(pick(value, 'destination.value'))));
    return {
      trackingNumber: asText(pick(value, 'id')),
      carrier: 'dhl-express',
      shipment: {
        origin: place(areaOf(null, asText(pick(value, 'origin.value')))),
        destination,
        carrierEstimate: endOfPromise({ date: day(asText(pick(value, 'edd.date'))), place: destination }),
      },
    };
  },
  events: 'checkpoints.*',
  event: (scan) => ({
    code: null,
    text: asText(pick(scan, 'description')),
    time: { date: day(asText(pick(scan, 'date'))), time: asText(pick(scan, 'time')) },
    place: areaOf(null, asText(pick(scan, 'location'))),
  }),
});
