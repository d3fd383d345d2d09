import { DEFAULT_POLICY } from '../policy/policy';
import { CASE_STATUSES, type CaseStatus } from '../vocabulary/exceptions';
import type { Instant } from '../time/instant';
import { hour } from '../shipment/history.fixture';
import type { ExceptionCase } from './case';
import { caseOf } from './case.fixture';
import { decide, type CaseCommand, type CommandContext, type Decision } from './commands';
import { COMMANDS, type CommandRow, type CommandType } from './commands/transitions';

const opened = caseOf('NO_FIRST_SCAN', hour(0));
const ana = (now: Instant): CommandContext => ({ now, actor: 'usr-ana', role: 'AGENT', policy: DEFAULT_POLICY });
const byRule = (now: Instant): CommandContext => ({ now, actor: 'rule:test', policy: DEFAULT_POLICY });

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
    const decision = accepted(decide(opened, { type: 'assign', ownerId: 'usr-ben' }, byRule(hour(1))));
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
    const decision = decide(opened, { type: 'close', closeCode: 'DAMAGE' }, byRule(hour(2)));
    expect(accepted(decision).case.sla.firstActionAt).toBeNull();
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
  const step = {
    id: 'act-1',
    at: hour(1),
    actor: 'usr-ana',
    action: 'tagged',
    detail: { added: ['late'], removed: [] },
  };
  /** One of each that does something from any status from which it is possible. */
  const commands: Readonly<Record<CommandType, CaseCommand>> = {
    assign: { type: 'assign', ownerId: 'usr-ben' },
    snooze: { type: 'snooze', until: hour(20) },
    wait: { type: 'wait', on: 'WAREHOUSE' },
    resume: { type: 'resume' },
    note: { type: 'note', text: 'They called.' },
    tag: { type: 'tag', add: ['storm'] },
    'request-evidence': { type: 'request-evidence', from: 'CUSTOMER', items: ['a photo'] },
    'resolve-customer': { type: 'resolve-customer', resolution: 'MESSAGE' },
    approve: { type: 'approve', approve: false },
    'advance-recovery': { type: 'advance-recovery', to: 'INVESTIGATING' },
    close: { type: 'close', closeCode: 'DAMAGE' },
    reopen: { type: 'reopen', note: 'It is lost after all.' },
    undo: { type: 'undo', step },
  };
  const proposed = {
    ...opened.customerTrack,
    status: 'AWAITING_APPROVAL',
    resolution: 'REFUND',
    proposedBy: 'usr-ana',
  };
  const inStatus = (type: CommandType, status: CaseStatus): ExceptionCase =>
    ({
      ...opened,
      status,
      tags: ['late'],
      ...(status === 'WAITING' ? { waitingOn: 'SNOOZED', snoozedUntil: hour(8) } : {}),
      ...(status === 'CLOSED' ? { closedAt: hour(2), closedBy: 'usr-ana', closeCode: 'DAMAGE' } : {}),
      ...(type === 'approve' ? { customerTrack: proposed } : {}),
    }) as ExceptionCase;

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
    const { from, otherwise }: CommandRow = COMMANDS[type];
    const decision = decide(inStatus(type, status), commands[type], ana(hour(9)));
    const isPossible = from[status] !== undefined;
    expect(decision.ok).toBe(isPossible);
    if (decision.ok) {
      expect(decision.changed.length > 0 || decision.action === 'noted').toBe(isPossible);
      if (isPossible) expect(from[status]).toContain(decision.case.status);
    } else
      expect(decision).toEqual({
        ok: false,
        code: 'ILLEGAL_TRANSITION',
        message: `EX-12 is ${status}: it cannot be ${otherwise}.${status === 'CLOSED' ? ' Reopen it first.' : ''}`,
      });
  });

  it('names what changed, and raises the version exactly then', () => {
    for (const [type, command] of Object.entries(commands) as [CommandType, CaseCommand][]) {
      const status = (Object.keys(COMMANDS[type].from) as CaseStatus[]).at(-1)!;
      const before = inStatus(type, status);
      const { case: next, changed } = accepted(decide(before, command, ana(hour(9))));
      const fields = (Object.keys(next) as (keyof ExceptionCase)[]).filter((field) => field !== 'clocks'); // told by `sla`
      const differing = fields.filter((field) => next[field] !== before[field]);
      expect([...changed, 'version', 'updatedAt']).toEqual(expect.arrayContaining(differing));
      expect(next.version).toBe(2);
    }
  });
});
