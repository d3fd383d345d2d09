import {
  addEvent,
  asObject,
  asText,
  carrierCode,
  found,
  holds,
  momentAt,
  moneyFact,
  numbersIn,
  pick,
  place,
  placeAt,
  refuse,
  stated,
  textAt,
  type CustomerFacts,
  type Found,
  type JsonValue,
  type OrderRecord,
  type Place,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** What an order leaves to other resources is a link to them; joined documents hold the resources themselves. */
function joined(order: JsonValue, name: string, path: string): readonly Found[] {
  const list = pick(order, name);
  return Array.isArray(list) ? found(list as readonly JsonValue[], '*', `${path}/${name}`) : [];
}

/** An order. Its id is the number that people say. */
export function readOrder({ value: order, path }: Found, reading: Reading): void {
  const number = textAt(order, 'id') ?? refuse('an order without an id', '/id');
  const status = textAt(order, 'status_id') ?? refuse('an order without a status', '/status_id');
  const whose = { orderNumber: number, orderExternalId: number, carrier: null };
  const destination = destinationOf({ value: order, path });
  const shipments = joined(order, 'shipments', path);
  reading.each(shipments, (value, at) => readShipment({ value, path: at }, reading, destination));
  const changed = textAt(order, 'date_modified');
  // Incomplete orders were never placed: carts that people left.
  if (status !== '0') {
    reading.orders.push({
      number,
      ...stated({
        externalId: number,
        placedAt: momentAt(order, 'date_created'),
        updatedAt: momentAt(order, 'date_modified'),
        cancelledAt: status === '5' || status === '6' ? momentAt(order, 'date_modified') : null,
        customer: customerOf(order),
        value: moneyFact(pick(order, 'total_inc_tax'), currencyOf(order)),
        lines: linesOf({ value: order, path }, reading),
        destination,
      }),
    });
    const placed = { code: 'date_created', time: { text: textAt(order, 'date_created') } };
    addEvent(reading, CODES, { ...whose, service: 'order' }, placed, path);
  }
  const isNumbered = shipments.some(({ value }) => textAt(value, 'tracking_number') !== null);
  const special = pick(order, 'order_is_digital') === true ? 'digital order' : isNumbered ? 'numbered order' : 'order';
  const service = CODES.find({ service: special, code: status }) === null ? 'order' : special;
  const time = { text: (status === '2' ? textAt(order, 'date_shipped') : null) ?? changed };
  const said = { code: status, text: textAt(order, 'custom_status', 'status'), time };
  // By its number alone: the name says what the merchant wants it to say.
  addEvent(reading, CODES, { ...whose, service }, { ...said, lookUp: { text: null } }, path);
}

/** Carriers under which BigCommerce lists services, and methods that are none. */
const PROVIDERS: Readonly<Record<string, string | null>> = {
  auspost: 'australia-post',
  endicia: 'usps',
  upsready: 'ups',
  upsonline: 'ups',
  shipperhq: null,
  shipping: null,
};

function carrierOfShipment(shipment: JsonValue): string | null {
  const named = textAt(shipment, 'tracking_carrier', 'shipping_provider') ?? '';
  const known = Object.hasOwn(PROVIDERS, named.toLowerCase()) ? PROVIDERS[named.toLowerCase()] : carrierCode(named);
  return known ?? carrierCode(textAt(shipment, 'shipping_provider_display_name'));
}

/** A shipment: items that were marked as shipped, with a tracking number or without. */
export function readShipment({ value, path }: Found, reading: Reading, destination: Place | null = null): void {
  const externalId = textAt(value, 'id') ?? refuse('a shipment without an id', '/id');
  const order = textAt(value, 'order_id') ?? refuse('a shipment that names no order', '/order_id');
  const numbers = numbersIn(textAt(value, 'tracking_number'));
  const carrier = carrierOfShipment(value);
  const ids = { orderNumber: order, orderExternalId: order };
  const said = { code: 'date_created', time: { text: textAt(value, 'date_created') } };
  const method = textAt(value, 'shipping_method');
  for (const trackingNumber of numbers.length > 0 ? numbers : [null]) {
    const whose = { trackingNumber, carrier, shipmentExternalId: externalId, ...ids, service: 'shipment' };
    addEvent(reading, CODES, whose, said, path);
    if (trackingNumber === null) continue;
    reading.shipments.push({
      trackingNumber,
      carrier,
      ...stated({
        ...ids,
        externalId,
        serviceLevel: /^none$/i.test(method ?? '') ? null : method,
        trackingUrl: textAt(value, 'tracking_link', 'generated_tracking_link'),
        shippedAt: momentAt(value, 'date_created'),
        destination: destination ?? placeOf(pick(value, 'shipping_address')),
      }),
    });
  }
}

export const isShipment = (value: JsonValue): boolean =>
  holds(value, 'order_id') &&
  holds(value, 'tracking_number', 'shipping_provider', 'order_address_id') &&
  !holds(value, 'product_id');
export const isOrder = (value: JsonValue): boolean => holds(value, 'status_id');

const placeOf = (address: JsonValue | undefined): Place | null =>
  place(
    placeAt(address, {
      street: 'street_1',
      city: 'city',
      region: 'state',
      postalCode: 'zip',
      country: ['country_iso2', 'country'],
    }),
  );

/** The address of the first part; the address of the bill is none. */
function destinationOf({ value: order, path }: Found): Place | null {
  const addresses = [
    ...joined(order, 'shipping_addresses', path),
    ...joined(order, 'consignments', path).flatMap(({ value }) => found(value, 'shipping.*')),
  ];
  return placeOf(addresses[0]?.value);
}

/** Samples of the documentation spell the currency's name wrong. */
const currencyOf = (order: JsonValue): string | null => textAt(order, 'currency_code', 'default_currency_code');

function linesOf({ value: order, path }: Found, reading: Reading): OrderRecord['lines'] | null {
  const lines: NonNullable<OrderRecord['lines']>[number][] = [];
  reading.each(joined(order, 'products', path), (line) => {
    const quantity = Number(textAt(line, 'quantity') ?? refuse('a line without a quantity', '/quantity'));
    if (!(quantity >= 0)) refuse('the quantity is not a number', '/quantity');
    const price = textAt(line, 'price_inc_tax', 'base_price', 'price_ex_tax');
    const unitPrice = moneyFact(price, currencyOf(order)) ?? refuse('a line without a price', '/price_inc_tax');
    lines.push({ sku: textAt(line, 'sku') ?? '', title: textAt(line, 'name') ?? '', quantity, unitPrice });
  });
  return lines.length > 0 ? lines : null;
}

function customerOf(order: JsonValue): CustomerFacts | null {
  const bill = asObject(pick(order, 'billing_address'));
  const id = textAt(order, 'customer_id');
  const facts: CustomerFacts = stated({
    externalId: id === '0' ? null : id,
    name: [asText(bill?.first_name), asText(bill?.last_name)].filter(Boolean).join(' '),
    email: asText(bill?.email),
    phone: asText(bill?.phone),
    locale: textAt(order, 'customer_locale'),
  });
  return Object.keys(facts).length > 0 ? facts : null;
}
