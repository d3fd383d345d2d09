import {
  asText,
  endOfPromise,
  found,
  pick,
  place,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const ROOTS = ['AmazonTrackingResponse', 'TrackingResponse'];
const placeOf = (value: JsonValue | undefined) => ({
  city: textAt(value, 'City'),
  region: textAt(value, 'StateProvince'),
  postalCode: textAt(value, 'PostalCode'),
  country: textAt(value, 'CountryCode'),
});

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
  fits: (document) => ROOTS.some((root) => pick(document, root) !== undefined),
  codes: CODES,
  errors: (document) =>
    ROOTS.flatMap((root) => [
      ...found(document, `${root}.TrackingErrorInfo.TrackingErrorDetail.*`),
      ...found(document, `${root}.PackageTrackingInfo.*.TrackingErrorInfo.TrackingErrorDetail.*`),
    ]).map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'ErrorDetailCode')),
      message: asText(pick(value, 'ErrorDetailCodeDesc')),
    })),
  parcels: (document) =>
    ROOTS.flatMap((root) => found(document, `${root}.PackageTrackingInfo.*`)).filter(
      ({ value }) => asText(pick(value, 'TrackingNumber')) !== null,
    ),
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'TrackingNumber')),
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
    code: asText(pick(scan, 'EventCode')),
    text: asText(pick(scan, 'EventCodeDesc')),
    time: { text: asText(pick(scan, 'EventDateTime')) },
    place: placeOf(pick(scan, 'EventLocation')),
  }),
});
