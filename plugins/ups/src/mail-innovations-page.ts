import {
  asText,
  endOfPromise,
  found,
  placeOfText,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { billedParcel } from './shipment-facts';
import { PAGE } from './tables/page-wordings';

/** `Mar 24 2014`, with the time of day on some rows. */
const DATE = /^[A-Z][a-z]{2,8}\.? {1,2}\d{1,2},? \d{4}(?: {1,2}\d{1,2}:\d\d(?::\d\d)? ?[AP]M)?$/i;

const cells = (row: JsonValue): readonly string[] => found(row, '*').map(({ value }) => asText(value) ?? '');

/** What stands beside a label such as `Weight (lbs.):`. */
function beside(page: JsonValue, label: RegExp): string | null {
  const row = found(page, 'rows.*')
    .map(({ value }) => cells(value))
    .find((texts) => texts.length === 2 && label.test(texts[0] ?? ''));
  return row?.[1] || null;
}

const numberOf = (page: JsonValue): string | null =>
  /\bResults for\s+([A-Z0-9]{8,40})\b/.exec(textAt(page, 'text') ?? '')?.[1] ?? beside(page, /^sequence number/i);

/** The tracking page of Mail Innovations, which had no interface of its own: one parcel, its events in a table. */
export const mailInnovationsPage = trackingDocument({
  name: 'tracking page of Mail Innovations',
  fits: (document) =>
    /\b(UPSMI|Mail Innovations)\b/.test(textAt(document, 'text') ?? '') && numberOf(document) !== null,
  codes: CODES,
  parcel: (page) => {
    const [number, own] = [numberOf(page), beside(page, /^package ?id/i)];
    const destination = { postalCode: beside(page, /^zip code/i) ?? '', country: 'US' };
    const weight = beside(page, /^weight/i);
    return {
      trackingNumber: number,
      carrier: 'ups-mail-innovations',
      shipment: {
        externalId: own === number ? null : own,
        destination: destination.postalCode === '' ? null : destination,
        billed: weight === null ? null : billedParcel({ value: weight, unit: 'LBS' }),
        carrierEstimate: endOfPromise({
          text: beside(page, /^projected delivery/i),
          place: destination,
          format: 'mm/dd/yyyy',
        }),
      },
    };
  },
  events: (page) =>
    found(page, 'rows.*').filter(({ value }) => cells(value).length === 3 && DATE.test(cells(value)[0] ?? '')),
  event: (row) => {
    const [date, text, location] = cells(row);
    return { code: null, text, lookUp: { code: PAGE }, time: { text: date }, place: placeOfText(location, 'states') };
  },
});
