import fc from 'fast-check';
import { DEFAULT_POLICY, type Policy } from '../policy/policy';
import { anyMilestone, claim, hour, milestone } from '../shipment/history.fixture';
import type { Milestone } from '../shipment/milestone';
import { EMPTY_SUMMARY, summarize } from '../shipment/summary';
import { compareCases } from './compare';
import type { ReplayedCase } from './case-book';
import { NO_LANES, usualAt } from './lane-history';
import { knowledgeOf, replayedParcel, type ReplayedParcel } from './parcel-replay';
import { replay } from './replay';
import { addSubject, joinTally, whatIfTally } from './tally';

const shipment = (milestones: readonly Milestone[], claims = EMPTY_SUMMARY): ReplayedParcel => ({
  carrier: 'ups',
  tier: 'STANDARD',
  claims,
  milestones,
  tickets: [],
  validations: [],
});
const ALL_WEEK = { default: [], carriers: {} };
const policy = (change: Partial<Policy> = {}): Policy => ({ ...DEFAULT_POLICY, nonServiceDays: ALL_WEEK, ...change });
const stalledAfter = (domesticHours: number): Policy => policy({ stall: { ...DEFAULT_POLICY.stall, domesticHours } });

const world = { usual: usualAt(NO_LANES), voices: [] };
const cases = (one: ReplayedParcel, by: Policy, until = hour(1000)): ReplayedCase[] =>
  replay(replayedParcel(one, knowledgeOf(one, by.truth), world, by), by, until);
const told = (found: readonly ReplayedCase[]): unknown[] =>
  found.map(({ kind, openedAt, closedAt }) => [kind, openedAt, closedAt]);

describe('replaying a shipment', () => {
  it('opens a case when its clock runs out between two scans, and closes it when it heals', () => {
    const moving = shipment([milestone('ACCEPTED', 0), milestone('IN_TRANSIT', 60), milestone('DELIVERED', 70)]);
    expect(told(cases(moving, stalledAfter(48)))).toEqual([['STALLED_IN_TRANSIT', hour(48), hour(60)]]);
    expect(told(cases(moving, stalledAfter(72)))).toEqual([]);
  });

  it('goes by when news was heard, not by when it happened', () => {
    const late = milestone('IN_TRANSIT', 40, { receivedAt: hour(55) });
    expect(told(cases(shipment([milestone('ACCEPTED', 0), late]), stalledAfter(48), hour(60)))).toEqual([
      ['STALLED_IN_TRANSIT', hour(48), hour(55)],
    ]);
  });

  it('opens the same trouble again as another case', () => {
    const twice = shipment([milestone('ACCEPTED', 0), milestone('IN_TRANSIT', 50), milestone('IN_TRANSIT', 120)]);
    expect(told(cases(twice, stalledAfter(48), hour(130)))).toEqual([
      ['STALLED_IN_TRANSIT', hour(48), hour(50)],
      ['STALLED_IN_TRANSIT', hour(98), hour(120)],
    ]);
  });

  it('knows what was promised, and ends where it is told to', () => {
    const promised = shipment([milestone('ACCEPTED', 0)], summarize([], [claim('promise', { to: hour(20) })]));
    expect(told(cases(promised, policy(), hour(19)))).toEqual([]);
    expect(told(cases(promised, policy(), hour(20)))).toEqual([['PROMISE_AT_RISK', hour(20), null]]);
  });
});

describe('what a draft changes', () => {
  const window = { from: hour(0), to: hour(1000) };
  const moving = shipment([milestone('ACCEPTED', 0), milestone('IN_TRANSIT', 60), milestone('DELIVERED', 70)]);
  const effects = (before: Policy, after: Policy, of = moving, within = window): string[] =>
    compareCases(cases(of, before), cases(of, after), within).map(({ kind, effect }) => `${kind} ${effect}`);
  const due = (firstActionHours: number): Policy => ({
    ...stalledAfter(48),
    sla: {
      ...DEFAULT_POLICY.sla,
      kinds: {
        ...DEFAULT_POLICY.sla.kinds,
        STALLED_IN_TRANSIT: { ...DEFAULT_POLICY.sla.kinds.STALLED_IN_TRANSIT, firstActionHours },
      },
    },
  });

  it.each<[string, Policy, Policy, string[]]>([
    ['opens what the policy in force does not', stalledAfter(72), stalledAfter(48), ['STALLED_IN_TRANSIT OPENED']],
    ['misses what the policy in force opens', stalledAfter(48), stalledAfter(72), ['STALLED_IN_TRANSIT MISSED']],
    ['opens earlier', stalledAfter(55), stalledAfter(48), ['STALLED_IN_TRANSIT EARLIER']],
    ['is due later', due(8), due(9), ['STALLED_IN_TRANSIT LATER']],
    ['is the same', stalledAfter(48), stalledAfter(48), []],
  ])('%s', (_name, before, after, expected) => {
    expect(effects(before, after)).toEqual(expected);
  });

  it('counts only in the window', () => {
    expect(effects(stalledAfter(72), stalledAfter(48), moving, { from: hour(49), to: hour(100) })).toEqual([]);
  });

  it('is tallied by kind, with a few examples of each effect, whatever the parts', () => {
    const [before, after] = [cases(moving, stalledAfter(72)), cases(moving, stalledAfter(48))];
    const part = (from: number, count: number) => {
      const tally = whatIfTally();
      for (let n = from; n < from + count; n++)
        addSubject(
          tally,
          { subject: { type: 'shipment', id: `s${n}`, number: `T${n}` }, milestones: 3 },
          { before, after },
          window,
        );
      return tally;
    };
    const joined = whatIfTally();
    for (const one of [part(0, 2), part(2, 3)]) joinTally(joined, one);
    expect(joined).toEqual(part(0, 5));
    expect(joined).toMatchObject({
      shipments: 5,
      milestones: 15,
      kinds: {
        STALLED_IN_TRANSIT: {
          before: 0,
          after: 5,
          effects: { OPENED: 5, MISSED: 0, EARLIER: 0, LATER: 0 },
          examples: ['T0', 'T1', 'T2'].map((number) => ({ subject: { number } })),
        },
      },
    });
  });

  it('is nothing for the same policy, whatever happened; and what the one misses, the other way round opens', () => {
    const swap: Readonly<Record<string, string>> = {
      OPENED: 'MISSED',
      MISSED: 'OPENED',
      EARLIER: 'LATER',
      LATER: 'EARLIER',
    };
    fc.assert(
      fc.property(fc.array(anyMilestone, { maxLength: 8 }), fc.integer({ min: 1, max: 90 }), (history, hours) => {
        const one = shipment(history);
        const all = { from: hour(-10_000), to: hour(10_000) };
        const [a, b] = [cases(one, stalledAfter(48)), cases(one, stalledAfter(hours))];
        expect(compareCases(a, cases(one, stalledAfter(48)), all)).toEqual([]);
        const count = (differences: ReturnType<typeof compareCases>, name: (effect: string) => string) =>
          differences.map(({ kind, effect }) => `${kind} ${name(effect)}`).sort();
        expect(count(compareCases(b, a, all), (effect) => swap[effect]!)).toEqual(
          count(compareCases(a, b, all), String),
        );
      }),
      { numRuns: 300 },
    );
  });
});
