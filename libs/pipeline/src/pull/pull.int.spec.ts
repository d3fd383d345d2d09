import { setTimeout as sleep } from 'node:timers/promises';
import { after, DAY, HOUR, instant, MINUTE } from '@whereabouts/model';
import { sourceHealth } from '@whereabouts/store';
import type { Log } from '../pipeline';
import { pullToy, type PullToyOptions } from '../testing/pull-toy';
import { silentLog, testHub, type TestHub } from '../testing/test-hub';
import { toyCarrier, type ToyCarrier } from '../testing/toy-carrier';
import type { ToyEvent, ToyParcel } from '../testing/toy-plugin';

const FAST = { requests: 1_000, perSeconds: 1 };
const CALM = { allowPrivateHosts: true, random: () => 0.5 };
const start = instant('2026-11-20T12:00:00Z');

let carrier: ToyCarrier;
let hub: TestHub;
beforeAll(async () => {
  carrier = await toyCarrier();
});
afterAll(() => carrier.close());
afterEach(async () => {
  await hub.close();
  carrier.forget();
  carrier.behave(null);
  carrier.parcels.clear();
});

const open = async (
  toy: PullToyOptions = {},
  settings: object = { token: 't' },
  log: Log = silentLog,
): Promise<void> => {
  hub = await testHub({
    plugins: [pullToy({ budget: FAST, ...toy }), pullToy({ id: 'shop', kind: 'STOREFRONT' })],
    settings: { toy: { baseUrl: carrier.url, ...settings }, shop: { baseUrl: carrier.url } },
    needs: { roles: ['apply', 'timers', 'pull'], pull: CALM, log },
  });
};

const event = (code: ToyEvent['code'], at = hub.time.clock(), city = 'Kiel'): ToyEvent => ({ code, at, city });
/** The shop tells that a parcel is on its way; the carrier says nothing by itself. */
const tellShop = async (number: string, change: ToyParcel = {}): Promise<void> => {
  await hub.post({ number, carrier: 'toy', ...change }, 'shop');
  await hub.pipeline.settled();
};
const ask = async (): Promise<number> => {
  const calls = await hub.pipeline.askDue();
  await hub.pipeline.settled();
  return calls;
};
/** Lets time pass in steps, asking at each; gives the hours at which the carrier was asked about a number. */
async function watch(number: string, ms: number, step = 10 * MINUTE): Promise<number[]> {
  const hours: number[] = [];
  const began = hub.time.clock();
  for (let at = step; at <= ms; at += step) {
    hub.time.set(after(began, at));
    carrier.forget();
    await ask();
    if (carrier.asked.some(({ numbers }) => numbers.includes(number))) hours.push(at / HOUR);
  }
  return hours;
}
const gaps = (hours: readonly number[]): number[] =>
  hours.slice(1).map((hour, index) => Math.round((hour - hours[index]!) * 10) / 10);
const stateOf = async (number: string): Promise<string | undefined> =>
  (await hub.rows<{ state: string }>('select state from shipment where tracking_number = $1', [number]))[0]?.state;

