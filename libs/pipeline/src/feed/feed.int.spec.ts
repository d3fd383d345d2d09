import { longForm, printFigures } from '../testing/long-form';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, DAY, instant } from '@whereabouts/model';
import {
  appendChanges,
  areChangesHeldBack,
  comparePositions,
  feedEnd,
  feedFloor,
  feedLag,
  inTransaction,
  migrate,
  openPool,
  pruneChanges,
  readChanges,
  readMerchantChanges,
} from '@whereabouts/store';
import { postgresCluster, type TestCluster } from '@whereabouts/store/testing';
import type { Pool } from 'pg';
import { feedRun, someChange } from '../testing/feed-run';
import { silentLog, silentMeter } from '../testing/test-hub';
import { feedReader } from './feed-reader';

const SEED = Number(process.env['SEED'] ?? 20_261_122);

describe('the change feed', () => {
  let cluster: TestCluster;
  let pool: Pool;
  beforeAll(async () => {
    cluster = await postgresCluster();
    await migrate(cluster.url);
    pool = openPool({ url: cluster.url, max: 10, onError: () => undefined });
  });
  afterAll(async () => {
    await pool.end();
    await cluster.close();
  });
  const merchant = randomUUID();
  const append = (...merchants: string[]): Promise<string[]> =>
    inTransaction(pool, async (tx) => {
      const changes = (merchants.length ? merchants : [merchant]).map(someChange);
      await appendChanges(tx, changes);
      return changes.map(({ caseId }) => caseId);
    });

  it('waits for a transaction that commits late, and then tells in one order for all', async () => {
    const from = await feedEnd(pool);
    const late = await pool.connect();
    await late.query('begin');
    const first = someChange(merchant);
    await appendChanges(late, [first]);
    expect(await feedLag(pool)).toBe(0);
    expect(await areChangesHeldBack(pool, from)).toBe(false);
    const second = someChange(merchant);
    await inTransaction(pool, (tx) => appendChanges(tx, [{ ...second, at: instant(Date.now() - 5_000) }]));
    expect(await readChanges(pool, from, 10)).toEqual([]);
    expect(await areChangesHeldBack(pool, from)).toBe(true);
    expect(Math.round(await feedLag(pool))).toBe(5);
    await late.query('commit');
    late.release();
    const told = await readChanges(pool, from, 10);
    expect(told.map(({ caseId }) => caseId)).toEqual([first.caseId, second.caseId]);
    expect(await feedLag(pool)).toBe(0);
    expect(comparePositions(told[0]!.position, told[1]!.position)).toBeLessThan(0);
    expect(await areChangesHeldBack(pool, told[1]!.position)).toBe(false);
  });

  it(`tells every reader every change once and in order, over writers of any length, and resumes anywhere (seed ${SEED})`, async () => {
    const figures = await feedRun({ url: cluster.url, seconds: longForm(3, 60), seed: SEED });
    printFigures('feed', figures);
    expect(figures).toMatchObject({ missed: 0, twice: 0, disordered: 0, wrongResumes: 0 });
    expect(figures.changes).toBeGreaterThan(300);
    expect(figures.resumed).toBeGreaterThan(10);
  });

  it('tells one merchant nothing of another', async () => {
    const [from, other] = [await feedEnd(pool), randomUUID()];
    const [mine] = await append(merchant, other);
    const told = await readMerchantChanges(pool, merchant, from, 10);
    expect(told.map(({ caseId }) => caseId)).toEqual([mine]);
  });

  it('goes on with other listeners when one fails', async () => {
    const feed = feedReader({ pool, log: silentLog, meter: silentMeter });
    await feed.start();
    const told: string[] = [];
    feed.listen(() => {
      throw new Error('a listener of the worst kind');
    });
    const stop = feed.listen((changes) => told.push(...changes.map(({ caseId }) => caseId)));
    const wanted = await append();
    feed.wake();
    for (let i = 0; i < 100 && told.length === 0; i++) await sleep(20);
    expect(told).toEqual(wanted);
    stop();
    await append();
    await sleep(300);
    expect(told).toEqual(wanted);
    await feed.stop();
  });

  it('loses nothing for one who listened from before a crash, when the server hands out numbers again', async () => {
    // Numbers of transactions that wrote nothing are forgotten in a crash.
    for (let i = 0; i < 50; i++) await pool.query('begin; select pg_current_xact_id(); rollback');
    const from = await feedEnd(pool);
    await cluster.kill();
    await cluster.start();
    const wanted = await append();
    expect((await readChanges(pool, from, 10)).map(({ caseId }) => caseId)).toEqual(wanted);
  });

  it('forgets what is old, and says how far', async () => {
    const from = await feedEnd(pool);
    const old = someChange(merchant);
    await inTransaction(pool, (tx) => appendChanges(tx, [{ ...old, at: instant('2026-01-01T00:00:00Z') }]));
    const [young] = await append();
    const [position] = (await readChanges(pool, from, 1)).map((change) => change.position);
    const before = await feedFloor(pool);
    expect(comparePositions(before!, from)).toBeLessThan(0);
    expect(await pruneChanges(pool, after(instant('2026-01-01T00:00:00Z'), DAY), 1_000_000)).toBe(1);
    expect(await pruneChanges(pool, after(instant('2026-01-01T00:00:00Z'), DAY), 1_000_000)).toBe(0);
    expect(await feedFloor(pool)).toEqual(position);
    expect((await readChanges(pool, from, 10)).map(({ caseId }) => caseId)).toEqual([young]);
  });
});
