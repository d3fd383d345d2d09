import fc from 'fast-check';
import type { ExceptionKind } from '../vocabulary/exceptions';
import { detect } from '../detection/detect';
import type { Finding } from '../detection/finding';
import { DEFAULT_POLICY } from '../policy/policy';
import { ABSORBS } from '../detection/precedence';
import { anyClaims, anyHistory, claim, hour, milestone } from '../shipment/history.fixture';
import type { Claim } from '../shipment/claims';
import type { Milestone } from '../shipment/milestone';
import type { ShipmentView } from '../shipment/shipment-view';
import { summarize } from '../shipment/summary';
import { deriveShipment } from '../shipment/view';
import type { ExceptionCase } from './case';
import type { CaseEffect } from './case-effect';
import type { TicketSignal } from '../tickets/signal';
import { caseOf, finding, subject } from './case.fixture';
import { clockSteps } from './clock-steps';
import { healingOf } from './healing';
import { reconcile, type ReconcileInput } from './reconcile';
import type { ClosedEpisode } from './verdict';

const viewOf = (history: readonly Milestone[], claims: readonly Claim[] = []) =>
  deriveShipment(summarize(history, claims));
const moving = [milestone('IN_TRANSIT', 5)];
const flag = { code: 'VIP', because: 'customer tier VIP' } as const;

const healed =
  (view: ShipmentView): ReconcileInput['heals'] =>
  (current) =>
    healingOf(current, view, DEFAULT_POLICY);

const runAll = (change: Partial<ReconcileInput>): CaseEffect[] =>
  reconcile({
    open: [],
    findings: [],
    heals: healed(viewOf(moving)),
    policy: DEFAULT_POLICY,
    now: hour(60),
    episodes: {},
    lastClosed: {},
    flags: [],
    subject,
    ...change,
  });
/** Without what time did before: see the description of its own. */
const run = (change: Partial<ReconcileInput>): CaseEffect[] => runAll(change).filter(({ type }) => type !== 'clock');
const short = (effects: readonly CaseEffect[]): string[] =>
  effects.map((effect) => `${effect.type} ${effect.case.kind} ${effect.action}`);

const underWay: readonly (readonly [string, Partial<ExceptionCase>])[] = (
  [
    ['a resolution', { customerTrack: { status: 'AWAITING_APPROVAL', resolution: 'REFUND' } }],
    ['a claim', { recoveryTrack: { status: 'CLAIM_FILED' } }],
    ['a question of the carrier', { recoveryTrack: { status: 'INFO_REQUESTED' } }],
  ] as const
).map(([name, change]) => [name, change as unknown as Partial<ExceptionCase>]);

/** Cases as the rules of the new kinds leave them. */
const ruled = (kind: ExceptionKind, rule: string, change: Partial<Finding> = {}): Partial<ExceptionCase> => ({
  detection: { ...caseOf(kind, hour(30)).detection, rule, ...change },
});
const movedAgain = ruled('DELIVERED_NOT_RECEIVED', 'delivered-not-received/moved-again');
const byTicket = (): Partial<ExceptionCase> =>
  ruled('DELIVERED_NOT_RECEIVED', 'delivered-not-received/ticket', { ticketIds: ['tkt-1'] });

