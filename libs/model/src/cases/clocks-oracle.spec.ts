import fc from 'fast-check';
import { DEFAULT_POLICY, type Policy } from '../policy/policy';
import type { PausableClock } from '../policy/sla';
import { after, MINUTE, msOf, type Instant } from '../time/instant';
import type { WaitingOn } from '../vocabulary/exceptions';
import { slaState, type ExceptionCase } from './case';
import { caseOf } from './case.fixture';
import { clockSteps } from './clock-steps';
import { started } from './clocks';
import { decide, type CaseCommand } from './commands';
import {
  calendarIn,
  MINUTES,
  momentIn,
  openMinutes,
  tick,
  WINDOWS,
  type Limits,
  type Told,
} from './minute-clock.fixture';

/** `SLA_CASES=100000` for the long run. */
const CASES = Number(process.env['SLA_CASES'] ?? 500);
const SEED = Number(process.env['SEED'] ?? 20_261_126);

type Step =
  | { readonly type: 'wait'; readonly on: Exclude<WaitingOn, 'SNOOZED'> }
  | { readonly type: 'snooze'; readonly for: number }
  | { readonly type: 'resume' | 'note' | 'ask-customer' | 'look' | 'close' };

const REASONS = ['CUSTOMER', 'CARRIER', 'WAREHOUSE', 'THIRD_PARTY', 'SNOOZED'] as const;
const CLOCKS = ['FIRST_ACTION', 'NEXT_UPDATE', 'RESOLUTION'] as const;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...REASONS.slice(0, 4)).map((on) => ({ type: 'wait', on }) as Step) },
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 4_000 }).map((minutes): Step => ({ type: 'snooze', for: minutes })),
  },
  {
    weight: 8,
    arbitrary: fc
      .constantFrom('resume', 'resume', 'note', 'ask-customer', 'look', 'look', 'close')
      .map((type) => ({ type }) as Step),
  },
);
const cap = fc.oneof(fc.constant(0), fc.nat(600), fc.nat(6_000));
const tens = (max: number) => fc.integer({ min: 1, max }).map((value) => value * 10);
const scenario = fc.constantFrom(...WINDOWS).chain((window) =>
  fc.record({
    window: fc.constant(window),
    calendar: calendarIn(window),
    start: fc.nat(MINUTES / 2),
    steps: fc.array(fc.record({ gap: fc.integer({ min: 1, max: 3_000 }), step }), { maxLength: 9 }),
    end: fc.integer({ min: 1, max: 8_000 }),
    allowed: fc.record({ FIRST_ACTION: tens(200), NEXT_UPDATE: tens(200), RESOLUTION: tens(500) }),
    pausing: fc.record({
      CUSTOMER: fc.subarray([...CLOCKS]),
      CARRIER: fc.subarray([...CLOCKS]),
      WAREHOUSE: fc.subarray([...CLOCKS]),
      THIRD_PARTY: fc.subarray([...CLOCKS]),
      SNOOZED: fc.subarray([...CLOCKS]),
    }),
    caps: fc.record({ CUSTOMER: cap, CARRIER: cap, WAREHOUSE: cap, THIRD_PARTY: cap, SNOOZED: cap }),
    all: fc.oneof(cap, fc.constant(1_000_000)),
  }),
);
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

const inHours = (minutes: number): number => minutes / 60;
function policyOf({ calendar, allowed, pausing, caps, all }: Scenario): Policy {
  const kind = {
    firstActionHours: inHours(allowed.FIRST_ACTION),
    resolutionHours: inHours(allowed.RESOLUTION),
    nextUpdateHours: inHours(allowed.NEXT_UPDATE),
  };
  const capHours = Object.fromEntries(Object.entries(caps).map(([reason, minutes]) => [reason, inHours(minutes)]));
  return {
    ...DEFAULT_POLICY,
    calendars: { business: calendar },
    sla: {
      kinds: { ...DEFAULT_POLICY.sla.kinds, NO_FIRST_SCAN: kind },
      calendar: 'business',
      pauses: { clocks: pausing, capHours: capHours as Record<WaitingOn, number>, allHours: inHours(all) },
    },
  };
}

const commandOf = (told: Step, at: Instant): CaseCommand | null => {
  switch (told.type) {
    case 'wait':
      return { type: 'wait', on: told.on };
    case 'snooze':
      return { type: 'snooze', until: after(at, told.for * MINUTE) };
    case 'ask-customer':
      return { type: 'request-evidence', from: 'CUSTOMER', items: ['a photo'] };
    case 'note':
      return { type: 'note', text: 'Rang them up.' };
    case 'close':
      return { type: 'close', closeCode: 'CARRIER_DELAY' };
    case 'resume':
      return { type: 'resume' };
    case 'look':
      return null;
  }
};

