import { after, DAY, HOUR, instant, MINUTE, spacingOf, type Instant } from '@whereabouts/model';
import type { Pool } from 'pg';
import { uuidv7 } from 'uuidv7';
import { openPool } from '../db';
import { inTransaction } from '../transactions';
import { testDatabase, type TestDatabase } from '../testing';
import { countUnmapped, topUnmapped } from '../unmapped-codes';
import { claimFollows, endFollow, putFollowOff, putFollows } from './follows';
import { claimPolls, dropPolls, enrolPage, enrolPolls, inHand, settlePolls, type SettledPoll } from './polls';
import { lockAccount, takeRequest } from './pull-accounts';
import { announceSources, glanceAt, keepPulse } from './source-states';

const now = instant('2026-11-20T12:00:00Z');
const lease = after(now, 5 * MINUTE);
const merchantId = uuidv7();
const sourceId = uuidv7();
const source = { merchantId, sourceId };
const NIL = '00000000-0000-0000-0000-000000000000';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = openPool({ url: database.url, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});
beforeEach(() => pool.query('truncate poll, follow, shipment, source_state, pull_account, dead_letter, unmapped_code'));

async function shipment(number: string, change: { carrier?: string; state?: string; since?: Instant } = {}) {
  const id = uuidv7();
  await pool.query(
    `insert into shipment (merchant_id, id, tracking_number, carrier, epoch, state, state_since, direction, conflicts, summary, heard_to)
     values ($1, $2, $3, $4, 0, $5, $6, 'FORWARD', '[]', '{}', $6)`,
    [merchantId, id, number, change.carrier ?? 'toy', change.state ?? 'IN_TRANSIT', change.since ?? now],
  );
  return id;
}

const enrol = (number: string, carriers: readonly string[] | null = null, dueAt = now): Promise<void> =>
  inTransaction(pool, (tx) => enrolPolls(tx, [{ ...source, trackingNumber: number, carriers, dueAt }], now));
const claim = (limit = 10, at = now) => inTransaction(pool, (tx) => claimPolls(tx, source, at, limit, lease));
const handed = () => inTransaction(pool, (tx) => inHand(tx, source, now, 10));
const settled = (shipmentId: string, dueAt: Instant): SettledPoll => ({
  shipmentId,
  dueAt,
  askedAt: now,
  misses: 0,
  failures: 0,
  digest: 'ab01',
  storedAt: now,
});

