import { later, msBetween, type Clock, type Instant, type TimeCertainty } from '@whereabouts/model';
import type { MilestoneRecord } from '@whereabouts/plugin-sdk';
import {
  bumpCounters,
  countUnmapped,
  inTransaction,
  keepPulse,
  trafficDeltas,
  type NewUnmappedCode,
  type SourcePulse,
  type SourceTraffic,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import type { UnderstoodInput } from '../apply/heard';
import type { ConfiguredSource, Log } from '../pipeline';

const FLUSH_MS = 5_000;

export interface TrafficTally {
  /** Counts what some applied inputs brought. */
  add(inputs: readonly UnderstoodInput[]): void;
  /** Notes that a source pushed. */
  pushed(source: Pick<ConfiguredSource, 'merchantId' | 'id'>, at: Instant): void;
  start(): void;
  /** Writes what was counted and stops. */
  stop(): Promise<void>;
}

const CERTAIN: ReadonlySet<TimeCertainty> = new Set(['OFFSET_GIVEN', 'ZONE_FROM_PLACE']);

/** The latest event of each parcel, as far as its time is certain: sources repeat the history that came before it. */
function newsOf(milestones: readonly MilestoneRecord[]): Instant[] {
  const latest = new Map<string | null, Instant>();
  for (const { trackingNumber, occurredAt, timeCertainty } of milestones)
    if (timeCertainty === 'OFFSET_GIVEN' && occurredAt !== null)
      latest.set(trackingNumber, later(occurredAt, latest.get(trackingNumber) ?? occurredAt));
  return [...latest.values()];
}

function trafficOf({ merchantId, sourceId, receivedAt, said }: UnderstoodInput): SourceTraffic {
  return {
    merchantId,
    sourceId,
    milestones: said.milestones.length,
    unmapped: said.milestones.filter(({ code }) => code === 'UNMAPPED').length,
    uncertain: said.milestones.filter(({ timeCertainty }) => !CERTAIN.has(timeCertainty)).length,
    lagSeconds: newsOf(said.milestones).map((occurredAt) => Math.max(0, msBetween(occurredAt, receivedAt)) / 1000),
  };
}

const unmappedOf = ({ merchantId, sourceId, said }: UnderstoodInput): NewUnmappedCode[] =>
  said.milestones
    .filter(({ code }) => code === 'UNMAPPED')
    .map(({ sourceCode, sourceSubCode, sourceText }) => ({
      merchantId,
      sourceId,
      code: sourceCode && sourceSubCode ? `${sourceCode}/${sourceSubCode}` : (sourceCode ?? null),
      text: sourceText ?? null,
      seen: 1,
    }));

interface Gathered {
  readonly traffic: SourceTraffic[];
  readonly unmapped: NewUnmappedCode[];
  readonly pulses: Map<string, SourcePulse>;
}

const nothing = (): Gathered => ({ traffic: [], unmapped: [], pulses: new Map() });

/**
 * Figures of each source's health, gathered in memory and written every few seconds: they are no part of what an input
 * does, so they must not make applying it wait for a busy row. A killed process loses the last seconds of them. What is
 * replayed counts no second time.
 */
export function trafficTally({ pool, clock, log }: { pool: Pool; clock: Clock; log: Log }): TrafficTally {
  let gathered = nothing();
  let timer: NodeJS.Timeout | null = null;

  const beat = (merchantId: string, sourceId: string, change: Partial<SourcePulse>): void => {
    const known = gathered.pulses.get(sourceId) ?? { merchantId, sourceId, lastInputAt: null, lastPushAt: null };
    gathered.pulses.set(sourceId, { ...known, ...change });
  };

  const write = async ({ traffic, unmapped, pulses }: Gathered): Promise<void> => {
    const now = clock();
    const deltas = trafficDeltas(traffic, now);
    if (pulses.size) await keepPulse(pool, [...pulses.values()]);
    if (unmapped.length) await countUnmapped(pool, unmapped, now);
    if (deltas.length) await inTransaction(pool, (tx) => bumpCounters(tx, deltas));
  };

  const flush = async (): Promise<void> => {
    const full = gathered;
    gathered = nothing();
    await write(full).catch((error: unknown) => log.warn({ err: error }, 'figures of source health were lost'));
  };

  return {
    add(inputs) {
      for (const input of inputs) {
        if (input.replay) continue;
        gathered.traffic.push(trafficOf(input));
        gathered.unmapped.push(...unmappedOf(input));
        beat(input.merchantId, input.sourceId, { lastInputAt: input.receivedAt });
      }
    },
    pushed: ({ merchantId, id }, at) => beat(merchantId, id, { lastPushAt: at }),
    start() {
      timer = setInterval(() => void flush(), FLUSH_MS).unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      await flush();
    },
  };
}
