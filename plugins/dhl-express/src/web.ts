import { endOfPromise, errorsAt, holds, place, textAt, trackingDocument } from '@whereabouts/plugin-sdk';
import { areaOf } from './area';
import { CODES } from './codes';

/** `Thursday, May 25, 2017 ` without its weekday. */
const day = (text: string | null): string | null => text?.replace(/^[A-Za-z]+, /, '') ?? null;

/** What the tracking page asks for: date and time in two fields, wordings without codes. */
export const webTracking = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'results', 'errors'),
  codes: CODES,
  errors: errorsAt('errors.*', { code: 'code', message: ['message', 'label'] }),
  parcels: 'results.*',
  parcel(value) {
    const destination = place(areaOf(null, textAt(value, 'destination.value')));
    return {
      trackingNumber: textAt(value, 'id'),
      carrier: 'dhl-express',
      shipment: {
        origin: place(areaOf(null, textAt(value, 'origin.value'))),
        destination,
        carrierEstimate: endOfPromise({ date: day(textAt(value, 'edd.date')), place: destination }),
      },
    };
  },
  events: 'checkpoints.*',
  event: (scan) => ({
    code: null,
    text: textAt(scan, 'description'),
    time: { date: day(textAt(scan, 'date')), time: textAt(scan, 'time') },
    place: areaOf(null, textAt(scan, 'location')),
  }),
});