describe('the schedule of a source', () => {
  it('takes in parcels of its carriers, or that it spoke of, once, and none that is over for long', async () => {
    await shipment('A1');
    await shipment('B1', { carrier: 'ups' });
    await shipment('C1', { state: 'DELIVERED', since: after(now, -15 * DAY) });
    await shipment('D1', { since: after(now, -61 * DAY) });
    for (const number of ['A1', 'A1', 'B1', 'C1', 'D1', 'unknown']) await enrol(number, ['toy', 'toy-post']);
    expect((await claim()).map(({ trackingNumber }) => trackingNumber)).toEqual(['A1']);
    await enrol('B1');
    expect((await claim()).map(({ trackingNumber }) => trackingNumber)).toEqual(['B1']);
  });

  it('gives the most overdue first, on a lease, after which they are due again', async () => {
    const [late, later] = [await shipment('A1'), await shipment('A2')];
    await enrol('A2', null, after(now, -MINUTE));
    await enrol('A1', null, after(now, -HOUR));
    expect((await claim(1)).map(({ shipmentId }) => shipmentId)).toEqual([late]);
    expect((await claim()).map(({ shipmentId }) => shipmentId)).toEqual([later]);
    expect(await claim()).toEqual([]);
    expect(await handed()).toEqual({ parcels: 2, links: 0 });
    expect(await claim(10, lease)).toHaveLength(2);
  });

  it('keeps what came of it, unless the lease ran out', async () => {
    const id = await shipment('A1');
    await enrol('A1');
    await claim();
    await settlePolls(pool, source, after(lease, 1), [settled(id, now)]);
    expect(await claim()).toEqual([]);
    await settlePolls(pool, source, lease, [settled(id, after(now, HOUR))]);
    expect(await handed()).toEqual({ parcels: 0, links: 0 });
    expect((await glanceAt(pool, [source]))[0]).toMatchObject({ dueAt: after(now, HOUR), isNew: true });
    expect(await claim(10, after(now, HOUR))).toMatchObject([{ askedAt: now, digest: 'ab01', storedAt: now }]);
    await inTransaction(pool, (tx) => dropPolls(tx, source, [id]));
    expect((await glanceAt(pool, [source]))[0]).toMatchObject({ dueAt: null });
  });

  it('is never given to two at once', async () => {
    for (let i = 0; i < 20; i++) {
      await shipment(`N${i}`);
      await enrol(`N${i}`);
    }
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(5)));
    const numbers = claims.flat().map(({ trackingNumber }) => trackingNumber);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('takes in what was there before it, page by page', async () => {
    for (let i = 0; i < 5; i++) await shipment(`P${i}`);
    const told = await shipment('Q1', { carrier: 'ups' });
    await shipment('R1', { carrier: 'ups' });
    await pool.query(
      `insert into milestone (merchant_id, subject_id, id, code, reasons, occurred_at, time_certainty, received_at, direction, source_id)
       values ($1, $2, $3, 'IN_TRANSIT', '{}', $4, 'OFFSET_GIVEN', $4, 'FORWARD', $5)`,
      [merchantId, told, uuidv7(), now, sourceId],
    );
    let pages = 0;
    for (let last: string | null = NIL; last !== null; pages++)
      last = await enrolPage(
        pool,
        { merchantId, sources: [{ sourceId, carriers: ['toy'] }], afterId: last, limit: 3 },
        now,
      );
    expect(pages).toBe(4);
    const due = await claim(10, after(now, HOUR));
    expect(due.map(({ trackingNumber }) => trackingNumber).sort()).toEqual(['P0', 'P1', 'P2', 'P3', 'P4', 'Q1']);
  });
});

describe('links to follow', () => {
  const inputId = uuidv7();
  const put = (change: { onlyIfDead?: boolean; inputId?: string; link?: string; depth?: number } = {}): Promise<void> =>
    inTransaction(pool, (tx) =>
      putFollows(tx, [{ ...source, inputId, link: '/news/1', depth: 1, onlyIfDead: false, ...change }], now),
    );
  const take = () => inTransaction(pool, (tx) => claimFollows(tx, source, now, 10, lease));

  it('are visited once, however many inputs point there', async () => {
    await put();
    await put();
    await put({ link: '/news/2' });
    const taken = await take();
    expect(taken.map(({ link }) => link).sort()).toEqual(['/news/1', '/news/2']);
    for (const one of taken) await endFollow(pool, one, lease);
    expect((await glanceAt(pool, [source]))[0]?.dueAt).toBeNull();
  });

  it('are visited again when news points there during the visit', async () => {
    await put();
    const [visit] = await take();
    await put();
    await endFollow(pool, visit!, lease);
    expect(await take()).toHaveLength(1);
  });

  it('are as far as the news says that comes during the visit, otherwise as near as any says', async () => {
    await put();
    await take();
    await put({ depth: 2 });
    await put({ depth: 3 });
    expect(await take()).toMatchObject([{ depth: 2 }]);
  });

  it('are put off when the visit fails', async () => {
    await put();
    const [visit] = await take();
    await putFollowOff(pool, { ...visit!, attempts: 1 }, lease, after(now, HOUR));
    expect(await take()).toEqual([]);
    expect((await glanceAt(pool, [source]))[0]?.dueAt).toBe(after(now, HOUR));
  });

  it('are not visited for a replay, unless the input could not be read before', async () => {
    await put({ onlyIfDead: true });
    expect(await take()).toEqual([]);
    await pool.query(
      `insert into dead_letter (merchant_id, id, input_id, source_id, path, error, attempts, preview, received_at, failed_at)
       values ($1, $2, $3, $4, '', 'no', 1, '', $5, $5)`,
      [merchantId, uuidv7(), inputId, sourceId, now],
    );
    await put({ onlyIfDead: true });
    expect(await take()).toHaveLength(1);
  });
});

