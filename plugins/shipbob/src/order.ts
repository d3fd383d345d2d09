import { asList, asObject, eachRecord, eventTime, pick, refuse, stated } from '@whereabouts/plugin-sdk';
import type { CustomerFacts, Issue, JsonObject, OrderRecord } from '@whereabouts/plugin-sdk';
import { readShipment } from './shipment';
import { moment, placeAt, tell, text, time, withoutHash, type Statement, type Told } from './told';

/**
 * An order with its shipments. Its prices have no currency, so that neither value nor lines can be told. Without a number
 * its milestones are told under its id.
 */
export function readOrder(body: JsonObject, at: string, topic: string | null): Told {
  const number = withoutHash(text(body, 'order_number') ?? text(body, 'reference_id'));
  const externalId = text(body, 'id');
  if (number === null && externalId === null) refuse('an order without a number');
  const issues: Issue[] = [];
  const shipments = asList(pick(body, 'shipments'));
  // Of a split order `order.shipped` comes once for each shipment, with all of them in the body.
  const shared = shipments.length === 1 || topic === 'order.delivered' ? topic : null;
  const inside = eachRecord(shipments, `${at}/shipments`, issues, (item, path) =>
    readShipment(asObject(item) ?? refuse('not an object'), path, number, shared),
  );

  const own: Statement[] = [];
  if (text(body, 'purchase_date') !== null)
    own.push({ service: 'order', code: 'purchase_date', time: time(body, 'purchase_date', at, issues) });
  const status = text(body, 'status');
  if (status !== null && inside.length === 0) own.push({ service: 'order', code: status, time: eventTime({}) });

  const customer: CustomerFacts = stated({
    name: text(body, 'recipient.name'),
    email: text(body, 'recipient.email'),
    phone: text(body, 'recipient.phone_number'),
  });
  const facts: Omit<OrderRecord, 'number'> = stated({
    externalId,
    placedAt: moment(body, 'purchase_date') ?? moment(body, 'created_date'),
    customer: Object.keys(customer).length > 0 ? customer : undefined,
    destination: placeAt(body, 'recipient.address'),
  });
  const whose = {
    trackingNumber: null,
    carrier: null,
    orderNumber: number,
    orderExternalId: number === null ? externalId : null,
  };
  return {
    orders: number === null ? [] : [{ number, ...facts }],
    shipments: inside.flatMap((one) => one.shipments ?? []),
    milestones: [...own.map((one) => tell(whose, one)), ...inside.flatMap((one) => one.milestones ?? [])],
    issues: [...issues, ...inside.flatMap((one) => one.issues ?? [])],
  };
}
