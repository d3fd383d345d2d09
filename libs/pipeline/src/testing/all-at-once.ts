import { after, HOUR, MINUTE, TICKET_TOPICS, type TicketTopic } from '@whereabouts/model';
import { openPool } from '@whereabouts/store';
import fc from 'fast-check';
import { normalizeOne } from '../normalize/normalize-one';
import type { CaseRequest, Pipeline } from '../pipeline';
import { someInputs } from './any-inputs';
import { auditCases, type CaseAudit } from './audit';
import { fireAll } from './fire-all';
import type { HeardErrors } from './heard-errors';
import { random, type Random } from './random';
import { sign, toyBody, type TestHub } from './test-hub';
import type { ToyParcel } from './toy-plugin';

export interface AllAtOnceOptions {
  readonly seed: number;
  /** How long all of them are at it. */
  readonly forMs: number;
  readonly processes: number;
}

export interface AllAtOnceFigures extends CaseAudit {
  readonly inputs: number;
  readonly cases: number;
  readonly incidents: number;
  readonly tickets: number;
  /** What people did, and what of it was refused. */
  readonly done: number;
  readonly refused: number;
  readonly pending: number;
  /** Why inputs were set aside. */
  readonly deadLetters: readonly string[];
  /** Transactions that waited for one another in a circle: one of them was tried again. */
  readonly deadlocks: number;
  /** What a person, a timer or a process was told went wrong, other than a refusal. */
  readonly errors: readonly string[];
}

/** Parcels, orders and tickets are told apart by these: few, so that all meet, and so many that more than one is at work. */
const FAMILIES = ['', 'b', 'c', 'd', 'e'];
const SENDERS = 4;
const PEOPLE = 5;
/** The clock runs so far in all. */
const DAYS = 6;

/** News of several sources, people and timers, all at once and about the same few things; then looks at what is left. */
export async function allAtOnce(
  hub: TestHub,
  errors: HeardErrors,
  { seed, forMs, processes }: AllAtOnceOptions,
): Promise<AllAtOnceFigures> {
  const chance = random(seed);
  const pipelines: Pipeline[] = [hub.pipeline];
  while (pipelines.length < processes) pipelines.push(await hub.another());
  const pool = openPool({ url: hub.url, max: 3, onError: () => undefined });
  const faults: string[] = [];
  const tally = { inputs: 0, done: 0, refused: 0 };
  const until = performance.now() + forMs;

  /** Does something again and again, until time is up. */
  const keep = async (work: () => Promise<unknown>): Promise<void> => {
    while (performance.now() < until)
      try {
        await work();
      } catch (error) {
        faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
        if (faults.length > 20) return;
      }
  };
  const news = endlessNews(hub, seed);
  const send = async (): Promise<void> => {
    const { source, document } = news(chance);
    const body = toyBody(document);
    await chance.pick(pipelines).receive({ source, headers: sign(body), body });
    tally.inputs += 1;
    await chance.pick(pipelines).settled();
  };
  const person = endlessWork(hub, pool, chance);
  const act = async (): Promise<void> => {
    for (const ok of await person(chance.pick(pipelines))) tally[ok ? 'done' : 'refused'] += 1;
  };
  const time = async (): Promise<void> => {
    await fireAll({ pool, time: hub.time });
    hub.time.advance((DAYS * 24 * HOUR * 20) / forMs);
    await new Promise((done) => setTimeout(done, 20));
  };

  try {
    await Promise.all([
      ...Array.from({ length: SENDERS }, () => keep(send)),
      ...Array.from({ length: PEOPLE }, () => keep(act)),
      keep(time),
    ]);
    for (const pipeline of pipelines) await pipeline.settled();
    await fireAll({ pool, time: hub.time });
    const { rows } = await pool.query<
      Omit<AllAtOnceFigures, 'inputs' | 'done' | 'refused' | 'errors' | keyof CaseAudit>
    >(
      `select (select count(*)::int from exception_case) as cases, (select count(*)::int from incident) as incidents,
              (select count(*)::int from ticket) as tickets, (select count(*)::int from pending) as pending,
              array(select error from dead_letter) as "deadLetters",
              (select deadlocks::int from pg_stat_database where datname = current_database()) as deadlocks`,
    );
    return { ...(await auditCases(pool)), ...rows[0]!, ...tally, errors: [...faults, ...errors.take()] };
  } finally {
    await pool.end();
  }
}

interface SaidBy {
  readonly source: string;
  readonly document: ToyParcel;
}

