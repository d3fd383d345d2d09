import fc from 'fast-check';
import { after, DAY, HOUR, instant, MINUTE, msBetween, type Instant } from '../time/instant';
import { SHIPMENT_STATES, type ShipmentState } from '../vocabulary/shipment-states';
import { firstPoll, nextPoll, pollPhase, type PollSubject } from './next-poll';
import { OVER, POLL_PLAN } from './poll-plan';

const now = instant('2026-11-20T12:00:00Z');
const ago = (ms: number): Instant => after(now, -ms);

const parcel = (change: Partial<PollSubject> = {}): PollSubject => ({
  state: 'IN_TRANSIT',
  stateSince: ago(5 * HOUR),
  openCases: 0,
  expectedBy: after(now, 5 * DAY),
  lastHeardAt: ago(HOUR),
  enrolledAt: ago(2 * DAY),
  askedAt: now,
  misses: 0,
  failures: 0,
  ...change,
});

/** Milliseconds until it is asked about, without jitter. */
const wait = (change: Partial<PollSubject> = {}, pushes = false): number | null => {
  const at = nextPoll(parcel(change), { pushes, now, random: 0.5 });
  return at === null ? null : msBetween(now, at);
};

describe('when a parcel is asked about next', () => {
  it('depends on how it stands', () => {
    expect(wait({ state: 'LABEL_CREATED' })).toBe(4 * HOUR);
    expect(wait()).toBe(3 * HOUR);
    expect(wait({ state: 'AVAILABLE_FOR_PICKUP' })).toBe(3 * HOUR);
    expect(wait({ state: 'OUT_FOR_DELIVERY' })).toBe(30 * MINUTE);
    expect(wait({ openCases: 1 })).toBe(HOUR);
    expect(wait({ state: 'DELIVERED' })).toBe(DAY);
    expect(wait({ state: 'DELIVERED', openCases: 1 })).toBe(HOUR);
  });

  it('comes sooner when the promise is near or has passed', () => {
    expect(wait({ expectedBy: after(now, 20 * HOUR) })).toBe(HOUR);
    expect(wait({ expectedBy: ago(DAY) })).toBe(HOUR);
    expect(wait({ expectedBy: null })).toBe(3 * HOUR);
  });

  it('comes later where the source also pushes', () => {
    expect(wait({}, true)).toBe(12 * HOUR);
    expect(wait({ state: 'OUT_FOR_DELIVERY' }, true)).toBe(3 * HOUR);
    expect(wait({ state: 'DELIVERED' }, true)).toBe(3 * DAY);
  });

  it('comes later the longer nothing is heard, and at least once a day', () => {
    expect(wait({ lastHeardAt: ago(8 * DAY) })).toBe(12 * HOUR);
    expect(wait({ lastHeardAt: ago(40 * DAY) })).toBe(DAY);
    expect(wait({ lastHeardAt: ago(8 * DAY), openCases: 1 })).toBe(12 * HOUR);
  });

  it('backs off while the source does not know the number, then gives it up', () => {
    const waits = [1, 2, 3, 4].map((misses) => wait({ state: 'LABEL_CREATED', misses }));
    expect(waits).toEqual([8 * HOUR, 16 * HOUR, DAY, DAY]);
    expect(wait({ state: 'LABEL_CREATED', misses: POLL_PLAN.misses - 1 })).toBe(DAY);
    expect(wait({ state: 'LABEL_CREATED', misses: POLL_PLAN.misses })).toBeNull();
  });

  it('comes soon after an answer that was none, but never sooner than it is to be retried', () => {
    const waits = [1, 2, 3, 9].map((failures) => wait({ failures }));
    expect(waits).toEqual([MINUTE, 2 * MINUTE, 4 * MINUTE, 3 * HOUR]);
    expect(wait({ state: 'OUT_FOR_DELIVERY', failures: 8 })).toBe(30 * MINUTE);
  });

  it('ends 14 days after delivery, or when nobody speaks of the parcel any more', () => {
    expect(wait({ state: 'DELIVERED', stateSince: ago(14 * DAY - 1) })).toBe(DAY);
    expect(wait({ state: 'DELIVERED', stateSince: ago(14 * DAY) })).toBeNull();
    expect(wait({ state: 'RETURNED', stateSince: ago(15 * DAY), openCases: 1 })).toBeNull();
    expect(wait({ lastHeardAt: ago(60 * DAY) })).toBeNull();
    expect(wait({ lastHeardAt: null, enrolledAt: ago(60 * DAY) })).toBeNull();
  });

  it('is at once what was never asked about, and what is overdue', () => {
    expect(wait({ askedAt: null })).toBe(0);
    expect(wait({ askedAt: ago(DAY) })).toBe(0);
  });

  it('is for the first time within a quarter of an hour, unless a source that pushes has just spoken', () => {
    const first = (pushes: boolean, spoke: boolean): number =>
      msBetween(now, firstPoll({ pushes, now, random: 0.5 }, spoke));
    expect(first(false, true)).toBe(7.5 * MINUTE);
    expect(first(true, false)).toBe(7.5 * MINUTE);
    expect(first(true, true)).toBe(12 * HOUR);
  });
});

