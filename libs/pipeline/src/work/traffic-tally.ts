import { later, msBetween, type Clock, type Instant, type TimeCertainty } from '@whereabouts/model';
import type { MilestoneRecord } from '@whereabouts/plugin-sdk';
import {
  bumpCounters,
  countUnmapped,
  hourKey,
  inTransaction,
  keepPulse,
  keepVoices,
  trafficDeltas,
  voiceDelta,
  voiceKey,
  type NewUnmappedCode,
  type SourcePulse,
  type SourceTraffic,
  type VoiceKey,
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

interface Heard extends VoiceKey {
  readonly lastInputAt: Instant;
  readonly inputs: number;
}

/** Longer is no name of a carrier. */
const LONGEST_CARRIER = 64;

/** For whom an input speaks of parcels; only those who scan them count. */
function carriersOf({ sourceKind, said }: UnderstoodInput): ReadonlySet<string> {
  if (sourceKind !== 'CARRIER' && sourceKind !== 'AGGREGATOR') return new Set();
  return new Set(said.milestones.map(({ carrier }) => carrier?.slice(0, LONGEST_CARRIER) ?? ''));
}

interface Gathered {
  readonly traffic: SourceTraffic[];
  readonly unmapped: NewUnmappedCode[];
  readonly pulses: Map<string, SourcePulse>;
  readonly voices: Map<string, Heard>;
}

const nothing = (): Gathered => ({ traffic: [], unmapped: [], pulses: new Map(), voices: new Map() });

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

  const listen = (input: UnderstoodInput): void => {
    for (const carrier of carriersOf(input)) {
      const voice = { merchantId: input.merchantId, sourceId: input.sourceId, carrier };
      const key = `${hourKey(input.receivedAt)}|${voiceKey(voice)}`;
      const known = gathered.voices.get(key);
      const lastInputAt = known ? later(known.lastInputAt, input.receivedAt) : input.receivedAt;
      gathered.voices.set(key, { ...voice, lastInputAt, inputs: (known?.inputs ?? 0) + 1 });
    }
  };

  const write = async ({ traffic, unmapped, pulses, voices }: Gathered): Promise<void> => {
    const now = clock();
    const heard = [...voices.values()];
    const deltas = [
      ...trafficDeltas(traffic, now),
      ...heard.map((one) => voiceDelta(one, one.inputs, one.lastInputAt)),
    ];
    if (heard.length) await keepVoices(pool, heard);
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
        listen(input);
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