describe('a new finding', () => {
  it('opens a case with its evidence, flags and clocks', () => {
    const [effect] = run({
      findings: [finding('STALLED_IN_TRANSIT')],
      flags: [flag],
      episodes: { STALLED_IN_TRANSIT: 2 },
    });
    expect(effect).toMatchObject({
      type: 'open',
      action: 'opened',
      changeType: 'OPENED',
      detail: { rule: 'stalled_in_transit/test', policyVersion: 1 },
      case: {
        ...subject,
        kind: 'STALLED_IN_TRANSIT',
        status: 'OPEN',
        episode: 3,
        cycle: 1,
        flags: [flag],
        openedAt: hour(60),
        sla: { firstActionDueAt: hour(84) },
        detection: { milestoneIds: ['ms-STALLED_IN_TRANSIT'], detectedAt: hour(60), conditionSince: hour(0) },
        customerTrack: { status: 'OPEN' },
        recoveryTrack: { status: 'NOT_APPLICABLE' },
        version: 1,
      },
    });
  });

  it('of several of one kind opens one case, which rests on the milestones of all', () => {
    const second = finding('FAILED_ATTEMPT', { rule: 'other', milestoneIds: ['ms-other'] });
    const effects = run({ findings: [finding('FAILED_ATTEMPT'), second] });
    expect(short(effects)).toEqual(['open FAILED_ATTEMPT opened']);
    expect(effects[0]!.case.detection).toMatchObject({
      rule: 'failed_attempt/test',
      milestoneIds: ['ms-FAILED_ATTEMPT', 'ms-other'],
    });
  });
});

describe('a repeated finding', () => {
  const open = [caseOf('FAILED_ATTEMPT', hour(40))];

  it('changes nothing when it says nothing new', () => {
    expect(run({ open, findings: [finding('FAILED_ATTEMPT', { policyVersion: 2 })] })).toEqual([]);
  });

  it('joins the open case with its new evidence', () => {
    const again = finding('FAILED_ATTEMPT', {
      because: 'It failed again.',
      reason: 'recipient.moved',
      milestoneIds: ['ms-2'],
      conditionSince: hour(50),
    });
    const [effect] = run({ open, findings: [again], flags: [flag], subject: { ...subject, orderId: 'ord-1' } });
    expect(effect).toMatchObject({
      type: 'update',
      changed: ['detection', 'reason', 'flags', 'orderId'],
      case: {
        id: 'case-FAILED_ATTEMPT',
        version: 6,
        reason: 'recipient.moved',
        orderId: 'ord-1',
        flags: [flag],
        detection: { because: 'It failed again.', milestoneIds: ['ms-FAILED_ATTEMPT', 'ms-2'], detectedAt: hour(40) },
      },
    });
  });
});

describe('precedence', () => {
  const weak = [caseOf('STALLED_IN_TRANSIT', hour(40)), caseOf('PROMISE_AT_RISK', hour(41), { number: 13 })];

  it('closes the weaker cases into the stronger one, whose evidence names them', () => {
    const effects = run({ open: weak, findings: [finding('RETURN_TO_SENDER'), finding('STALLED_IN_TRANSIT')] });
    expect(short(effects)).toEqual([
      'open RETURN_TO_SENDER opened',
      'close STALLED_IN_TRANSIT absorbed',
      'close PROMISE_AT_RISK absorbed',
    ]);
    expect(effects[0]!.case.detection).toMatchObject({
      because:
        'RETURN_TO_SENDER since the test says so. It takes over EX-12 (STALLED_IN_TRANSIT). It takes over EX-13 (PROMISE_AT_RISK).',
      milestoneIds: ['ms-RETURN_TO_SENDER', 'ms-STALLED_IN_TRANSIT', 'ms-PROMISE_AT_RISK'],
    });
    expect(effects[1]).toMatchObject({
      case: { status: 'CLOSED', closedBy: 'rule:precedence' },
      detail: { into: 'RETURN_TO_SENDER' },
    });
  });

  it('opens no weaker case beside a stronger one: its milestones become evidence', () => {
    const open = [caseOf('DAMAGE_REPORTED', hour(40))];
    const effects = run({ open, findings: [finding('DAMAGE_REPORTED'), finding('STALLED_IN_TRANSIT')] });
    expect(short(effects)).toEqual(['update DAMAGE_REPORTED evidence-joined']);
    expect(effects[0]!.case.detection.because).toContain('It takes over STALLED_IN_TRANSIT.');
  });

  it('closes with the code of what takes over', () => {
    const [, effect] = run({ open: [caseOf('FAILED_ATTEMPT', hour(40))], findings: [finding('DAMAGE_REPORTED')] });
    expect(effect).toMatchObject({ action: 'absorbed', case: { closeCode: 'DAMAGE' } });
  });

  it.each(underWay)('leaves a weaker case open while %s is under way', (_name, change) => {
    const open = [caseOf('STALLED_IN_TRANSIT', hour(40), change)];
    expect(short(run({ open, findings: [finding('RETURN_TO_SENDER'), finding('STALLED_IN_TRANSIT')] }))).toEqual([
      'open RETURN_TO_SENDER opened',
    ]);
  });
});

