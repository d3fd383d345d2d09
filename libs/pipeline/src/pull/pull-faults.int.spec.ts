import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant, type Instant } from '@whereabouts/model';
import { ensurePartitions, migrate } from '@whereabouts/store';
import { postgresCluster } from '@whereabouts/store/testing';
import type { Log, Pipeline } from '../pipeline';
import { buildEntry } from '../testing/build-entry';
import { pullToy } from '../testing/pull-toy';
import { shopPipeline, sign, silentLog, testShop, toyBody, type TestShop } from '../testing/test-hub';
import { toyCarrier, type ToyCarrier } from '../testing/toy-carrier';

const clock = (): Instant => instant(Date.now());
const PATIENCE_MS = 60_000;

let carrier: ToyCarrier;
const leave: (() => Promise<unknown> | void)[] = [];
beforeEach(async () => {
  carrier = await toyCarrier();
  leave.push(carrier.close);
});
/** The last opened is closed first, also when the test failed. */
afterEach(async () => {
  for (const close of leave.splice(0).toReversed()) await close();
});

const open = (url?: string): Promise<TestShop> =>
  testShop({
    ...(url === undefined ? {} : { url }),
    now: clock(),
    plugins: [pullToy({ budget: { requests: 500, perSeconds: 1 } }), pullToy({ id: 'shop', kind: 'STOREFRONT' })],
    settings: { toy: { baseUrl: carrier.url, token: 't' }, shop: { baseUrl: carrier.url } },
  });

async function tell(pipeline: Pipeline, number: string): Promise<void> {
  const body = toyBody({ number, carrier: 'toy' });
  await pipeline.receive({ source: 'shop', headers: sign(body), body });
  await pipeline.settled();
}

async function until(wish: () => Promise<boolean> | boolean): Promise<void> {
  const began = performance.now();
  while (!(await wish())) {
    if (performance.now() - began > PATIENCE_MS) throw new Error('it did not happen');
    await sleep(50);
  }
}

describe('a process that dies between the answer of a source and its being stored', () => {
  const start = (shop: TestShop, file: string, dies: boolean): ChildProcess =>
    spawn(process.execPath, ['--enable-source-maps', file], {
      env: {
        ...process.env,
        DATABASE_URL: shop.url,
        SECRET_KEY: shop.secretKey.toString('hex'),
        DIES: dies ? '1' : '',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const ended = (child: ChildProcess): Promise<NodeJS.Signals | null> =>
    new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));

  it('loses nothing: another one asks again, from the queue', async () => {
    const file = buildEntry('libs/pipeline/src/testing/pull-process.ts');
    const shop = await open();
    leave.push(shop.close);
    const pipeline = await shopPipeline(shop, clock, { roles: ['apply'] });
    leave.push(pipeline.stop);
    await pipeline.start();
    await tell(pipeline, 'K1');
    await shop.pool.query('update poll set due_at = now()');
    carrier.parcels.set('K1', { number: 'K1', events: [{ code: 'ACCEPTED', at: clock() }] });
    const pulled = async (): Promise<boolean> =>
      (await shop.pool.query(`select 1 from inbox where headers ? 'x-whereabouts-pulled'`)).rowCount === 1;

    expect(await ended(start(shop, file, true))).toBe('SIGKILL');
    expect(carrier.asked).toHaveLength(1);
    expect(await pulled()).toBe(false);
    const second = start(shop, file, false);
    leave.push(() => void second.kill('SIGKILL'));
    await until(pulled);
    expect(carrier.asked).toHaveLength(2);
    second.kill('SIGTERM');
    await ended(second);
    const state = await shop.pool.query('select state from shipment');
    expect(state.rows).toEqual([{ state: 'IN_TRANSIT' }]);
  }, 120_000);
});

describe('while the database is away', () => {
  it('asking waits, the process lives, and goes on by itself', async () => {
    const cluster = await postgresCluster();
    leave.push(cluster.close);
    await migrate(cluster.url);
    const shop = await open(cluster.url);
    leave.push(shop.close);
    await ensurePartitions(shop.pool, clock());
    const errors: string[] = [];
    const log: Log = { ...silentLog, error: (_, message) => void errors.push(message) };
    const stray: unknown[] = [];
    const note = (reason: unknown): void => void stray.push(reason);
    process.on('unhandledRejection', note);
    leave.push(() => void process.off('unhandledRejection', note));
    const pipeline = await shopPipeline(shop, clock, {
      log,
      roles: ['apply', 'timers', 'pull'],
      pull: { allowPrivateHosts: true, superviseSeconds: 1, callSeconds: 2 },
    });
    leave.push(pipeline.stop);
    await pipeline.start();
    for (let i = 0; i < 30; i++) {
      await tell(pipeline, `D${i}`);
      carrier.parcels.set(`D${i}`, { number: `D${i}`, events: [{ code: 'ACCEPTED', at: clock() }] });
    }
    for (const halt of [cluster.restart, cluster.kill]) {
      await shop.pool.query(`update poll set due_at = now(), asked_at = null, digest = null`);
      await until(() => carrier.asked.length > 3);
      await halt();
      await sleep(1_500);
      await cluster.start();
      carrier.forget();
      await shop.pool
        .query(`update poll set due_at = now(), asked_at = null, leased_until = null`)
        .catch(() => undefined);
      await until(() => carrier.asked.length > 3);
    }
    await until(
      async () => (await shop.pool.query('select 1 from shipment where first_scan_at is not null')).rowCount === 30,
    );
    expect(errors).toEqual([]);
    expect(stray).toEqual([]);
  }, 180_000);
});
