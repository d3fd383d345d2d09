import {
  addEvent,
  carrierCode,
  endOfPromise,
  eventTime,
  flagAt,
  found,
  goodsText,
  numbersIn,
  pick,
  place,
  placeAt,
  refuse,
  stated,
  textAt,
  type Found,
  type JsonValue,
  type ParcelSaid,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { embedded } from './hal';

/** Of orders and what belongs to them. Times have no zone: the operator may know the warehouse's. */
export interface Told {
  readonly reading: Reading;
  readonly zone: string | undefined;
}

const DATES = ['creationDate', 'pickTicketPrintDate', 'pickDoneDate', 'packDoneDate', 'loadOutDoneDate', 'processDate'];
/** Value of `status`; 0 is open and 1 closed, which the dates tell better. */
const CANCELED = '2';
const OF_PARCELS = new Set(['loadOutDoneDate', 'processDate']);
const isTrue = (value: JsonValue, path: string): boolean => flagAt(value, path) === true;

export const orderNumberOf = (order: JsonValue): string | null =>
  textAt(order, 'referenceNum')?.replace(/^#\s*/, '') || null;

export function readOrder({ value: order, path }: Found, told: Told): void {
  const { reading, zone } = told;
  const orderExternalId = textAt(order, 'readOnly.orderId') ?? refuse('an order without an id', '/readOnly/orderId');
  const orderNumber = orderNumberOf(order);
  const whole: ParcelSaid = { carrier: null, orderNumber, orderExternalId };
  const say = (parcel: ParcelSaid, code: string, text: string | null, time: string | null, at = path) =>
    addEvent(
      reading,
      CODES,
      { ...parcel, service: 'order' },
      { code, text, time: { text: time, assumedZone: zone } },
      at,
    );
  // Shipped is what is closed; the date of what is open may be a plan.
  const isOpen = flagAt(order, 'readOnly.isClosed') === false;
  const parcels = readPackages({ value: order, path }, whole, told);
  const own = pick(order, 'readOnly');
  for (const date of DATES) {
    const time = textAt(own, date);
    if (time === null || (date === 'processDate' && isOpen)) continue;
    // What leaves is the parcels, where they have numbers.
    for (const parcel of OF_PARCELS.has(date) && parcels.length > 0 ? parcels : [whole]) say(parcel, date, null, time);
  }
  if (textAt(order, 'readOnly.status') === CANCELED) say(whole, 'canceled', null, null);
  const hold = textAt(order, 'readOnly.onHoldDate');
  if (hold !== null) say(whole, 'onHold', textAt(order, 'readOnly.onHoldReason'), hold);
  readItems({ value: order, path }, (code, text, at) => say(whole, code, text, null, at), told);
  const to = pick(order, 'shipTo') ?? null;
  const customer = stated({
    name: textAt(to, 'name', 'companyName'),
    email: textAt(to, 'emailAddress'),
    phone: textAt(to, 'phoneNumber'),
  });
  if (orderNumber !== null)
    reading.orders.push({
      number: orderNumber,
      ...stated({
        externalId: orderExternalId,
        updatedAt: eventTime({ text: textAt(order, 'readOnly.lastModifiedDate'), assumedZone: zone }).occurredAt,
        customer: Object.keys(customer).length > 0 ? customer : null,
        destination: destinationOf(order),
      }),
    });
}

const destinationOf = (order: JsonValue) =>
  place(
    placeAt(order, {
      city: 'shipTo.city',
      region: 'shipTo.state',
      postalCode: 'shipTo.zip',
      country: 'shipTo.country',
    }),
  );

/** Stock that is reserved for some items shows that there is none for the others; for no item, that nobody has tried yet. */
function readItems(
  order: Found,
  say: (code: string, text: string | null, at: string) => void,
  { reading }: Told,
): void {
  const isOpen = !isTrue(order.value, 'readOnly.isClosed');
  const items = [...embedded(order, 'item'), ...found(order.value, 'orderItems.*', order.path)];
  reading.each(items, (item) => void (textAt(item, 'itemIdentifier.sku') ?? refuse('an item without a SKU')));
  const byAllocation = (isAllocated: boolean) =>
    items.filter(({ value }) => pick(value, 'readOnly.fullyAllocated') === isAllocated);
  const short = byAllocation(false).map(({ value }) => value);
  const isPicked = textAt(order.value, 'readOnly.pickDoneDate') !== null;
  // Nobody says when: worth telling only while it is the last step.
  if (isTrue(order.value, 'readOnly.fullyAllocated')) {
    if (isOpen && !isPicked) say('fullyAllocated', null, order.path);
  } else if (isOpen && short.length > 0 && byAllocation(true).length > 0)
    say('partlyAllocated', goodsText(short, '*', { sku: ['itemIdentifier.sku'], quantity: 'qty' }), order.path);
  for (const { value, path } of items)
    reading.each(found(value, 'readOnly.pickExceptions.*', path), (exception, at) => {
      const why = textAt(exception, 'reason') ?? refuse('a pick exception without a reason', '/reason');
      say('pickException', `${textAt(value, 'itemIdentifier.sku') ?? '?'}: ${why}`, at);
    });
}

/** Packages stand below what the server knows of an order, or are embedded. Without any, the order may have one number. */
function readPackages(order: Found, whole: ParcelSaid, told: Told): readonly ParcelSaid[] {
  const { value, path } = order;
  const parcels: ParcelSaid[] = [];
  const inside = found(value, 'readOnly.packages.*', path);
  const packages = inside.length > 0 ? inside : embedded(order, 'package');
  told.reading.each(
    packages,
    (one, at) => void parcels.push(...readPackage({ value: one, path: at }, whole, told, value)),
  );
  if (parcels.length > 0) return parcels;
  const numbers = numbersIn(textAt(value, 'routingInfo.trackingNumber'));
  const carrier = carrierOf(value);
  const own = numbers.map((trackingNumber) => ({
    ...whole,
    trackingNumber,
    carrier,
    shipmentExternalId: whole.orderExternalId,
  }));
  for (const parcel of own) addShipment(parcel, value, told);
  return own;
}

export function readPackage(
  { value, path }: Found,
  whole: ParcelSaid,
  { reading, zone }: Told,
  order: JsonValue,
): readonly ParcelSaid[] {
  const id = textAt(value, 'packageId') ?? refuse('a package without an id', '/packageId');
  const trackingNumber = textAt(value, 'trackingNumber');
  const shipmentExternalId = whole.orderExternalId ?? `package-${id}`;
  const parcel = { ...whole, trackingNumber, carrier: carrierOf(order), shipmentExternalId };
  const said = {
    code: 'createDate',
    subCode: trackingNumber === null ? 'without tracking' : null,
    time: { text: textAt(value, 'createDate'), assumedZone: zone },
    piece: trackingNumber === null ? id : null,
  };
  addEvent(reading, CODES, { ...parcel, service: 'package' }, said, path);
  if (trackingNumber === null) return [];
  addShipment(parcel, order, { reading, zone });
  return [parcel];
}

const carrierOf = (order: JsonValue): string | null =>
  carrierCode(textAt(order, 'routingInfo.carrier', 'routingInfo.scacCode'));

function addShipment(parcel: ParcelSaid, order: JsonValue, { reading, zone }: Told): void {
  const { trackingNumber, carrier, orderNumber, orderExternalId, shipmentExternalId } = parcel;
  const node = textAt(order, 'readOnly.facilityIdentifier.id');
  if (!trackingNumber) return;
  reading.shipments.push({
    trackingNumber,
    carrier,
    ...stated({
      orderNumber,
      orderExternalId,
      externalId: shipmentExternalId,
      serviceLevel: textAt(order, 'routingInfo.mode'),
      shippedAt: eventTime({ text: textAt(order, 'readOnly.processDate'), assumedZone: zone }).occurredAt,
      node:
        node === null ? null : { code: node, ...stated({ name: textAt(order, 'readOnly.facilityIdentifier.name') }) },
      destination: destinationOf(order),
    }),
  });
}

/** What the carrier says of a package, in words: an add-on of the warehouse asks it. */
export function readTracking({ value, path }: Found, reading: Reading, zone: string | undefined): void {
  const parcel: ParcelSaid = {
    trackingNumber: textAt(value, 'trackingNumber') ?? refuse('a package without a number', '/trackingNumber'),
    carrier: carrierCode(textAt(value, 'carrier', 'scacCode', 'routingInfo.carrier')),
    orderNumber: orderNumberOf(value),
    orderExternalId: textAt(value, 'orderId', 'readOnly.orderId'),
    shipmentExternalId: textAt(value, 'orderId', 'readOnly.orderId'),
  };
  const { trackingNumber, carrier, orderNumber, orderExternalId, shipmentExternalId } = parcel;
  const status = textAt(value, 'deliveryStatus');
  const time = { text: /deliver/i.test(status ?? '') ? textAt(value, 'deliveryDate') : null, assumedZone: zone };
  if (status !== null)
    addEvent(reading, CODES, { ...parcel, service: 'tracking' }, { code: null, text: status, time }, path);
  reading.shipments.push({
    trackingNumber: trackingNumber ?? '',
    carrier,
    ...stated({
      orderNumber,
      orderExternalId,
      externalId: shipmentExternalId,
      trackingUrl: textAt(value, 'trackingUrl'),
      carrierEstimate: endOfPromise({ text: textAt(value, 'deliveryDateEstimated'), assumedZone: zone }),
    }),
  });
}