describe('the account of a source', () => {
  const account = { merchantId, account: 'toy-1' };
  const announce = (rate = { requests: 20, perSeconds: 2 }) =>
    announceSources(pool, [merchantId], [{ ...source, account: account.account, rate }]);

  it('spaces requests by the clock of the database, whoever asks', async () => {
    const rate = { requests: 20, perSeconds: 2 };
    const { spacingMs, burst } = spacingOf(rate);
    await announce(rate);
    const waits = await Promise.all(Array.from({ length: 8 }, () => takeRequest(pool, account, rate, 60_000)));
    const sorted = waits.map(Number).sort((a, b) => a - b);
    // Two that ask in the same moment may read the clock in the other order than they are counted.
    for (const wait of sorted.slice(0, burst)) expect(wait).toBeLessThan(1);
    expect(sorted.at(-1)).toBeGreaterThan((8 - burst) * spacingMs - 100);
    expect(sorted.at(-1)).toBeLessThanOrEqual((8 - burst) * spacingMs);
    expect(await takeRequest(pool, account, rate, 100)).toBeNull();
  });

  it('is there once it was announced, and other credentials are another one', async () => {
    await announce();
    await announce();
    const locked = await inTransaction(pool, (tx) => lockAccount(tx, account));
    expect(locked).toMatchObject({ circuit: { state: 'CLOSED' }, closedUntil: null });
    expect(locked!.markInMs).toBeLessThan(0);
    await announceSources(pool, [merchantId], []);
    expect((await pool.query('select account from source_state')).rows).toEqual([{ account: null }]);
  });

  it('keeps the latest pulse of its source', async () => {
    await keepPulse(pool, [{ ...source, lastInputAt: now, lastPushAt: null }]);
    await keepPulse(pool, [{ ...source, lastInputAt: after(now, -HOUR), lastPushAt: after(now, -DAY) }]);
    const { rows } = await pool.query('select last_input_at, last_push_at from source_state');
    expect(rows).toEqual([{ last_input_at: now, last_push_at: after(now, -DAY) }]);
  });
});

describe('unmapped codes', () => {
  it('are counted by code, or by text without its figures, and the most frequent come first', async () => {
    const count = (code: string | null, text: string | null, seen = 1) => ({ merchantId, sourceId, code, text, seen });
    await countUnmapped(pool, [count('X1', 'new'), count('X1', 'newer', 2), count(null, 'at stop 7')], now);
    await countUnmapped(pool, [count(null, 'at stop 12', 5)], after(now, DAY));
    expect(await topUnmapped(pool, merchantId, now, 10)).toEqual([
      { sourceId, code: null, text: 'at stop 7', seen: 6 },
      { sourceId, code: 'X1', text: 'newer', seen: 3 },
    ]);
    expect(await topUnmapped(pool, merchantId, after(now, DAY), 10)).toMatchObject([{ seen: 5 }]);
  });

  it('that are too many to tell apart are counted as one', async () => {
    const many = (prefix: string) =>
      Array.from({ length: 150 }, (_, i) => ({ merchantId, sourceId, code: `${prefix}${i}`, text: null, seen: 2 }));
    await countUnmapped(pool, many('A'), now);
    await countUnmapped(pool, [...many('B'), ...many('A')], now);
    const { rows } = await pool.query('select count(*) as kinds, sum(seen)::int as seen from unmapped_code');
    expect(rows).toEqual([{ kinds: 201, seen: 900 }]);
    expect((await topUnmapped(pool, merchantId, now, 1))[0]).toMatchObject({ code: null, text: null, seen: 200 });
  });
});
