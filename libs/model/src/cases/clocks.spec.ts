import { MADRID_OFFICE } from '../calendar/office.fixture';
import { DEFAULT_POLICY, type Policy } from '../policy/policy';
import { hour } from '../shipment/history.fixture';
import { after, HOUR, instant, type Instant } from '../time/instant';
import { EXCEPTION_KINDS, type ExceptionKind, type WaitingOn } from '../vocabulary/exceptions';
import { slaState, type ExceptionCase } from './case';
import { caseOf } from './case.fixture';
import { clockSteps } from './clock-steps';
import { clocksInStep, customerTold, firstAction, NEVER, started } from './clocks';

/** A first action is due after 4 hours, the resolution after 48. */
const opened = caseOf('NO_FIRST_SCAN', hour(0));

const policyWith = (sla: Partial<Policy['sla']>, calendar = DEFAULT_POLICY.calendars['business']!): Policy => ({
  ...DEFAULT_POLICY,
  calendars: { business: calendar },
  sla: { ...DEFAULT_POLICY.sla, ...sla },
});
const pausing = policyWith({
  pauses: {
    clocks: { ...DEFAULT_POLICY.sla.pauses.clocks, CUSTOMER: ['FIRST_ACTION', 'RESOLUTION'] },
    capHours: { ...DEFAULT_POLICY.sla.pauses.capHours, CUSTOMER: 10 },
    allHours: 15,
  },
});
const updating = policyWith({
  kinds: {
    ...DEFAULT_POLICY.sla.kinds,
    NO_FIRST_SCAN: { firstActionHours: 4, resolutionHours: 48, nextUpdateHours: 6 },
  },
});

const waiting = (current: ExceptionCase, waitingOn: WaitingOn, now: Instant, policy = DEFAULT_POLICY) =>
  clocksInStep({ ...current, status: 'WAITING', waitingOn }, policy, now);
const going = (current: ExceptionCase, now: Instant, policy = DEFAULT_POLICY) =>
  clocksInStep({ ...current, status: 'IN_PROGRESS', waitingOn: null, snoozedUntil: null }, policy, now);
const told = (current: ExceptionCase, now: Instant, policy = DEFAULT_POLICY) =>
  clockSteps(current, policy, now).map(({ action, detail }) => [action, detail['clock'], detail['percent']]);
const seenAt = (current: ExceptionCase, now: Instant, policy = DEFAULT_POLICY) =>
  clockSteps(current, policy, now).at(-1)?.case ?? current;

describe('the clocks of a case', () => {
  it('start with it, by kind', () => {
    expect(opened.sla).toEqual({
      firstActionDueAt: hour(4),
      firstActionAt: null,
      warnAt: hour(3.2),
      warnedAt: null,
      breachedAt: null,
      escalatedAt: null,
      pausedSince: null,
      pausedUntil: null,
      resolutionDueAt: hour(48),
      nextUpdateDueAt: null,
      dueAt: hour(4),
      nextClockAt: hour(2),
    });
  });

  it.each(Object.keys(EXCEPTION_KINDS) as ExceptionKind[])('of %s warn before they are due', (kind) => {
    const { warnAt, firstActionDueAt, resolutionDueAt } = caseOf(kind, hour(0)).sla;
    expect(warnAt < firstActionDueAt && firstActionDueAt < resolutionDueAt!).toBe(true);
  });

  it('go by the calendar of the policy, or of the kind', () => {
    const friday = instant('2025-05-09T13:00+02:00');
    const office = policyWith({}, MADRID_OFFICE);
    const { firstActionDueAt } = started(opened, office, friday).sla;
    expect(firstActionDueAt).toBe(instant('2025-05-12T12:00+02:00'));
    const kinds = { ...office.sla.kinds, NO_FIRST_SCAN: { ...office.sla.kinds.NO_FIRST_SCAN, calendar: 'always' } };
    const plain = { ...office, calendars: { ...office.calendars, always: DEFAULT_POLICY.calendars['business']! } };
    expect(started(opened, { ...plain, sla: { ...office.sla, kinds } }, friday).sla.firstActionDueAt).toBe(
      after(friday, 4 * HOUR),
    );
  });

  it('never run out in a calendar that never opens', () => {
    const { firstActionDueAt, warnAt, resolutionDueAt, nextClockAt } = started(
      opened,
      policyWith({}, { ...MADRID_OFFICE, week: {}, exceptions: [] }),
      hour(0),
    ).sla;
    expect([firstActionDueAt, warnAt, resolutionDueAt, nextClockAt]).toEqual([NEVER, NEVER, null, null]);
  });

  it('stop the first action with what a person does, once', () => {
    const acted = firstAction(opened, DEFAULT_POLICY, hour(1));
    expect(acted.sla).toMatchObject({ firstActionAt: hour(1), dueAt: hour(48), nextClockAt: hour(24) });
    expect(firstAction(acted, DEFAULT_POLICY, hour(2))).toBe(acted);
  });

  it('add nothing when nothing changed', () => {
    const again = clocksInStep(opened, DEFAULT_POLICY, hour(1));
    expect(again.clocks).toBe(opened.clocks);
    expect(again.sla).toBe(opened.sla);
  });

  it('start a cycle anew', () => {
    const late = seenAt(opened, hour(9));
    expect(started(late, DEFAULT_POLICY, hour(100)).sla).toMatchObject({
      firstActionDueAt: hour(104),
      firstActionAt: null,
      breachedAt: null,
    });
  });
});

