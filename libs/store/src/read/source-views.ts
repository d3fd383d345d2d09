import { after, DAY, HOUR, msOf, type Instant, type SourceKind } from '@whereabouts/model';
import type { Queryable } from '../db';
import { topUnmapped, type UnmappedCode } from '../unmapped-codes';
import { COUNT_LIMIT } from './keyset';
import { pullHealth, type PullHealthView } from './pull-health';
import {
  hourKey,
  INPUTS_COUNTER,
  NO_TRAFFIC,
  rhythms,
  TRAFFIC_COUNTER,
  trafficFigures,
  type SourceRhythm,
  type TrafficFigures,
} from './source-traffic';
import { read } from './statement';

/** A source as the API shows it: without settings, which hold secrets. */
export interface SourceView {
  readonly id: string;
  readonly plugin: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly enabled: boolean;
  readonly isRemoved: boolean;
}

/** All sources of a merchant, removed ones too: milestones still point to them. */
export const SOURCES = `
  select id, plugin, name, kind, enabled, removed_at is not null as "isRemoved" from source
   where merchant_id = $1 order by created_at, id`;

export const sourcesOfMerchant = (db: Queryable, merchantId: string): Promise<SourceView[]> =>
  read(db, SOURCES, [merchantId]);

export interface SourceHealthView extends TrafficFigures, SourceRhythm {
  readonly lastInputAt: Instant | null;
  /** Exact while the merchant's sources together had no more than 10,000. */
  readonly inputsLastHour: number;
  /** Exact up to 10,000 of the merchant. */
  readonly deadLetters: number;
  /** The most frequent first; of some days. */
  readonly topUnmapped: readonly UnmappedCode[];
  /** Null: it cannot be asked, or has no credentials for it. */
  readonly pull: PullHealthView | null;
}

/** Ids of inputs are times: the newest inputs are the end of the key, and an hour is a range of it. */
const INPUTS = `
  select source_id as "sourceId", max(received_at) as "lastInputAt", count(*) filter (where id >= $2::uuid)::int as "lastHour"
    from (select id, source_id, received_at from inbox where merchant_id = $1 order by id desc limit ${COUNT_LIMIT}) i
   group by source_id`;
const DEAD = `
  select source_id as "sourceId", count(*)::int as "deadLetters"
    from (select source_id from dead_letter where merchant_id = $1 limit ${COUNT_LIMIT}) d group by source_id`;
const COUNTERS = 'select key, value from counter where merchant_id = $1 and name = $2 and key >= $3';
const TRAFFIC_HOURS = 24;
/** How far health looks back where a day says too little: a rhythm has weekends. */
export const HEALTH_DAYS = 7;
const MOST_CODES = 10;

const uuidFloor = (at: Instant): string => {
  const hex = msOf(at).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

const countersSince = async (
  db: Queryable,
  merchantId: string,
  name: string,
  since: Instant,
): Promise<(readonly [string, number])[]> =>
  (await read<{ key: string; value: number }>(db, COUNTERS, [merchantId, name, hourKey(since)])).map(
    ({ key, value }) => [key, value] as const,
  );

const latest = (a: Instant | null | undefined, b: Instant | null | undefined): Instant | null =>
  a && (!b || a > b) ? a : (b ?? null);

/** How the sources of a merchant fare. A handful of bounded reads, whatever the number of sources. */
export async function sourceHealth(
  db: Queryable,
  merchantId: string,
  now: Instant,
): Promise<(sourceId: string) => SourceHealthView> {
  const days = after(now, -HEALTH_DAYS * DAY);
  const [inputs, dead, traffic, heard, codes, states] = await Promise.all([
    read<{ sourceId: string; lastInputAt: Instant; lastHour: number }>(db, INPUTS, [
      merchantId,
      uuidFloor(after(now, -HOUR)),
    ]),
    read<{ sourceId: string; deadLetters: number }>(db, DEAD, [merchantId]),
    countersSince(db, merchantId, TRAFFIC_COUNTER, after(now, -TRAFFIC_HOURS * HOUR)),
    countersSince(db, merchantId, INPUTS_COUNTER, days),
    topUnmapped(db, merchantId, days, MOST_CODES),
    pullHealth(db, merchantId),
  ]);
  const byInput = new Map(inputs.map((row) => [row.sourceId, row]));
  const byDead = new Map(dead.map((row) => [row.sourceId, row.deadLetters]));
  const byTraffic = trafficFigures(traffic);
  const rhythmOf = rhythms(heard);
  return (sourceId) => {
    const state = states.get(sourceId);
    const lastInputAt = latest(byInput.get(sourceId)?.lastInputAt, state?.lastInputAt);
    return {
      ...(byTraffic.get(sourceId) ?? NO_TRAFFIC),
      ...rhythmOf(sourceId, lastInputAt, now),
      lastInputAt,
      inputsLastHour: byInput.get(sourceId)?.lastHour ?? 0,
      deadLetters: byDead.get(sourceId) ?? 0,
      topUnmapped: codes.filter((code) => code.sourceId === sourceId),
      pull: state?.pull ?? null,
    };
  };
}