describe('a condition that is over', () => {
  const promised = claim('promise', { to: hour(70) });
  const estimate = (at: number) =>
    claim('carrierEstimate', hour(at), { sourceKind: 'CARRIER', sourceId: 'src-carrier' });
  const delivered = (at: number) => [...moving, milestone('DELIVERED', at)];
  const labelOnly = { detection: { ...caseOf('NO_FIRST_SCAN', hour(1)).detection, rule: 'no-first-scan/label-only' } };

  it.each<
    readonly [string, ExceptionKind, Partial<ExceptionCase>, readonly Milestone[], readonly Claim[], string | null]
  >([
    ['a first scan', 'NO_FIRST_SCAN', {}, moving, [], 'CARRIER_DELAY'],
    ['a late hand-over', 'NO_FIRST_SCAN', labelOnly, [milestone('HANDED_OVER', 50)], [], 'WAREHOUSE_MISS'],
    ['a hand-over after a hand-over', 'NO_FIRST_SCAN', {}, [milestone('HANDED_OVER', 50)], [], null],
    ['movement', 'STALLED_IN_TRANSIT', {}, moving, [], 'CARRIER_DELAY'],
    ['no movement since the condition began', 'STALLED_IN_TRANSIT', {}, [milestone('HELD', 50)], [], null],
    [
      'a hold after the last movement',
      'STALLED_IN_TRANSIT',
      {},
      [milestone('IN_TRANSIT', 0), milestone('HELD', 50)],
      [],
      null,
    ],
    ['delivery after a stall', 'STALLED_IN_TRANSIT', {}, delivered(50), [], 'CARRIER_DELAY'],
    ['an estimate that is back in time', 'PROMISE_AT_RISK', {}, moving, [promised, estimate(69)], 'CARRIER_DELAY'],
    ['an estimate that is still late', 'PROMISE_AT_RISK', {}, moving, [promised, estimate(71)], null],
    ['delivery in time', 'PROMISE_AT_RISK', {}, delivered(69), [promised], 'CARRIER_DELAY'],
    ['delivery too late', 'PROMISE_AT_RISK', {}, delivered(71), [promised], null],
    ['delivery after a failed attempt', 'FAILED_ATTEMPT', {}, delivered(50), [], 'CARRIER_DELAY'],
    ['a counter after a failed attempt', 'FAILED_ATTEMPT', {}, [milestone('AVAILABLE_FOR_PICKUP', 50)], [], null],
    ['a second delivery', 'DELIVERED_NOT_RECEIVED', movedAgain, delivered(50), [], 'CARRIER_DELAY'],
    ['a delivery that a customer denies', 'DELIVERED_NOT_RECEIVED', {}, delivered(50), [], null],
    ['a parcel that is not delivered yet', 'DELIVERED_NOT_RECEIVED', byTicket(), moving, [], 'CUSTOMER_ERROR'],
    ['movement after an address problem', 'ADDRESS_PROBLEM', {}, [milestone('IN_TRANSIT', 41)], [], 'ADDRESS_ISSUE'],
    ['the way back after an address problem', 'ADDRESS_PROBLEM', {}, [milestone('RETURNING', 41)], [], null],
    ['stock that came', 'INVENTORY_SHORT', {}, [milestone('ALLOCATED', 41)], [], 'WAREHOUSE_MISS'],
    ['a parcel that was picked', 'INVENTORY_SHORT', {}, [milestone('PICKED', 41)], [], 'WAREHOUSE_MISS'],
    ['delivery of a damaged parcel', 'DAMAGE_REPORTED', {}, delivered(50), [], null],
  ])('%s: %s', (_name, kind, change, history, claims, closeCode) => {
    const effects = run({ open: [caseOf(kind, hour(30), change)], heals: healed(viewOf(history, claims)) });
    expect(effects.map(({ case: { closeCode: code, status } }) => [code, status])).toEqual(
      closeCode === null ? [] : [[closeCode, 'CLOSED']],
    );
  });

  it('closes the case in the name of its rule, and says why', () => {
    const [effect] = run({ open: [caseOf('STALLED_IN_TRANSIT', hour(30))] });
    expect(effect).toMatchObject({
      action: 'healed',
      changeType: 'CLOSED',
      detail: { closeCode: 'CARRIER_DELAY', because: 'Closed by itself: it moved again at 2025-03-03 13:00 UTC.' },
      case: { closedBy: 'rule:stalled_in_transit/test', closedAt: hour(60), version: 5 },
    });
  });

  it.each(underWay)('leaves the case to a person while %s is under way, and says so once', (_name, change) => {
    const open = [caseOf('STALLED_IN_TRANSIT', hour(30), change)];
    const [effect, ...rest] = run({ open });
    expect([effect?.type, effect?.action, rest.length]).toEqual(['update', 'healed-left-open', 0]);
    expect(effect!.case.detection.because).toContain('left open');
    const left = effect!.case as ExceptionCase;
    expect(run({ open: [left] })).toEqual([]);
    const [back] = run({ open: [left], findings: [finding('STALLED_IN_TRANSIT')] });
    expect(back!.case.detection.because).toBe('STALLED_IN_TRANSIT since the test says so.');
  });

  it('is not assumed of a kind that was switched off meanwhile', () => {
    const policy = { ...DEFAULT_POLICY, off: ['STALLED_IN_TRANSIT' as const] };
    expect(run({ open: [caseOf('STALLED_IN_TRANSIT', hour(30))], policy })).toEqual([]);
  });
});