describe('waiting', () => {
  it('pauses the clocks that the policy names, and shows it', () => {
    const paused = waiting(opened, 'CUSTOMER', hour(1), pausing);
    expect(paused.sla).toMatchObject({ pausedSince: hour(1), pausedUntil: hour(11), firstActionDueAt: hour(14) });
    expect(slaState(paused, hour(10))).toBe('PAUSED');
    const resumed = going(paused, hour(3), pausing);
    expect(resumed.sla).toMatchObject({ pausedSince: null, firstActionDueAt: hour(6), resolutionDueAt: hour(50) });
  });

  it('pauses nothing where the policy does not say so', () => {
    expect(waiting(opened, 'CARRIER', hour(1)).sla).toEqual(opened.sla);
    const acted = firstAction(opened, DEFAULT_POLICY, hour(1));
    expect(waiting(acted, 'CUSTOMER', hour(2)).sla).toMatchObject({ pausedSince: hour(2), pausedUntil: hour(74) });
  });

  it('ends by itself at the cap, said once', () => {
    const paused = waiting(opened, 'CUSTOMER', hour(1), pausing);
    expect(paused.sla.nextClockAt).toBe(hour(11));
    expect(slaState(paused, hour(11))).toBe('ON_TRACK');
    expect(told(paused, hour(11), pausing)).toEqual([['pause-ended', undefined, undefined]]);
    const running = seenAt(paused, hour(11), pausing);
    expect(running).toMatchObject({ status: 'WAITING', sla: { pausedSince: null, firstActionDueAt: hour(14) } });
    expect(told(running, hour(11), pausing)).toEqual([]);
    expect(running.sla.nextClockAt).toBe(hour(12));
  });

  it('again and again does not stop a clock for good', () => {
    const once = going(waiting(opened, 'CUSTOMER', hour(1), pausing), hour(11), pausing);
    const twice = waiting(once, 'CUSTOMER', hour(11), pausing);
    expect(twice.sla).toMatchObject({ pausedUntil: hour(16), firstActionDueAt: hour(19) });
  });

  it('ends when a snooze does, at the moment that was asked for', () => {
    const snoozed = waiting({ ...opened, snoozedUntil: hour(2.5) }, 'SNOOZED', hour(1));
    expect(told(snoozed, hour(2.4))).toEqual([['sla-warning', 'FIRST_ACTION', 50]]);
    const [back, ...rest] = clockSteps(snoozed, DEFAULT_POLICY, hour(3));
    expect(back).toMatchObject({
      action: 'snooze-ended',
      detail: { until: hour(2.5) },
      case: { status: 'OPEN', waitingOn: null, snoozedUntil: null, version: snoozed.version + 1 },
    });
    expect(rest.map(({ action }) => action)).toEqual(['sla-warning']);
    expect(seenAt(snoozed, hour(3)).clocks).toContainEqual({ clock: 'FIRST_ACTION', type: 'RESUMED', at: hour(2.5) });
  });
});

