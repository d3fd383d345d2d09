import { codeTable, wordings } from '@whereabouts/plugin-sdk';
import { parse } from 'csv-parse/sync';

/** Rows that a new plugin starts with, when no list of codes is given. */
const SAMPLES = {
  tracking: [
    ['LC', 'LABEL_CREATED', 'Label created'],
    ['PU', 'ACCEPTED', 'Picked up'],
    ['AR', 'IN_TRANSIT', 'Arrived at hub', { facilityAction: 'ARRIVED' }],
    ['DP', 'IN_TRANSIT', 'Departed from hub', { facilityAction: 'DEPARTED' }],
    ['OD', 'OUT_FOR_DELIVERY', 'Out for delivery'],
    ['NH', 'ATTEMPT_FAILED', 'Nobody home', { reasons: ['recipient.not_available'] }],
    ['PK', 'AVAILABLE_FOR_PICKUP', 'Waiting at a parcel shop'],
    ['OK', 'DELIVERED', 'Delivered'],
    ['DM', 'EXCEPTION', 'Damaged', { reasons: ['carrier.damage'] }],
    ['RT', 'RETURNING', 'On its way back to the sender'],
  ],
  warehouse: [
    ['ALLOCATED', 'ALLOCATED', 'Stock reserved'],
    ['BACKORDERED', 'BACKORDERED', 'Out of stock', { reasons: ['shipper.out_of_stock'] }],
    ['PICKED', 'PICKED', 'Picked'],
    ['PACKED', 'PACKED', 'Packed'],
    ['SHIPPED', 'HANDED_OVER', 'Handed to the carrier'],
    ['CANCELLED', 'TERMINATED', 'Cancelled', { reasons: ['shipper.cancelled'] }],
  ],
  storefront: [
    ['PLACED', 'ORDER_PLACED', 'Order placed'],
    ['CANCELLED', 'TERMINATED', 'Cancelled by the shop', { reasons: ['shipper.cancelled'] }],
  ],
  helpdesk: [],
};

/** Titles of the two columns, in the languages of the wordings. */
const CODE_TITLE = /^(code|kod|c[oó]digo|status|statut|[ée]tat|estado|event|ereignis)/i;
const TEXT_TITLE = /text|desc|name|mean|opis|libell|beschr|bezeich|bedeut|omschr|betekenis|signific/i;

/** What carriers of all languages that the SDK knows say alike: the same rows that a table may end with. */
const KNOWN = codeTable('wordings', wordings('en', 'fr', 'de', 'es', 'nl', 'pl', 'zh'));

/**
 * Rows for a table: of a CSV text whose columns are code and text (in that order, or named in a head line), or samples.
 * What no wording fits is never guessed: it is given back as undecided.
 */
export function mapCodes(source, csv) {
  const kind = source === 'carrier' || source === 'aggregator' ? 'tracking' : source;
  const toRow = ([code, means, says, more = {}]) => ({ code, means, ...more, says });
  if (csv === undefined) return { given: false, rows: SAMPLES[kind].map(toRow), undecided: [] };
  const records = parse(csv, {
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    delimiter: [',', ';', '\t'],
  });
  const isHead = records[0]?.some((cell) => CODE_TITLE.test(cell)) && records[0].some((cell) => TEXT_TITLE.test(cell));
  const seen = new Set();
  const rows = [];
  const undecided = [];
  for (const [code = '', text = ''] of isHead ? records.slice(1) : records) {
    if (code === '' || seen.has(code)) continue;
    seen.add(code);
    const known = KNOWN.find({ code: null, text });
    if (known === null) undecided.push({ code, text });
    else {
      const { code: _any, text: _pattern, ...meaning } = known;
      rows.push({ code, ...meaning, says: text });
    }
  }
  return { given: true, rows, undecided };
}

const literal = (value) =>
  Array.isArray(value)
    ? `[${value.map(literal).join(', ')}]`
    : `'${String(value).replace(/[\\']/g, '\\$&').replace(/\s+/g, ' ')}'`;

/** Rows as they stand in codes.ts. */
export const codeRows = (rows) =>
  rows
    .map(
      (row) =>
        `  { ${Object.entries(row)
          .map(([key, value]) => `${key}: ${literal(value)}`)
          .join(', ')} },`,
    )
    .join('\n');
