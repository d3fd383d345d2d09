import { hour } from '../shipment/history.fixture';
import { DEFAULT_POLICY } from '../policy/policy';
import { caseOf } from './case.fixture';
import { clockSteps } from './clock-steps';
import { agent } from './commands/commands.fixture';
import { decideInTime } from './late-steps';

/** A first action is due after 4 hours. */
const opened = caseOf('NO_FIRST_SCAN', hour(0));
const note = { type: 'note', text: 'Asked the depot.' } as const;

describe('a command that comes before the timer of a moment that has passed', () => {
  it('is decided on the case as the timer would have left it', () => {
    const { late, decision } = decideInTime(opened, { ...note, expectedVersion: opened.version }, agent(hour(5)));
    expect(late.map(({ action, detail }) => [action, detail['percent']])).toEqual([
      ['sla-warning', 50],
      ['sla-warning', 80],
      ['sla-breach', 100],
    ]);
    expect(late).toEqual(clockSteps(opened, DEFAULT_POLICY, hour(5)));
    expect(decision).toMatchObject({
      ok: true,
      action: 'noted',
      case: { version: opened.version + 4, sla: { firstActionAt: hour(5), breachedAt: hour(4) } },
    });
    expect(clockSteps((decision as { case: typeof opened }).case, DEFAULT_POLICY, hour(5))).toEqual([]);
  });

  it('finds a snooze that is over ended', () => {
    const aside = decideInTime(opened, { type: 'snooze', until: hour(2) }, agent(hour(1))).decision;
    if (!aside.ok) throw new Error(aside.message);
    const { late, decision } = decideInTime(aside.case, note, agent(hour(3)));
    expect(late[0]).toMatchObject({ action: 'snooze-ended' });
    expect(decision).toMatchObject({ ok: true, case: { status: 'IN_PROGRESS', snoozedUntil: null } });
  });

  it('is refused by the version that the person saw, not by what time did to it', () => {
    for (const expectedVersion of [opened.version - 1, opened.version + 3])
      expect(decideInTime(opened, { ...note, expectedVersion }, agent(hour(5)))).toMatchObject({
        late: [],
        decision: { ok: false, code: 'CONFLICT' },
      });
  });

  it('leaves all to the timer when it is refused or changes nothing', () => {
    const refused = decideInTime(opened, { type: 'resume' }, agent(hour(5)));
    expect(refused).toMatchObject({ late: [], decision: { ok: false, code: 'ILLEGAL_TRANSITION' } });
    const idle = decideInTime({ ...opened, tags: ['vip'] }, { type: 'tag', add: ['vip'], remove: [] }, agent(hour(5)));
    expect(idle).toMatchObject({ late: [], decision: { ok: true, changed: [], case: { version: opened.version } } });
  });

  it('brings nothing with it in time', () => {
    expect(decideInTime(opened, note, agent(hour(1))).late).toEqual([]);
  });
});