describe('thresholds', () => {
  it('are told at their moment, not before', () => {
    expect(told(opened, after(hour(2), -1))).toEqual([]);
    expect(told(opened, hour(2))).toEqual([['sla-warning', 'FIRST_ACTION', 50]]);
    expect(told(seenAt(opened, hour(2)), hour(3.2))).toEqual([['sla-warning', 'FIRST_ACTION', 80]]);
  });

  it('are told in order and once, with who is told, however late somebody looks', () => {
    expect(told(opened, hour(9))).toEqual([
      ['sla-warning', 'FIRST_ACTION', 50],
      ['sla-warning', 'FIRST_ACTION', 80],
      ['sla-breach', 'FIRST_ACTION', 100],
      ['sla-escalation', 'FIRST_ACTION', 200],
    ]);
    const [, , breach, escalation] = clockSteps(opened, DEFAULT_POLICY, hour(9));
    expect(breach).toMatchObject({ changeType: 'SLA_BREACHED', detail: { reachedAt: hour(4), tells: 'LEAD' } });
    expect(escalation).toMatchObject({ changeType: 'UPDATED', detail: { reachedAt: hour(8), tells: 'ADMIN' } });
    expect(escalation!.case).toMatchObject({
      version: opened.version + 4,
      sla: { warnedAt: hour(9), breachedAt: hour(4), escalatedAt: hour(8), nextClockAt: hour(24) },
    });
    expect(told(escalation!.case, hour(9))).toEqual([]);
  });

  it('stay facts when a stop comes late, and are not told of a closed case', () => {
    const acted = firstAction(opened, DEFAULT_POLICY, hour(5));
    expect(acted.sla).toMatchObject({ firstActionAt: hour(5), breachedAt: hour(4), nextClockAt: hour(24) });
    expect(told(acted, hour(6))).toEqual([]);
    const closed = clocksInStep({ ...opened, status: 'CLOSED', closedAt: hour(5) }, DEFAULT_POLICY, hour(5));
    expect(closed.sla).toMatchObject({ breachedAt: hour(4), nextClockAt: null });
    expect(told({ ...opened, closedAt: hour(3) }, hour(9))).toEqual([]);
  });

  it('are not reached by a stop in time', () => {
    const acted = firstAction(opened, DEFAULT_POLICY, hour(4));
    expect(acted.sla.breachedAt).toBeNull();
    expect(slaState(acted, hour(9))).toBe('MET');
  });
});

describe('the state of the first action', () => {
  it('is told at any moment', () => {
    const acted = firstAction(opened, DEFAULT_POLICY, hour(3.5));
    const late = firstAction(seenAt(opened, hour(4)), DEFAULT_POLICY, hour(5));
    const healed = { ...opened, closedAt: hour(2) };
    expect(
      (
        [
          [opened, 3],
          [opened, 3.2],
          [opened, 4],
          [acted, 9],
          [late, 9],
          [healed, 9],
        ] as const
      ).map(([current, at]) => slaState(current, hour(at))),
    ).toEqual(['ON_TRACK', 'WARNING', 'BREACHED', 'MET', 'BREACHED', 'MET']);
  });
});

describe('the next update', () => {
  it('is counted from the last one', () => {
    const begun = started(opened, updating, hour(0));
    expect(begun.sla.nextUpdateDueAt).toBe(hour(6));
    const once = customerTold(begun, updating, hour(5));
    expect(once.sla).toMatchObject({ nextUpdateDueAt: hour(11), firstActionAt: null });
    expect(told(firstAction(once, updating, hour(5)), hour(11), updating)).toEqual([
      ['sla-warning', 'NEXT_UPDATE', 50],
      ['sla-warning', 'NEXT_UPDATE', 80],
      ['sla-breach', 'NEXT_UPDATE', 100],
    ]);
  });

  it('is breached once per update', () => {
    const late = seenAt(started(opened, updating, hour(0)), hour(7), updating);
    const again = seenAt(customerTold(late, updating, hour(8)), hour(14), updating);
    const breaches = again.clocks.filter(
      (event) => event.clock === 'NEXT_UPDATE' && event.type === 'THRESHOLD_RECORDED' && event.percent === 100,
    );
    expect(breaches.map((event) => 'reachedAt' in event && event.reachedAt)).toEqual([hour(6), hour(14)]);
  });

  it('is due no more once the customer has an answer', () => {
    const customerTrack = { ...opened.customerTrack, status: 'RESOLVED', resolution: 'REFUND' } as const;
    const resolved = clocksInStep({ ...started(opened, updating, hour(0)), customerTrack }, updating, hour(1));
    expect(resolved.sla.dueAt).toBe(hour(4));
    expect(customerTold(resolved, updating, hour(2))).toBe(resolved);
  });
});

