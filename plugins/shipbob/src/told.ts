import { eventTime, milestone, place, textAt } from '@whereabouts/plugin-sdk';
import type {
  EventTime,
  Instant,
  Issue,
  JsonObject,
  MilestoneInput,
  MilestoneRecord,
  Normalized,
  Place,
} from '@whereabouts/plugin-sdk';
import type { CodeRow } from '@whereabouts/plugin-sdk';
import { STATUSES } from './status-table';

/** What one record of a document gives. */
export type Told = Partial<Normalized>;

/** Whose an event is: a number, or the ids that ShipBob names a shipment and an order by. */
export type Whose = Pick<
  MilestoneInput,
  'trackingNumber' | 'carrier' | 'orderNumber' | 'shipmentExternalId' | 'orderExternalId'
>;

/** By anything at all? */
export const isNamed = ({ trackingNumber, orderNumber, shipmentExternalId, orderExternalId }: Whose): boolean =>
  (trackingNumber ?? shipmentExternalId ?? orderNumber ?? orderExternalId ?? null) !== null;

export interface Statement {
  /** Which vocabulary the code belongs to. */
  readonly service: string;
  readonly code: string;
  readonly subCode?: string | null;
  /** The source's label of the code: what the table's patterns are matched with. */
  readonly label?: string | null;
  readonly text?: string | null;
  readonly time: EventTime;
  readonly place?: Place | null;
  readonly direction?: 'RETURN';
}

export const text = (body: JsonObject, path: string): string | null => textAt(body, path);

/** The row of a status: blanks in it do not count. */
export const find = ({ service, code, subCode, label }: Omit<Statement, 'time'>): CodeRow | null =>
  STATUSES.find({ service, code: code.replace(/\s+/g, ''), subCode: subCode?.replace(/\s+/g, ''), text: label });

export const tell = (whose: Whose, one: Statement, row: CodeRow | null = find(one)): MilestoneRecord =>
  milestone({
    ...whose,
    row,
    code: one.code,
    subCode: one.subCode,
    text: one.text ?? one.label,
    time: one.time,
    place: one.place,
    direction: one.direction,
  });

/** A time of an event; what is wrong with it becomes a note. */
export function time(body: JsonObject, key: string, at: string, issues: Issue[]): EventTime {
  const read = eventTime({ text: text(body, key) });
  if (read.problem !== undefined && read.occurredLocal !== null)
    issues.push({ path: `${at}/${key}`, problem: read.problem, kind: 'note' });
  return read;
}

/** A time as a fact of a record: absent when it is not given or cannot be read. */
export const moment = (body: JsonObject, path: string): Instant | undefined =>
  eventTime({ text: text(body, path) }).occurredAt ?? undefined;

/** City, region, postal code and country of an address: nothing that names a person or a house. */
export const placeAt = (body: JsonObject, path: string): Place | null =>
  place({
    city: text(body, `${path}.city`),
    region: text(body, `${path}.state`),
    postalCode: text(body, `${path}.zip_code`) ?? text(body, `${path}.postal_code`),
    country: text(body, `${path}.country`),
  });

export const withoutHash = (number: string | null): string | null => number?.replace(/^#/, '').trim() || null;
