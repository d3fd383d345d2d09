import {
  asText,
  endOfPromise,
  found,
  holds,
  pick,
  place,
  readJson,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { placeOf } from './place-of';
import { eventOfSentence, standingTold } from './sentence';

const PLACEHOLDER = 'string';
const said = (value: JsonValue, ...paths: readonly string[]): string | null => {
  const text = textAt(value, ...paths);
  return text === PLACEHOLDER ? null : text;
};

/** Where it comes from or goes to; in the US where no country is named. */
function endOf(value: JsonValue, end: 'origin' | 'destination') {
  const where = place({
    city: said(value, `${end}City`),
    region: said(value, `${end}State`),
    postalCode: said(value, `${end}ZIP`, `${end}ZIPCode`),
    country: said(value, `${end}CountryCode`, `${end}Country`),
  });
  return where && { ...where, country: where.country ?? 'US' };
}

/** Where the day ends last: for a promise to a place that the reply does not name. */
const LATEST = 'America/Los_Angeles';

/** Version 3.2 has the dates in an object of their own: a day, for a predicted one also until when on that day. */
function estimateOf(value: JsonValue, place: ReturnType<typeof endOf>) {
  const text = textAt(
    value,
    'expectedDeliveryTimeStamp',
    'predictedDeliveryTimeStamp',
    'predictedDeliveryDate',
    'guaranteedDeliveryTimeStamp',
  );
  if (text !== null) return endOfPromise({ text, place, assumedZone: LATEST });
  const days = pick(value, 'deliveryDateExpectation');
  const predicted = textAt(days, 'predictedDeliveryDate');
  const date = textAt(days, 'expectedDeliveryDate') ?? predicted ?? textAt(days, 'guaranteedDeliveryDate');
  const time = date === predicted ? textAt(days, 'predictedDeliveryWindowEndTime', 'endOfDay') : null;
  return endOfPromise({ date, time, place, assumedZone: LATEST }) ?? endOfPromise({ date, place, assumedZone: LATEST });
}

/** One number of several may fail alone: its place in the list then holds the error. */
export function errorIn(value: JsonValue): string | null {
  const message = textAt(value, 'error.message', 'error.errors.0.detail', 'errors.0.message', 'errors.0.detail');
  return message && [textAt(value, 'statusCode', 'error.code'), message].filter(Boolean).join(': ');
}

/** Notifications of version 3.2 hold what they tell as a text, which is what is signed: nothing beside it is read. */
const isWritten = (document: JsonValue): boolean => typeof pick(document, 'payload') === 'string';
function written(document: JsonValue): readonly Found[] {
  const payload = pick(document, 'payload');
  const read = typeof payload === 'string' ? readJson(Buffer.from(payload)) : null;
  return read?.ok === true ? found(read.value, '*', '/payload') : [];
}

/** Notifications of a subscription wrap what a reply is. */
const wrapped = (document: JsonValue): readonly Found[] =>
  (isWritten(document) ? written(document) : inside(document)).filter(
    ({ value }) => textAt(value, 'trackingNumber') !== null,
  );
const inside = (document: JsonValue): readonly Found[] =>
  ['payload.*', 'payload.trackingInformation.*', 'trackingInformation.*'].flatMap((path) => found(document, path));
const parcelsOf = (document: JsonValue): readonly Found[] => {
  const told = wrapped(document);
  return told.length > 0 || isWritten(document) ? told : found(document, '*');
};

/** Tracking API v3: one parcel, or a list of them. The number may be missing where it was part of the address asked. */
export const apiTracking = trackingDocument({
  name: 'Tracking API v3',
  fits: (document) =>
    Array.isArray(document) ||
    holds(document, 'trackingEvents', 'trackingNumber', 'error', 'statusCategory') ||
    isWritten(document) ||
    wrapped(document).length > 0,
  codes: CODES,
  errors: (document) =>
    found(document, 'error').map(({ value, path }) => ({
      path,
      code: textAt(value, 'code') ?? asText(value),
      message: textAt(value, 'message') ?? textAt(document, 'error_description'),
    })),
  parcels: (document) => (holds(document, 'error') ? [] : parcelsOf(document)),
  parcel: (value) => {
    const destination = endOf(value, 'destination');
    const error = errorIn(value);
    return {
      trackingNumber: textAt(value, 'trackingNumber'),
      carrier: 'usps',
      error,
      shipment:
        error === null
          ? {
              serviceLevel: textAt(value, 'mailClass')?.replace(/<[^>]*>|&#?\w+;/g, '') ?? null,
              destination,
              origin: endOf(value, 'origin'),
              carrierEstimate: estimateOf(value, destination),
            }
          : null,
      standing: standingTold(textAt(value, 'status'), said(value, 'statusSummary')),
    };
  },
  /** Answers in short have sentences, the newest of them apart. A notification may hold its one event in its own fields. */
  events: (value, path) => {
    const listed = found(value, 'trackingEvents.*', path);
    const told = listed.length === 0 ? found(value, 'eventSummaries.*', path) : [];
    if (told.length > 0) return [...found(value, 'statusSummary', path), ...told];
    return listed.length === 0 && textAt(value, 'eventType', 'eventCode') !== null ? [{ value, path }] : listed;
  },
  event: (scan) => {
    if (typeof scan === 'string') return scan === PLACEHOLDER ? null : eventOfSentence(scan);
    const [local, offset] = [textAt(scan, 'eventTimestamp'), textAt(scan, 'GMTOffset')];
    return {
      code: said(scan, 'eventCode'),
      text: said(scan, 'eventType'),
      time: { text: local ?? textAt(scan, 'GMTTimestamp'), offset: local === null ? null : offset },
      place: placeOf(
        said(scan, 'eventCity'),
        said(scan, 'eventState'),
        said(scan, 'eventZIP', 'eventZIPCode'),
        said(scan, 'eventCountry'),
      ),
    };
  },
});
