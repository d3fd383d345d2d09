import {
  addEvent,
  carrierCode,
  codeTable,
  endOfPromise,
  eventTime,
  refuse,
  stated,
  type CodeRow,
  type CodeTable,
  type Instant,
  type OrderRecord,
  type Reading,
} from '@whereabouts/plugin-sdk';
import type { Cell, Mapping } from './mapping';
import type { Row } from './table';

const tables = new WeakMap<Mapping, CodeTable>();

/** The mapping's codes as a table; made once for a mapping. */
export function tableOf(mapping: Mapping): CodeTable {
  const known = tables.get(mapping) ?? codeTable(mapping.document, mapping.codes as CodeRow[], { fold: 'case' });
  tables.set(mapping, known);
  return known;
}

/** Adds what a row says to what is being read. `refuse` sets the row aside. */
export function readRow(row: Row, mapping: Mapping, reading: Reading): void {
  const { parcel, event, inventory, order } = mapping;
  const orderNumber = row.text(order?.number) ?? row.text(parcel?.orderNumber);
  const trackingNumber = row.text(parcel?.trackingNumber);
  const carrier = carrierCode(row.text(parcel?.carrier));
  const path = `/${row.number}`;
  if (inventory) readStock(row, mapping, reading);
  if (order && orderNumber !== null) addOrderLine(row, mapping, orderNumber, reading);
  if (!parcel && !event) return;
  if (trackingNumber === null && orderNumber === null)
    refuse('a row with neither a tracking number nor an order number');
  if (trackingNumber !== null) {
    const { serviceLevel, shippedAt, estimate, node, weightKg } = mapping.shipment ?? {};
    const weightGrams = Math.round((numberOf(row, weightKg, mapping) ?? 0) * 1000);
    const nodeCode = row.text(node);
    reading.shipments.push({
      trackingNumber,
      carrier,
      ...stated({
        orderNumber,
        serviceLevel: row.text(serviceLevel),
        shippedAt: momentOf(row, shippedAt, mapping, reading),
        carrierEstimate: promiseOf(row, estimate, mapping),
        node: nodeCode === null ? null : { code: nodeCode },
        declared: weightGrams > 0 ? { weightGrams } : null,
      }),
    });
  }
  if (event) {
    const text = (cell: Cell | undefined) => row.text(cell);
    addEvent(
      reading,
      tableOf(mapping),
      { trackingNumber, carrier, orderNumber },
      {
        code: text(event.code),
        text: text(event.text),
        time: {
          text: text(event.at),
          date: text(event.date),
          time: text(event.time),
          offset: text(event.offset),
          format: mapping.dates,
          assumedZone: mapping.zone,
        },
        place: {
          city: text(event.city),
          region: text(event.region),
          postalCode: text(event.postalCode),
          country: text(event.country),
          facility: text(event.facility),
        },
      },
      path,
    );
  }
}

function momentOf(row: Row, cell: Cell | undefined, { dates, zone }: Mapping, reading: Reading): Instant | null {
  const text = row.text(cell);
  if (text === null) return null;
  const { occurredAt, problem } = eventTime({ text, format: dates, assumedZone: zone });
  if (problem) reading.note(`/${row.number}`, problem);
  return occurredAt;
}

const promiseOf = (row: Row, cell: Cell | undefined, { dates, zone }: Mapping): Instant | null =>
  endOfPromise({ text: row.text(cell), format: dates, assumedZone: zone });

/** A number as the account writes it, without thousands separators; null when it is none. */
function numberOf(row: Row, cell: Cell | undefined, mapping: Mapping): number | null {
  const text = decimalOf(row.text(cell), mapping);
  return text === null ? null : Number(text);
}

function decimalOf(text: string | null, { decimalComma }: Mapping): string | null {
  const plain = decimalComma ? text?.replace(/[. ]/g, '').replace(',', '.') : text?.replace(/[, ]/g, '');
  return plain !== undefined && /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? plain : null;
}

function readStock(row: Row, mapping: Mapping, reading: Reading): void {
  const { sku, node, onHand, available, at } = mapping.inventory ?? {};
  const code = row.text(sku) ?? refuse('a stock row without an SKU');
  const inHand = numberOf(row, onHand, mapping) ?? refuse(`no stock figure for ${code}`);
  reading.inventory.push({
    sku: code,
    nodeCode: row.text(node),
    onHand: inHand,
    at: momentOf(row, at, mapping, reading),
    ...stated({ available: numberOf(row, available, mapping) }),
  });
}

/** Rows of one order follow each other or not: each adds its line to the order's one record. */
function addOrderLine(row: Row, mapping: Mapping, number: string, reading: Reading): void {
  const { placedAt, promisedBy, email, name, value, currency, sku, title, quantity, unitPrice } = mapping.order ?? {};
  const money = (amount: string | null) => {
    const [digits, unit] = [decimalOf(amount, mapping), row.text(currency)];
    return digits !== null && unit !== null && /^[A-Za-z]{3}$/.test(unit)
      ? { amount: digits, currency: unit.toUpperCase() }
      : null;
  };
  const code = row.text(sku);
  const price = money(row.text(unitPrice));
  const pieces = numberOf(row, quantity, mapping) ?? 1;
  const line =
    code === null || price === null
      ? []
      : [{ sku: code, title: row.text(title) ?? code, quantity: pieces, unitPrice: price }];
  const index = reading.orders.findIndex((order) => order.number === number);
  const known = reading.orders[index];
  if (known !== undefined) {
    reading.orders[index] = { ...known, lines: [...(known.lines ?? []), ...line] };
    return;
  }
  const to = promiseOf(row, promisedBy, mapping);
  const customer = stated({ email: row.text(email), name: row.text(name) });
  const record: OrderRecord = {
    number,
    lines: line,
    ...stated({
      placedAt: momentOf(row, placedAt, mapping, reading),
      promise: to === null ? null : { to },
      customer: Object.keys(customer).length === 0 ? null : customer,
      value: money(row.text(value)),
    }),
  };
  reading.orders.push(record);
}
