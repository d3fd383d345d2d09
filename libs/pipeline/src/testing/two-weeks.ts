import { after, defaultPolicyOf, HOUR, MINUTE, type ExceptionCase, type Instant } from '@whereabouts/model';
import { ensurePartitions, nextDue, openPool, putInputs, shipmentId, type InboxInput } from '@whereabouts/store';
import type { Pool } from 'pg';
import { inlineNormalizer } from '../normalize/normalizer';
import { normalizeOne } from '../normalize/normalize-one';
import { newInput } from '../receive/new-input';
import { fireDue } from '../timers/timers';
import { inputProcessor } from '../work/process-inputs';
import { mappingVersionOf } from '../work/read-inputs';
import { parcelLife, TURNING_WEEKS, type LifeNews } from './parcel-lives';
import { random } from './random';
import { sourceDirectoryOf } from './shop-sources';
import { silentLog, silentMeter, testClock, toyBody, type TestShop } from './test-hub';
import { toyPlugin } from './toy-plugin';
import { watchedParcel, type WatchedParcel } from './watched-parcel';

export interface TwoWeeksOptions {
  readonly parcels: number;
  readonly seed: number;
  readonly report?: (line: string) => void;
}

export interface TwoWeeksFigures {
  readonly parcels: number;
  readonly inputs: number;
  readonly steps: number;
  readonly fired: number;
  readonly cases: number;
  /** Cases that no news opened, only time. */
  readonly openedByTime: number;
  readonly closedByThemselves: number;
  readonly breached: number;
  /** Differences from what an observer sees who asks the rules of every parcel at every step. Empty when right. */
  readonly faults: readonly string[];
}

type Compared = Pick<ExceptionCase, 'kind' | 'episode' | 'openedAt' | 'closedAt' | 'closedBy'> & {
  readonly sla: Pick<ExceptionCase['sla'], 'warnedAt' | 'breachedAt'>;
  readonly detection: Pick<ExceptionCase['detection'], 'rule' | 'conditionSince'>;
};

/** All of a case that time decides, for people. */
const sketch = (one: Compared): string =>
  [
    `${one.kind} ${one.episode}`,
    `opened ${one.openedAt}`,
    `closed ${one.closedAt ?? '-'} by ${one.closedBy ?? '-'}`,
    `warned ${one.sla.warnedAt ?? '-'}`,
    `breached ${one.sla.breachedAt ?? '-'}`,
    `${one.detection.rule} since ${one.detection.conditionSince}`,
  ].join(', ');

interface CaseRow {
  number: string;
  kind: ExceptionCase['kind'];
  episode: number;
  opened_at: Instant;
  closed_at: Instant | null;
  closed_by: string | null;
  warned_at: Instant | null;
  breached_at: Instant | null;
  detection: ExceptionCase['detection'];
}

/** The cases that the timers and the news left, by tracking number. */
async function casesIn(pool: Pool): Promise<Map<string, Compared[]>> {
  const { rows } = await pool.query<CaseRow>(`
    select s.tracking_number as number, c.kind, c.episode, c.opened_at, c.closed_at, c.closed_by, c.warned_at,
           c.breached_at, c.detection
      from exception_case c join shipment s on s.merchant_id = c.merchant_id and s.id = c.shipment_id`);
  const byNumber = new Map<string, Compared[]>();
  for (const row of rows) {
    const { kind, episode, detection } = row;
    const sla = { warnedAt: row.warned_at, breachedAt: row.breached_at };
    const one = {
      kind,
      episode,
      detection,
      sla,
      openedAt: row.opened_at,
      closedAt: row.closed_at,
      closedBy: row.closed_by,
    };
    byNumber.set(row.number, [...(byNumber.get(row.number) ?? []), one]);
  }
  return byNumber;
}

function differencesOf(number: string, seen: readonly Compared[], kept: readonly Compared[]): string[] {
  const [wanted, found] = [seen.map(sketch), kept.map(sketch)];
  return [
    ...wanted.filter((one) => !found.includes(one)).map((one) => `${number} should have: ${one}`),
    ...found.filter((one) => !wanted.includes(one)).map((one) => `${number} has: ${one}`),
  ];
}

const BY_TIME = /^(no-first-scan|stalled\/(no-movement|held)|failed-attempt\/counter|promise-at-risk)/;

