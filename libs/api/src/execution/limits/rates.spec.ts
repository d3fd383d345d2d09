import type { Viewer } from '../../context';
import { rateHeaders } from './rate-headers';
import { rateLimits, type Asker } from './rates';

const person: Viewer = { merchantId: 'm', userId: 'u', role: 'LEAD' };
const asker = (viewer: Viewer | null, address = '203.0.113.7'): Asker => ({ viewer, address });
const lead = asker(person);

describe('the rate of an asker', () => {
  beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-11-26T12:00:00.000Z') }));
  afterEach(() => jest.useRealTimers());

  it('is counted by cost, and told', async () => {
    const rates = rateLimits({ queries: 100, mutations: 10 });
    expect(await rates.take('queries', lead, 60)).toEqual({
      policy: 'queries',
      limit: 100,
      remaining: 40,
      resetSeconds: 60,
      isSpent: false,
    });
    jest.advanceTimersByTime(20_500);
    const next = (await rates.take('queries', lead, 30))!;
    expect(next).toMatchObject({ remaining: 10, resetSeconds: 40 });
    expect(rateHeaders(next)).toEqual([
      ['ratelimit-policy', '"queries";q=100;w=60'],
      ['ratelimit', '"queries";r=10;t=40'],
    ]);
  });

  it('costs something whatever is asked', async () => {
    expect(await rateLimits({ queries: 100, mutations: 10 }).take('queries', lead, 0)).toMatchObject({ remaining: 99 });
  });

  it('is spent by what does not fit, which is not paid for', async () => {
    const rates = rateLimits({ queries: 100, mutations: 10 });
    await rates.take('queries', lead, 60);
    for (let time = 0; time < 3; time++)
      expect(await rates.take('queries', lead, 50)).toMatchObject({ isSpent: true, remaining: 40 });
    expect(await rates.take('queries', lead, 40)).toMatchObject({ isSpent: false, remaining: 0 });
    expect(await rates.take('queries', lead, 1)).toMatchObject({ isSpent: true, remaining: 0 });
  });

  it('is whole again after its minute', async () => {
    const rates = rateLimits({ queries: 100, mutations: 10 });
    await rates.take('queries', lead, 100);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await rates.take('queries', lead, 100)).toMatchObject({ isSpent: false, remaining: 0 });
  });

  it('is another one for mutations', async () => {
    const rates = rateLimits({ queries: 100, mutations: 10 });
    await rates.take('queries', lead, 100);
    expect(await rates.take('mutations', lead, 10)).toMatchObject({ isSpent: false, limit: 10 });
  });

  it.each<[string, Asker, Asker, boolean]>([
    ['one user at two addresses', lead, asker(person, '198.51.100.1'), true],
    ['two users', lead, asker({ ...person, userId: 'v' }), false],
    ['two keys of one user', asker({ ...person, key: 'a' }), asker({ ...person, key: 'b' }), false],
    ['a key and its user', asker({ ...person, key: 'a' }), lead, false],
    ['nobody twice at one address', asker(null), asker(null), true],
    ['nobody at two addresses', asker(null), asker(null, '198.51.100.1'), false],
  ])('is shared by %s: %s', async (_name, first, second, isShared) => {
    const rates = rateLimits({ queries: 100, mutations: 10 });
    await rates.take('queries', first, 60);
    expect((await rates.take('queries', second, 1))!.remaining).toBe(isShared ? 39 : 99);
  });

  it('is not limited where the limit is 0', async () => {
    expect(await rateLimits({ queries: 0, mutations: 0 }).take('queries', lead, 1_000_000)).toBeNull();
  });

  it('lets nobody go on sending what cannot be run', async () => {
    const rates = rateLimits({ queries: 0, mutations: 0 }, 3);
    for (let time = 0; time < 3; time++) await rates.noteRefused(lead);
    expect(await rates.barredSeconds(lead)).toBeNull();
    await rates.noteRefused(lead);
    expect(await rates.barredSeconds(lead)).toBe(60);
    expect(await rates.barredSeconds(asker(null))).toBeNull();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await rates.barredSeconds(lead)).toBeNull();
  });
});
