import type { WhatIfTally } from '@whereabouts/model';
import { ofMerchant, openPool } from '@whereabouts/store';
import type { Pool } from 'pg';
import { replayRange, type WhatIfQuestion, type WhatIfRange, type WhatIfWorld } from './replay-range';

export interface WhatIfTask {
  readonly databaseUrl: string;
  readonly range: WhatIfRange;
  readonly question: WhatIfQuestion;
  readonly world: WhatIfWorld;
}

const open = new Map<string, Pool>();

/** A thread reads over a connection of its own, over which nothing can be written. */
function poolOf(url: string): Pool {
  const known =
    open.get(url) ??
    openPool({ url, max: 1, applicationName: 'whereabouts-what-if', probesOnly: true, readOnly: true });
  open.set(url, known);
  return known;
}

/** Entry of the worker thread. */
export const replayTask = ({ databaseUrl, range, question, world }: WhatIfTask): Promise<WhatIfTally> =>
  replayRange(ofMerchant(poolOf(databaseUrl), range.merchantId), range, question, world);