/** Plays a case through commands and timers, and keeps in minutes what each of its clocks was told. */
function play(given: Scenario, policy: Policy) {
  const { window, start, steps } = given;
  let current: ExceptionCase = started(
    caseOf('NO_FIRST_SCAN', momentIn(window, start)),
    policy,
    momentIn(window, start),
  );
  const told: Told[] = [];
  const seen = { firstAction: null as number | null, closed: null as number | null, update: start };
  let waits: WaitingOn | null = null;
  let until = 0;
  const turn = (to: WaitingOn | null, minute: number) => {
    if (to === waits) return;
    told.push(to === null ? { minute, type: 'RESUMED', reason: 'CARRIER' } : { minute, type: 'PAUSED', reason: to });
    waits = to;
  };
  const look = (at: Instant) => {
    for (const { case: next } of clockSteps(current, policy, at)) current = next;
    expect(clockSteps(current, policy, at)).toEqual([]);
    if (waits === 'SNOOZED' && momentIn(window, until) <= at) turn(null, until);
  };
  let minute = start;
  for (const { gap, step: one } of steps) {
    minute += gap;
    const at = momentIn(window, minute);
    // Timers never sleep: what came before the command was seen before it.
    look(after(at, -1));
    const command = commandOf(one, at);
    if (command === null) look(at);
    const decision = command && decide(current, command, { now: at, actor: 'usr-ana', policy });
    if (!decision?.ok) continue;
    current = decision.case;
    if (one.type !== 'snooze') seen.firstAction ??= minute;
    if (one.type === 'wait') turn(one.on, minute);
    if (one.type === 'resume') turn(null, minute);
    if (one.type === 'ask-customer') {
      turn('CUSTOMER', minute);
      seen.update = minute;
    }
    if (one.type === 'snooze') {
      turn('SNOOZED', minute);
      until = minute + one.for;
    }
    if (one.type === 'close') {
      seen.closed = minute;
      break;
    }
  }
  const end = Math.min(minute + given.end, MINUTES - 1);
  look(momentIn(window, end));
  return { current, told, seen, end };
}

/** What a clock that ticks once a minute makes of it. */
function ticked(clock: PausableClock, given: Scenario, open: Uint8Array, played: ReturnType<typeof play>) {
  const { told, seen, end } = played;
  const start = clock === 'NEXT_UPDATE' ? seen.update : given.start;
  const stop = clock === 'FIRST_ACTION' ? (seen.firstAction ?? seen.closed) : seen.closed;
  const before = told.filter(({ minute }) => minute < start).at(-1);
  // A clock that starts while the case waits stands from its start.
  const own = told.filter(({ minute }) => minute >= start);
  if (before?.type === 'PAUSED' && !own.some(({ minute }) => minute === start))
    own.unshift({ ...before, minute: start });
  const history: Told[] =
    stop === null
      ? own
      : [...own.filter(({ minute }) => minute < stop), { minute: stop, type: 'STOPPED', reason: 'CARRIER' }];
  const caps = Object.fromEntries(
    REASONS.map((reason) => [reason, given.pausing[reason].includes(clock) ? given.caps[reason] : 0]),
  ) as Limits['caps'];
  const limits: Limits = { allowed: given.allowed[clock], caps, all: given.all };
  return tick(open, history, start, end, limits);
}

it(
  `cases that are played through commands and timers have clocks that equal ones ticking minute by minute: ${CASES} random cases`,
  () => {
    const count = { facts: 0, pauses: 0, stops: 0, laps: 0 };
    fc.assert(
      fc.property(scenario, (given) => {
        const last = given.start + given.steps.reduce((sum, { gap }) => sum + gap, 0);
        fc.pre(last < MINUTES - 1);
        const { window } = given;
        const policy = policyOf(given);
        const open = openMinutes(window, given.calendar);
        const played = play(given, policy);
        const { current, seen, end } = played;
        const expectMoment = (found: Instant | null, minute: number | undefined) => {
          if (minute !== undefined) expect(found).toBe(momentIn(window, minute));
          else expect(found === null || msOf(found) > msOf(momentIn(window, MINUTES))).toBe(true);
        };
        const dues = {
          FIRST_ACTION: 'firstActionDueAt',
          NEXT_UPDATE: 'nextUpdateDueAt',
          RESOLUTION: 'resolutionDueAt',
        } as const;
        for (const clock of CLOCKS) {
          const wanted = ticked(clock, given, open, played);
          expectMoment(current.sla[dues[clock]], wanted.thresholds.get(100));
          const facts = [...wanted.thresholds]
            .filter(([, at]) => at <= end && (wanted.stop === null || at < wanted.stop))
            .map(([percent, at]) => [percent, momentIn(window, at)]);
          const since = momentIn(window, clock === 'NEXT_UPDATE' ? seen.update : given.start);
          const startedAt = current.clocks.findLastIndex((one) => one.clock === clock && one.type === 'STARTED');
          expect(current.clocks[startedAt]!.at).toBe(since);
          const recorded = current.clocks
            .slice(startedAt)
            .flatMap((one) =>
              one.clock === clock && one.type === 'THRESHOLD_RECORDED' ? [[one.percent, one.reachedAt]] : [],
            );
          expect(recorded).toEqual(facts);
          count.facts += facts.length;
          if (wanted.pausedAtEnd > 0) count.pauses += 1;
          if (wanted.stop !== null) count.stops += 1;
        }
        if (seen.update > given.start) count.laps += 1;
        const first = ticked('FIRST_ACTION', given, open, played);
        const used = (percent: number) => (first.thresholds.get(percent) ?? Infinity) <= end;
        const late = first.thresholds.get(100) ?? Infinity;
        const state =
          first.stop !== null
            ? first.stop <= late
              ? 'MET'
              : 'BREACHED'
            : used(100)
              ? 'BREACHED'
              : first.pausedFor !== null
                ? 'PAUSED'
                : used(80)
                  ? 'WARNING'
                  : 'ON_TRACK';
        expect(slaState(current, momentIn(window, end))).toBe(state);
      }),
      { numRuns: CASES, seed: SEED },
    );
    // The cases are worth something: many of each kind.
    expect(Math.min(count.facts, count.pauses, count.stops, count.laps)).toBeGreaterThan(CASES / 20);
  },
  30 * MINUTE,
);
