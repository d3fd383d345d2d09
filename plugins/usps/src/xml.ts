import {
  endOfPromise,
  found,
  holds,
  pick,
  place,
  textAt,
  trackingDocument,
  type EventSaid,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { placeOf } from './place-of';
import { eventOfSentence, NO_RECORD, standingTold } from './sentence';

function eventOfFields(scan: JsonValue): EventSaid {
  return {
    code: textAt(scan, 'EventCode'),
    text: textAt(scan, 'Event'),
    time: { date: textAt(scan, 'EventDate'), time: textAt(scan, 'EventTime') },
    place: placeOf(
      textAt(scan, 'EventCity'),
      textAt(scan, 'EventState'),
      textAt(scan, 'EventZIPCode'),
      textAt(scan, 'EventCountry'),
    ),
  };
}

/** Where it comes from or goes to; in the US where no country is named. */
function endOf(value: JsonValue, end: 'Origin' | 'Destination') {
  const said = place({
    city: textAt(value, `${end}City`),
    region: textAt(value, `${end}State`),
    postalCode: textAt(value, `${end}Zip`),
    country: textAt(value, `${end}CountryCode`),
  });
  return said && { ...said, country: said.country ?? 'US' };
}

const isNoRecord = (told: JsonValue): boolean => typeof told === 'string' && NO_RECORD.test(told);

function errorOf(value: JsonValue): string | null {
  const error = pick(value, 'Error');
  if (error !== undefined) return [textAt(error, 'Number'), textAt(error, 'Description')].filter(Boolean).join(': ');
  const told = found(value, 'TrackSummary.*').find((one) => isNoRecord(one.value));
  return told === undefined ? null : String(told.value).trim();
}

/** Track & Confirm: the newest event is the summary, the others are details. */
export const xmlTracking = trackingDocument({
  name: 'Track & Confirm (XML)',
  fits: (document) => holds(document, 'TrackResponse'),
  codes: CODES,
  parcels: 'TrackResponse.TrackInfo.*',
  parcel: (value) => {
    const error = errorOf(value);
    const destination = endOf(value, 'Destination');
    return {
      trackingNumber: textAt(value, '@ID'),
      carrier: 'usps',
      error,
      shipment:
        error === null
          ? {
              serviceLevel: textAt(value, 'Class'),
              origin: endOf(value, 'Origin'),
              destination,
              carrierEstimate: endOfPromise({
                text: textAt(value, 'PredictedDeliveryDate', 'ExpectedDeliveryDate', 'GuaranteedDeliveryDate'),
                place: destination,
              }),
            }
          : null,
      standing: standingTold(textAt(value, 'Status'), textAt(value, 'StatusSummary')),
    };
  },
  events: (value, path) =>
    [...found(value, 'TrackSummary.*', path), ...found(value, 'TrackDetail.*', path)].filter(
      (one) => !isNoRecord(one.value),
    ),
  event: (scan) => (typeof scan === 'string' ? eventOfSentence(scan) : eventOfFields(scan)),
});

/** An error that stands for the whole request. */
export const xmlError = trackingDocument({
  name: 'error (XML)',
  fits: (document) => holds(document, 'Error'),
  codes: CODES,
  errors: (document) => [
    {
      path: '/Error',
      code: textAt(document, 'Error.Number'),
      message: textAt(document, 'Error.Description'),
    },
  ],
  parcels: () => [],
  parcel: () => ({ carrier: 'usps' }),
  events: () => [],
  event: () => null,
});
