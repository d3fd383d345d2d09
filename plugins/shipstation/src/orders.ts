import {
  addEvent,
  asObject,
  endOfPromise,
  eventTime,
  found,
  holds,
  moneyFact,
  pick,
  place,
  placeAt,
  refuse,
  stated,
  textAt,
  type Instant,
  type JsonValue,
  type OrderRecord,
  type Place,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** API V1 writes times of its own clock, which shows Pacific time; V2 writes `Z`. */
export const ZONE = 'America/Los_Angeles';

/** A date written as its midnight is a date: nothing is shipped at that hour. */
export const dayOf = (text: string | null): string | null => text?.replace(/T00:00:00(\.\d+)?Z?$/, '') ?? null;

export const momentAt = (value: JsonValue, ...paths: readonly string[]): Instant | null =>
  eventTime({ text: dayOf(textAt(value, ...paths)), assumedZone: ZONE }).occurredAt;

export function destinationOf(value: JsonValue): Place | null {
  const to = pick(value, 'shipTo') ?? pick(value, 'ship_to');
  return place(
    placeAt(to, {
      city: ['city', 'city_locality'],
      region: ['state', 'state_province'],
      postalCode: ['postalCode', 'postal_code'],
      country: ['country', 'country_code'],
    }),
  );
}

export const orderNumberOf = (value: JsonValue): string | null =>
  textAt(value, 'orderNumber', 'shipment_number', 'external_shipment_id')?.replace(/^#\s*/, '') || null;

/** Discounts are lines that are marked as adjustments: no goods. */
function linesOf(order: JsonValue, currency: string | undefined): OrderRecord['lines'] | null {
  const lines = found(order, 'items.*').flatMap(({ value }) => {
    const unitPrice = moneyFact(
      pick(value, 'unitPrice') ?? pick(value, 'unit_price.amount') ?? pick(value, 'unit_price'),
      currency ?? null,
    );
    const quantity = Number(textAt(value, 'quantity') ?? NaN);
    if (unitPrice === null || pick(value, 'adjustment') === true || !(quantity >= 0)) return [];
    return [{ sku: textAt(value, 'sku') ?? '', title: textAt(value, 'name') ?? '', quantity, unitPrice }];
  });
  return lines.length > 0 ? lines : null;
}

/** Orders of V1, and shipments of V2, which are orders to be shipped. Prices are in the account's currency, which no document says. */
export function readOrder(order: JsonValue, path: string, reading: Reading, currency?: string): void {
  const isV2 = holds(order, 'shipment_status');
  const orderExternalId = textAt(order, 'orderId', 'shipment_id');
  const number = orderNumberOf(order);
  const updated = textAt(order, 'modifyDate', 'modified_at');
  const placed = textAt(order, 'orderDate', isV2 ? 'created_at' : 'createDate');
  const status = textAt(order, 'orderStatus', 'shipment_status') ?? refuse('an order without a status', '/orderStatus');
  const whose = { carrier: null, orderNumber: number, orderExternalId };
  if (number === null && orderExternalId === null) refuse('an order without a number', '/orderNumber');
  const customer = stated({
    externalId: textAt(order, 'customerId'),
    name: textAt(order, 'shipTo.name', 'ship_to.name', 'billTo.name'),
    email: textAt(order, 'customerEmail', 'ship_to.email'),
    phone: textAt(order, 'shipTo.phone', 'ship_to.phone'),
  });
  if (number !== null)
    reading.orders.push({
      number,
      ...stated({
        externalId: orderExternalId,
        placedAt: isV2 ? null : momentAt({ placed: placed ?? '' }, 'placed'),
        updatedAt: momentAt({ updated: updated ?? '' }, 'updated'),
        customer: Object.keys(customer).length > 0 ? customer : null,
        value: moneyFact(
          pick(order, 'orderTotal') ?? pick(order, 'amount_paid.amount'),
          textAt(order, 'amount_paid.currency') ?? currency ?? null,
        ),
        lines: linesOf(order, textAt(order, 'amount_paid.currency') ?? currency),
        destination: destinationOf(order),
      }),
    });
  if (!isV2 && placed !== null)
    addEvent(
      reading,
      CODES,
      { ...whose, service: 'order' },
      { code: 'orderDate', time: { text: placed, assumedZone: ZONE } },
      path,
    );
  // The day of shipping is a date of its own; other statuses are as of the last change.
  const since = /^shipped$/i.test(status) ? textAt(order, 'shipDate') : null;
  const said = { code: status, text: heldUntil(order), time: { text: since ?? updated, assumedZone: ZONE } };
  addEvent(reading, CODES, { ...whose, service: isV2 ? 'v2' : 'order' }, said, path);
  // Once it is shipped or cancelled, the check of the address is history.
  const verdict = textAt(order, 'shipTo.addressVerified');
  if (verdict !== null && /failed/i.test(verdict) && !/^(shipped|cancelled)$/i.test(status))
    addEvent(reading, CODES, { ...whose, service: 'address' }, { code: verdict, time: said.time }, path);
}

function heldUntil(order: JsonValue): string | null {
  const until = textAt(order, 'holdUntilDate', 'hold_until_date');
  return until === null || endOfPromise({ text: until, assumedZone: ZONE }) === null
    ? null
    : `on hold until ${until.slice(0, 10)}`;
}

export const isOrder = (value: JsonValue): boolean =>
  asObject(value) !== null && holds(value, 'orderStatus', 'shipment_status');
