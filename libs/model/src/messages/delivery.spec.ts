import fc from 'fast-check';
import { after, DAY, HOUR, instant, MINUTE } from '../time/instant';
import { afterAttempt, type SendFailure } from './delivery';

const now = instant('2026-11-20T12:00:00Z');
const expiresAt = after(now, DAY);
const after_ = (error: SendFailure, tries = 1, random = 0) =>
  afterAttempt({ ok: false, error }, { tries, expiresAt, random }, now);

describe('a message after an attempt', () => {
  it('is sent with the reference of whoever delivers it', () =>
    expect(afterAttempt({ ok: true, reference: '99' }, { tries: 1, expiresAt, random: 0 }, now)).toEqual({
      status: 'SENT',
      reference: '99',
    }));

  it('is given up at once where it is refused', () =>
    expect(after_({ kind: 'Refused', message: 'desk answered 422' })).toEqual({
      status: 'FAILED',
      because: 'It was refused: desk answered 422.',
    }));

  it('waits as long as it is asked to, and for whoever renews credentials', () => {
    const slowDown = { kind: 'RateLimited', message: 'desk answered 429', retryAfterMs: 90_000 } as const;
    expect(after_(slowDown, 40)).toMatchObject({ status: 'QUEUED', dueAt: after(now, 90_000) });
    expect(after_({ kind: 'Unauthorized', message: 'desk answered 401' }, 40)).toMatchObject({
      status: 'QUEUED',
      because: expect.stringContaining('Renew them') as string,
    });
  });

  it('is tried again later and later, and given up after some tries', () => {
    const broken = { kind: 'Upstream', message: 'desk answered 500' } as const;
    const waits = [1, 2, 3, 4, 5, 6, 7].map((tries) => {
      const delivery = after_(broken, tries, 1);
      return delivery.status === 'QUEUED' ? Date.parse(delivery.dueAt) - Date.parse(now) : null;
    });
    expect(waits).toEqual([0.5, 1, 2, 4, 8, 16, 32].map((minutes) => minutes * MINUTE));
    expect(after_(broken, 8)).toEqual({
      status: 'FAILED',
      because: 'It failed 8 times, the last time because: desk answered 500.',
    });
  });

  it('never waits beyond its end, nor goes out a moment after it, whatever happens', () => {
    const anyFailure: fc.Arbitrary<SendFailure> = fc.oneof(
      fc.record({
        kind: fc.constantFrom('Refused', 'Unauthorized', 'NotFoundYet', 'Upstream', 'Malformed'),
        message: fc.string(),
      }),
      fc.record({
        kind: fc.constant('RateLimited' as const),
        message: fc.string(),
        retryAfterMs: fc.oneof(fc.integer(), fc.double()),
      }),
    );
    fc.assert(
      fc.property(
        anyFailure,
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 100 }),
        (error, tries, random, hours) => {
          const end = after(now, hours * HOUR);
          const delivery = afterAttempt({ ok: false, error }, { tries, expiresAt: end, random }, now);
          expect(delivery.status).not.toBe('SENT');
          if (delivery.status === 'QUEUED') expect(delivery.dueAt > now && delivery.dueAt < end).toBe(true);
        },
      ),
    );
  });
});