describe('a finding after a case of its kind was closed', () => {
  const closed = (by: 'person' | 'rule'): ClosedEpisode => ({ closedAt: hour(50), conditionSince: hour(10), by });
  const since = (hours: number): Finding[] => [finding('STALLED_IN_TRANSIT', { conditionSince: hour(hours) })];

  it.each([
    ['by a person, for the same condition, opens nothing', 'person', 10, 0],
    ['by a person, for a condition that is newer, is a new episode', 'person', 11, 1],
    ['by a rule is a new episode as soon as it holds', 'rule', 10, 1],
  ] as const)('%s', (_name, by, conditionSince, count) => {
    const effects = run({
      findings: since(conditionSince),
      lastClosed: { STALLED_IN_TRANSIT: closed(by) },
      episodes: { STALLED_IN_TRANSIT: 1 },
    });
    expect(effects.map((effect) => effect.case.episode)).toEqual(count === 0 ? [] : [2]);
  });

  it('opens nothing for what a stronger case, closed by a person, would have taken over', () => {
    const lastClosed = { DAMAGE_REPORTED: closed('person') };
    expect(run({ findings: since(50), lastClosed })).toEqual([]);
    expect(short(run({ findings: since(51), lastClosed }))).toEqual(['open STALLED_IN_TRANSIT opened']);
    const byRule = { DAMAGE_REPORTED: closed('rule') };
    expect(short(run({ findings: since(50), lastClosed: byRule }))).toEqual(['open STALLED_IN_TRANSIT opened']);
  });
});

/** What the store does with effects. */
function applied(open: readonly ExceptionCase[], effects: readonly CaseEffect[]): ExceptionCase[] {
  const byKind = new Map(open.map((current) => [current.kind, current]));
  for (const effect of effects) {
    const { kind } = effect.case;
    if (effect.type === 'close') byKind.delete(kind);
    else if (effect.type === 'update') byKind.set(kind, effect.case);
    else byKind.set(kind, { ...effect.case, id: kind, number: byKind.size + 1, ownerId: 'usr-ana' });
  }
  return [...byKind.values()];
}