describe('the tracks', () => {
  const resolved = { ...opened.customerTrack, status: 'RESOLVED', resolution: 'REFUND' } as const;
  const investigating = { ...opened.recoveryTrack, status: 'INVESTIGATING', claimDeadline: hour(100) } as const;

  it('stop the resolution when both are done', () => {
    const both = clocksInStep(
      { ...firstAction(opened, DEFAULT_POLICY, hour(1)), customerTrack: resolved },
      DEFAULT_POLICY,
      hour(2),
    );
    expect(both.sla).toMatchObject({ resolutionDueAt: hour(48), nextClockAt: null });
    const refunded = clocksInStep(
      { ...opened, customerTrack: resolved, recoveryTrack: investigating },
      DEFAULT_POLICY,
      hour(2),
    );
    expect(refunded.sla.nextClockAt).toBe(hour(2));
    expect(told(refunded, hour(24))).toContainEqual(['sla-warning', 'RESOLUTION', 50]);
  });

  it('start the clock of the claim window with its deadline, in plain hours, and stop it with the claim', () => {
    const acted = firstAction(opened, DEFAULT_POLICY, hour(1));
    const open = clocksInStep({ ...acted, recoveryTrack: investigating }, policyWith({}, MADRID_OFFICE), hour(20));
    expect(told(seenAt(open, hour(60)), hour(84))).toContainEqual(['sla-warning', 'CLAIM_WINDOW', 80]);
    expect(told(seenAt(open, hour(84)), hour(100))).toContainEqual(['sla-breach', 'CLAIM_WINDOW', 100]);
    const filed = clocksInStep(
      { ...open, recoveryTrack: { ...investigating, status: 'CLAIM_FILED' } },
      DEFAULT_POLICY,
      hour(50),
    );
    expect(told(filed, hour(100)).filter(([, clock]) => clock === 'CLAIM_WINDOW')).toEqual([]);
    expect(filed.sla.dueAt).toBe(hour(48));
  });

  it('start none for a claim window that had closed before the case began: nobody could have kept it', () => {
    const late = { ...investigating, claimDeadline: opened.openedAt };
    const seen = clocksInStep({ ...opened, recoveryTrack: late }, DEFAULT_POLICY, hour(2));
    expect(seen.clocks.filter(({ clock }) => clock === 'CLAIM_WINDOW')).toEqual([]);
  });

  it('queue the case by the clock that runs out first', () => {
    const soon = { ...investigating, claimDeadline: hour(30) };
    const acted = firstAction(opened, DEFAULT_POLICY, hour(1));
    expect(clocksInStep({ ...acted, recoveryTrack: soon }, DEFAULT_POLICY, hour(2)).sla.dueAt).toBe(hour(30));
  });
});

describe('a case from before histories were kept', () => {
  const old = (change: Partial<ExceptionCase['sla']> = {}): ExceptionCase => ({
    ...opened,
    clocks: [],
    sla: { ...opened.sla, nextClockAt: null, ...change },
  });

  it('reads as it was', () => {
    for (const change of [{}, { warnedAt: hour(3.5) }, { warnedAt: hour(3.2), breachedAt: hour(4) }]) {
      const { nextClockAt: _next, ...kept } = old(change).sla;
      expect(clocksInStep(old(change), DEFAULT_POLICY, hour(1.9)).sla).toMatchObject(kept);
    }
    const acted = old({ firstActionAt: hour(1), dueAt: hour(48) });
    expect(clocksInStep(acted, DEFAULT_POLICY, hour(2)).sla).toMatchObject({ firstActionAt: hour(1), dueAt: hour(48) });
  });

  it('is told nothing twice', () => {
    expect(told(old(), hour(4))).toHaveLength(3);
    expect(told(old({ warnedAt: hour(3.2), breachedAt: hour(4) }), hour(5))).toEqual([]);
  });
});
