import { ACTIVITY_MOMENTS, activityOfCases, type ActivityView } from './activity-views';
import type { Queryable } from '../db';
import { atKey, type CaseLookup } from './case-pages';
import { selectCases, toCases, type CaseSelection, type CaseWithNeighbours } from './case-views';
import { EVIDENCE_MOMENTS, evidenceSql, type EvidenceView } from './evidence-views';
import { fromJsonRows, jsonRows } from './json-rows';
import { MESSAGE_MOMENTS, messagesOfCasesSql, messagesOfOrdersSql, type MessageOf } from './message-views';
import { milestonesOfJson, milestonesSql, type MilestoneOf } from './milestone-views';
import { ORDER_MOMENTS, ordersSql, type OrderView } from './order-views';
import { relatedOfJson, relatedSql } from './related-cases';
import { SHIPMENT_MOMENTS, shipmentsOfOrdersSql, type ShipmentView } from './shipment-views';
import { SOURCES, type SourceView } from './source-views';
import { readArrays, selectList } from './statement';
import { TICKET_MOMENTS, ticketsOfOrdersSql, type TicketOfOrder } from './ticket-views';
import { USER_COLUMNS, type UserView } from './user-views';

/** What lies around a case. */
export interface CaseSurroundings {
  readonly orders: readonly OrderView[];
  /** The parcels of its order. */
  readonly shipments: readonly ShipmentView[];
  readonly tickets: readonly TicketOfOrder[];
  readonly messages: readonly MessageOf[];
  readonly orderMessages: readonly MessageOf[];
  /** The beginning of its history. */
  readonly activity: readonly ActivityView[];
  /** Who decided and approved what the customer gets. */
  readonly people: readonly UserView[];
  readonly evidence: readonly EvidenceView[];
  /** Of its parcel and its order, in order of time. */
  readonly milestones: readonly MilestoneOf[];
  /** All of the merchant's. */
  readonly sources: readonly SourceView[];
  /** The closest first. */
  readonly related: readonly CaseWithNeighbours[];
}
export type SurroundingPart = keyof CaseSurroundings;

/** How to read a part around the case `c`, and how to make views of the JSON that it travels as. */
interface Reading<View> {
  sql(laneSince: string, related: CaseSelection): string;
  views(rows: never, related: CaseSelection): readonly View[];
}

const rowsOf = <View extends object>(
  select: string | ((laneSince: string) => string),
  moments: readonly (keyof View & string)[] = [],
): Reading<View> => ({
  sql: (laneSince) => jsonRows(typeof select === 'string' ? select : select(laneSince)),
  views: (rows) => fromJsonRows<View>(rows, moments),
});

const ORDER = 'array[c.order_id]';
const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
/** Rules propose, too: they are no people. */
const PEOPLE = `
  select ${selectList(USER_COLUMNS)} from app_user u
   where u.merchant_id = $1 and u.id = any(array(
     select case when said ~ '${UUID}' then said::uuid end
       from unnest(array[c.customer_track->>'approvedBy', c.customer_track->>'proposedBy']) said))`;

const PARTS: { readonly [Part in SurroundingPart]: Reading<CaseSurroundings[Part][number]> } = {
  orders: rowsOf(ordersSql(ORDER), ORDER_MOMENTS),
  shipments: rowsOf(shipmentsOfOrdersSql(ORDER), SHIPMENT_MOMENTS),
  tickets: rowsOf(ticketsOfOrdersSql(ORDER), TICKET_MOMENTS),
  messages: rowsOf(messagesOfCasesSql('array[c.id]'), MESSAGE_MOMENTS),
  orderMessages: rowsOf(messagesOfOrdersSql(ORDER), MESSAGE_MOMENTS),
  activity: rowsOf(activityOfCases('array[c.id]'), ACTIVITY_MOMENTS),
  people: rowsOf(PEOPLE),
  evidence: rowsOf((laneSince) => evidenceSql('array[c.shipment_id]', laneSince), EVIDENCE_MOMENTS),
  milestones: { sql: () => milestonesSql('array[c.shipment_id, c.order_id]'), views: milestonesOfJson },
  sources: rowsOf(SOURCES),
  related: {
    sql: (_, selection) => relatedSql('array[c.id]', selection),
    views: (rows, selection) => relatedOfJson(selection, rows),
  },
};

/** What is wanted of a case and around it. */
export interface WantedSurroundings {
  readonly selection: CaseSelection;
  readonly parts: readonly SurroundingPart[];
  /** What of related cases. */
  readonly related: CaseSelection;
}

export type CaseInSurroundings = CaseWithNeighbours & { readonly around: Partial<CaseSurroundings> };

/** @param laneSince the first day that counts for what is usual on a lane, such as `2026-11-01`. */
export type ReadCase = (db: Queryable, key: CaseLookup, laneSince: string) => Promise<CaseInSurroundings | null>;

/**
 * Reads a case with the wanted parts of what lies around it, in one statement: the screen on which a case is worked is
 * one question and not ten. Parts that are not wanted are not in the answer. A reader is made once for a document, since
 * its statement is long.
 */
export function surroundingsReader({ selection, parts, related }: WantedSurroundings): ReadCase {
  const cases = selectCases(
    selection,
    parts.map((part) => PARTS[part].sql('$3::date', related)),
  );
  const texts = new Map<string, string>();
  return async (db, key, laneSince) => {
    const [condition, value] = atKey(key);
    // The day is named in any case: a value that a statement does not name is refused.
    const text = texts.get(condition) ?? `${cases} where ${condition} and $3::date is not null`;
    texts.set(condition, text);
    const [row] = await readArrays(db, text, [key.merchantId, value, laneSince]);
    if (!row) return null;
    const found = row.slice(row.length - parts.length) as never[];
    const around = parts.map((part, index) => [part, PARTS[part].views(found[index]!, related)]);
    return { ...toCases(selection, [row])[0]!, around: Object.fromEntries(around) as Partial<CaseSurroundings> };
  };
}
