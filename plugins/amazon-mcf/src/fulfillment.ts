import {
  endOfPromise,
  found,
  goodsText,
  moneyFact,
  pick,
  refuse,
  stated,
  type Found,
  type JsonValue,
  type ParcelSaid,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { carrierOf, destinationOf, listOf, moment, tell, textOf } from './fields';

/** One order that Amazon fulfills, with what belongs to it: items, shipments and returns stand beside it or in it. */
export function readFulfillment(order: Found, beside: Found, reading: Reading): void {
  const { value, path } = order;
  const id = textOf(value, 'sellerFulfillmentOrderId', 'orderId') ?? refuse('an order without an id');
  const orderNumber = textOf(value, 'displayableOrderId') ?? id;
  const whole: ParcelSaid = { carrier: null, orderNumber, orderExternalId: id };
  const status = textOf(value, 'fulfillmentOrderStatus', 'status');
  const changed = textOf(value, 'statusUpdatedDate', 'statusUpdatedDateTime', 'statusUpdateTime');
  if (status !== null) tell(reading, 'fulfillment', whole, { code: status, time: { text: changed } }, path);
  const address =
    pick(value, 'destinationAddress') ??
    pick(value, 'DestinationAddress') ??
    pick(value, 'destination.deliveryAddress');
  const destination = destinationOf(address);
  const customer = stated({
    name: textOf(address, 'name'),
    email: textOf(address, 'email'),
    phone: textOf(address, 'phone', 'phoneNumber'),
  });
  reading.orders.push({
    number: orderNumber,
    ...stated({
      externalId: id,
      placedAt: moment(
        value,
        'displayableOrderDate',
        'displayableOrderDateTime',
        'receivedDate',
        'receivedDateTime',
        'receiveTime',
      ),
      updatedAt: moment(value, 'statusUpdatedDate', 'statusUpdatedDateTime', 'statusUpdateTime'),
      customer: Object.keys(customer).length > 0 ? customer : null,
      destination,
    }),
  });

  const items = [
    ...listOf(beside.value, beside.path, 'fulfillmentOrderItems', 'fulfillmentOrderItem'),
    ...listOf(value, path, 'lineItems'),
  ];
  const short = items.map((item) => ({
    sku: skuOf(item.value),
    missing: quantityOf(item.value, 'unfulfillableQuantity', 'unfulfillableAmount.value'),
  }));
  reading.each(items, (item) => void (skuOf(item) ?? refuse('an item without a SKU')));
  const text = goodsText(
    short.filter(({ missing }) => missing > 0).map(({ sku, missing }) => ({ sku, missing: String(missing) })),
    '*',
    { sku: ['sku'], quantity: 'missing' },
  );
  if (text !== null)
    tell(reading, 'fulfillment', whole, { code: 'unfulfillableQuantity', text, time: { text: changed } }, path);

  const shipments = listOf(beside.value, beside.path, 'fulfillmentShipments', 'fulfillmentShipment', 'shipments');
  reading.each(shipments, (shipment, at) =>
    readShipment({ value: shipment, path: at }, { whole, changed, destination }, reading),
  );
  reading.each(listOf(beside.value, beside.path, 'returnItems', 'returnItemList'), (item, at) =>
    readReturn(item, whole, reading, at),
  );
}

const skuOf = (item: JsonValue): string | null =>
  textOf(item, 'sellerSku', 'SellerSKU', 'product.productIdentifier.amazonSku');

function quantityOf(value: JsonValue, ...paths: readonly string[]): number {
  const written = textOf(value, ...paths);
  return written !== null && /^\d{1,9}(\.\d+)?$/.test(written) ? Number(written) : 0;
}

interface Of {
  readonly whole: ParcelSaid;
  /** When the order's status was last changed. */
  readonly changed: string | null;
  readonly destination: ReturnType<typeof destinationOf>;
}

/** A shipment from one fulfillment center, of one or more packages. Before it has left, its dates are estimates. */
export function readShipment(
  { value, path }: Found,
  { whole, changed, destination }: Of,
  reading: Reading,
): readonly Found[] {
  const shipmentExternalId = textOf(value, 'amazonShipmentId', 'shipmentId') ?? refuse('a shipment without an id');
  const status = textOf(value, 'fulfillmentShipmentStatus', 'status') ?? refuse('a shipment without a status');
  const isShipped = /^(shipped|completed)$/i.test(status);
  const shipped = textOf(value, 'shippingDate', 'shippingDateTime');
  const time = { text: isShipped ? (shipped ?? changed) : changed };
  const packages = listOf(value, path, 'fulfillmentShipmentPackage', 'fulfillmentShipmentPackages', 'packages');
  const center = textOf(value, 'fulfillmentCenterId');
  const parcels: Found[] = [];
  reading.each(packages, (one, at) => {
    const trackingNumber = textOf(one, 'trackingNumber', 'amazonFulfillmentTrackingNumber');
    if (trackingNumber === null && textOf(one, 'packageNumber') === null) refuse('a package with neither number');
    if (trackingNumber !== null) parcels.push({ value: one, path: at });
  });
  if (parcels.length === 0) tell(reading, 'shipment', { ...whole, shipmentExternalId }, { code: status, time }, path);
  for (const { value: one, path: at } of parcels) {
    const trackingNumber = textOf(one, 'trackingNumber', 'amazonFulfillmentTrackingNumber') ?? '';
    const carrier = carrierOf(one);
    tell(reading, 'shipment', { ...whole, trackingNumber, carrier, shipmentExternalId }, { code: status, time }, at);
    reading.shipments.push({
      trackingNumber,
      carrier,
      ...stated({
        orderNumber: whole.orderNumber,
        orderExternalId: whole.orderExternalId,
        externalId: shipmentExternalId,
        shippedAt: isShipped ? moment(value, 'shippingDate', 'shippingDateTime') : null,
        carrierEstimate: endOfPromise({
          text:
            textOf(one, 'estimatedArrivalDate', 'estimatedArrivalDateTime') ??
            textOf(value, 'estimatedArrivalDate', 'estimatedArrivalDateTime'),
          place: destination,
        }),
        node: center === null ? null : { code: center },
        destination,
      }),
    });
  }
  return parcels;
}

function readReturn(item: JsonValue, whole: ParcelSaid, reading: Reading, path: string): void {
  const status = textOf(item, 'status') ?? refuse('a returned item without a status');
  const id = textOf(item, 'sellerReturnItemId') ?? refuse('a returned item without an id');
  const said = {
    code: status,
    text: textOf(item, 'returnReceivedCondition', 'sellerReturnReasonCode'),
    time: { text: textOf(item, 'statusChangedDate', 'statusChangedDateTime') },
    direction: 'RETURN' as const,
  };
  tell(reading, 'return', { ...whole, shipmentExternalId: `return-${id}` }, said, path);
}

/** A package's number and status are optional, its reference is not. Its detailed status is that of Easy Ship. */
function tellPackage(one: JsonValue, parcel: ParcelSaid, reading: Reading, path: string): void {
  const code = textOf(one, 'packageStatus.status');
  const detail = textOf(one, 'packageStatus.detailedStatus');
  if (code === null && detail === null)
    return parcel.trackingNumber == null ? refuse('a package with neither number nor status') : undefined;
  const whose =
    parcel.trackingNumber == null
      ? {
          ...parcel,
          shipmentExternalId: `package-${textOf(one, 'packageReferenceId') ?? refuse('a package without a name')}`,
        }
      : parcel;
  const isEasyShip = CODES.find({ service: 'easyship', code: detail?.replace(/_/g, '') ?? null }) !== null;
  if (isEasyShip || code === null) tell(reading, 'easyship', whose, { code: detail, time: {} }, path);
  else tell(reading, 'package', whose, { code, subCode: detail, time: {} }, path);
}

/** An order of the marketplace: Orders API v0, and 2026-01-01 with other names. */
export function readMarketplaceOrder({ value: order, path }: Found, reading: Reading): void {
  const id = textOf(order, 'AmazonOrderId', 'orderId') ?? refuse('an order without an id');
  const whole: ParcelSaid = { carrier: null, orderNumber: id, orderExternalId: id };
  const status = textOf(order, 'OrderStatus', 'fulfillment.fulfillmentStatus');
  const changed = textOf(order, 'LastUpdateDate', 'lastUpdatedTime');
  if (status !== null) tell(reading, 'order', whole, { code: status, time: { text: changed } }, path);
  const easyShip = textOf(order, 'EasyShipShipmentStatus');
  // The parcel's own status: nobody says since when.
  const isOpen = status === null || !/^(pending|cancell?ed|unfulfillable)/i.test(status);
  const isTheirs = textOf(order, 'FulfillmentChannel') === 'AFN';
  if (easyShip !== null && isOpen && !isTheirs) tell(reading, 'easyship', whole, { code: easyShip, time: {} }, path);
  const address = pick(order, 'ShippingAddress') ?? pick(order, 'recipient.deliveryAddress');
  const destination = destinationOf(address);
  const to = endOfPromise({
    text: textOf(order, 'LatestDeliveryDate', 'fulfillment.deliverByWindow.latestDateTime'),
    place: destination,
  });
  const from = moment(order, 'EarliestDeliveryDate', 'fulfillment.deliverByWindow.earliestDateTime');
  const customer = stated({
    name: textOf(address, 'name') ?? textOf(order, 'BuyerInfo.BuyerName', 'buyer.buyerName'),
    email: textOf(order, 'BuyerInfo.BuyerEmail', 'buyer.buyerEmail'),
    phone: textOf(address, 'phone'),
  });
  const total = pick(order, 'OrderTotal') ?? pick(order, 'proceeds.grandTotal');
  reading.orders.push({
    number: id,
    ...stated({
      externalId: id,
      placedAt: moment(order, 'PurchaseDate', 'createdTime'),
      updatedAt: moment(order, 'LastUpdateDate', 'lastUpdatedTime'),
      cancelledAt:
        status !== null && /^cancell?ed$/i.test(status) ? moment(order, 'LastUpdateDate', 'lastUpdatedTime') : null,
      customer: Object.keys(customer).length > 0 ? customer : null,
      value: moneyFact(
        pick(total, 'Amount') ?? pick(total, 'amount'),
        pick(total, 'CurrencyCode') ?? pick(total, 'currencyCode'),
      ),
      promise: to === null ? null : { to, ...(from === null || from > to ? {} : { from }) },
      destination,
    }),
  });
  reading.each(found(order, 'packages.*', path), (one, at) => {
    const trackingNumber = textOf(one, 'trackingNumber');
    const carrier = carrierOf(one);
    tellPackage(one, trackingNumber === null ? whole : { ...whole, trackingNumber, carrier }, reading, at);
    if (trackingNumber === null) return;
    reading.shipments.push({
      trackingNumber,
      carrier,
      ...stated({
        orderNumber: id,
        orderExternalId: id,
        serviceLevel: textOf(one, 'shippingService'),
        shippedAt: moment(one, 'shipTime'),
        origin: destinationOf(pick(one, 'shipFromAddress')),
        destination,
      }),
    });
  });
}
