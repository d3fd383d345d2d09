import type { ExceptionKind, Instant } from '@whereabouts/model';
import type { Queryable } from '../db';
import { caseConditions, slaStateSql, statusCondition, type CaseFilter } from './case-filter';
import { parameters, read } from './statement';

/** The open cases of a filter at a glance. */
export interface QueueSummaryView {
  readonly open: number;
  readonly warning: number;
  readonly breached: number;
  readonly byKind: readonly { readonly kind: ExceptionKind; readonly count: number }[];
  readonly oldestOpenedAt: Instant | null;
  readonly averageAgeMs: number | null;
}

interface KindRow {
  readonly kind: ExceptionKind;
  readonly count: number;
  readonly warning: number;
  readonly breached: number;
  readonly oldest: Instant;
  readonly age: number;
}

/** Reads every open case of the filter once. Clocks run on by themselves, so kept totals cannot tell; callers share answers. */
export async function queueSummary(
  db: Queryable,
  merchantId: string,
  filter: CaseFilter,
  now: Instant,
): Promise<QueueSummaryView> {
  const given = parameters(merchantId);
  const at = given.add(now);
  const where = [
    'c.merchant_id = $1',
    ...statusCondition('open', filter, given),
    ...caseConditions(filter, now, given),
  ];
  const rows = await read<KindRow>(
    db,
    `select kind, count(*)::int as count, count(*) filter (where sla = 'WARNING')::int as warning,
            count(*) filter (where sla = 'BREACHED')::int as breached, min(opened_at) as oldest,
            sum(extract(epoch from ${at}::timestamptz - opened_at))::float8 * 1000 as age
       from (select c.kind, c.opened_at, ${slaStateSql(at)} as sla from exception_case c where ${where.join(' and ')}) c
      group by kind order by count desc, kind`,
    given.values,
  );
  const sum = (pick: (row: KindRow) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  const open = sum(({ count }) => count);
  return {
    open,
    warning: sum(({ warning }) => warning),
    breached: sum(({ breached }) => breached),
    byKind: rows.map(({ kind, count }) => ({ kind, count })),
    oldestOpenedAt: rows.reduce<Instant | null>(
      (oldest, row) => (oldest && oldest <= row.oldest ? oldest : row.oldest),
      null,
    ),
    averageAgeMs: open ? Math.max(0, sum(({ age }) => age) / open) : null,
  };
}
