import { ACTIVITY_MOMENTS, activityOfCases, type ActivityView } from './activity-views';
import type { Queryable } from '../db';
import { EVIDENCE_MOMENTS, evidenceSql, type EvidenceView } from './evidence-views';
import { fromJsonRows, jsonRows } from './json-rows';
import { MESSAGE_MOMENTS, messagesOfCasesSql, messagesOfOrdersSql, type MessageOf } from './message-views';
import { ORDER_MOMENTS, ordersSql, type OrderView } from './order-views';
import { SHIPMENT_MOMENTS, shipmentsOfOrdersSql, type ShipmentView } from './shipment-views';
import { read } from './statement';
import { TICKET_MOMENTS, ticketsOfOrdersSql, type TicketOfOrder } from './ticket-views';
import { USER_COLUMNS, type UserView } from './user-views';
import { selectList } from './statement';

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
}
export type SurroundingPart = keyof CaseSurroundings;

const ORDER_IDS = 'array(select order_id from around where order_id is not null)';

const PARTS: Readonly<Record<SurroundingPart, string>> = {
  orders: ordersSql(ORDER_IDS),
  shipments: shipmentsOfOrdersSql(ORDER_IDS),
  tickets: ticketsOfOrdersSql(ORDER_IDS),
  messages: messagesOfCasesSql('array[$2::uuid]'),
  orderMessages: messagesOfOrdersSql(ORDER_IDS),
  activity: activityOfCases('array[$2::uuid]'),
  people: `select ${selectList(USER_COLUMNS)} from app_user u, around
            where u.merchant_id = $1 and u.id::text in (track->>'approvedBy', track->>'proposedBy')`,
  evidence: evidenceSql('array(select shipment_id from around where shipment_id is not null)', '$3::date'),
};

const MOMENTS: { readonly [Part in SurroundingPart]: readonly (keyof CaseSurroundings[Part][number] & string)[] } = {
  orders: ORDER_MOMENTS,
  shipments: SHIPMENT_MOMENTS,
  tickets: TICKET_MOMENTS,
  messages: MESSAGE_MOMENTS,
  orderMessages: MESSAGE_MOMENTS,
  activity: ACTIVITY_MOMENTS,
  people: [],
  evidence: EVIDENCE_MOMENTS,
};

/**
 * The wanted parts of what lies around one case, in one statement: the screen on which a case is worked is one question
 * and not ten. Parts that are not wanted are not in the answer.
 */
export async function caseSurroundings(
  db: Queryable,
  key: { readonly merchantId: string; readonly caseId: string },
  wanted: readonly SurroundingPart[],
  laneSince: string,
): Promise<Partial<CaseSurroundings>> {
  const text = `
    with around as materialized (
           select order_id, shipment_id, customer_track as track from exception_case where merchant_id = $1 and id = $2::uuid)
    select ${wanted.map((part) => `${jsonRows(PARTS[part])} as "${part}"`).join(', ')}, $3::date as since`;
  const [row] = await read<Record<SurroundingPart, never[]>>(db, text, [key.merchantId, key.caseId, laneSince]);
  return Object.fromEntries(wanted.map((part) => [part, fromJsonRows<object>(row![part], MOMENTS[part] as never)]));
}
