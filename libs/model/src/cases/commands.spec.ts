import { CASE_STATUSES, type CaseStatus } from '../vocabulary/exceptions';
import { DEFAULT_POLICY } from '../policy/policy';
import type { Instant } from '../time/instant';
import { hour } from '../shipment/history.fixture';
import type { ExceptionCase } from './case';
import { caseOf } from './case.fixture';
import { COMMANDS, decide, type CaseCommand, type CommandType, type Decision } from './commands';

/** A first action is due 4 hours after opening, the warning comes after 80 % of them. */
const opened = caseOf('NO_FIRST_SCAN', hour(0));
const ana = (now: Instant) => ({ now, actor: 'usr-ana', policy: DEFAULT_POLICY });

const accepted = (decision: Decision): Extract<Decision, { ok: true }> => {
  if (!decision.ok) throw new Error(`${decision.code}: ${decision.message}`);
  return decision;
};
const play = (steps: readonly (readonly [CaseCommand, Instant])[], from = opened): ExceptionCase =>
  steps.reduce((current, [command, now]) => accepted(decide(current, command, ana(now))).case, from);

describe('assigning', () => {
  it('by a person is the first action', () => {
    const decision = accepted(decide(opened, { type: 'assign', ownerId: 'usr-ben' }, ana(hour(1))));
    expect(decision).toMatchObject({
      changed: ['ownerId', 'status', 'sla'],
      action: 'assigned',
      detail: { from: 'usr-ana', to: 'usr-ben' },
      changeType: 'UPDATED',
      case: {
        ownerId: 'usr-ben',
        status: 'IN_PROGRESS',
        sla: { firstActionAt: hour(1) },
        version: 2,
        updatedAt: hour(1),
      },
    });
  });

  it('by a rule is not', () => {
    const decision = accepted(
      decide(opened, { type: 'assign', ownerId: 'usr-ben' }, { ...ana(hour(1)), actor: 'rule:routing' }),
    );
    expect(decision).toMatchObject({ changed: ['ownerId'], case: { status: 'OPEN', sla: { firstActionAt: null } } });
  });

  it('again leaves the first action where it was, and a waiting case waiting', () => {
    const waiting = caseOf('NO_FIRST_SCAN', hour(0), { status: 'WAITING', waitingOn: 'CARRIER' });
    const twice = play(
      [
        [{ type: 'assign', ownerId: 'usr-ben' }, hour(1)],
        [{ type: 'assign', ownerId: 'usr-cy' }, hour(2)],
      ],
      waiting,
    );
    expect(twice).toMatchObject({
      status: 'WAITING',
      waitingOn: 'CARRIER',
      sla: { firstActionAt: hour(1) },
      version: 3,
    });
  });

  it('to the same owner succeeds and changes nothing', () => {
    const decision = accepted(decide(opened, { type: 'assign', ownerId: 'usr-ana' }, ana(hour(1))));
    expect(decision.changed).toEqual([]);
    expect(decision.case).toBe(opened);
  });

  it('to nobody is refused', () => {
    expect(decide(opened, { type: 'assign', ownerId: ' ' }, ana(hour(1)))).toMatchObject({
      ok: false,
      code: 'INVALID',
    });
  });
});

describe('closing', () => {
  it('needs a code, and ends an untouched customer track', () => {
    const decision = accepted(
      decide(opened, { type: 'close', closeCode: 'CARRIER_DELAY', note: 'found' }, ana(hour(2))),
    );
    expect(decision).toMatchObject({
      action: 'closed',
      changeType: 'CLOSED',
      detail: { closeCode: 'CARRIER_DELAY', note: 'found' },
      case: {
        status: 'CLOSED',
        closedAt: hour(2),
        closedBy: 'usr-ana',
        customerTrack: { status: 'RESOLVED', resolution: 'NONE_NEEDED' },
        recoveryTrack: { status: 'NOT_APPLICABLE' },
        sla: { firstActionAt: hour(2) },
      },
    });
    expect(decision.changed).toContain('closeCode');
  });

  it('is the first action only when none came before', () => {
    const assigned: [CaseCommand, Instant] = [{ type: 'assign', ownerId: 'usr-ben' }, hour(1)];
    expect(play([assigned, [{ type: 'close', closeCode: 'DAMAGE' }, hour(2)]]).sla.firstActionAt).toBe(hour(1));
    const byRule = decide(
      opened,
      { type: 'close', closeCode: 'DAMAGE' },
      { ...ana(hour(2)), actor: 'rule:automation' },
    );
    expect(accepted(byRule).case.sla.firstActionAt).toBeNull();
  });

  it('keeps a resolution that was given', () => {
    const refunded = { ...opened.customerTrack, status: 'RESOLVED', resolution: 'REFUND' } as const;
    const closed = play([[{ type: 'close', closeCode: 'DAMAGE' }, hour(2)]], { ...opened, customerTrack: refunded });
    expect(closed.customerTrack).toBe(refunded);
  });

  it.each([
    [null, 'CLOSE_CODE_REQUIRED', 'A case is closed with one of CARRIER_DELAY, WAREHOUSE_MISS'],
    ['toString', 'INVALID', 'toString is no close code'],
  ] as const)('with %s is refused with %s', (closeCode, code, message) => {
    const decision = decide(opened, { type: 'close', closeCode: closeCode as never }, ana(hour(2)));
    expect(decision).toMatchObject({ ok: false, code, message: expect.stringContaining(message) as string });
  });
});

describe('any command', () => {
  const commands: Readonly<Record<CommandType, CaseCommand>> = {
    assign: { type: 'assign', ownerId: 'usr-ben' },
    close: { type: 'close', closeCode: 'DAMAGE' },
  };

  it('is refused when the case changed meanwhile', () => {
    const decision = decide(opened, { ...commands.assign, expectedVersion: 7 }, ana(hour(1)));
    expect(decision).toMatchObject({
      ok: false,
      code: 'CONFLICT',
      message: expect.stringContaining('EX-12') as string,
    });
    expect(decide(opened, { ...commands.assign, expectedVersion: 1 }, ana(hour(1))).ok).toBe(true);
    expect(decide(opened, { ...commands.assign, expectedVersion: null }, ana(hour(1))).ok).toBe(true);
  });

  const pairs = (Object.keys(commands) as CommandType[]).flatMap((type) =>
    (Object.keys(CASE_STATUSES) as CaseStatus[]).map((status) => [type, status] as const),
  );
  it.each(pairs)('%s on a case that is %s follows the table', (type, status) => {
    const { from, otherwise } = COMMANDS[type];
    const decision = decide({ ...opened, status }, commands[type], ana(hour(9)));
    const isPossible = from.includes(status);
    expect(decision.ok).toBe(isPossible);
    if (decision.ok) expect(decision.changed.length > 0).toBe(isPossible);
    else
      expect(decision).toEqual({
        ok: false,
        code: 'ILLEGAL_TRANSITION',
        message: `EX-12 is CLOSED: it cannot be ${otherwise}.`,
      });
  });

  it('names what changed, and raises the version exactly then', () => {
    for (const command of Object.values(commands)) {
      const { case: next, changed } = accepted(decide(opened, command, ana(hour(9))));
      const fields = (Object.keys(next) as (keyof ExceptionCase)[]).filter((field) => field !== 'clocks'); // told by `sla`
      const differing = fields.filter((field) => next[field] !== opened[field]);
      expect([...changed, 'version', 'updatedAt']).toEqual(expect.arrayContaining(differing));
      expect(next.version).toBe(2);
    }
  });
});
