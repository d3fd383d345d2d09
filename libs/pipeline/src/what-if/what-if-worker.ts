import type { WhatIfTally } from '@whereabouts/model';
import { openPool } from '@whereabouts/store';
import type { Pool } from 'pg';
import { replayRange, type WhatIfQuestion, type WhatIfRange, type WhatIfWorld } from './replay-range';

export interface WhatIfTask {
  readonly databaseUrl: string;
  readonly range: WhatIfRange;
  readonly question: WhatIfQuestion;
  readonly world: WhatIfWorld;
  readonly page: number;
}

const open = new Map<string, Pool>();

/** A thread reads over a connection of its own, on which only a merchant's rows are there and nothing can be written. */
function poolOf(url: string, merchantId: string): Pool {
  const key = `${merchantId} ${url}`;
  const known =
    open.get(key) ??
    openPool({
      url,
      max: 1,
      applicationName: 'whereabouts-what-if',
      probesOnly: true,
      readOnly: true,
      seesNothing: true,
      onConnect: (client) => client.query(`select set_config('hub.merchant', $1::uuid::text, false)`, [merchantId]),
    });
  open.set(key, known);
  return known;
}

/** Entry of the worker thread. */
export const replayTask = ({ databaseUrl, range, question, world, page }: WhatIfTask): Promise<WhatIfTally> =>
  replayRange(poolOf(databaseUrl, range.merchantId), range, question, world, page);
