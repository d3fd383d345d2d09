import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import { openPool, sealerState } from '@whereabouts/store';
import type { Pool } from 'pg';
import { testHub, type TestHub } from './testing/test-hub';

/** Parcels that are damaged together. */
const WAVE = 50;
/** Waves between the two that are compared. */
const WAVES = 40;
/** A server process tells what it has read no more often than each second, and when it has nothing else to do. */
const TOLD_MS = 1_500;
/** Rows that one wave may read more than another by chance: as batches are cut, and as many inputs just left the queue. */
const CHANCE = 20 * WAVE;

describe('a hub that started with empty tables', () => {
  let hub: TestHub;
  let pool: Pool;
  beforeAll(async () => {
    hub = await testHub();
    pool = openPool({ url: hub.url, max: 1, probesOnly: true });
  });
  afterAll(async () => {
    await pool.end();
    await hub.close();
  });

  let parcels = 0;
  async function damage(): Promise<void> {
    const at = instant('2026-11-20T10:00:00Z');
    const events = [{ code: 'EXCEPTION', at, reasons: ['carrier.damage'] } as const];
    await Promise.all(Array.from({ length: WAVE }, () => hub.post({ number: `G${parcels++}`, events })));
    await hub.pipeline.settled();
  }
  async function sealed(): Promise<void> {
    while ((await sealerState(pool)).isDue) await sleep(50);
  }

  /** Rows that were read so far, by table and index. */
  async function read(): Promise<Map<string, number>> {
    await sleep(TOLD_MS);
    const rows = await hub.rows<{ name: string; n: number }>(
      `select relname || ' by ' || indexrelname as name, idx_tup_read as n from pg_stat_user_indexes
       union all select relname || ' from end to end', seq_tup_read from pg_stat_user_tables`,
    );
    return new Map(rows.map(({ name, n }) => [name, n]));
  }

  /** Rows that a wave reads. */
  async function wave(): Promise<Map<string, number>> {
    const before = await read();
    await damage();
    await sealed();
    return new Map([...(await read())].map(([name, n]) => [name, n - (before.get(name) ?? 0)]));
  }

  it('reads no more rows for a case when there are many', async () => {
    await damage();
    await sealed();
    const few = await wave();
    for (let i = 0; i < WAVES; i++) await damage();
    await sealed();
    const many = await wave();
    expect([...many].filter(([name, n]) => n > (few.get(name) ?? 0) + CHANCE)).toEqual([]);
  });
});
