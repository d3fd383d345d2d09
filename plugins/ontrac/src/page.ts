import { asText, found, holds, placeOfText, textAt, trackingDocument, type JsonValue } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const NUMBER = /\b([CD]\d{14}|1L[A-Z0-9]{10,18}|L[A-Z]\d{8})\b/;
const DATE = /^[A-Z][a-z]{2} {1,2}\d{1,2} \d{4} {1,2}\d{1,2}:\d\d ?[AP]M$/;

const cells = (row: JsonValue): readonly string[] => found(row, '*').map(({ value }) => asText(value) ?? '');

/** The tracking pages of old: a table of details with the time in one of its columns, or a summary that names the parcel only. */
export const page = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'rows') && NUMBER.test(textAt(document, 'text') ?? ''),
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: NUMBER.exec(textAt(value, 'text') ?? '')?.[1] ?? null,
    carrier: 'ontrac',
    shipment: {},
  }),
  events: (value) =>
    found(value, 'rows.*').filter(
      (row) => cells(row.value).length <= 6 && cells(row.value).some((cell) => DATE.test(cell)),
    ),
  event: (row) => {
    const said = cells(row);
    const at = said.findIndex((cell) => DATE.test(cell));
    const others = said.filter((cell, index) => index !== at && cell !== '' && !NUMBER.test(cell));
    const [text, location] = [others[0] ?? null, others.at(-1)];
    return {
      code: null,
      text,
      time: {
        text: said[at]?.replace(/ at/, '').replace(/^(\d{1,2}\/\d{1,2}\/)(\d\d)(?= )/, '$120$2'),
        format: 'mm/dd/yyyy',
      },
      place: location === undefined || location === text ? null : placeOfText(location, 'states'),
    };
  },
});
