import {
  endOfPromise,
  flagAt,
  found,
  foundAll,
  holds,
  itself,
  place,
  placeAt,
  textAt,
  trackingDocument,
  type CodeRow,
  type EventSaid,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** All countries whose pages are made alike keep this time, save a few at the edges. */
const ASSUMED_ZONE = 'Europe/Berlin';

/** Above this, a list of event numbers is no parcel's history. */
const MOST_EVENT_NUMBERS = 50;

/**
 * What the tracking pages of the group's countries load: the search, which lists parcels, and the details of one parcel,
 * which are the document. Their wordings are those of the page's language.
 */
export const page = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'tuStatus', 'progressBar'),
  codes: CODES,
  parcels: (document) =>
    holds(document, 'tuStatus')
      ? foundAll(document, ['tuStatus.*'])
      : itself(document).filter(({ value }) => holds(value, 'progressBar')),
  parcel(value) {
    const number = numberOf(value);
    if (isMadeUp(value)) return { trackingNumber: null, carrier: 'gls', error: `No parcel of the number ${number}` };
    const [, day, month, year, until] = ARRIVAL.exec(textAt(value, 'arrivalTime.value') ?? '') ?? [];
    return {
      trackingNumber: number,
      carrier: 'gls',
      shipment: {
        carrierEstimate: endOfPromise({
          date: year === undefined ? null : `${year}-${month}-${day}`,
          time: until ?? null,
          assumedZone: ASSUMED_ZONE,
        }),
        // Of who delivers, which for a return is the sender's country.
        destination: isReturn(value)
          ? null
          : place({ country: /^[A-Z]{2}(?=\d)/.exec(textAt(value, 'deliveryOwnerCode') ?? '')?.[0] ?? null }),
      },
      standing: {
        code: textAt(value, 'progressBar.statusInfo'),
        text: textAt(value, 'progressBar.statusText'),
        time: {},
        ...backwards(value, CODES.find({ code: textAt(value, 'progressBar.statusInfo') })?.means, 'RETOUR'),
      },
    };
  },
  comparesStanding: true,
  events: 'history.*',
  event(scan, _, value) {
    const code = textAt(scan, 'evtNo');
    const text = textAt(scan, 'evtDscr');
    // Numbers without a detail say less than the wording; and it may be in another language.
    const worded = code === null || code.endsWith('.0') ? CODES.find({ code: 'a wording', text }) : null;
    return {
      code,
      text,
      ...(worded === null ? {} : { lookUp: { code: 'a wording' } }),
      ...backwards(value, (worded ?? CODES.find({ code, text }))?.means),
      time: { date: textAt(scan, 'date'), time: textAt(scan, 'time'), assumedZone: ASSUMED_ZONE },
      place: placeAt(scan, { city: 'address.city', country: 'address.countryCode' }),
    };
  },
});

/** `Mi, 30.09.2026 zwischen 10:00–12:30 Uhr`. Anything that names two days is left. */
const ARRIVAL = /^\D*(\d\d)\.(\d\d)\.(\d{4})(?:\D+\d\d:\d\d\D+(\d\d:\d\d))?\D*$/;

const numberOf = (value: JsonValue): string | null =>
  textAt(value, 'tuNo') ??
  found(value, 'references.*')
    .filter((one) => textAt(one.value, 'type') === 'UNITNO')
    .map((one) => textAt(one.value, 'value'))
    .find((text) => text !== null) ??
  null;

/** On its way back to who sent it, whatever its state. */
const isReturn = (value: JsonValue): boolean => flagAt(value, 'progressBar.retourFlag') === true;

/** How what is known of a return is looked up: a delivery ends it. */
function backwards(value: JsonValue, means?: CodeRow['means'], otherwise?: string): Pick<EventSaid, 'lookUp'> {
  const code = means === 'DELIVERED' ? 'RETOUR.DELIVERED' : otherwise;
  return means === undefined || code === undefined || !isReturn(value) ? {} : { lookUp: { code } };
}

/** To a number that it does not know, the search answers with a parcel of no history that has every event there is. */
const isMadeUp = (value: JsonValue): boolean =>
  !holds(value, 'history') && found(value, 'progressBar.evtNos.*').length > MOST_EVENT_NUMBERS;
