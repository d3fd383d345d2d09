import { asObject, carrierCode, eachRecord, milestone, refuse, stated } from '@whereabouts/plugin-sdk';
import type { Issue, JsonObject } from '@whereabouts/plugin-sdk';
import { id, list, object, plainNumber, text, time } from './fields';
import { note } from './fulfillment-order';
import type { Told } from './fulfillment';
import { STATUSES } from './status-table';

/**
 * A return that a customer asked for: how far the shop is with it. Whether goods have come back it does not say.
 * @param number of the order around it.
 */
export function readReturn(body: JsonObject, at: string, number: string | null = null): Told {
  const order = object(body, 'order');
  const orderNumber = number ?? plainNumber(text(order, 'name'));
  const orderExternalId = id(order);
  if (orderNumber === null && orderExternalId === null) return note(at, `return ${id(body) ?? '?'} names no order`);
  const status = text(body, 'status') ?? refuse('a return without a status', '/status');
  const issues: Issue[] = [];
  const when = /^(closed|canceled|cancelled)$/i.test(status) ? 'closed_at' : 'created_at';
  const one = milestone({
    trackingNumber: null,
    carrier: null,
    orderNumber,
    orderExternalId,
    row: STATUSES.find({ service: 'return', code: status }),
    code: status,
    direction: 'RETURN',
    time: time(body, when, at, issues),
  });
  // Only replies of the GraphQL API hold what comes back.
  const { items, path } = list(body, 'reverse_fulfillment_orders', at);
  const inside = items.flatMap((item, index) => {
    const work = asObject(item);
    if (work === null) return [];
    const deliveries = list(work, 'reverse_deliveries', `${path}/${index}`);
    return eachRecord(deliveries.items, deliveries.path, issues, (delivery, where) =>
      readReverseDelivery(asObject(delivery) ?? refuse('not an object'), where, orderNumber),
    );
  });
  return {
    milestones: [one, ...inside.flatMap(({ milestones }) => milestones)],
    shipments: inside.flatMap(({ shipments }) => shipments),
    issues: [...issues, ...inside.flatMap(({ issues: own }) => own)],
  };
}

/** What a customer sends back, once it has a number: it travels under its own. */
export function readReverseDelivery(body: JsonObject, at: string, orderNumber: string | null = null): Told {
  const deliverable = object(body, 'shipping_deliverable') ?? object(body, 'deliverable');
  const tracking = object(deliverable, 'tracking') ?? deliverable;
  const trackingNumber = text(tracking, 'tracking_number') ?? text(tracking, 'number');
  if (trackingNumber === null) return note(at, 'goods to come back, without a tracking number');
  const carrier = carrierCode(text(tracking, 'carrier_name'));
  const issues: Issue[] = [];
  const code = 'attach_deliverable';
  const one = milestone({
    trackingNumber,
    carrier,
    orderNumber,
    row: STATUSES.find({ service: 'return', code }),
    code,
    direction: 'RETURN',
    time: time(body, 'created_at', at, issues),
  });
  const trackingUrl = text(tracking, 'tracking_url') ?? text(tracking, 'url');
  const shipment = { trackingNumber, carrier, isReturn: true as const, ...stated({ orderNumber, trackingUrl }) };
  return { milestones: [one], shipments: [shipment], issues };
}
