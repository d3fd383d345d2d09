import {
  endOfPromise,
  errorsAt,
  eventTime,
  flagAt,
  found,
  place,
  placeAt,
  placeOfText,
  textAt,
  trackingDocument,
  type EventSaid,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const KNOWN: ReadonlySet<string> = new Set(CODES.rows.map(({ code }) => code));

/** Identifiers with their leading zero; else the type, which summaries write in another way: `RtsLabelProc`. */
function codeOf(scan: JsonValue): string | null {
  const identifier = textAt(scan, 'cd')?.replace(/^0+(?=\d)/, '') ?? null;
  if (identifier !== null && KNOWN.has(identifier)) return identifier;
  const type = textAt(scan, 'type')
    ?.replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase();
  return type !== undefined && KNOWN.has(type) ? type : identifier;
}

const ADDRESS = { city: 'city', region: 'regionCd', postalCode: 'postCd', country: ['countryCd', 'countryNmEn'] };

/** The destination as an address where the page may show it, else as `HALIFAX, NS`. */
const placeOf = (value: JsonValue, address: string, words: string) =>
  place(placeAt(found(value, address)[0]?.value, ADDRESS)) ?? place(placeOfText(textAt(value, words), 'states') ?? {});

/** What the tracking page asks for, one item or a list of them: an interface that Canada Post promises to nobody. */
export const page = trackingDocument({
  name: 'tracking page',
  fits: (document) => found(document, '*').some(({ value }) => textAt(value, 'pin', 'error.cd') !== null),
  codes: CODES,
  errors: errorsAt('*.error', { code: 'cd', message: ['descEn', 'descFr'] }),
  parcels: (document) => found(document, '*').filter(({ value }) => textAt(value, 'error.cd') === null),
  parcel(value) {
    const destination = placeOf(value, 'shipToAddr', 'addtnlDestInfo');
    return {
      trackingNumber: textAt(value, 'pin'),
      carrier: 'canada-post',
      orderNumber: textAt(value, 'refNbr1'),
      shipment: {
        serviceLevel: textAt(value, 'productNmEn', 'productNmFr'),
        origin: placeOf(value, 'shipFromAddr', 'addtnlOrigInfo'),
        destination,
        shippedAt: eventTime(clockOf(value, 'shippedDateTime')).occurredAt,
        carrierEstimate: endOfPromise({
          date: textAt(value, 'expectedDlvryDateTime.revisedDate', 'expectedDlvryDateTime.dlvryDate'),
          place: destination,
          assumedZone: 'America/Toronto',
        }),
      },
      standing: standingOf(value),
    };
  },
  events: 'events.*',
  event: (scan, _said, value) => {
    const text = textAt(scan, 'descEn', 'descFr');
    const isGivenBack = goesBack(value) && /^delivered$/i.test(textAt(scan, 'type') ?? '');
    return {
      code: textAt(scan, 'cd', 'type'),
      text,
      // What was given back to its sender is "Delivered" as well: the item says which.
      lookUp: { code: codeOf(scan), text: isGivenBack ? `${text ?? ''} returned to sender` : text },
      time: clockOf(scan, 'datetime'),
      place: {
        ...placeAt(found(scan, 'locationAddr')[0]?.value, ADDRESS),
        facility: textAt(scan, 'retailNmEn', 'retailNmFr'),
      },
    };
  },
});

const goesBack = (value: JsonValue): boolean => flagAt(value, 'returnedToSender') === true;

const clockOf = (value: JsonValue, at: string) => ({
  date: textAt(value, `${at}.date`),
  time: textAt(value, `${at}.time`),
  offset: textAt(value, `${at}.zoneOffset`),
  assumedZone: 'America/Toronto',
});

/** How far the item is, where the page is shown no events. States have variants, such as `InTransit-Item-Delay`. */
function standingOf(value: JsonValue): EventSaid {
  const state = textAt(value, 'status');
  const [known] = state?.split('-') ?? [];
  return {
    code: state,
    text: null,
    lookUp: { code: goesBack(value) && known !== 'Delivered' ? 'RTS' : (known ?? null) },
    time: { date: textAt(value, 'actualDlvryDate', 'attemptedDlvryDate'), assumedZone: 'America/Toronto' },
  };
}