describe('a source that can be asked', () => {
  it('is asked about parcels that others speak of, and what it answers is news like any other', async () => {
    await open();
    await tellShop('T1');
    carrier.parcels.set('T1', { number: 'T1', events: [event('ACCEPTED')] });
    expect(await ask()).toBe(0);
    hub.time.advance(20 * MINUTE);
    expect(await ask()).toBe(1);
    expect(await stateOf('T1')).toBe('IN_TRANSIT');
    const inputs = await hub.rows<{ headers: object }>('select headers from inbox order by id');
    expect(inputs.map(({ headers }) => headers)).toEqual([
      { 'content-type': 'application/json' },
      { 'x-whereabouts-pulled': '0' },
    ]);
  });

  it('is asked as often as the parcel’s phase calls for, until it has been delivered for 14 days', async () => {
    await open();
    await tellShop('T1');
    expect(gaps(await watch('T1', 30 * HOUR))).toEqual([8, 16].map((hours) => expect.closeTo(hours, 0)));
    carrier.parcels.set('T1', { number: 'T1', events: [event('ACCEPTED')] });
    await watch('T1', 25 * HOUR);
    const moving = await watch('T1', 12 * HOUR);
    expect(new Set(gaps(moving))).toEqual(new Set([3]));
    carrier.parcels.set('T1', { number: 'T1', events: [event('ACCEPTED'), event('OUT_FOR_DELIVERY')] });
    await watch('T1', 3 * HOUR);
    expect(new Set(gaps(await watch('T1', 3 * HOUR)))).toEqual(new Set([0.5]));
    carrier.parcels.set('T1', { number: 'T1', events: [event('DELIVERED')] });
    await watch('T1', HOUR);
    expect(await stateOf('T1')).toBe('DELIVERED');
    const watched = await watch('T1', 16 * DAY, 6 * HOUR);
    expect(watched.length).toBeGreaterThan(11);
    expect(watched.at(-1)).toBeLessThanOrEqual(14 * 24);
    expect(await hub.rows('select 1 from poll')).toEqual([]);
  }, 120_000);

  it('is asked for many numbers at once where it can be, and each has an answer of its own', async () => {
    await open({ batchSize: 10 });
    for (let i = 0; i < 25; i++) await tellShop(`B${i}`);
    for (let i = 0; i < 24; i++) carrier.parcels.set(`B${i}`, { number: `B${i}`, events: [event('ACCEPTED')] });
    hub.time.advance(20 * MINUTE);
    expect(await ask()).toBe(3);
    expect(carrier.asked.map(({ numbers }) => numbers.length).sort()).toEqual([10, 10, 5]);
    expect(await hub.rows('select count(*)::int as n from shipment where first_scan_at is not null')).toEqual([
      { n: 24 },
    ]);
    expect(await hub.rows('select misses, count(*)::int as n from poll group by 1 order by 1')).toEqual([
      { misses: 0, n: 24 },
      { misses: 1, n: 1 },
    ]);
  });

  it('is asked again and again for the same without its being stored again, but for once a day', async () => {
    await open();
    await tellShop('T1');
    carrier.parcels.set('T1', { number: 'T1', events: [event('ACCEPTED')] });
    const asked = await watch('T1', 23 * HOUR, 30 * MINUTE);
    expect(asked.length).toBeGreaterThan(4);
    expect(await hub.rows('select 1 from inbox')).toHaveLength(2);
    await watch('T1', 5 * HOUR, 30 * MINUTE);
    expect(await hub.rows('select 1 from inbox')).toHaveLength(3);
  });

  it('is left alone while it lacks credentials, quietly, and asked from when it has them', async () => {
    const said: string[] = [];
    const note = (_: object, message: string) => void said.push(message);
    await open({}, {}, { ...silentLog, warn: note, error: note });
    await tellShop('T1');
    await watch('T1', 2 * HOUR, HOUR);
    expect(carrier.asked).toEqual([]);
    expect(await hub.rows('select 1 from poll')).toEqual([]);
    expect(said).toEqual([]);
    await hub.rows(`update source set settings = settings || '{"token": "t"}' where name = 'toy'`);
    hub.time.advance(MINUTE);
    await ask();
    hub.time.advance(20 * MINUTE);
    expect(await ask()).toBe(1);
  });
});

describe('a source that has had enough', () => {
  it('is left alone for as long as it says', async () => {
    await open();
    for (const number of ['R1', 'R2', 'R3']) await tellShop(number);
    hub.time.advance(20 * MINUTE);
    carrier.behave({ status: 429, headers: { 'retry-after': '3600' } });
    await ask();
    const [{ closed_until: until }] = (await hub.rows<{ closed_until: string }>(
      'select closed_until from pull_account',
    )) as [{ closed_until: string }];
    expect(until).toBe(after(hub.time.clock(), HOUR));
    carrier.behave(null);
    carrier.forget();
    expect(await watch('R1', 50 * MINUTE)).toEqual([]);
    hub.time.advance(11 * MINUTE);
    carrier.forget();
    await ask();
    expect(carrier.asked.flatMap(({ numbers }) => numbers).sort()).toEqual(['R1', 'R2', 'R3']);
    expect(await hub.rows('select circuit from pull_account')).toEqual([{ circuit: 'CLOSED' }]);
  });

  it('is asked no more than it allows, over two processes', async () => {
    await open({ budget: { requests: 20, perSeconds: 2 } });
    const second = await hub.another();
    for (let i = 0; i < 60; i++) await tellShop(`L${i}`);
    hub.time.advance(20 * MINUTE);
    const from = performance.now();
    while (performance.now() - from < 5_000) await sleep(50);
    await second.stop();
    const times = carrier.asked.map(({ at }) => at);
    expect(times.length).toBeGreaterThan(25);
    times.forEach((at, index) => {
      const beyond = times[index + 20];
      if (beyond !== undefined) expect(beyond - at).toBeGreaterThanOrEqual(2_000);
    });
    const numbers = carrier.asked.flatMap((one) => one.numbers);
    expect(new Set(numbers).size).toBe(numbers.length);
  }, 30_000);
});

