import { holds, pick, textAt, trackingDocument } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const NUMBER = /\b(\d{20}|\d{12}|JJD\d{16,18}|[A-Z]{2}\d{9}[A-Z]{2})\b/;
/** `Mi, 21.02.18 08:18 Deutschland Es erfolgt eine Rücksendung …`, up to the next such date. */
const EVENT =
  /(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d)\.(\d\d)\.(\d\d)(\d\d)? (\d\d:\d\d)(?: Uhr)? (?!- \d)(.*?)(?=(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d\.\d\d\.|Show detailed|Informationen zu|Receive free|$)/g;
const SENTENCE = /^(.*?)\s*((?:Die|Es|Der|Das|The|Ihre|Your|It)\b.*?\.?)\s*$/;
const ONLY_STATUS = /Status: (.+?\.)/;

/** The tracking pages of old. Codes are not shown: wordings tell. */
export const page = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'rows') && typeof pick(document, 'text') === 'string',
  codes: CODES,
  parcel: (value) => {
    const text = textAt(value, 'text') ?? '';
    const status = ONLY_STATUS.exec(text)?.[1] ?? null;
    const number = NUMBER.exec(text)?.[1] ?? null;
    return {
      trackingNumber: number,
      carrier: 'dhl-parcel-de',
      error: number === null ? 'a web page that names no parcel' : null,
      shipment: {},
      standing: status === null ? null : { code: null, text: status, time: {} },
    };
  },
  events: (value, path) => {
    const seen = new Set<string>();
    return [...(textAt(value, 'text') ?? '').matchAll(EVENT)].flatMap(([, day, month, century, rest, clock, words]) => {
      const [, location = '', text = words ?? ''] = SENTENCE.exec(words?.trim() ?? '') ?? [];
      const at = `${rest === undefined ? `20${century}` : `${century}${rest}`}-${month}-${day}T${clock}`;
      if (text === '' || seen.has(`${at} ${text}`)) return [];
      // The page repeats its newest event as the status above the list.
      seen.add(`${at} ${text}`);
      return [{ value: { at, text, location: location.replace(/^--$|^From$/, '') }, path: `${path}/text` }];
    });
  },
  event: (scan) => {
    const [city, country] = (textAt(scan, 'location') ?? '').split(', ');
    return {
      code: null,
      text: textAt(scan, 'text'),
      time: { text: textAt(scan, 'at'), assumedZone: 'Europe/Berlin' },
      place: city === 'Deutschland' ? { country: 'DE' } : { city, country: country === 'Deutschland' ? 'DE' : country },
    };
  },
});
