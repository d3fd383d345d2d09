import {
  asText,
  endOfPromise,
  found,
  holds,
  itself,
  parcelFacts,
  pick,
  place,
  placeOfText,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { zoneOf } from './clock';
import { CODES, codeOfWording } from './codes';

const texts = (page: JsonValue, name: string): readonly string[] =>
  found(pick(page, 'byClass'), `${name}.*`).map(({ value }) => asText(value) ?? '');

/** Items of the timeline: a date alone, or an event of the date above it. */
const DATE = /^[A-Z][a-z]{2} \d{1,2}, \d{4}$/;
const EVENT = /^(\d{1,2}:\d{2} ?[AP]M)(?: ([A-Z]{2,4}))? (.+)$/;

/** The events, newest first. What happened stands in an element of its own; the place stands before and behind it. */
function eventsOf(page: JsonValue, path: string): readonly Found[] {
  const wordings = texts(page, 'timeline-description');
  const events: Found[] = [];
  let date: string | null = null;
  found(page, 'lists.*', path).forEach(({ value, path: at }) => {
    const text = asText(value) ?? '';
    if (DATE.test(text)) date = text;
    const [, time, zone = null, rest = ''] = EVENT.exec(text) ?? [];
    if (time === undefined) return;
    const wording = wordings[events.length];
    const where = wording === undefined ? '' : rest.slice(0, Math.max(0, (rest.length - wording.length) / 2)).trim();
    events.push({ value: { date, time, zone, wording: wording ?? rest, where }, path: at });
  });
  return events;
}

/** `From:` and `To:` of the page, such as `To: Seaford, NY 11783 UNITED STATES`. */
function endOf(page: JsonValue, label: string) {
  const line = texts(page, 'dl-horizontal').find((one) => one.startsWith(`${label}:`)) ?? '';
  const [, city, region, postalCode, country] = /^\w+: ([^,]+), ([A-Z]{2,3}) (\S+) (.+)$/.exec(line) ?? [];
  return place({ city, region, postalCode, country });
}

/** Webtrack, as a page: the way to look up a parcel without an account. */
export const page = trackingDocument({
  name: 'Webtrack, page of one parcel',
  fits: (document) => holds(document, 'byClass'),
  codes: CODES,
  errors: (document) =>
    texts(document, 'timeline-event').length === 0
      ? [{ message: texts(document, 'alert')[0] ?? 'a page without a parcel' }]
      : [],
  parcels: (document) => (texts(document, 'timeline-event').length === 0 ? [] : itself(document)),
  parcel: (value) => {
    const info = texts(value, 'card-info')[0] ?? '';
    const [, weight, weightUnit = null] = /\bWeight ([\d.]+) (\w+)/.exec(info) ?? [];
    const [, service] = /\bService (.+)$/.exec(info) ?? [];
    const [, estimate] =
      /\bEstimated Delivery ([A-Z][a-z]+ \d{1,2}, \d{4})/.exec(texts(value, 'status-info')[0] ?? '') ?? [];
    const destination = endOf(value, 'To');
    return {
      trackingNumber: (textAt(value, 'byId.tracking') ?? '').replace(/\s*TRACK$/i, '').split(' ')[0] ?? null,
      carrier: 'dhl-ecommerce',
      shipment: {
        serviceLevel: service,
        billed: parcelFacts({ weight, weightUnit }),
        origin: endOf(value, 'From'),
        destination,
        carrierEstimate: endOfPromise({ text: estimate, place: destination }),
      },
    };
  },
  events: eventsOf,
  event: (scan) => {
    const text = textAt(scan, 'wording');
    return {
      code: null,
      text,
      lookUp: { code: codeOfWording(text) },
      time: { date: textAt(scan, 'date'), time: textAt(scan, 'time'), zone: zoneOf(textAt(scan, 'zone')) },
      place: placeOfText(textAt(scan, 'where'), 'states'),
    };
  },
});