/** What sources say that can be understood, without end. */
function endlessNews({ sources, plugins, time }: TestHub, seed: number): (chance: Random) => SaidBy {
  const isClear = ({ source, document }: SaidBy): boolean => {
    const input = { body: toyBody(document), headers: {}, receivedAt: time.clock() };
    const outcome = normalizeOne(plugins.get(source)!.plugin, input, {});
    return outcome.ok && outcome.said.issues.length === 0;
  };
  const inputs = fc.sample(someInputs([...sources.keys()], 40), { seed, numRuns: 100 }).flat();
  const samples = inputs.filter(isClear);
  return (chance) => {
    const { source, document } = chance.pick(samples);
    return { source, document: renamed(document, chance.pick(FAMILIES)) };
  };
}

/** The same of other parcels, orders, tickets and customers. */
const renamed = (document: ToyParcel, family: string): ToyParcel =>
  JSON.parse(
    JSON.stringify(document, (key, value: unknown) =>
      typeof value === 'string' && NAMES.has(key) ? `${family}${value}` : value,
    ),
  ) as ToyParcel;

const NAMES: ReadonlySet<string> = new Set(['number', 'order', 'shipmentId', 'orderId', 'id', 'email', 'sku']);

/** What people do, without end. Each says of every case that it was about whether it was done. */
function endlessWork(hub: TestHub, pool: TestHub['pool'], chance: Random): (pipeline: Pipeline) => Promise<boolean[]> {
  const merchantId = hub.merchant.id;
  const some = async (sql: string): Promise<readonly string[]> => {
    const { rows } = await pool.query<{ id: string }>(`select id from ${sql} order by random() limit 4`);
    return rows.map(({ id }) => id);
  };
  const requests = (people: readonly string[]): readonly CaseRequest[] => [
    { type: 'assign', ownerId: chance.pick(people) },
    { type: 'note', text: 'Seen.' },
    { type: 'tag', add: [chance.pick(['urgent', 'later'])], remove: [chance.pick(['urgent', 'later'])] },
    { type: 'snooze', until: after(hub.time.clock(), chance.pick([5 * MINUTE, 3 * HOUR, 30 * HOUR])) },
    { type: 'wait', on: 'CARRIER' },
    { type: 'resume' },
    { type: 'resolve-customer', resolution: 'NONE_NEEDED', amount: null },
    { type: 'advance-recovery', to: 'INVESTIGATING' },
    { type: 'advance-recovery', to: 'SETTLED', outcome: 'NOT_ELIGIBLE' },
    { type: 'close', closeCode: 'CARRIER_DELAY' },
    { type: 'reopen', note: 'Not over.' },
  ];

  return async (pipeline) => {
    const people = await some('app_user');
    const who = { merchantId, actor: chance.pick(people), role: 'LEAD' as const };
    const cases = await some('exception_case');
    if (cases.length === 0) return [];
    const caseId = cases[0]!;
    const command = chance.pick(requests(people));
    const [incidentId] = await some('incident');
    const [ticketId] = await some('ticket');
    const [shipmentId] = await some('shipment');
    const [orderId] = await some('orders');
    const ways: readonly (() => Promise<readonly object[]>)[] = [
      async () => [await pipeline.commandCase({ ...who, caseId, command })],
      async () => [await pipeline.commandCase({ ...who, caseId, command })],
      () => pipeline.commandCases({ ...who, caseIds: cases, commands: [command, { type: 'note', text: 'All.' }] }),
      async () => [await pipeline.openCase({ ...who, shipmentId, kind: 'ADDRESS_PROBLEM', note: 'They called.' })],
      async () => (incidentId ? [await pipeline.incidents.accept({ ...who, incidentId })] : []),
      async () => (incidentId && chance.next() < 0.2 ? [await pipeline.incidents.dismiss({ ...who, incidentId })] : []),
      () => pipeline.incidents.link({ ...who, caseIds: cases, incidentId: chance.pick([incidentId ?? null, null]) }),
      async () => (incidentId ? [await pipeline.incidents.work({ ...who, incidentId, commands: [command] })] : []),
      async () =>
        ticketId
          ? [await pipeline.matchTicket({ ...who, ticketId, ...chance.pick([{ shipmentId }, { orderId }]) })]
          : [],
      async () => (ticketId ? [await pipeline.correctTopic({ ...who, ticketId, topic: chance.pick(TOPICS) })] : []),
      async () => {
        await pipeline.handOver({ merchantId, ownerId: chance.pick(people), actor: who.actor });
        return [{ ok: true }];
      },
    ];
    const replies = await chance.pick(ways)();
    return replies.map((reply) => !('refused' in reply));
  };
}

const TOPICS = Object.keys(TICKET_TOPICS) as readonly TicketTopic[];
