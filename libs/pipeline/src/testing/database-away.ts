import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import { ensurePartitions, migrate } from '@whereabouts/store';
import { postgresCluster } from '@whereabouts/store/testing';
import type { Log } from '../pipeline';
import { audit, type Audit } from './audit';
import { feedLog } from './feed-log';
import { random } from './random';
import { shopPipeline, sign, silentLog, testShop, toyBody } from './test-hub';
import { traffic } from './traffic';

export interface DatabaseAwayOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly report?: (line: string) => void;
}

export interface DatabaseAwayFigures extends Audit {
  readonly stored: number;
  /** Answers that told a sender to come back. */
  readonly overloaded: number;
  /** Anything else that a sender met: the pipeline must not throw while its database is away. */
  readonly thrown: number;
  /** From the server's being up again to the first stored input: the slowest, in milliseconds. */
  readonly slowestReturnMs: number;
  /** From the end of sending to nothing pending, in milliseconds. */
  readonly drainMs: number;
  /** Changes that a listener of the feed missed, heard twice or in wrong order. */
  readonly feedFaults: number;
  /** What the log called an error. */
  readonly errors: readonly string[];
}

const SENDERS = 8;
const DRAIN_LIMIT_MS = 60_000;

/** Restarts and kills the database by turns, at random moments, under a pipeline that takes all it is given. */
export async function databaseAway({ rounds, seed, report }: DatabaseAwayOptions): Promise<DatabaseAwayFigures> {
  const cluster = await postgresCluster();
  await migrate(cluster.url);
  const clock = () => instant(Date.now());
  const shop = await testShop({ url: cluster.url, now: clock() });
  await ensurePartitions(shop.pool, clock());
  const errors: string[] = [];
  const log: Log = {
    ...silentLog,
    error: (facts, message) => void errors.push(`${message} ${String(Object.values(facts)[0])}`),
  };
  const pipeline = await shopPipeline(shop, clock, { log });
  await pipeline.start();
  const heard = feedLog(pipeline.feed);
  const chance = random(seed);
  const news = traffic({ random: chance, parcels: 40, repeats: 0.1, now: clock() });

  const acknowledged: string[] = [];
  const seen = { overloaded: 0, thrown: 0, lastStored: 0 };
  const state = { sending: true };
  const send = async (): Promise<void> => {
    while (state.sending) {
      const body = toyBody(news.next());
      for (let isStored = false; !isStored && state.sending;) {
        try {
          const reply = await pipeline.receive({ source: 'toy', headers: sign(body), body });
          isStored = reply.status === 'stored';
          if (reply.status === 'stored') acknowledged.push(reply.inputId);
          else seen.overloaded += reply.status === 'overloaded' ? 1 : 0;
          if (isStored) seen.lastStored = performance.now();
        } catch (error) {
          seen.thrown++;
          errors.push(String(error));
        }
        await sleep(isStored ? 2 : 20);
      }
    }
  };
  const senders = Array.from({ length: SENDERS }, send);

  let slowestReturnMs = 0;
  for (let round = 0; round < rounds; round++) {
    await sleep(300 + chance.below(500));
    const isKill = round % 2 === 1;
    if (isKill) {
      await cluster.kill();
      await sleep(chance.below(400));
      await cluster.start();
    } else await cluster.restart();
    const up = performance.now();
    while (seen.lastStored < up && performance.now() < up + DRAIN_LIMIT_MS) await sleep(5);
    const back = Math.max(0, seen.lastStored - up);
    slowestReturnMs = Math.max(slowestReturnMs, back);
    report?.(`${isKill ? 'kill' : 'restart'} ${round + 1}/${rounds}: stored again after ${back.toFixed(0)} ms`);
  }
  await sleep(300);
  state.sending = false;
  await Promise.all(senders);

  const ended = performance.now();
  const isDrained = async (): Promise<boolean> =>
    (await shop.pool.query('select 1 from pending limit 1')).rowCount === 0;
  while (!(await isDrained()) && performance.now() < ended + DRAIN_LIMIT_MS) await sleep(20);
  const drainMs = performance.now() - ended;
  await sleep(600);
  const { missed, twice, disordered } = await heard.faults(shop.pool);
  const figures: DatabaseAwayFigures = {
    ...(await audit(shop.pool, acknowledged)),
    stored: acknowledged.length,
    overloaded: seen.overloaded,
    thrown: seen.thrown,
    slowestReturnMs,
    drainMs,
    feedFaults: missed + twice + disordered,
    errors,
  };
  await pipeline.stop();
  await shop.close();
  await cluster.close();
  return figures;
}
