import fc from 'fast-check';
import { addBusinessTime, businessTimeBetween } from '../calendar/business-time';
import { MINUTE, msOf, type Instant } from '../time/instant';
import type { WaitingOn } from '../vocabulary/exceptions';
import {
  calendarIn,
  MINUTES,
  momentIn,
  openMinutes,
  tick,
  WINDOWS,
  type Limits,
  type Told,
  type Window,
} from './minute-clock.fixture';
import { readClock, type ClockEvent, type ClockTerms } from './sla-clock';

/** `SLA_CASES=100000` for the long run. */
const CASES = Number(process.env['SLA_CASES'] ?? 2_000);
const SEED = Number(process.env['SEED'] ?? 20_261_126);

const minute = fc.nat(MINUTES - 1);
const cap = fc.oneof(fc.constant(0), fc.nat(600), fc.nat(6_000));
const scenario = fc.constantFrom(...WINDOWS).chain((window) =>
  fc.record({
    window: fc.constant(window),
    calendar: calendarIn(window),
    from: minute,
    to: minute,
    add: fc.oneof(fc.nat(600), fc.nat(10_000)),
    start: fc.nat(MINUTES / 2),
    now: minute,
    told: fc.array(
      fc.record<Told>({
        minute,
        type: fc.constantFrom('PAUSED', 'PAUSED', 'PAUSED', 'RESUMED', 'RESUMED', 'STOPPED'),
        reason: fc.constantFrom('CUSTOMER', 'CARRIER', 'WAREHOUSE', 'THIRD_PARTY', 'SNOOZED'),
      }),
      { maxLength: 7 },
    ),
    limits: fc.record<Limits>({
      allowed: fc.integer({ min: 1, max: 500 }).map((tens) => tens * 10),
      caps: fc.record({ CUSTOMER: cap, CARRIER: cap, WAREHOUSE: cap, THIRD_PARTY: cap, SNOOZED: cap }),
      all: fc.oneof(cap, fc.constant(1_000_000)),
    }),
  }),
);

/** Beyond its window the oracle knows only that a moment lies there, or nowhere. */
function expectMoment(found: Instant | null, window: Window, wanted: number | undefined): void {
  if (wanted !== undefined) expect(found).toBe(momentIn(window, wanted));
  else expect(found === null || msOf(found) > msOf(momentIn(window, MINUTES))).toBe(true);
}

it(
  `equals a clock that ticks minute by minute, on ${CASES} random cases`,
  () => {
    const seen = { thresholds: 0, pauses: 0, stops: 0, within: 0 };
    fc.assert(
      fc.property(scenario, ({ window, calendar, from, to, add, start, now, told, limits }) => {
        const open = openMinutes(window, calendar);

        let counted = 0;
        for (let at = from; at < to; at += 1) counted += open[at]!;
        expect(businessTimeBetween(calendar, momentIn(window, from), momentIn(window, to))).toBe(counted * MINUTE);

        let left = add;
        let due = from;
        for (; left > 0 && due < MINUTES; due += 1) left -= open[due]!;
        const reaches = left === 0;
        if (reaches && add > 0) seen.within += 1;
        expectMoment(
          addBusinessTime(calendar, momentIn(window, from), add * MINUTE),
          window,
          reaches ? due : undefined,
        );

        const terms: ClockTerms = {
          policyVersion: 1,
          calendar,
          allowedMs: limits.allowed * MINUTE,
          pauseCapMs: Object.fromEntries(
            Object.entries(limits.caps).map(([reason, minutes]) => [reason, minutes * MINUTE]),
          ) as Record<WaitingOn, number>,
          allPausesCapMs: limits.all * MINUTE,
        };
        const events = told.map(
          ({ minute: at, type, reason }) => ({ type, at: momentIn(window, at), reason }) as ClockEvent,
        );
        const reading = readClock(
          [...events, { type: 'STARTED', at: momentIn(window, start) }],
          terms,
          momentIn(window, now),
        );
        if (now < start) return expect(reading).toBeNull();

        const known = told.filter(({ minute: at }) => at <= now).sort((a, b) => a.minute - b.minute);
        const wanted = tick(open, known, start, now, limits);
        expect(reading).toMatchObject({
          usedMs: wanted.usedAtEnd * MINUTE,
          pausedMs: wanted.pausedAtEnd * MINUTE,
          pausedFor: wanted.pausedFor,
          stoppedAt: wanted.stop === null ? null : momentIn(window, wanted.stop),
        });
        const reached = (percent: number) => {
          const at = wanted.thresholds.get(percent);
          return at !== undefined && at <= now && (wanted.stop === null || at < wanted.stop);
        };
        for (const { threshold, at, reachedAt } of reading!.thresholds) {
          expectMoment(at, window, wanted.thresholds.get(threshold.percent));
          expect(reachedAt).toBe(reached(threshold.percent) ? at : null);
          if (reached(threshold.percent)) seen.thresholds += 1;
        }
        if (wanted.stop !== null) seen.stops += 1;
        if (wanted.pausedAtEnd > 0) seen.pauses += 1;
        const state =
          wanted.stop !== null
            ? reached(100)
              ? 'BREACHED'
              : 'MET'
            : reached(200)
              ? 'ESCALATED'
              : reached(100)
                ? 'BREACHED'
                : wanted.pausedFor !== null
                  ? 'PAUSED'
                  : reached(80)
                    ? 'WARNED_80'
                    : reached(50)
                      ? 'WARNED_50'
                      : 'RUNNING';
        return expect(reading!.state).toBe(state);
      }),
      { numRuns: CASES, seed: SEED },
    );
    // The cases are worth something: many of each kind.
    expect(Math.min(seen.thresholds, seen.pauses, seen.stops, seen.within)).toBeGreaterThan(CASES / 20);
  },
  30 * MINUTE,
);
