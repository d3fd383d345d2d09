import { asList, asObject, carrierCode, eachRecord, pick, place, refuse, stated } from '@whereabouts/plugin-sdk';
import type { Issue, JsonObject, Place, ShipmentRecord } from '@whereabouts/plugin-sdk';
import { isNamed, moment, placeAt, tell, text, time, type Statement, type Told, type Whose } from './told';

/**
 * A parcel with its history: the Tracking API of 2026-01 in both of its shapes (`status`, `eta`, `location`, and
 * `current_status`, `edd`, `address`), and the `tracking_received` webhook.
 */
export function readTracking(body: JsonObject, at: string): Told {
  const trackingNumber = numberOf(body);
  const carrier = carrierCode(text(body, 'carrier') ?? text(body, 'tracking.carrier'));
  const ids = { shipmentExternalId: text(body, 'shipment_id'), orderExternalId: text(body, 'order_id') };
  const whose: Whose = { trackingNumber, carrier, ...(trackingNumber === null ? ids : {}) };
  if (!isNamed(whose)) refuse('names neither a tracking number nor an order');

  const issues: Issue[] = [];
  const history = eachRecord(asList(pick(body, 'history')), `${at}/history`, issues, (item, path) => {
    const event = asObject(item) ?? refuse('not an object');
    return statement(
      event,
      text(event, 'status') ?? refuse('an event without a status'),
      '',
      'timestamp',
      path,
      issues,
    );
  });
  const now = text(body, 'current_status') ?? text(body, 'status');
  const current = now === null ? [] : [currentStatement(body, now, at, issues)];
  const isSame = (one: Statement, old: Statement): boolean =>
    old.code === one.code && (old.subCode === one.subCode || old.time.occurredAt === one.time.occurredAt);
  const news = current.filter((one) => !history.some((old) => isSame(one, old)));
  return {
    milestones: [...history, ...news].map((one) => tell(whose, one)),
    shipments: trackingNumber === null ? [] : [shipmentOf(body, trackingNumber, carrier)],
    issues,
  };
}

/** The carrier's number; ShipBob's own (`tracking_id`) only where that is missing. */
export const numberOf = (body: JsonObject): string | null =>
  text(body, 'tracking_number') ??
  text(body, 'carrier_tracking_number') ??
  text(body, 'tracking.tracking_number') ??
  text(body, 'tracking.tracking_id') ??
  text(body, 'tracking_id');

function currentStatement(body: JsonObject, now: string, at: string, issues: Issue[]): Statement {
  const newer = text(body, 'current_status') !== null;
  const key = ['current_timestamp', 'event_time', 'last_updated'].find((name) => text(body, name) !== null);
  return statement(body, now, newer ? 'current_' : '', key ?? 'current_timestamp', at, issues);
}

function statement(
  event: JsonObject,
  code: string,
  prefix: string,
  key: string,
  at: string,
  issues: Issue[],
): Statement {
  const substatus = text(event, `${prefix}substatus`);
  const said = text(event, 'substatus_message') ?? text(event, 'carrier_message') ?? text(event, 'message');
  return {
    service: 'tracking',
    code,
    subCode: text(event, `${prefix}substatus_code`),
    label: [substatus, said].filter((part) => part !== null).join('. ') || null,
    text: said ?? substatus,
    time: time(event, key, at, issues),
    place: placeOf(event),
  };
}

/** An address in parts, or a place in one text, which is kept as it is. */
const placeOf = (event: JsonObject): Place | null =>
  placeAt(event, 'address') ?? place({ facility: text(event, 'location') });

function shipmentOf(body: JsonObject, trackingNumber: string, carrier: string | null): ShipmentRecord {
  const byShipBob = /^shipbob$/i.test(text(body, 'edd_source') ?? '');
  return {
    trackingNumber,
    carrier,
    ...stated({
      externalId: text(body, 'shipment_id'),
      orderExternalId: text(body, 'order_id'),
      serviceLevel: text(body, 'service') ?? text(body, 'tracking.carrier_service'),
      trackingUrl:
        text(body, 'tracking_url') ?? text(body, 'public_tracking_url') ?? text(body, 'tracking.tracking_url'),
      carrierEstimate: byShipBob ? undefined : (moment(body, 'edd') ?? moment(body, 'eta')),
    }),
  };
}

/** One line of a shipment's timeline or log. It names its shipment only if its metadata does. */
export function readLogLine(body: JsonObject, at: string): Told {
  const metadata = Object.entries(asObject(body.metadata) ?? {});
  const named = (name: string): string | null => {
    const entry = metadata.find(([key]) => key.replace(/_/g, '').toLowerCase() === name);
    return entry === undefined ? null : text({ value: entry[1] }, 'value');
  };
  const trackingNumber = named('trackingnumber');
  const ids = { shipmentExternalId: named('shipmentid'), orderExternalId: named('orderid') };
  const whose: Whose = { trackingNumber, carrier: null, ...(trackingNumber === null ? ids : {}) };
  const code = text(body, 'log_type_id') ?? refuse('a log line without its type', '/log_type_id');
  if (!isNamed(whose))
    return { issues: [{ path: at, problem: `log line ${code} does not say of which shipment it is`, kind: 'note' }] };
  const issues: Issue[] = [];
  const line = { service: 'timeline', code, text: text(body, 'log_type_text') ?? text(body, 'log_type_name') };
  return { milestones: [tell(whose, { ...line, time: time(body, 'timestamp', at, issues) })], issues };
}
