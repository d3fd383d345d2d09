import {
  addEvent,
  carrierCode,
  eventTime,
  found,
  isHtml,
  parcelFacts,
  pick,
  readXml,
  refuse,
  stated,
  textAt,
  type DocumentKind,
  type EventTimeInput,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** Answers may come without a single root: inside `response` they have one. */
const at = (document: JsonValue, path: string): readonly Found[] => [
  ...found(document, path),
  ...found(document, `response.${path}`),
];

/** Bytes with a single root element, unchanged where they have one. */
export function withOneRoot(body: Uint8Array): Uint8Array {
  if (isHtml(body) || readXml(body).ok) return body;
  const text = Buffer.from(body)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const inner = text.replace(/<\?xml\b[^>]{0,200}\?>/g, '');
  const wrapped = Buffer.from(`<response>${inner}</response>`);
  return /^\s*</.test(inner) && readXml(wrapped).ok ? wrapped : body;
}

/** A number has no blanks and holds a digit; everything else is words. */
const isNumber = (text: string): boolean => /^(?=.*\d)[A-Z0-9-]{5,60}$/i.test(text);

const shippedTime = (shipment: JsonValue): EventTimeInput => ({
  text: textAt(shipment, 'DateShipped'),
  format: 'mm/dd/yyyy',
});

/** `GetTracking.asp`: an entry for each parcel of an order, or one that says that there is none yet. */
export const tracking: DocumentKind = {
  name: 'GetTracking',
  fits: (document) => at(document, 'Orders').length > 0,
  read(document, { each, shipments, ...reading }) {
    each(at(document, 'Orders.Shipment.*'), (shipment, path) => {
      const said =
        textAt(shipment, 'ShipmentTrackingNumber') ?? refuse('neither a tracking number nor what stands instead');
      const orderNumber = textAt(shipment, 'InvoiceNumber')?.replace(/^#\s*/, '') ?? null;
      const orderExternalId = textAt(shipment, 'WebgistixOrderNumber');
      const method = textAt(shipment, 'Method');
      const trackingNumber = isNumber(said) ? said : null;
      if (trackingNumber === null && orderNumber === null && orderExternalId === null)
        refuse('neither a tracking number nor an order');
      const carrier = carrierCode(method);
      const time = shippedTime(shipment);
      addEvent(
        { ...reading, each, shipments },
        CODES,
        { trackingNumber, carrier, orderNumber, orderExternalId },
        trackingNumber === null ? { code: said, time: {} } : { code: 'DateShipped', text: method, time },
        path,
      );
      if (trackingNumber === null) return;
      const weight = pick(shipment, 'WeightInPounds');
      shipments.push({
        trackingNumber,
        carrier,
        ...stated({
          orderNumber,
          orderExternalId,
          serviceLevel: method,
          shippedAt: eventTime(time).occurredAt,
          billed: parcelFacts({ weight, weightUnit: 'lb' }),
        }),
      });
    });
  },
};

/** `GetInventory.asp`: what is in stock, over all warehouses. */
export const inventory: DocumentKind = {
  name: 'GetInventory',
  fits: (document) => at(document, 'InventoryXML').length > 0,
  read(document, { each, inventory: stock }) {
    each(at(document, 'InventoryXML.Item.*'), (item) => {
      const sku = textAt(item, 'ItemID') ?? refuse('an item without an id');
      const quantity = textAt(item, 'ItemQty') ?? '';
      if (!/^-?\d{1,9}$/.test(quantity)) refuse('an item without a quantity');
      stock.push({ sku, nodeCode: null, onHand: Number(quantity), at: null });
    });
  },
};

/** Errors, of whatever was asked. */
export const error: DocumentKind = {
  name: 'Errors',
  fits: (document) => at(document, 'Errors').length + at(document, 'Error').length > 0,
  read(document, { sourceError }) {
    const errors = [...at(document, 'Errors.Error.*'), ...at(document, 'Error.*')];
    for (const { value, path } of errors) sourceError(path, textAt({ value }, 'value') ?? 'an error');
    if (errors.length === 0) sourceError('', 'an error');
  },
};

/** `CreateOrder.asp`: the order was taken, or was there before. */
export const completed: DocumentKind = {
  name: 'Completed',
  fits: (document) => at(document, 'Completed').length > 0,
  read(document, { note, sourceError }) {
    for (const { value, path } of at(document, 'Completed'))
      if (textAt(value, 'Success') === 'False') sourceError(path, 'the order was not taken');
      else note(path, 'an order was taken: no news of a parcel');
  },
};
