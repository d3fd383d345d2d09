import { msBetween, type Clock } from '@whereabouts/model';
import { bumpCounters, inTransaction, trafficDeltas, type SourceTraffic } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { UnderstoodInput } from '../apply/heard';
import type { Log } from '../pipeline';

const FLUSH_MS = 5_000;

export interface TrafficTally {
  /** Counts what some applied inputs brought. */
  add(inputs: readonly UnderstoodInput[]): void;
  start(): void;
  /** Writes what was counted and stops. */
  stop(): Promise<void>;
}

function trafficOf({ merchantId, sourceId, receivedAt, said }: UnderstoodInput): SourceTraffic {
  const certain = said.milestones.filter(({ timeCertainty }) => timeCertainty === 'OFFSET_GIVEN');
  return {
    merchantId,
    sourceId,
    milestones: said.milestones.length,
    unmapped: said.milestones.filter(({ code }) => code === 'UNMAPPED').length,
    lagSeconds: certain.flatMap(({ occurredAt }) =>
      occurredAt === null ? [] : [Math.max(0, msBetween(occurredAt, receivedAt)) / 1000],
    ),
  };
}

/**
 * Figures of each source's health, gathered in memory and written every few seconds: they are no part of what an input
 * does, so they must not make applying it wait for a busy row. A killed process loses the last seconds of them.
 */
export function trafficTally({ pool, clock, log }: { pool: Pool; clock: Clock; log: Log }): TrafficTally {
  let gathered: SourceTraffic[] = [];
  let timer: NodeJS.Timeout | null = null;

  const flush = async (): Promise<void> => {
    const deltas = trafficDeltas(gathered, clock());
    gathered = [];
    if (deltas.length === 0) return;
    await inTransaction(pool, (tx) => bumpCounters(tx, deltas)).catch((error: unknown) =>
      log.warn({ err: error }, 'figures of source health were lost'),
    );
  };

  return {
    add: (inputs) => void gathered.push(...inputs.map(trafficOf)),
    start() {
      timer = setInterval(() => void flush(), FLUSH_MS).unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      await flush();
    },
  };
}
