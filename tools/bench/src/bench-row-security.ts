import { instant } from '@whereabouts/model';
import { createApi } from '@whereabouts/api';
import { openMerchantPool, openPool, type MerchantPool } from '@whereabouts/store';
import { inputsOf, push } from './bench-ingest';
import { openCases } from './open-cases';
import { QUEUE } from './queue-page';
import { compare, type BenchResult } from './rounds';
import { openWorld, preload, wallClock, type World } from './world';

const SHIPMENTS = 200_000;
const WIDTH = 8;
/** Short turns, and many: what else the machine does then falls on both. */
const SECONDS = 1;
const TURNS = 30;

/** Switches row-level security of all tables; the statements of the hub stay what they are. */
async function keepApart({ pool }: World, isOn: boolean): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select polrelid::regclass::text as name from pg_policy where polname = 'own_rows'`,
  );
  await pool.query(
    rows.map(({ name }) => `alter table ${name} ${isOn ? 'enable' : 'disable'} row level security`).join(';'),
  );
}

/**
 * What it costs that the database keeps merchants apart: the same work with row-level security, and statements that say
 * whose they are, beside the same work without either. The queue is asked without HTTP, so that the share is the largest.
 */
export async function benchRowSecurity(): Promise<BenchResult[]> {
  const world = await openWorld();
  const { url, merchant } = world;
  const merchants = openMerchantPool({ url, max: WIDTH });
  const plain = openPool({ url, max: WIDTH });
  const unscoped: MerchantPool = { of: () => plain, transaction: merchants.transaction, end: () => plain.end() };
  try {
    await preload(world, { shipments: SHIPMENTS, active: SHIPMENTS, dueAt: instant(Date.now() + 86_400_000) });
    await openCases(world);
    // Whatever apply opens is numbered behind them.
    await world.pool.query('update merchant set next_case_number = (select max(number) + 1 from exception_case)');
    const pipeline = await world.pipeline();
    await pipeline.start();

    const queueOver = (db: MerchantPool, isOn: boolean): (() => Promise<number>) => {
      const log = { info: () => undefined, warn: () => undefined, error: console.error };
      const api = createApi({ db, pipeline, clock: wallClock, log }, { introspection: false });
      const viewer = { merchantId: merchant.id, userId: merchant.id, role: 'LEAD' } as const;
      const { document } = api.prepare(QUEUE);
      return async () => {
        await keepApart(world, isOn);
        let pages = 0;
        const reader = async (end: number): Promise<void> => {
          for (; performance.now() < end; pages++) {
            const context = api.createContext({ viewer, requestId: 'bench' });
            const { data, errors } = await api.executor.execute(document!, null, context, { first: 50 });
            if (errors || !data) throw new Error(JSON.stringify(errors));
          }
        };
        const read = (ms: number): Promise<unknown> =>
          Promise.all(Array.from({ length: WIDTH }, () => reader(performance.now() + ms)));
        // Each switch makes plans anew.
        await read(200);
        pages = 0;
        await read(SECONDS * 1000);
        return pages / SECONDS;
      };
    };
    const ingest =
      (isOn: boolean, offset: number) =>
      async (round: number): Promise<number> => {
        await keepApart(world, isOn);
        await world.checkpoint();
        return push(world, pipeline, inputsOf(2 * round + offset));
      };

    const results = [
      await compare('row-security-queue', 'pages/s', queueOver(merchants, true), queueOver(unscoped, false), TURNS),
      await compare('row-security-ingest', 'events/s', ingest(true, 2), ingest(false, 3)),
    ];
    await pipeline.stop();
    return results;
  } finally {
    await plain.end();
    await merchants.end();
    await world.close();
  }
}
