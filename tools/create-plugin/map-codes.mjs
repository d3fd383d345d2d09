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

/** What wordings mean, in the order in which they are tried. A wording that none fits is left to a person. */
const WORDINGS = [
  [/return(ed)? to (the )?(sender|shipper).*(deliver|complete|received)|^returned$/i, 'RETURNED'],
  [/return|back to (the )?(sender|shipper)/i, 'RETURNING'],
  [/damage/i, 'EXCEPTION', { reasons: ['carrier.damage'] }],
  [/\blost\b|missing parcel/i, 'TERMINATED', { reasons: ['carrier.lost'] }],
  [/cancel/i, 'TERMINATED', { reasons: ['shipper.cancelled'] }],
  [/refus/i, 'ATTEMPT_FAILED', { reasons: ['recipient.refused'] }],
  [/no(body|t| one).*(home|available|in)\b|absent|closed/i, 'ATTEMPT_FAILED', { reasons: ['recipient.not_available'] }],
  [/(attempt|unsuccessful|failed).*deliver|deliver.*(attempt|unsuccessful|failed)|not delivered/i, 'ATTEMPT_FAILED'],
  [
    /(wrong|incorrect|insufficient|bad|incomplete) address|address.*(wrong|incorrect|unknown|not found)/i,
    'EXCEPTION',
    { reasons: ['address.incorrect'] },
  ],
  [
    /ready for (pick|collect)|awaiting (pick|collect)|available for (pick|collect)|(at|in) (a |the )?(shop|locker|pick.?up point|service point)/i,
    'AVAILABLE_FOR_PICKUP',
  ],
  [/out for delivery|with (the )?(driver|courier)|on vehicle/i, 'OUT_FOR_DELIVERY'],
  [/^(successfully )?deliver(ed|y completed)|signed for|proof of delivery/i, 'DELIVERED'],
  [/customs.*(clear|releas)|clear(ed|ance complete).*customs/i, 'CUSTOMS_CLEARED'],
  [/customs.*(held|hold|delay|inspect)/i, 'HELD', { reasons: ['customs.inspection'] }],
  [/customs/i, 'CUSTOMS_STARTED'],
  [/weather/i, 'DELAYED', { reasons: ['external.weather'] }],
  [/delay|late|resched/i, 'DELAYED'],
  [/on hold|\bheld\b/i, 'HELD'],
  [/(label|data|information|order|manifest).*(creat|receiv|print|transmit|announc)|pre.?advice/i, 'LABEL_CREATED'],
  [/picked up|pick.?up (complete|done)|collected|accepted|received (by|at) (the )?carrier/i, 'ACCEPTED'],
  [/destination (depot|hub|facility|station)|delivery (depot|hub|facility|station)/i, 'AT_DELIVERY_DEPOT'],
  [/arriv/i, 'IN_TRANSIT', { facilityAction: 'ARRIVED' }],
  [/depart|left|dispatch/i, 'IN_TRANSIT', { facilityAction: 'DEPARTED' }],
  [/transit|sort|process|hub|depot|scan|linehaul/i, 'IN_TRANSIT', { facilityAction: 'PROCESSED' }],
];

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
  const isHead =
    records[0]?.some((cell) => /^(code|status|event)/i.test(cell)) &&
    records[0].some((cell) => /text|desc|name|mean/i.test(cell));
  const seen = new Set();
  const rows = [];
  const undecided = [];
  for (const [code = '', text = ''] of isHead ? records.slice(1) : records) {
    if (code === '' || seen.has(code)) continue;
    seen.add(code);
    const known = WORDINGS.find(([pattern]) => pattern.test(text));
    if (known === undefined) undecided.push({ code, text });
    else rows.push({ code, means: known[1], ...known[2], says: text });
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
