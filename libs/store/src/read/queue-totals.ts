import { instant, type ExceptionCase, type Instant, type SlaState } from '@whereabouts/model';
import type { CounterDelta } from '../counters';
import type { Queryable } from '../db';
import { caseConditions, statusCondition, statusReach, type CaseFilter } from './case-filter';
import type { QueueSummaryView } from './queue-summary';
import { parameters, read } from './statement';

/** Totals of open cases by status, kind, owner and clock: how many, and the sum of when they were opened, in seconds. */
const COUNT = 'queue';
const OPENED = 'queue-opened';

type Counted = Pick<ExceptionCase, 'merchantId' | 'status' | 'kind' | 'ownerId' | 'openedAt' | 'closedAt'> & {
  readonly sla: Pick<
    ExceptionCase['sla'],
    'breachedAt' | 'firstActionAt' | 'firstActionDueAt' | 'pausedSince' | 'warnedAt'
  >;
};

/** The clock as it is on record: it runs on by itself, and what it reaches is recorded as it is reached. */
function recordedSla({ breachedAt, firstActionAt, firstActionDueAt, pausedSince, warnedAt }: Counted['sla']): SlaState {
  if (breachedAt !== null) return 'BREACHED';
  if (firstActionAt !== null) return firstActionAt <= firstActionDueAt ? 'MET' : 'BREACHED';
  if (pausedSince !== null) return 'PAUSED';
  return warnedAt === null ? 'ON_TRACK' : 'WARNING';
}

/** What a case adds to the totals of the queue, or takes from them. Nothing when it is closed. */
export function queueDeltas(one: Counted, sign: 1 | -1): CounterDelta[] {
  if (one.status === 'CLOSED') return [];
  const { merchantId } = one;
  const key = [one.status, one.kind, one.ownerId, recordedSla(one.sla)].join('|');
  return [
    { merchantId, name: COUNT, key, delta: sign },
    { merchantId, name: OPENED, key, delta: sign * Math.floor(Date.parse(one.openedAt) / 1000) },
  ];
}

/** Can the totals answer the filter? */
export const isKept = ({ status: _, kind: _kind, ownerId: _owner, sla: _sla, ...others }: CaseFilter): boolean =>
  Object.values(others).every((part) => part === undefined);

interface Total {
  count: number;
  opened: number;
}

/**
 * The open cases of a filter on status, kind, owner and clock, from kept totals: a handful of rows whatever the number of
 * cases. Clocks stand as they are on record.
 */
export async function queueTotals(
  db: Queryable,
  merchantId: string,
  filter: CaseFilter,
  now: Instant,
): Promise<QueueSummaryView> {
  const kinds = new Map<string, Total>();
  const clocks = new Map<string, number>();
  const rows = await read<{ name: string; key: string; value: number }>(
    db,
    'select name, key, value from counter where merchant_id = $1 and name = any($2)',
    [merchantId, [COUNT, OPENED]],
  );
  for (const { name, key, value } of rows) {
    const [status, kind, ownerId, sla] = key.split('|') as [string, string, string, string];
    if (!isAsked(filter, { status, kind, ownerId, sla })) continue;
    const total = kinds.get(kind) ?? { count: 0, opened: 0 };
    kinds.set(kind, total);
    if (name === OPENED) total.opened += value;
    else {
      total.count += value;
      clocks.set(sla, value + (clocks.get(sla) ?? 0));
    }
  }
  const open = [...kinds.values()].reduce((sum, { count }) => sum + count, 0);
  const opened = [...kinds.values()].reduce((sum, total) => sum + total.opened, 0);
  return {
    open,
    warning: clocks.get('WARNING') ?? 0,
    breached: clocks.get('BREACHED') ?? 0,
    byKind: [...kinds]
      .map(([kind, { count }]) => ({ kind: kind as ExceptionCase['kind'], count }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
    oldestOpenedAt: open > 0 ? await oldest(db, merchantId, filter, now) : null,
    averageAgeMs: open > 0 ? Math.max(0, Date.parse(now) - (1000 * opened) / open) : null,
  };
}

type Key = Readonly<Record<'status' | 'kind' | 'ownerId' | 'sla', string>>;

const isAsked = ({ status, kind, ownerId, sla }: CaseFilter, key: Key): boolean =>
  (!status || (status as readonly string[]).includes(key.status)) &&
  (!kind || (kind as readonly string[]).includes(key.kind)) &&
  (ownerId === undefined || ownerId === key.ownerId) &&
  (!sla || (sla as readonly string[]).includes(key.sla));

/** Ids are given in the order in which cases are opened. */
async function oldest(db: Queryable, merchantId: string, filter: CaseFilter, now: Instant): Promise<Instant | null> {
  if (!statusReach(filter).open) return null;
  const given = parameters(merchantId);
  const where = [
    'c.merchant_id = $1',
    ...statusCondition('open', filter, given),
    ...caseConditions(filter, now, given),
  ];
  const text = `select c.opened_at as at from exception_case c where ${where.join(' and ')} order by c.id limit 1`;
  const [first] = await read<{ at: Instant }>(db, text, given.values);
  return first ? instant(first.at) : null;
}
