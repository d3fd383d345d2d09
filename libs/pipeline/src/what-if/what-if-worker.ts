import type { WhatIfTally } from '@whereabouts/model';
import { openPool, type ShipmentRange } from '@whereabouts/store';
import type { Pool } from 'pg';
import { replayRange, type WhatIfQuestion } from './replay-range';

export interface WhatIfTask {
  readonly databaseUrl: string;
  readonly range: ShipmentRange;
  readonly question: WhatIfQuestion;
}

const open = new Map<string, Pool>();

/** A thread reads over a connection of its own. */
function poolOf(url: string): Pool {
  const known = open.get(url) ?? openPool({ url, max: 1, applicationName: 'whereabouts-what-if', probesOnly: true });
  open.set(url, known);
  return known;
}

/** Entry of the worker thread. */
export const replayTask = ({ databaseUrl, range, question }: WhatIfTask): Promise<WhatIfTally> =>
  replayRange(poolOf(databaseUrl), range, question);