describe('whatever a parcel is like', () => {
  const past = fc.integer({ min: 0, max: 200 * DAY }).map(ago);
  const anyParcel: fc.Arbitrary<PollSubject> = fc.record({
    state: fc.constantFrom(...(Object.keys(SHIPMENT_STATES) as ShipmentState[])),
    stateSince: fc.option(past),
    openCases: fc.integer({ min: -2, max: 3 }),
    expectedBy: fc.option(fc.integer({ min: -30 * DAY, max: 30 * DAY }).map((ms) => after(now, ms))),
    lastHeardAt: fc.option(past),
    enrolledAt: past,
    askedAt: fc.option(past),
    misses: fc.nat(100),
    failures: fc.nat(100),
  });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it('it is never asked about in the past, and within a day, or three where a watched one is pushed', () => {
    fc.assert(
      fc.property(anyParcel, fc.boolean(), random, (subject, pushes, chance) => {
        const at = nextPoll(subject, { pushes, now, random: chance });
        if (at === null) return;
        const most = pushes && pollPhase(subject, now) === 'DELIVERED_WATCH' ? 3 * DAY : DAY;
        expect(msBetween(now, at)).toBeGreaterThanOrEqual(0);
        expect(msBetween(now, at)).toBeLessThanOrEqual(most * (1 + POLL_PLAN.jitter));
      }),
      { numRuns: 2_000 },
    );
  });

  it('it is given up once it has been over for 14 days, and for good', () => {
    fc.assert(
      fc.property(anyParcel, fc.constantFrom(...OVER), fc.nat(100), (subject, state, days) => {
        const over = { ...subject, state, stateSince: ago(14 * DAY) };
        expect(nextPoll(over, { pushes: false, now: after(now, days * DAY), random: 0 })).toBeNull();
      }),
    );
  });

  it('not being known never brings it forward', () => {
    fc.assert(
      fc.property(anyParcel, fc.boolean(), random, (subject, pushes, chance) => {
        const at = nextPoll({ ...subject, misses: 1 }, { pushes, now, random: chance });
        const later = nextPoll({ ...subject, misses: 2 }, { pushes, now, random: chance });
        if (at !== null && later !== null) expect(later >= at).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('jitter spreads it by a tenth to both sides', () => {
    fc.assert(
      fc.property(anyParcel, fc.boolean(), random, (subject, pushes, chance) => {
        const asked = { ...subject, askedAt: now };
        const middle = nextPoll(asked, { pushes, now, random: 0.5 });
        const at = nextPoll(asked, { pushes, now, random: chance });
        expect(at === null).toBe(middle === null);
        if (at === null || middle === null) return;
        const share = msBetween(now, at) / msBetween(now, middle);
        expect(share).toBeGreaterThan(0.89);
        expect(share).toBeLessThan(1.11);
      }),
    );
  });
});
