import {
  endOfPromise,
  found,
  holds,
  pick,
  place,
  placeOfText,
  textAt,
  trackingDocument,
  type EventSaid,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { placeOf } from './place-of';

const DATE = '([A-Z][a-z]+ \\d{1,2}, \\d{4})';
const CLOCK = '(\\d{1,2}:\\d\\d [ap]m)';
/** `Out for Delivery, October 12, 2013, 10:16 am, BROOKLYN, NY 11201` */
const LISTED = new RegExp(`^(.+?), ${DATE}(?:, ${CLOCK})?(?:, (.+))?$`);
/** `Your item was delivered … at 2:16 pm on October 12, 2013 in BROOKLYN, NY 11201.` */
const TOLD = new RegExp(`^(.+?)(?: at ${CLOCK})? on ${DATE}(?: in (.+?))?\\.?$`);
/** The same with why, or what comes of it, behind the place: `… because of an incorrect address. You may …` */
const TOLD_WHY = new RegExp(
  `^(.+?)(?: at ${CLOCK})? on ${DATE}(?: at ${CLOCK})? in ([^,]+, [A-Z]{2} \\d{5}(?:-\\d{4})?),?( (?:because|and|as) [^.]+)\\..*$`,
);

/** An event that is told in one sentence, by either of two habits. */
function eventOfSentence(sentence: string): EventSaid {
  const listed = LISTED.exec(sentence);
  if (listed !== null)
    return {
      code: null,
      text: listed[1] ?? sentence,
      time: { date: listed[2], time: listed[3] },
      place: placeOfSentence(listed[4]),
    };
  const why = TOLD_WHY.exec(sentence);
  if (why !== null)
    return {
      code: null,
      text: sentence,
      lookUp: { text: `${why[1]}${why[6]}` },
      time: { date: why[3], time: why[2] ?? why[4] },
      place: placeOfSentence(why[5]),
    };
  const told = TOLD.exec(sentence);
  if (told === null) return { code: null, text: sentence, time: {} };
  return {
    code: null,
    text: sentence,
    lookUp: { text: told[1] },
    time: { date: told[3], time: told[2] },
    place: placeOfSentence(told[4]),
  };
}

function placeOfSentence(text: string | undefined) {
  const [, city, region, postalCode] = /^(.+), ([A-Z]{2}) (\d{5}(?:-\d{4})?)$/.exec(text ?? '') ?? [];
  return city === undefined ? placeOfText(text, 'states') : { city, region, postalCode, country: 'US' };
}

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

/** Track & Confirm: the newest event is the summary, the others are details. */
export const xmlTracking = trackingDocument({
  name: 'Track & Confirm (XML)',
  fits: (document) => holds(document, 'TrackResponse'),
  codes: CODES,
  parcels: 'TrackResponse.TrackInfo.*',
  parcel: (value) => {
    const error = pick(value, 'Error');
    const destination = endOf(value, 'Destination');
    return {
      trackingNumber: textAt(value, '@ID'),
      carrier: 'usps',
      error:
        error === undefined ? null : [textAt(error, 'Number'), textAt(error, 'Description')].filter(Boolean).join(': '),
      shipment:
        error === undefined
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
    };
  },
  events: (value, path) => [...found(value, 'TrackSummary.*', path), ...found(value, 'TrackDetail.*', path)],
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