/** Two simulated weeks of random parcels; timers fire in two processes at once, at steps of random length. */
export async function twoWeeks(shop: TestShop, { parcels, seed, report }: TwoWeeksOptions): Promise<TwoWeeksFigures> {
  const chance = random(seed);
  const start = chance.pick(TURNING_WEEKS);
  const time = testClock(start);
  await ensurePartitions(shop.pool, start);
  const pools = [0, 1].map(() =>
    openPool({ url: shop.url, max: 4, applicationName: 'timers', onError: () => undefined }),
  );
  const needs = {
    policyOf: defaultPolicyOf,
    clock: time.clock,
    log: silentLog,
    meter: silentMeter,
    onCommitted: () => undefined,
    onApplied: () => undefined,
  };
  const processor = inputProcessor({
    ...needs,
    pool: pools[0]!,
    sources: sourceDirectoryOf(shop),
    plugins: shop.plugins,
    normalizer: inlineNormalizer(),
  });
  const source = shop.sources.get('toy')!;
  const watched = new Map<string, WatchedParcel>();
  const waiting: LifeNews[] = [];
  for (let index = 0; index < parcels; index++) {
    const number = `P${index}`;
    watched.set(number, watchedParcel(number, shipmentId(shop.merchant.id, number, 0)));
    waiting.push(...parcelLife(number, start, chance));
  }
  waiting.sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
  const figures = { inputs: waiting.length, steps: 0, fired: 0 };
  const faults: string[] = [];

  const hearNews = async (now: Instant): Promise<void> => {
    const inputs: InboxInput[] = [];
    const byNumber = new Map<string, InboxInput[]>();
    while (waiting.length > 0 && waiting.at(-1)!.receivedAt <= now) {
      const { document } = waiting.pop()!;
      const deposit = { merchantId: shop.merchant.id, sourceId: source.id, contentType: null, headers: {} };
      const input = newInput({ ...deposit, body: toyBody(document) }, now);
      inputs.push(input);
      byNumber.set(document.number, [...(byNumber.get(document.number) ?? []), input]);
    }
    if (inputs.length === 0) return;
    await putInputs(shop.pool, inputs, 3600);
    await processor.process(inputs.map((input) => ({ ...input, attempts: 0, replay: false })));
    for (const [number, told] of byNumber) {
      watched.get(number)!.tell(told.map((input) => understood(input)));
      watched.get(number)!.lookAt(now);
    }
  };

  const understood = (input: InboxInput) => {
    const outcome = normalizeOne(toyPlugin, input, {});
    if (!outcome.ok) throw new Error(outcome.problem);
    const { merchantId, id: inputId, sourceId, receivedAt } = input;
    return {
      merchantId,
      inputId,
      sourceId,
      sourceKind: 'CARRIER' as const,
      receivedAt,
      replay: false,
      mappingVersion: mappingVersionOf(toyPlugin),
      said: outcome.said,
    };
  };

  const fire = async (now: Instant): Promise<void> => {
    const drain = async (pool: Pool): Promise<number> => {
      let total = 0;
      for (let fired = 1; fired > 0; total += fired) fired = await fireDue({ ...needs, pool }, 100);
      return total;
    };
    let fired: number;
    do {
      fired = (await Promise.all(pools.map(drain))).reduce((sum, one) => sum + one, 0);
      figures.fired += fired;
    } while (fired > 0);
    const next = await nextDue(shop.pool);
    if (next !== null && next <= now) faults.push(`a deadline of ${next} is still armed at ${now}`);
    for (const parcel of watched.values()) parcel.lookAt(now);
  };

  const ends = after(start, 15 * 24 * HOUR);
  while (time.clock() < ends) {
    // From a minute to half a day: what falls due between two steps is seen at the second.
    time.advance(chance.next() < 0.1 ? chance.below(12 * 60) * MINUTE : (1 + chance.below(270)) * MINUTE);
    const now = time.clock();
    const turns = chance.next() < 0.5 ? [hearNews, fire] : [fire, hearNews];
    for (const turn of turns) await turn(now);
    figures.steps++;
    if (figures.steps % 20 === 0)
      report?.(`${now}: ${figures.fired} deadlines fired, ${waiting.length} inputs to come`);
  }
  for (const pool of pools) await pool.end();

  const kept = await casesIn(shop.pool);
  for (const [number, { cases, faults: own }] of watched)
    faults.push(...own, ...differencesOf(number, cases, kept.get(number) ?? []));
  const all = [...kept.values()].flat();
  return {
    ...figures,
    parcels,
    cases: all.length,
    openedByTime: all.filter(({ detection }) => BY_TIME.test(detection.rule)).length,
    closedByThemselves: all.filter(({ closedAt }) => closedAt !== null).length,
    breached: all.filter(({ sla }) => sla.breachedAt !== null).length,
    faults,
  };
}
