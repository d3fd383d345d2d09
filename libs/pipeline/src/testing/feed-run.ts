import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import {
  appendChanges,
  comparePositions,
  feedEnd,
  inTransaction,
  openPool,
  readChanges,
  type ChangeEntry,
  type ChangeWrite,
  type FeedPosition,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { feedReader } from '../feed/feed-reader';
import { feedLog } from './feed-log';
import { random, type Random } from './random';
import { silentLog, silentMeter } from './test-hub';

export interface FeedRunOptions {
  readonly url: string;
  readonly seconds: number;
  readonly seed: number;
  readonly writers?: number;
  readonly readers?: number;
}

export interface FeedRunFigures {
  readonly changes: number;
  readonly rolledBack: number;
  /** Of the readers, summed up. */
  readonly missed: number;
  readonly twice: number;
  readonly disordered: number;
  /** Readers that stopped and went on from a cursor, and how many of them did not end with all that came after it. */
  readonly resumed: number;
  readonly wrongResumes: number;
  /** The longest that one transaction stayed open, in milliseconds. */
  readonly longestOpenMs: number;
}

const AT = instant('2026-11-20T12:00:00Z');

export const someChange = (merchantId: string): ChangeWrite => ({
  merchantId,
  caseId: randomUUID(),
  type: 'UPDATED',
  changed: ['status'],
  at: AT,
  actor: 'rule:test',
  before: null,
  after: {} as ChangeWrite['after'],
});

class RolledBack extends Error {}

/** Writes changes in transactions of random size and length, some of which commit long after others that began later. */
async function write(pool: Pool, chance: Random, isOver: () => boolean) {
  const merchants = [randomUUID(), randomUUID()];
  const figures = { rolledBack: 0, longestOpenMs: 0 };
  while (!isOver()) {
    const began = performance.now();
    try {
      await inTransaction(pool, async (tx) => {
        await appendChanges(tx, [someChange(chance.pick(merchants)), someChange(chance.pick(merchants))]);
        if (chance.next() < 0.5) await sleep(chance.below(chance.next() < 0.1 ? 500 : 20));
        await appendChanges(tx, [someChange(chance.pick(merchants))]);
        if (chance.next() < 0.1) throw new RolledBack();
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
      figures.rolledBack++;
    }
    figures.longestOpenMs = Math.max(figures.longestOpenMs, performance.now() - began);
  }
  return figures;
}

/** Reads from a cursor to the end, a few at a time, now and then forgetting all but its cursor. */
async function readOn(
  pool: Pool,
  from: FeedPosition,
  chance: Random,
  isWritten: () => boolean,
): Promise<ChangeEntry[]> {
  const told: ChangeEntry[] = [];
  let cursor = from;
  for (let idle = 0; idle < 2;) {
    const changes = await readChanges(pool, cursor, 1 + chance.below(40));
    told.push(...changes);
    cursor = changes.at(-1)?.position ?? cursor;
    idle = changes.length === 0 && isWritten() ? idle + 1 : 0;
    if (changes.length === 0) await sleep(10);
  }
  return told;
}

/** Readers over concurrent writers. */
export async function feedRun(options: FeedRunOptions): Promise<FeedRunFigures> {
  const { url, seconds, seed, writers = 6, readers = 2 } = options;
  const chance = random(seed);
  const pool = openPool({ url, max: writers + 4, applicationName: 'feed', onError: () => undefined });
  const state = { isOver: false, isWritten: false };
  const isOver = () => state.isOver;
  const feeds = Array.from({ length: readers }, () => feedReader({ pool, log: silentLog, meter: silentMeter }));
  for (const feed of feeds) await feed.start();
  const logs = feeds.map(feedLog);
  const start = await feedEnd(pool);
  const writing = Promise.all(Array.from({ length: writers }, (_, index) => write(pool, random(seed + index), isOver)));
  const waking = setInterval(() => feeds.forEach((feed) => feed.wake()), 25);

  const resumes: { from: FeedPosition; told: Promise<ChangeEntry[]> }[] = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    await sleep(seconds * 25);
    // A subscriber may be cut off anywhere: behind a change it was told of, or where its process has read to.
    const { told } = chance.pick(logs);
    const from = told.length > 0 && chance.next() < 0.7 ? chance.pick(told).position : chance.pick(feeds).position();
    resumes.push({ from, told: readOn(pool, from, chance, () => state.isWritten) });
  }
  state.isOver = true;
  const written = await writing;
  state.isWritten = true;
  await sleep(400);
  clearInterval(waking);
  const all = await readChanges(pool, start, 1e6);
  let wrongResumes = 0;
  for (const { from, told } of resumes) {
    const wanted = all.filter(({ position }) => comparePositions(position, from) > 0).map(({ caseId }) => caseId);
    const found = (await told).map(({ caseId }) => caseId);
    if (JSON.stringify(found) !== JSON.stringify(wanted)) wrongResumes++;
  }
  const faults = await Promise.all(logs.map((log) => log.faults(pool)));
  const sum = (pick: (one: (typeof faults)[number]) => number): number =>
    faults.reduce((total, one) => total + pick(one), 0);
  for (const feed of feeds) await feed.stop();
  await pool.end();
  return {
    changes: all.length,
    rolledBack: written.reduce((total, { rolledBack }) => total + rolledBack, 0),
    missed: sum(({ missed }) => missed),
    twice: sum(({ twice }) => twice),
    disordered: sum(({ disordered }) => disordered),
    resumed: resumes.length,
    wrongResumes,
    longestOpenMs: Math.round(Math.max(...written.map(({ longestOpenMs }) => longestOpenMs))),
  };
}
