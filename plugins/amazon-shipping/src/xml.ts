import {
  endOfPromise,
  errorsAt,
  found,
  holds,
  pick,
  place,
  placeAt,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const ROOTS = ['AmazonTrackingResponse', 'TrackingResponse'];
const ERROR = 'TrackingErrorInfo.TrackingErrorDetail.*';
const placeOf = (value: JsonValue | undefined) =>
  placeAt(value, { city: 'City', region: 'StateProvince', postalCode: 'PostalCode', country: 'CountryCode' });

/** The newest event has the estimate that holds. */
const estimateOf = (parcel: JsonValue): string | null =>
  textAt(
    [...found(parcel, 'TrackingEventHistory.TrackingEventDetail.*')]
      .sort((a, b) => (textAt(b.value, 'EventDateTime') ?? '').localeCompare(textAt(a.value, 'EventDateTime') ?? ''))
      .at(0)?.value,
    'EstimatedDeliveryDate',
  ) ?? textAt(parcel, 'ScheduledDeliveryDate');

/** The XML in which Amazon has its carriers answer. Of A1 International, whose numbers begin with AZ, unless another is named. */
export const xmlTracking = trackingDocument({
  name: 'carrier tracking XML 3.4',
  fits: (document) => holds(document, ...ROOTS),
  codes: CODES,
  errors: errorsAt(
    ROOTS.flatMap((root) => [`${root}.${ERROR}`, `${root}.PackageTrackingInfo.*.${ERROR}`]),
    { code: 'ErrorDetailCode', message: 'ErrorDetailCodeDesc' },
  ),
  parcels: (document) =>
    ROOTS.flatMap((root) => found(document, `${root}.PackageTrackingInfo.*`)).filter(
      ({ value }) => textAt(value, 'TrackingNumber') !== null,
    ),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'TrackingNumber'),
    carrier: 'a1-international',
    shipment: {
      destination: place(placeOf(pick(value, 'PackageDestinationLocation'))),
      carrierEstimate: endOfPromise({
        text: estimateOf(value),
        place: place(placeOf(pick(value, 'PackageDestinationLocation'))),
      }),
    },
  }),
  events: 'TrackingEventHistory.TrackingEventDetail.*',
  event: (scan) => ({
    code: textAt(scan, 'EventCode'),
    text: textAt(scan, 'EventCodeDesc'),
    time: { text: textAt(scan, 'EventDateTime') },
    place: placeOf(pick(scan, 'EventLocation')),
  }),
});
