import { instant, type Instant } from '../time/instant';
import { DEFAULT_SETTINGS, type CompiledPolicy } from './compiled';
import { DEFAULT_POLICY } from './policy';
import { nextTurn, policyAt, surgePeriods, surgesOn, type PolicyVersion, type SurgeSwitch } from './timeline';

const day = (n: number): Instant => instant(Date.UTC(2026, 10, n));
const compiled = (domesticHours: number): CompiledPolicy => ({
  settings: { ...DEFAULT_SETTINGS, stall: { ...DEFAULT_SETTINGS.stall, domesticHours } },
  surges: { peak: { stall: { domesticHours: domesticHours + 100 } } },
});
const version = (n: number, from: number, hours: number): PolicyVersion => ({
  version: n,
  effectiveFrom: day(from),
  compiled: compiled(hours),
});
const on = (from: number, to: number | null, surge = 'peak'): SurgeSwitch => ({
  surge,
  isOn: true,
  from: day(from),
  to: to === null ? null : day(to),
});
const off = (from: number, surge = 'peak'): SurgeSwitch => ({ surge, isOn: false, from: day(from), to: null });

describe('the policy in force', () => {
  const versions = [version(1, 2, 10), version(2, 9, 20), version(3, 5, 30)];
  it.each([
    ['before anything was applied', 1, 0, 48],
    ['from the first moment of a version', 2, 1, 10],
    ['of a later version that comes into force earlier', 6, 3, 30],
    ['of an earlier version that was planned for later', 9, 2, 20],
  ])('%s', (_name, at, number, hours) => {
    const policy = policyAt({ versions, switches: [] }, day(at));
    expect([policy.version, policy.stall.domesticHours]).toEqual([number, hours]);
  });

  it('is the default one until then', () => {
    expect(policyAt({ versions, switches: [] }, day(1))).toBe(DEFAULT_POLICY);
  });

  it('carries the surge sets that are on, of whatever version', () => {
    const timeline = { versions, switches: [on(4, 6)] };
    expect(policyAt(timeline, day(3)).stall.domesticHours).toBe(10);
    expect(policyAt(timeline, day(4)).stall.domesticHours).toBe(110);
    expect(policyAt(timeline, day(5))).toMatchObject({ version: 3, surges: ['peak'], stall: { domesticHours: 130 } });
    expect(policyAt(timeline, day(6))).toMatchObject({ version: 3, surges: [], stall: { domesticHours: 30 } });
  });

  it('turns by itself when a version or a period begins or ends', () => {
    const timeline = { versions, switches: [on(4, 6)] };
    const turns: number[] = [];
    for (let at: Instant | null = day(1); (at = nextTurn(timeline, at)) !== null;)
      turns.push(new Date(at).getUTCDate());
    expect(turns).toEqual([2, 4, 5, 6, 9]);
  });
});

describe('surge periods', () => {
  it.each([
    ['one that was cut short', [on(2, 9), off(4)], [[2, 4]]],
    ['one that never came', [on(5, 9), off(4)], []],
    ['one that was over', [on(2, 3), off(4)], [[2, 3]]],
    ['one without an end', [on(2, null)], [[2, null]]],
    ['one without an end that was ended', [on(2, null), off(6)], [[2, 6]]],
    [
      'one that was switched on again',
      [on(2, null), off(6), on(8, 9)],
      [
        [2, 6],
        [8, 9],
      ],
    ],
    ['one while another is switched off', [on(2, 9), off(4, 'strike')], [[2, 9]]],
  ])('of %s', (_name, switches, expected) => {
    expect(surgePeriods(switches).map(({ from, to }) => [from, to])).toEqual(
      expected.map(([from, to]) => [day(from!), to === null ? null : day(to!)]),
    );
  });

  it('name each set once, in order', () => {
    expect(surgesOn(surgePeriods([on(1, 9, 'b'), on(1, 9, 'a'), on(2, 3, 'b')]), day(2))).toEqual(['a', 'b']);
  });
});
