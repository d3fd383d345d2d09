import {
  endOfPromise,
  found,
  holds,
  parcelFacts,
  place,
  placeAt,
  placeOfText,
  says,
  textAt,
  trackingDocument,
  type EventSaid,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { estimate } from './shipment-facts';
import { PAGE } from './tables/page-wordings';

/** Times of the page end in `A.M.` and `P.M.`. */
const clockOf = (text: string | null): string | null => text?.replace(/([AP])\.M\.?/i, '$1M') ?? null;

/** `Dayton, OH, United States`, or a country alone. */
const whereOf = (location: string | null) =>
  (location?.includes(',') ? null : place({ country: location })) ?? placeOfText(location, 'states');

const format = 'mm/dd/yyyy' as const;

/** What the tracking page asks for: an interface that UPS promises to nobody. Its events have words and no codes. */
export const trackingPage = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'trackDetails'),
  codes: CODES,
  parcels: 'trackDetails.*',
  parcel(value) {
    const error =
      [textAt(value, 'errorCode'), textAt(value, 'errorText')].filter((one) => one !== null).join(': ') || null;
    const destination = place(placeAt(value, ADDRESS));
    return {
      trackingNumber: textAt(value, 'trackingNumber', 'requestedTrackingNumber'),
      carrier: 'ups',
      error,
      shipment:
        error !== null
          ? null
          : {
              serviceLevel: textAt(value, 'additionalInformation.serviceInformation.serviceName'),
              destination,
              billed: parcelFacts({
                weight: textAt(value, 'additionalInformation.weight'),
                weightUnit: textAt(value, 'additionalInformation.weightUnit'),
              }),
              carrierEstimate:
                estimate(textAt(value, 'sdd'), textAt(value, 'sdt'), destination) ??
                endOfPromise({
                  date: textAt(value, 'scheduledDeliveryDate'),
                  time: clockOf(textAt(value, 'endTime')),
                  place: destination,
                  format,
                }),
            },
      standing: standingOf(value),
    };
  },
  /** Rows without a scan are steps that are still to come. */
  events: (value, path) =>
    found(value, 'shipmentProgressActivities.*', path).filter(
      (one) => says(one.value, 'activityScan') || !says(one.value, 'milestoneName'),
    ),
  event: (scan) => ({
    code: null,
    text: textAt(scan, 'activityScan'),
    lookUp: { code: PAGE },
    time: {
      date: textAt(scan, 'date'),
      time: clockOf(textAt(scan, 'time')),
      offset: textAt(scan, 'gmtOffset'),
      format,
    },
    place: whereOf(textAt(scan, 'location')),
  }),
});

const ADDRESS = {
  city: 'shipToAddress.city',
  region: 'shipToAddress.state',
  postalCode: 'shipToAddress.zipCode',
  country: ['shipToAddress.countryCode', 'shipToAddress.country'],
};

function standingOf(value: JsonValue): EventSaid | null {
  const text = textAt(value, 'packageStatus');
  if (text === null) return null;
  return { code: null, text, lookUp: { code: PAGE }, time: {} };
}
