import type { Instant } from '@whereabouts/model';
import type { Queryable, Tx } from './db';
import { recordset, toJson } from './recordset';

/** What a deadline wakes us for. */
export const DEADLINE_SUBJECTS = {
  shipment: 'Looks at a shipment again.',
  order: 'Looks at an order again, with its parcels and tickets.',
  ticket: 'Looks again whose a ticket is, and what it tells.',
  case: "Looks at a case's clocks, and at the end of its snooze.",
} as const;
export type DeadlineSubject = keyof typeof DEADLINE_SUBJECTS;

export interface Deadline {
  readonly merchantId: string;
  readonly subjectKind: DeadlineSubject;
  readonly subjectId: string;
  readonly dueAt: Instant;
}

const RECORD = { merchant_id: 'uuid', subject_kind: 'text', subject_id: 'uuid', due_at: 'timestamptz' } as const;

interface DeadlineRow {
  merchant_id: string;
  subject_kind: DeadlineSubject;
  subject_id: string;
  due_at: Instant;
}

const fromRow = (row: DeadlineRow): Deadline => ({
  merchantId: row.merchant_id,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  dueAt: row.due_at,
});

const toRow = ({ merchantId, subjectKind, subjectId, dueAt }: Deadline): DeadlineRow => ({
  merchant_id: merchantId,
  subject_kind: subjectKind,
  subject_id: subjectId,
  due_at: dueAt,
});

const REARM = `
  insert into deadline as d (merchant_id, subject_kind, subject_id, due_at)
  select merchant_id, subject_kind, subject_id, due_at from ${recordset(RECORD)} order by merchant_id, subject_kind, subject_id
  on conflict (merchant_id, subject_kind, subject_id) do update set due_at = excluded.due_at`;
const ARM = `${REARM}
   where excluded.due_at < d.due_at`;

/**
 * Arms deadlines; one that is already armed for earlier stays. Good news never moves a deadline: when it fires, the
 * rules look again and arm the next one. So the cost follows what falls due, not what is scanned.
 */
export async function armDeadlines(tx: Queryable, deadlines: readonly Deadline[]): Promise<void> {
  await tx.query({
    name: 'arm-deadlines',
    text: ARM,
    values: [toJson(deadlines.map(toRow))],
  });
}

/** Locks up to `limit` deadlines of a kind that are due and that no other process holds. */
export async function lockDue(tx: Tx, kind: DeadlineSubject, now: Instant, limit: number): Promise<Deadline[]> {
  const { rows } = await tx.query<DeadlineRow>({
    name: 'lock-due',
    text: `select merchant_id, subject_kind, subject_id, due_at from deadline
            where due_at <= $1 and subject_kind = $3
            order by due_at limit $2 for update skip locked`,
    values: [now, limit, kind],
  });
  return rows.map(fromRow);
}

const DISARM = `delete from deadline d using ${recordset(RECORD)}
  where d.merchant_id = r.merchant_id and d.subject_kind = r.subject_kind and d.subject_id = r.subject_id`;

/** Removes deadlines that were dealt with. */
export async function disarm(tx: Tx, deadlines: readonly Deadline[]): Promise<void> {
  await tx.query({
    name: 'disarm',
    text: DISARM,
    values: [toJson(deadlines.map(toRow))],
  });
}

/** Arms deadlines that were dealt with for their next moment: what each was armed for before is done. */
export async function rearm(tx: Tx, deadlines: readonly Deadline[]): Promise<void> {
  await tx.query({
    name: 'rearm',
    text: REARM,
    values: [toJson(deadlines.map(toRow))],
  });
}

const PUT_OFF = `update deadline d set due_at = $2 from ${recordset(RECORD)}
  where d.merchant_id = r.merchant_id and d.subject_kind = r.subject_kind and d.subject_id = r.subject_id and d.due_at = r.due_at`;

/** Moves deadlines that could not be dealt with; those that changed meanwhile stay as they are. */
export async function putOff(db: Queryable, deadlines: readonly Deadline[], until: Instant): Promise<void> {
  await db.query(PUT_OFF, [toJson(deadlines.map(toRow)), until]);
}

const KINDS = Object.keys(DEADLINE_SUBJECTS);

/** When the next deadline falls due; null when none is armed. An index look-up a kind, whatever the number of shipments. */
export async function nextDue(db: Queryable): Promise<Instant | null> {
  const { rows } = await db.query<{ due_at: Instant | null }>({
    name: 'next-due',
    text: `select min(d.due_at) as due_at from unnest($1::text[]) as k(kind)
             cross join lateral (
               select due_at from deadline where subject_kind = k.kind order by due_at limit 1) d`,
    values: [KINDS],
  });
  return rows[0]?.due_at ?? null;
}

/** Which kinds of deadlines are due: an index look-up each. */
export async function dueKinds(db: Queryable, now: Instant): Promise<ReadonlySet<DeadlineSubject>> {
  const { rows } = await db.query<{ kind: DeadlineSubject }>({
    name: 'due-kinds',
    text: `select kind from unnest($1::text[]) as k(kind)
            where exists (select from deadline d where d.subject_kind = k.kind and d.due_at <= $2)`,
    values: [KINDS, now],
  });
  return new Set(rows.map(({ kind }) => kind));
}
