import { DEFAULT_POLICY } from '../policy/policy';
import { after, HOUR } from '../time/instant';
import { caseOf } from './case.fixture';
import { clockChange, clocksUnder } from './clock-change';
import { started } from './clocks';
import { hour } from '../shipment/history.fixture';

const firstAction = (hours: number) => ({
  ...DEFAULT_POLICY,
  sla: {
    ...DEFAULT_POLICY.sla,
    kinds: {
      ...DEFAULT_POLICY.sla.kinds,
      DAMAGE_REPORTED: { ...DEFAULT_POLICY.sla.kinds.DAMAGE_REPORTED, firstActionHours: hours },
    },
  },
});
const open = started(caseOf('DAMAGE_REPORTED', hour(0)), firstAction(8), hour(0));
const change = (before: number, now: number, toHours: number) =>
  clockChange(open, { before: firstAction(before), after: firstAction(toHours) }, hour(now))?.effect ?? null;

describe('a changed policy', () => {
  it.each([
    ['leaves a due time that is the same', 8, 1, 8, null],
    ['makes a case due sooner', 8, 1, 4, 'SOONER'],
    ['makes a case due later', 8, 1, 9, 'LATER'],
    ['makes a case breach at once', 8, 5, 4, 'BREACHED'],
    ['gives time to a case that had none left', 8, 9, 24, 'RELIEVED'],
  ] as const)('%s', (_name, before, now, to, effect) => {
    expect(change(before, now, to)).toBe(effect);
  });

  it('moves the due times of a case, and nothing else', () => {
    const moved = clocksUnder(open, firstAction(4), hour(1));
    expect(moved.sla.firstActionDueAt).toBe(after(hour(0), 4 * HOUR));
    expect({ ...moved, sla: open.sla }).toEqual(open);
    expect(clocksUnder(open, firstAction(8), hour(7))).toBe(open);
  });
});
