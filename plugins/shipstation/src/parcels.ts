import {
  addEvent,
  carrierCode,
  flagAt,
  found,
  holds,
  numbersIn,
  parcelFacts,
  pick,
  refuse,
  shipEngineTracking,
  stated,
  textAt,
  type JsonValue,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { dayOf, destinationOf, momentAt, orderNumberOf, ZONE } from './orders';

const nonZero = (text: string | null): string | null => (text === '0' ? null : text);

/** Labels: shipments of V1, labels of V2. A label of several packages has a number for each. */
export function readLabel(label: JsonValue, path: string, reading: Reading): void {
  const isReturn = flagAt(label, 'isReturnLabel') === true || flagAt(label, 'is_return_label') === true;
  const externalId = textAt(label, 'label_id', 'shipmentId');
  const carrier = carrierCode(textAt(label, 'carrierCode', 'carrier_code'));
  const ids = {
    orderNumber: orderNumberOf(label),
    orderExternalId: nonZero(
      textAt(label, 'orderId') ?? (holds(label, 'label_id') ? textAt(label, 'shipment_id') : null),
    ),
  };
  const whole = textAt(label, 'trackingNumber', 'tracking_number');
  const packages = found(label, 'packages.*', path);
  reading.each(packages.length > 0 ? packages : [{ value: label, path }], (part, at) => {
    if (part !== label && textAt(part, 'tracking_number', 'package_id') === null) refuse('a package without a number');
    const trackingNumber = textAt(part, 'tracking_number') ?? whole;
    if (trackingNumber === null && externalId === null) refuse('a label without a number');
    const parcel = { trackingNumber, carrier, shipmentExternalId: externalId, ...ids, service: 'label' };
    const say = (code: string, text: string | null) =>
      addEvent(
        reading,
        CODES,
        parcel,
        { code, direction: isReturn ? 'RETURN' : undefined, time: { text: dayOf(text), assumedZone: ZONE } },
        at,
      );
    const status = textAt(label, 'status') ?? 'created';
    say(
      /^(completed|voided)$/.test(status) ? 'created' : status,
      textAt(label, 'createDate', 'created_at', 'shipDate', 'ship_date'),
    );
    if (flagAt(label, 'voided') === true) say('voided', textAt(label, 'voidDate', 'voided_at'));
    // Labels are said to be in transit from the moment they are made.
    if (textAt(label, 'tracking_status') === 'delivered') say('delivered', null);
    if (trackingNumber === null) return;
    const size = pick(part, 'dimensions') ?? pick(label, 'dimensions');
    const node = nonZero(textAt(label, 'warehouseId', 'warehouse_id'));
    reading.shipments.push({
      trackingNumber,
      carrier,
      ...stated({
        ...ids,
        externalId,
        isReturn: isReturn ? true : null,
        serviceLevel: textAt(label, 'serviceCode', 'service_code'),
        trackingUrl: textAt(label, 'tracking_url'),
        shippedAt: flagAt(label, 'voided') === true ? null : momentAt(label, 'shipDate', 'ship_date'),
        node: node === null ? null : { code: node },
        destination: destinationOf(label),
        declared: parcelFacts({
          weight: pick(part, 'weight.value') ?? pick(label, 'weight.value'),
          weightUnit: textAt(part, 'weight.units', 'weight.unit') ?? textAt(label, 'weight.units', 'weight.unit'),
          length: pick(size, 'length'),
          width: pick(size, 'width'),
          height: pick(size, 'height'),
          lengthUnit: textAt(size, 'units', 'unit'),
        }),
      }),
    });
  });
}

/** Orders that were marked as shipped without a label of ShipStation's. Counted apart from shipments. */
export function readFulfillment(fulfillment: JsonValue, path: string, reading: Reading): void {
  const id =
    textAt(fulfillment, 'fulfillmentId', 'fulfillment_id') ?? refuse('a fulfillment without an id', '/fulfillmentId');
  const numbers = numbersIn(textAt(fulfillment, 'trackingNumber', 'tracking_number'));
  for (const number of numbers.length > 0 ? numbers : [null]) readFulfilled(fulfillment, id, number, { path, reading });
  const refused = textAt(fulfillment, 'notifyErrorMessage', 'notification_error_message');
  if (refused !== null) reading.sourceError(path, refused);
}

function readFulfilled(
  fulfillment: JsonValue,
  id: string,
  trackingNumber: string | null,
  { path, reading }: { readonly path: string; readonly reading: Reading },
): void {
  const carrier = carrierCode(textAt(fulfillment, 'carrierCode', 'carrier_code', 'fulfillment_carrier_friendly_name'));
  const externalId = `fulfillment-${id}`;
  const ids = {
    orderNumber: orderNumberOf(fulfillment),
    orderExternalId: nonZero(textAt(fulfillment, 'orderId', 'shipment_id')),
  };
  const say = (code: string, text: string | null) =>
    addEvent(
      reading,
      CODES,
      { trackingNumber, carrier, shipmentExternalId: externalId, ...ids, service: 'fulfillment' },
      { code, time: { text: dayOf(text), assumedZone: ZONE } },
      path,
    );
  say('shipped', textAt(fulfillment, 'shipDate', 'shipped_at', 'createDate', 'created_at'));
  const delivered = textAt(fulfillment, 'deliveryDate', 'delivered_at');
  if (delivered !== null) say('delivered', delivered);
  if (flagAt(fulfillment, 'voided') === true) say('voided', textAt(fulfillment, 'voidDate', 'voided_at'));
  if (trackingNumber === null) return;
  reading.shipments.push({
    trackingNumber,
    carrier,
    ...stated({
      ...ids,
      externalId,
      serviceLevel: textAt(fulfillment, 'fulfillmentServiceCode', 'fulfillment_service_code'),
      shippedAt: momentAt(fulfillment, 'shipDate', 'shipped_at'),
      destination: destinationOf(fulfillment),
    }),
  });
}

/** Tracking of V2: `TRACK_EVENT_V2`, and the answer of `/v2/labels/{id}/track`. */
export const tracking = shipEngineTracking(CODES, 'tracking');