describe('reconciling any shipment, step by step', () => {
  it('does nothing the second time, and keeps one open case a kind without what a stronger one takes over', () => {
    fc.assert(
      fc.property(anyHistory, anyClaims, fc.integer({ min: 0, max: 300 }), (history, claims, lateness) => {
        let open: ExceptionCase[] = [];
        for (let count = 0; count <= history.length; count += 3) {
          const summary = summarize(history.slice(0, count), claims);
          const view = deriveShipment(summary);
          const now = hour(count * 4 + lateness);
          const { findings } = detect(view, summary, { policy: DEFAULT_POLICY, now, carrier: 'ups', tier: 'VIP' });
          const effects = run({ open, findings, heals: healed(view), now });
          const next = applied(open, effects);
          expect(run({ open: next, findings, heals: healed(view), now: hour(999) })).toEqual([]);
          const kinds = next.map(({ kind }) => kind);
          expect(new Set(kinds).size).toBe(kinds.length);
          for (const kind of kinds) expect(kinds.filter((other) => ABSORBS[kind]?.includes(other))).toEqual([]);
          open = next;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('opens nothing again for the facts that a person has closed', () => {
    fc.assert(
      fc.property(
        anyHistory,
        anyClaims,
        fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
        (history, claims, closes) => {
          const summary = summarize(history, claims);
          const view = deriveShipment(summary);
          const now = hour(500);
          const { findings } = detect(view, summary, { policy: DEFAULT_POLICY, now, carrier: 'ups', tier: 'VIP' });
          const open = applied([], run({ findings, heals: healed(view), now }));
          const lastClosed: Partial<Record<ExceptionKind, ClosedEpisode>> = {};
          const left = open.filter(({ kind, detection: { conditionSince } }, i) => {
            if (closes[i]) lastClosed[kind] = { closedAt: now, conditionSince, by: 'person' };
            return !closes[i];
          });
          const effects = run({ open: left, findings, heals: healed(view), now: hour(501), lastClosed });
          expect(effects.filter(({ type }) => type !== 'update')).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('tickets that a case rests on', () => {
  const told: TicketSignal = {
    id: 'tkt-1',
    externalId: '4711',
    topic: 'NOT_RECEIVED',
    openedAt: hour(20),
    isClosed: true,
    match: 'ORDER_NUMBER',
  };
  const over = (view: ShipmentView, ticket: TicketSignal) =>
    healingOf(caseOf('DELIVERED_NOT_RECEIVED', hour(30), byTicket()), view, DEFAULT_POLICY, [ticket]);

  it('keep it open when they are solved, and close it when they are of something else', () => {
    const delivered = viewOf([milestone('DELIVERED', 10)]);
    expect(over(delivered, told)).toBeNull();
    expect(over(delivered, { ...told, topic: 'WISMO' })).toEqual({
      because: 'no ticket tells so any more, as a person corrected',
      closeCode: 'CUSTOMER_ERROR',
    });
  });

  it('are no trouble while the parcel is not delivered yet', () => {
    expect(over(viewOf(moving), told)).toMatchObject({ closeCode: 'CARRIER_DELAY' });
  });

  it('are joined, and make a trouble that a person closed news again', () => {
    const tickets = (id: string, at: number): Finding =>
      finding('DAMAGE_REPORTED', { rule: 'damage/ticket', ticketIds: [id], conditionSince: hour(at) });
    const findings = [finding('DAMAGE_REPORTED', { conditionSince: hour(5) }), tickets('tkt-2', 55)];
    const lastClosed = { DAMAGE_REPORTED: { closedAt: hour(50), conditionSince: hour(10), by: 'person' as const } };
    const [effect] = run({ findings, lastClosed, episodes: { DAMAGE_REPORTED: 1 } });
    expect(effect).toMatchObject({
      type: 'open',
      case: { episode: 2, detection: { ticketIds: ['tkt-2'], conditionSince: hour(55) } },
    });
    const open = [caseOf('DAMAGE_REPORTED', hour(60), { detection: effect!.case.detection })];
    const [joined] = run({ open, findings: [...findings, tickets('tkt-3', 58)] });
    expect(joined!.case.detection.ticketIds).toEqual(['tkt-2', 'tkt-3']);
  });
});

describe('a finding that opens cases until some moment only', () => {
  const old = finding('PROMISE_AT_RISK', { opensUntil: hour(50) });
  it('opens one until then, and leaves one that is open as it is', () => {
    expect(short(run({ findings: [old], now: hour(50) }))).toEqual(['open PROMISE_AT_RISK opened']);
    expect(run({ findings: [old], now: hour(50.1) })).toEqual([]);
    expect(run({ open: [caseOf('PROMISE_AT_RISK', hour(40))], findings: [old], now: hour(60) })).toEqual([]);
  });

  it('opens one as long as any finding of its kind does', () => {
    const later = { ...old, rule: 'x', opensUntil: hour(55) };
    expect(run({ findings: [old, later], now: hour(54) })).toHaveLength(1);
    expect(run({ findings: [old, finding('PROMISE_AT_RISK')], now: hour(90) })).toHaveLength(1);
    expect(run({ findings: [old, later], now: hour(56) })).toEqual([]);
  });
});

describe('an effect that comes before the timer of a moment that has passed', () => {
  // The first action was due at 34; a warning at 32 and at 33:12.
  const late = caseOf('NO_FIRST_SCAN', hour(30));
  const scanned = healed(viewOf(moving));
  const thresholds = (effects: readonly CaseEffect[]): unknown[] =>
    effects.map((effect) => [effect.action, 'percent' in effect.detail ? effect.detail['percent'] : null]);

  it('says first what was due, each by an entry of its own, and closes the case as the timer would have left it', () => {
    const effects = runAll({ open: [late], heals: scanned, now: hour(35) });
    expect(thresholds(effects)).toEqual([
      ['sla-warning', 50],
      ['sla-warning', 80],
      ['sla-breach', 100],
      ['healed', null],
    ]);
    expect(effects.map(({ case: one }) => 'version' in one && one.version)).toEqual([2, 3, 4, 5]);
    expect(effects.at(-1)!.case).toMatchObject({ status: 'CLOSED', sla: { breachedAt: hour(34) } });
    expect(effects.at(-1)!.case.clocks.filter(({ type }) => type === 'THRESHOLD_RECORDED')).toHaveLength(3);
  });

  it('says so of a case that another one takes over, and of one that evidence joins', () => {
    const taken = runAll({
      open: [caseOf('STALLED_IN_TRANSIT', hour(0))],
      findings: [finding('DAMAGE_REPORTED')],
      now: hour(20),
    });
    expect(thresholds(taken)).toEqual([
      ['opened', null],
      ['sla-warning', 50],
      ['sla-warning', 80],
      ['absorbed', null],
    ]);
    const joined = runAll({
      open: [late],
      findings: [finding('NO_FIRST_SCAN', { because: 'News.' })],
      now: hour(33),
    });
    expect(thresholds(joined)).toEqual([
      ['sla-warning', 50],
      ['evidence-joined', null],
    ]);
  });

  it('leaves a case that nothing happens to, to its timer', () => {
    expect(runAll({ open: [late], findings: [finding('NO_FIRST_SCAN')], heals: () => null, now: hour(40) })).toEqual(
      [],
    );
  });

  it('says nothing twice when a process whose clock is behind closes what another one looked at', () => {
    const looked = clockSteps(late, DEFAULT_POLICY, hour(32.5)).at(-1)!.case;
    const [effect, ...others] = runAll({ open: [looked], heals: scanned, now: hour(32.2) });
    expect(others).toEqual([]);
    expect(effect!.case.clocks.filter(({ type }) => type === 'THRESHOLD_RECORDED')).toHaveLength(1);
  });
});
