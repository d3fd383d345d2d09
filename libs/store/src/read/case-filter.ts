import type { CaseStatus, CloseCode, ExceptionKind, Instant, PriorityFlag, SlaState } from '@whereabouts/model';
import { searchTerms } from './search-terms';
import type { Parameters } from './statement';

/** Which cases; every part that is given must hold. `matchesCase` says the same of a snapshot: keep them equal. */
export interface CaseFilter {
  readonly status?: readonly CaseStatus[];
  readonly kind?: readonly ExceptionKind[];
  readonly ownerId?: string;
  /** Canonical codes, lower case. */
  readonly carrier?: readonly string[];
  readonly nodeCode?: readonly string[];
  /** Any of these. */
  readonly flags?: readonly PriorityFlag[];
  readonly sla?: readonly SlaState[];
  /** Inclusive. */
  readonly openedFrom?: Instant;
  /** Exclusive. */
  readonly openedTo?: Instant;
  readonly closeCode?: readonly CloseCode[];
  readonly tag?: string;
  readonly search?: string;
}

/** `slaState` of the model, in SQL. */
export const slaStateSql = (now: string): string => `case
  when c.breached_at is not null then 'BREACHED'
  when coalesce(c.first_action_at, c.closed_at) is not null
    then case when coalesce(c.first_action_at, c.closed_at) <= c.first_action_due_at then 'MET' else 'BREACHED' end
  when c.paused_since is not null and (c.paused_until is null or ${now}::timestamptz < c.paused_until) then 'PAUSED'
  when ${now}::timestamptz >= c.first_action_due_at then 'BREACHED'
  when ${now}::timestamptz >= c.warn_at then 'WARNING'
  else 'ON_TRACK' end`;

/** Conditions on `exception_case c`, without merchant and status. `$1` is the merchant. */
export function caseConditions(filter: CaseFilter, now: Instant, { add }: Parameters): string[] {
  const found: string[] = [];
  if (filter.kind)
    found.push(filter.kind.length === 1 ? `c.kind = ${add(filter.kind[0])}` : `c.kind = any(${add(filter.kind)})`);
  if (filter.ownerId !== undefined) found.push(`c.owner_id = ${add(filter.ownerId)}`);
  if (filter.carrier) found.push(`c.carrier = any(${add(filter.carrier)})`);
  if (filter.nodeCode) found.push(`c.node_code = any(${add(filter.nodeCode)})`);
  if (filter.flags) found.push(`jsonb_path_query_array(c.flags, '$[*].code') ?| ${add(filter.flags)}`);
  if (filter.sla) found.push(`(${slaStateSql(add(now))}) = any(${add(filter.sla)})`);
  if (filter.openedFrom !== undefined) found.push(`c.opened_at >= ${add(filter.openedFrom)}`);
  if (filter.openedTo !== undefined) found.push(`c.opened_at < ${add(filter.openedTo)}`);
  if (filter.closeCode) found.push(`c.close_code = any(${add(filter.closeCode)})`);
  if (filter.tag !== undefined)
    found.push(`c.id in (select case_id from case_tag where merchant_id = $1 and tag = ${add(filter.tag)})`);
  if (filter.search?.trim()) found.push(searchCondition(filter.search, add));
  return found;
}

function searchCondition(search: string, add: Parameters['add']): string {
  const { caseNumber, trackingNumbers, orderNumbers, email } = searchTerms(search);
  const ways = [`tracking_number = any(${add(trackingNumbers)})`, `order_number = any(${add(orderNumbers)})`];
  if (caseNumber !== null) ways.push(`number = ${add(caseNumber)}`);
  if (email !== null) ways.push(`email_lower = ${add(email)}`);
  const found = ways.map((way) => `select id from exception_case where merchant_id = $1 and ${way}`);
  // Each way is a look-up in an index; joined by "or" the whole queue may be gone through for them.
  return `c.id in (${found.join(' union all ')})`;
}

/** Which halves of the table a status filter reaches: open cases have indexes of their own. */
export interface StatusReach {
  readonly open: boolean;
  readonly closed: boolean;
}

export const statusReach = ({ status }: CaseFilter): StatusReach => ({
  open: !status || status.some((one) => one !== 'CLOSED'),
  closed: !status || status.includes('CLOSED'),
});

const OPEN_STATUSES = 3;

/** The condition on status within one half; the literal lets partial indexes serve. */
export function statusCondition(
  half: 'open' | 'closed' | 'all',
  { status }: CaseFilter,
  { add }: Parameters,
): string[] {
  if (half === 'closed') return [`c.status = 'CLOSED'`];
  const some = status && new Set(status.filter((one) => half === 'all' || one !== 'CLOSED'));
  const whole = half === 'all' ? OPEN_STATUSES + 1 : OPEN_STATUSES;
  return [
    ...(half === 'open' ? [`c.status <> 'CLOSED'`] : []),
    ...(some && some.size < whole ? [`c.status = any(${add([...some])})`] : []),
  ];
}
