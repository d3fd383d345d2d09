import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import { openPool, sealerState } from '@whereabouts/store';
import { readMore, rowCounter, type RowsRead } from '@whereabouts/store/testing';
import type { Pool } from 'pg';
import { testHub, type TestHub } from './testing/test-hub';

/** Parcels that are damaged together. */
const WAVE = 50;
/** Waves between the two that are compared. */
const WAVES = 40;
/** Rows that one wave may read more than another by chance: as batches are cut, and as many inputs just left the queue. */
const CHANCE = 20 * WAVE;

const rowsRead = rowCounter();

describe('a hub that started with empty tables', () => {
  let hub: TestHub;
  let pool: Pool;
  beforeEach(async () => {
    hub = await testHub({ alone: true });
    pool = openPool({ url: hub.url, max: 1, probesOnly: true });
  });
  afterEach(async () => {
    await pool.end();
    await hub.close();
  });

  let parcels = 0;
  async function damage(): Promise<void> {
    const at = instant('2026-11-20T10:00:00Z');
    const events = [{ code: 'EXCEPTION' as const, at, reasons: ['carrier.damage' as const] }];
    await Promise.all(Array.from({ length: WAVE }, () => hub.post({ number: `G${parcels++}`, events })));
    await hub.pipeline.settled();
  }
  async function sealed(): Promise<void> {
    while ((await sealerState(pool)).isDue) await sleep(50);
  }
  const wave = (): Promise<RowsRead> =>
    rowsRead(hub.pool, async () => {
      await damage();
      await sealed();
    });

  it('reads no more rows for a case when there are many', async () => {
    await damage();
    await sealed();
    const few = await wave();
    for (let i = 0; i < WAVES; i++) await damage();
    await sealed();
    expect(readMore(few, await wave(), CHANCE)).toEqual([]);
  });
});
