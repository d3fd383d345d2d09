import { asList, asObject, eachRecord, eventTime, pick, place, refuse, stated } from '@whereabouts/plugin-sdk';
import type { Issue, JsonObject, Place } from '@whereabouts/plugin-sdk';
import { isNamed, tell, text, time, withoutHash, type Statement, type Told, type Whose } from './told';

/** The dates of a return, and the status that each stands for. */
const DATES = [
  ['awaiting_arrival_date', 'Awaiting Arrival'],
  ['arrived_date', 'Arrived'],
  ['processing_date', 'Processing'],
  ['completed_date', 'Completed'],
  ['cancelled_date', 'Cancelled'],
] as const;

/**
 * A return. What the customer sends back travels under its own number; a return to sender (RTS) is the forward parcel
 * that came back, under the number that it was sent with.
 */
export function readReturn(body: JsonObject, at: string): Told {
  const toSender = /^rts$|return\s*to\s*sender/i.test(text(body, 'return_type') ?? '');
  const own = text(body, 'tracking_number');
  const forward = text(body, 'shipment_tracking_number');
  const trackingNumber = toSender ? (forward ?? own) : own;
  const orderNumber = withoutHash(text(body, 'store_order_id'));
  // Returns are counted apart from shipments: without a mark, the ids of one would be taken for those of the other.
  const id = text(body, 'id');
  const externalId = id === null ? null : `return-${id}`;
  const forwardId = text(body, 'original_shipment_id');
  const ids = { shipmentExternalId: toSender ? forwardId : externalId, orderNumber };
  const whose: Whose = { trackingNumber, carrier: null, ...(trackingNumber === null ? ids : { orderNumber }) };
  if (!isNamed(whose)) refuse('names neither a tracking number nor an order');

  const issues: Issue[] = [];
  const center = place({ facility: text(body, 'fulfillment_center.name') });
  const said = statements(body, at, toSender ? 'return-to-sender' : 'return', center, issues);
  const node = text(body, 'fulfillment_center.id');
  const shipment = {
    trackingNumber: trackingNumber ?? '',
    carrier: null,
    ...stated({ orderNumber, externalId, isReturn: true as const }),
    ...(node === null ? {} : { node: { code: node, ...stated({ name: text(body, 'fulfillment_center.name') }) } }),
  };
  return {
    milestones: said.map((one) => tell(whose, one)),
    shipments: trackingNumber === null || toSender ? [] : [shipment],
    issues,
  };
}

/** Each dated step once: by its date field, else by the history, else the status without a time. */
function statements(body: JsonObject, at: string, service: string, center: Place | null, issues: Issue[]): Statement[] {
  const step = (code: string, from: JsonObject, key: string, path: string): Statement => ({
    service,
    code,
    time: time(from, key, path, issues),
    direction: 'RETURN',
    ...(/^(arrived|processing|completed)$/i.test(code) ? { place: center } : {}),
  });
  const dated = DATES.filter(([key]) => text(body, key) !== null).map(([key, code]) => step(code, body, key, at));
  const told = eachRecord(asList(pick(body, 'status_history')), `${at}/status_history`, issues, (item, path) => {
    const entry = asObject(item) ?? refuse('not an object');
    return step(text(entry, 'status') ?? refuse('a step without a status'), entry, 'timestamp', path);
  });
  const same = (one: string, other: string): boolean => squeezed(one) === squeezed(other);
  const said = [...dated, ...told.filter((one) => !dated.some((date) => same(date.code, one.code)))];
  const status = text(body, 'status');
  if (status === null || said.some((one) => same(one.code, status))) return said;
  return [...said, { service, code: status, time: eventTime({}), direction: 'RETURN' }];
}

const squeezed = (code: string): string => code.replace(/\s+/g, '').toLowerCase();
