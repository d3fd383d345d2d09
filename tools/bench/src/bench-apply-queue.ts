import { instant } from '@whereabouts/model';
import type { Pipeline } from '@whereabouts/pipeline';
import { recordset, toJson } from '@whereabouts/store';
import type { PoolClient } from 'pg';
import { openCases } from './open-cases';
import { recordFootprint, type Footprint } from './footprint';
import { compare, type BenchResult } from './rounds';
import { openWorld, preload, type World } from './world';

const CASES = 20_000;
const SINGLES = 2_000;
const AT_ONCE = 4;
const BULK = 8_000;
const BATCH = 200;

interface Desk {
  readonly world: World;
  readonly pipeline: Pipeline;
  readonly caseIds: readonly string[];
  readonly people: readonly string[];
}

/** Everybody's next case goes to the next colleague: no two rounds leave a case where it was. */
const ownerOf = ({ people }: Desk, index: number, round: number): string =>
  people[(index + round + 2) % people.length]!;

/** Works off `total` things, some at once. Returns how many were done in a second. */
async function perSecond(
  total: number,
  atOnce: number,
  work: (index: number, lane: number) => Promise<void>,
): Promise<number> {
  let next = 0;
  const lane = async (_: unknown, number: number): Promise<void> => {
    while (next < total) await work(next++, number);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (1000 * total) / (performance.now() - began);
}

async function commandOnce(desk: Desk, index: number, round: number): Promise<void> {
  const { pipeline, world, caseIds, people } = desk;
  const command = { type: 'assign', ownerId: ownerOf(desk, index, round) } as const;
  const order = {
    merchantId: world.merchant.id,
    actor: people[0]!,
    role: 'AGENT',
    caseId: caseIds[index]!,
    command,
  } as const;
  const reply = await pipeline.commandCase(order);
  if (!reply.ok) throw new Error(reply.message);
}

async function commandMany(desk: Desk, batch: number, round: number): Promise<void> {
  const { pipeline, world, caseIds, people } = desk;
  const ids = caseIds.slice(batch * BATCH, (batch + 1) * BATCH);
  const commands = [{ type: 'assign', ownerId: ownerOf(desk, batch, round) }] as const;
  const order = { merchantId: world.merchant.id, actor: people[0]!, role: 'AGENT', caseIds: ids, commands } as const;
  const replies = await pipeline.commandCases(order);
  const refused = replies.find(({ ok }) => !ok);
  if (refused) throw new Error(JSON.stringify(refused));
}

type Row = Readonly<Record<string, unknown>>;
interface Snapshot {
  readonly status: string;
  readonly kind: string;
  readonly ownerId: string;
}

/** What one transaction of ours wrote, to be written again by hand. */
interface Effect {
  readonly cases: readonly Row[];
  readonly activity: readonly Row[];
  readonly changes: readonly Row[];
  readonly counts: readonly Row[];
  readonly loads: readonly Row[];
}

function sums(entries: readonly (readonly [key: string, delta: number])[]): [string, number][] {
  const total = new Map<string, number>();
  for (const [key, delta] of entries) total.set(key, (total.get(key) ?? 0) + delta);
  return [...total].filter(([, delta]) => delta !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The rows of a round, dealt into transactions of `size` cases. */
function effectsOf({ rows }: Footprint, merchantId: string, size: number): Effect[] {
  const byCase = (table: 'activity' | 'change'): Map<unknown, Row> =>
    new Map(rows.get(table)!.map((row) => [row['case_id'], row]));
  const [activity, changes] = [byCase('activity'), byCase('change')];
  const cases = rows.get('exception_case')!;
  return Array.from({ length: Math.ceil(cases.length / size) }, (_, batch): Effect => {
    const own = cases.slice(batch * size, (batch + 1) * size);
    const told = own.map(({ id }) => changes.get(id)!);
    const moves = told.flatMap(({ before, after }): [Snapshot, number][] => [
      [before as Snapshot, -1],
      [after as Snapshot, 1],
    ]);
    const counts = sums(moves.map(([one, delta]) => [`${one.status}|${one.kind}|${one.ownerId}`, delta]));
    const loads = sums(moves.map(([one, delta]) => [one.ownerId, delta]));
    return {
      cases: own,
      activity: own.map(({ id }) => activity.get(id)!),
      changes: told,
      counts: counts.map(([key, delta]) => ({ merchant_id: merchantId, name: 'cases', key, delta })),
      loads: loads.map(([id, delta]) => ({ merchant_id: merchantId, id, delta })),
    };
  });
}

const CASE = {
  merchant_id: 'uuid',
  id: 'uuid',
  status: 'text',
  owner_id: 'uuid',
  due_at: 'timestamptz',
  first_action_at: 'timestamptz',
  next_clock_at: 'timestamptz',
  clocks: 'jsonb',
  version: 'int',
  updated_at: 'timestamptz',
  activity_hash: 'text',
} as const;
const ACTIVITY = {
  merchant_id: 'uuid',
  case_id: 'uuid',
  at: 'timestamptz',
  actor: 'text',
  action: 'text',
  detail: 'jsonb',
  hash: 'text',
};
const CHANGE = {
  merchant_id: 'uuid',
  case_id: 'uuid',
  type: 'text',
  changed: 'text[]',
  at: 'timestamptz',
  actor: 'text',
  before: 'jsonb',
  after: 'jsonb',
};
const names = (columns: object): string => Object.keys(columns).join(', ');

const BY_HAND = {
  lock: `select c.* from exception_case c join ${recordset({ merchant_id: 'uuid', id: 'uuid' })} using (merchant_id, id) order by c.id for update of c`,
  cases: `update exception_case t set ${Object.keys(CASE)
    .filter((name) => name !== 'merchant_id' && name !== 'id')
    .map((name) => `${name} = r.${name}`)
    .join(', ')} from ${recordset(CASE)} where t.merchant_id = r.merchant_id and t.id = r.id`,
  activity: `insert into activity (id, ${names(ACTIVITY)}) select gen_random_uuid(), ${names(ACTIVITY)} from ${recordset(ACTIVITY)}`,
  changes: `insert into change (${names(CHANGE)}) select ${names(CHANGE)} from ${recordset(CHANGE)}`,
  // In key order, so that two transactions never wait for each other in a circle.
  loads: `with held as (select u.merchant_id, u.id, r.delta from app_user u
      join ${recordset({ merchant_id: 'uuid', id: 'uuid', delta: 'int' })} using (merchant_id, id) order by u.id for no key update of u)
    update app_user u set open_cases = u.open_cases + h.delta from held h where u.merchant_id = h.merchant_id and u.id = h.id`,
  counts: `insert into counter as c (merchant_id, name, key, value) select merchant_id, name, key, delta from ${recordset({ merchant_id: 'uuid', name: 'text', key: 'text', delta: 'bigint' })}
    on conflict (merchant_id, name, key) do update set value = c.value + excluded.value`,
} as const;

/** One transaction by hand: the cases are locked, as somebody must who decides about them, then all is written. */
async function writeByHand(client: PoolClient, effect: Effect): Promise<void> {
  const run = (name: keyof typeof BY_HAND, rows: readonly Row[]): Promise<unknown> =>
    client.query({ name: `by-hand-${name}`, text: BY_HAND[name], values: [toJson(rows)] });
  await client.query('begin');
  await run(
    'lock',
    effect.cases.map(({ merchant_id, id }) => ({ merchant_id, id })),
  );
  await run('cases', effect.cases);
  await run('activity', effect.activity);
  await run('changes', effect.changes);
  await run('loads', effect.loads);
  await run('counts', effect.counts);
  await client.query('commit');
}

async function floor({ world }: Desk, footprint: Footprint, size: number, atOnce: number): Promise<number> {
  const effects = effectsOf(footprint, world.merchant.id, size);
  const clients = await Promise.all(Array.from({ length: atOnce }, () => world.pool.connect()));
  try {
    return (
      size * (await perSecond(effects.length, atOnce, (index, lane) => writeByHand(clients[lane]!, effects[index]!)))
    );
  } finally {
    for (const client of clients) client.release();
  }
}

/** Commands on cases per second, one by one and in bulk, against the same rows written by hand. */
export async function benchApplyQueue(): Promise<BenchResult[]> {
  const world = await openWorld();
  try {
    await preload(world, { shipments: CASES, active: 0, dueAt: instant(Date.now()), milestones: false });
    await openCases(world);
    const pipeline = await world.pipeline({ roles: [] });
    const idsOf = async (text: string): Promise<string[]> =>
      (await world.pool.query<{ id: string }>(text, [world.merchant.id])).rows.map(({ id }) => id);
    const desk: Desk = {
      world,
      pipeline,
      caseIds: await idsOf('select id from exception_case where merchant_id = $1 order by id'),
      people: await idsOf(`select id from app_user where merchant_id = $1 and role = 'AGENT' order by id`),
    };
    const footprint = await recordFootprint(world.pool);
    const arms = (name: string, size: number, atOnce: number, ours: (round: number) => Promise<number>) =>
      compare(
        name,
        'commands/s',
        async (round) => {
          await world.checkpoint();
          await footprint.begin();
          const rate = await ours(round);
          await footprint.end();
          return rate;
        },
        async () => {
          await world.checkpoint();
          return floor(desk, footprint, size, atOnce);
        },
      );
    const single = await arms('apply-queue', 1, AT_ONCE, (round) =>
      perSecond(SINGLES, AT_ONCE, (index) => commandOnce(desk, index, round)),
    );
    const bulk = await arms('apply-queue-bulk', BATCH, 1, async (round) => {
      const batches = await perSecond(BULK / BATCH, 1, (index) => commandMany(desk, index, round + 100));
      return batches * BATCH;
    });
    await pipeline.stop();
    return [single, bulk];
  } finally {
    await world.close();
  }
}