describe('a source that fails', () => {
  const circuit = async (): Promise<{
    circuit: string;
    circuit_reason: string | null;
    circuit_retry_at: string | null;
  }> =>
    (
      await hub.rows<{ circuit: string; circuit_reason: string | null; circuit_retry_at: string | null }>(
        'select circuit, circuit_reason, circuit_retry_at from pull_account where circuit_failures >= 0 order by circuit_failures desc',
      )
    )[0]!;

  it('is called no more after the fifth failure in a row, then once, and when that is answered as before', async () => {
    await open();
    for (let i = 0; i < 12; i++) await tellShop(`F${i}`);
    hub.time.advance(20 * MINUTE);
    carrier.behave({ status: 503 });
    await ask();
    expect(await circuit()).toMatchObject({ circuit: 'OPEN', circuit_reason: expect.stringContaining('503') });
    const calls = carrier.asked.length;
    expect(calls).toBeGreaterThanOrEqual(5);
    hub.time.advance(30_000);
    await ask();
    expect(carrier.asked).toHaveLength(calls);
    hub.time.advance(31_000);
    carrier.forget();
    await ask();
    expect(carrier.asked).toHaveLength(1);
    expect(await circuit()).toMatchObject({ circuit: 'OPEN', circuit_retry_at: after(hub.time.clock(), 2 * MINUTE) });
    carrier.behave(null);
    hub.time.advance(10 * MINUTE);
    carrier.forget();
    await ask();
    expect(await circuit()).toMatchObject({ circuit: 'CLOSED', circuit_reason: null });
    expect(carrier.asked.length).toBeGreaterThan(10);
  });

  it('by refusing our credentials is called no more at once, and is asked anew with other ones', async () => {
    await open();
    await tellShop('U1');
    hub.time.advance(20 * MINUTE);
    carrier.behave({ status: 401 });
    await ask();
    expect(carrier.asked).toHaveLength(1);
    expect(await circuit()).toMatchObject({ circuit: 'OPEN', circuit_retry_at: after(hub.time.clock(), HOUR) });
    carrier.behave(null);
    await hub.rows(`update source set settings = settings || '{"token": "other"}' where name = 'toy'`);
    hub.time.advance(MINUTE);
    await ask();
    expect(carrier.asked).toHaveLength(2);
  });

  it('over one number only goes on being asked for others', async () => {
    await open();
    for (let i = 0; i < 8; i++) await tellShop(`G${i}`);
    hub.time.advance(20 * MINUTE);
    carrier.behave({ status: 400 });
    await ask();
    expect(await circuit()).toMatchObject({ circuit: 'CLOSED' });
    expect(await hub.rows('select distinct misses from poll')).toEqual([{ misses: 1 }]);
  });
});

describe('the health of a source that is asked', () => {
  const health = async () => (await sourceHealth(hub.pool, hub.merchant.id, hub.time.clock()))(hub.source.id);

  it('tells what it may be asked, when it is asked next, and how the last call ended', async () => {
    await open({ budget: { requests: 40, perSeconds: 60 } });
    await tellShop('H1');
    await ask();
    const before = await health();
    expect(before.pull).toMatchObject({
      circuit: { state: 'CLOSED' },
      rate: { requests: 40, perSeconds: 60 },
      readyRequests: 4,
      lastOutcome: null,
    });
    expect(before.pull!.nextDueAt).toBe(after(start, 7.5 * MINUTE));
    hub.time.advance(20 * MINUTE);
    await ask();
    const { pull } = await health();
    expect(pull).toMatchObject({ lastPullAt: hub.time.clock(), lastOutcome: 'NOT_FOUND' });
    expect(pull!.lastDetail).toContain('404');
    expect(pull!.readyRequests).toBe(3);
    expect(pull!.idleInMs).toBeGreaterThan(0);
    carrier.behave({ status: 401 });
    hub.time.advance(9 * HOUR);
    await ask();
    expect((await health()).pull).toMatchObject({ circuit: { state: 'OPEN' }, lastOutcome: 'UNAUTHORIZED' });
  });

  it('has none of it where it lacks credentials', async () => {
    await open({}, {});
    await tellShop('H1');
    await ask();
    expect((await health()).pull).toBeNull();
  });

  it('tells its unmapped codes, its uncertain times and its rhythm, once they are written', async () => {
    await open();
    const seen = [event('UNMAPPED'), { code: 'UNMAPPED' as const, local: '2026-11-20', text: 'Gone fishing' }];
    await hub.tell({ number: 'H1', events: seen });
    hub.time.advance(HOUR);
    await hub.tell({ number: 'H1', events: [event('IN_TRANSIT'), event('ACCEPTED', start)] });
    await hub.pipeline.stop();
    const told = await health();
    expect(told).toMatchObject({ unmappedShare: 0.5, uncertainShare: 0.25, silentSince: null });
    expect(told.lastInputAt).toBe(hub.time.clock());
    expect(told.topUnmapped).toEqual([{ sourceId: hub.source.id, code: 'UNMAPPED', text: 'Gone fishing', seen: 2 }]);
    // What it repeated of the hour before is no news: the lag is that of the latest event.
    expect(told.p95LagSeconds).toBeLessThan(2);
  });
});

