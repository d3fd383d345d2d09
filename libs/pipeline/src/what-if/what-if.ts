import { joinTally, whatIfTally, type WhatIfTally } from '@whereabouts/model';
import { idRanges, ofMerchant, type Queryable } from '@whereabouts/store';
import { Piscina } from 'piscina';
import type { Pool } from 'pg';
import { replayRange, type WhatIfQuestion, type WhatIfRange } from './replay-range';
import { whatIfWorld } from './what-if-world';
import type { WhatIfTask } from './what-if-worker';

/** How the past is cut, in rows. The answer is the same for any. */
export interface WhatIfCut {
  /** Of one task: small enough that threads end together, large enough that starting one costs nothing. */
  readonly range: number;
  /** Read at a time: memory holds one page in each thread. An order brings its parcels along. */
  readonly page: number;
}

const CUT: WhatIfCut = { range: 2_000, page: 100 };

/** A thread holds one page of shipments; what it makes of them is short-lived. */
const HEAP_MB = 64;
const YOUNG_MB = 16;

export interface WhatIfNeeds {
  readonly pool: Pool;
  readonly databaseUrl: string;
  /** File of the worker thread; absent: on the event loop. */
  readonly workerFile?: string;
  readonly threads?: number;
}

const PARTS = ['shipment', 'orders', 'ticket'] as const;

async function* rangesOf(db: Queryable, merchantId: string, rows: number): AsyncGenerator<WhatIfRange> {
  for (const of of PARTS) for await (const range of idRanges(db, of, merchantId, rows)) yield { of, ...range };
}

/**
 * Replays all shipments, orders and tickets of a merchant that were under way in the window, under both policies. Touches
 * nothing.
 */
export async function whatIf(
  needs: WhatIfNeeds,
  merchantId: string,
  question: WhatIfQuestion,
  { range: rows, page }: WhatIfCut = CUT,
): Promise<WhatIfTally> {
  const { pool, databaseUrl, workerFile, threads = 2 } = needs;
  const db = ofMerchant(pool, merchantId);
  const workers =
    workerFile === undefined
      ? null
      : new Piscina<WhatIfTask, WhatIfTally>({
          filename: workerFile,
          name: 'replayTask',
          maxThreads: threads,
          minThreads: threads,
          resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
        });
  try {
    const world = await whatIfWorld(db, merchantId, question);
    const run = (range: WhatIfRange): Promise<WhatIfTally> =>
      workers === null
        ? replayRange(db, range, question, world, page)
        : workers.run({ databaseUrl, range, question, world, page });
    const tally = whatIfTally();
    const underWay: Promise<WhatIfTally>[] = [];
    // Taken in the order of the ranges, so that the same question has the same answer.
    for await (const range of rangesOf(db, merchantId, rows)) {
      const part = run(range);
      // Whoever fails is heard below; the others must not be missed by then.
      part.catch(() => undefined);
      underWay.push(part);
      if (underWay.length > threads) joinTally(tally, await underWay.shift()!);
    }
    for (const part of await Promise.all(underWay)) joinTally(tally, part);
    return tally;
  } finally {
    await workers?.destroy();
  }
}
