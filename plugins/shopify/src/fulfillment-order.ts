import { asObject, eachRecord, milestone, refuse } from '@whereabouts/plugin-sdk';
import type { Issue, JsonObject, MilestoneRecord } from '@whereabouts/plugin-sdk';
import { id, list, object, plainNumber, text, time } from './fields';
import type { Told } from './fulfillment';
import { STATUSES } from './status-table';

/**
 * A fulfillment order: work that a warehouse has to do. Its holds are what matters. Webhooks about it give its own id
 * and nothing of the order, so that nobody can tell whose it is: that is noted.
 * @param number of the order around it.
 */
export function readFulfillmentOrder(body: JsonObject, at: string, number: string | null = null): Told {
  const orderNumber = number ?? plainNumber(text(body, 'order_name') ?? text(object(body, 'order'), 'name'));
  const orderExternalId = orderNumber === null ? (id(body, 'order_id') ?? id(object(body, 'order'))) : null;
  const status = text(body, 'status');
  if (orderNumber === null && orderExternalId === null)
    return note(at, `fulfillment order ${id(body) ?? '?'} (${status ?? 'no status'}) names no order`);

  const issues: Issue[] = [];
  const when = time(body, 'updated_at', at, issues);
  const say = (service: string, code: string, subCode: string | null): MilestoneRecord => {
    const row = STATUSES.find({ service, code, subCode });
    const whose = { trackingNumber: null, carrier: null, orderNumber, orderExternalId };
    return milestone({ ...whose, row, code, subCode, time: when });
  };

  const { items, path } = list(body, 'fulfillment_holds', at);
  const milestones = eachRecord(items, path, issues, (item) => {
    const hold = asObject(item) ?? refuse('not an object');
    // Not its notes: they are free text of the staff, where people's data turn up.
    return say('fulfillment_order', 'on_hold', text(hold, 'reason'));
  });
  if (milestones.length === 0 && status !== null) milestones.push(say('fulfillment_order', status, null));
  const request = text(body, 'request_status');
  if (/^rejected$/i.test(request ?? '')) milestones.push(say('fulfillment_request', request ?? '', null));
  return { milestones, shipments: [], issues };
}

/** The older FulfillmentRequest: did the fulfillment service take the work? */
export function readFulfillmentRequest(body: JsonObject, at: string): Told {
  const orderExternalId = id(body, 'order_id') ?? refuse('names no order');
  const issues: Issue[] = [];
  const failed = text(body, 'failed_at') !== null;
  const code = failed ? 'failed' : 'submitted';
  const one = milestone({
    row: STATUSES.find({ service: 'fulfillment_request', code }),
    trackingNumber: null,
    carrier: null,
    orderExternalId,
    code,
    text: text(body, 'failure_message'),
    time: time(body, failed ? 'failed_at' : 'created_at', at, issues),
  });
  return { milestones: [one], shipments: [], issues };
}

export const note = (path: string, problem: string): Told => ({
  milestones: [],
  shipments: [],
  issues: [{ path, problem, kind: 'note' }],
});