describe('a source that pushes', () => {
  it('reads in a good answer what it wants to', async () => {
    await open({ reply: { contentType: 'text/plain', body: 'OK' } });
    expect(await hub.post({ number: 'P1', events: [] })).toMatchObject({
      status: 'stored',
      answer: { contentType: 'text/plain', body: 'OK' },
    });
  });

  it('reads what depends on what it sent', async () => {
    await open({ reply: ({ body }) => ({ contentType: 'text/plain', body: `${body.byteLength} bytes` }) });
    expect(await hub.post({ number: 'P1', events: [] })).toMatchObject({
      answer: { body: expect.stringMatching(/^\d+ bytes$/) as string },
    });
  });

  it('gets a bare answer where the plugin has none', async () => {
    await open({ reply: () => JSON.parse('no words') as never });
    const answer = await hub.post({ number: 'P2', events: [] });
    expect(answer).toMatchObject({ status: 'stored' });
    expect(answer).not.toHaveProperty('answer');
  });

  it('is asked now and then as well, so that a lost webhook is found within one cycle', async () => {
    await open();
    await hub.tell({ number: 'P1', events: [event('ACCEPTED')] });
    // This one never reaches us.
    hub.time.advance(HOUR);
    const lost = event('IN_TRANSIT', hub.time.clock(), 'Bonn');
    carrier.parcels.set('P1', { number: 'P1', events: [event('ACCEPTED', start), lost] });
    const asked = await watch('P1', 13 * HOUR, 30 * MINUTE);
    expect(asked).toHaveLength(1);
    expect(await hub.rows(`select 1 from milestone where place->>'city' = 'Bonn'`)).toHaveLength(1);
  });

  it('that falls silent is asked as if it never did', async () => {
    await open();
    const parcel = { number: 'P1', events: [event('ACCEPTED')] };
    carrier.parcels.set('P1', parcel);
    await hub.tell(parcel);
    await watch('P1', 36 * HOUR, HOUR);
    expect(new Set(gaps(await watch('P1', 10 * HOUR, 30 * MINUTE)))).toEqual(new Set([3]));
  });
});

describe('a thin webhook', () => {
  const tell = async (...follow: string[]): Promise<void> => {
    await hub.post({ follow } as ToyParcel);
    await hub.pipeline.settled();
  };
  const letters = () => hub.rows<{ path: string; error: string }>('select path, error from dead_letter');

  it('is followed, and what it points to is news like any other', async () => {
    await open();
    carrier.pages.set('/news/1', { number: 'W1', events: [event('ACCEPTED')] });
    await tell('/news/1', '/news/1');
    expect(await ask()).toBe(1);
    expect(await stateOf('W1')).toBe('IN_TRANSIT');
    expect(await hub.rows('select 1 from follow')).toEqual([]);
    expect(await ask()).toBe(0);
  });

  it('is followed a few links far and not for ever', async () => {
    await open();
    carrier.pages.set('/round', { follow: ['/round'] });
    await tell('/round');
    for (let i = 0; i < 6; i++) await ask();
    expect(carrier.asked).toHaveLength(3);
  });

  it('is followed later when there is nothing yet, and set aside when there never is', async () => {
    await open();
    await tell('/late', '/never', 'https://elsewhere.test/');
    await ask();
    carrier.pages.set('/late', { number: 'W2', events: [event('ACCEPTED')] });
    for (const ms of [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY]) {
      hub.time.advance(ms);
      await ask();
    }
    expect(await stateOf('W2')).toBe('IN_TRANSIT');
    const left = await letters();
    expect(left.map(({ path }) => path)).toEqual(['/follow']);
    expect(await hub.rows('select 1 from follow')).toEqual([]);
  });

  it('is not followed again by a replay, but when it was set aside', async () => {
    await open();
    await tell('/gone');
    const input = (await hub.rows<{ id: string }>('select id from inbox'))[0]!.id;
    for (const ms of [0, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY]) {
      hub.time.advance(ms);
      await ask();
    }
    expect(await letters()).toHaveLength(1);
    carrier.pages.set('/gone', { number: 'W3', events: [event('ACCEPTED')] });
    hub.time.advance(HOUR);
    await hub.pipeline.replayDeadLetters({ merchantId: hub.merchant.id });
    await ask();
    expect(await stateOf('W3')).toBe('IN_TRANSIT');
    expect(await letters()).toEqual([]);
    carrier.forget();
    await hub.pipeline.replay({ merchantId: hub.merchant.id, inputId: input });
    await hub.pipeline.settled();
    await ask();
    expect(carrier.asked).toEqual([]);
  });
});
