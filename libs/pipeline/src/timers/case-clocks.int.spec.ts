import { randomBytes } from 'node:crypto';
import { HOUR, instant, MINUTE, type ExceptionCase, type Instant } from '@whereabouts/model';
import { dataSource, directory, openPool, secretBox } from '@whereabouts/store';
import type { CaseRequest } from '../pipeline';
import { policies, type Policies } from '../policies/policies';
import { sweepOnce } from '../policies/sweep';
import { audit } from '../testing/audit';
import { silentLog, silentMeter, testHub, type TestHub } from '../testing/test-hub';
import { fireDue } from './timers';

/** Offices of Madrid; the clock goes back on the night to 2026-10-25; a holiday on Monday 2026-11-02. */
const POLICY = `
calendars:
  business:
    zone: Europe/Madrid
    week:
      1: [{ from: "09:00", to: "14:00" }, { from: "15:00", to: "18:00" }]
      2: [{ from: "09:00", to: "14:00" }, { from: "15:00", to: "18:00" }]
      3: [{ from: "09:00", to: "14:00" }, { from: "15:00", to: "18:00" }]
      4: [{ from: "09:00", to: "14:00" }, { from: "15:00", to: "18:00" }]
      5: [{ from: "09:00", to: "14:00" }]
    holidays: [{ date: 2026-11-02, name: Todos los Santos, country: ES }]
    exceptions: []
sla:
  kinds:
    ADDRESS_PROBLEM: { firstActionHours: 4, resolutionHours: 16 }
  pauses:
    clocks: { CARRIER: [RESOLUTION], SNOOZED: [FIRST_ACTION] }
    capHours: { CARRIER: 8, SNOOZED: 6 }
    allHours: 10
`;
const FRIDAY = '2026-10-23T10:00:00+02:00';
const madrid = (text: string): Instant => instant(text);

describe('the clocks of cases', () => {
  let hub: TestHub;
  let known: Policies;
  let ada: string;
  const errors: string[] = [];
  beforeEach(async () => {
    errors.length = 0;
    hub = await testHub({ now: FRIDAY, needs: { roles: ['apply'] } });
    known = policies({ pool: hub.pool, clock: hub.time.clock, log: silentLog });
    [ada] = (await hub.rows<{ id: string }>('select id from app_user')).map(({ id }) => id) as [string];
    await hub.pipeline.trackShipment({ merchantId: hub.merchant.id, actor: ada, carrier: 'ups', trackingNumber: 'P1' });
  });
  afterEach(async () => {
    expect(errors).toEqual([]);
    expect(await audit(hub.pool, [])).toMatchObject({ duplicatedCases: 0, wrongHistories: 0, wrongTotals: 0 });
    await hub.close();
  });

  const apply = async (document: string): Promise<void> => {
    expect(await hub.pipeline.policies.apply({ merchantId: hub.merchant.id, document, actor: 'test' })).toMatchObject({
      ok: true,
    });
    await known.refresh();
  };
  const needs = () => ({
    pool: hub.pool,
    policyOf: known.policyOf,
    clock: hub.time.clock,
    log: { ...silentLog, error: (facts: object) => void errors.push(JSON.stringify(facts)) },
    meter: silentMeter,
    onCommitted: () => undefined,
  });
  const fireAt = async (at: string): Promise<void> => {
    hub.time.set(madrid(at));
    while ((await fireDue(needs())) > 0);
  };
  const opened = async (more: object = {}): Promise<ExceptionCase> => {
    const order = { merchantId: hub.merchant.id, actor: ada, kind: 'ADDRESS_PROBLEM' as const, reference: 'P1' };
    const reply = await hub.pipeline.openCase({ ...order, ...more });
    if (!reply.ok) throw new Error(reply.message);
    return reply.exceptionCase;
  };
  const act = async ({ id: caseId }: ExceptionCase, command: CaseRequest): Promise<ExceptionCase> => {
    const reply = await hub.pipeline.commandCase({
      merchantId: hub.merchant.id,
      actor: ada,
      role: 'ADMIN',
      caseId,
      command,
    });
    if (!reply.ok) throw new Error(reply.message);
    return reply.exceptionCase;
  };
  const said = () =>
    hub.rows<{ action: string; clock: string | null; percent: number | null; at: Instant | null }>(
      `select action, detail->>'clock' as clock, (detail->>'percent')::int as percent, detail->>'reachedAt' as at
         from activity where action like 'sla-%' or action like '%-ended' or action = 'sla-recomputed' order by id`,
    );

  it('go by the office hours of the policy, over a weekend in which the clock changes', async () => {
    await apply(POLICY);
    // Friday 13:00, an hour before the weekend.
    hub.time.set(madrid('2026-10-23T13:00+02:00'));
    const { sla } = await opened();
    expect(sla).toMatchObject({
      firstActionDueAt: madrid('2026-10-26T12:00+01:00'),
      resolutionDueAt: madrid('2026-10-27T17:00+01:00'),
      nextClockAt: madrid('2026-10-26T10:00+01:00'),
    });
    await fireAt('2026-10-26T09:59+01:00');
    expect(await said()).toEqual([]);
    await fireAt('2026-10-26T10:00+01:00');
    expect(await said()).toEqual([
      { action: 'sla-warning', clock: 'FIRST_ACTION', percent: 50, at: madrid('2026-10-26T10:00+01:00') },
    ]);
  });

  it('stand while a case waits, until the cap, and over a holiday', async () => {
    await apply(POLICY);
    const one = await act(await opened(), { type: 'note', text: 'Asked the depot.' });
    hub.time.set(madrid('2026-10-30T13:00+01:00'));
    while ((await fireDue(needs())) > 0);
    const before = await hub.rows('select resolution_due_at from exception_case');
    expect(before).toEqual([{ resolution_due_at: madrid('2026-10-27T13:00+01:00') }]);
    expect(one.sla.firstActionAt).toBe(madrid(FRIDAY));
    // Breached already: a pause changes no fact.
    const waiting = await act(one, { type: 'wait', on: 'CARRIER' });
    expect(waiting.sla).toMatchObject({
      pausedSince: madrid('2026-10-30T13:00+01:00'),
      // An hour on Friday, none on the holiday, seven on Tuesday.
      pausedUntil: madrid('2026-11-03T17:00+01:00'),
    });
    await fireAt('2026-11-03T17:00+01:00');
    expect((await said()).filter(({ action }) => action === 'pause-ended')).toHaveLength(1);
    expect(await hub.rows('select status, paused_since from exception_case')).toEqual([
      { status: 'WAITING', paused_since: null },
    ]);
  });

  it('say what was due before the hub itself ends a case that no timer saw in time', async () => {
    await apply('nonServiceDays: { default: [] }\nfirstScan: { handedOverHours: 1 }');
    const scan = (code: 'HANDED_OVER' | 'ACCEPTED') =>
      hub.tell({ number: 'T1', events: [{ code, at: hub.time.clock() }] });
    await scan('HANDED_OVER');
    await fireAt('2026-10-23T11:00+02:00');
    // Due at 15:00; the parcel is scanned an hour later, before any timer looks.
    hub.time.set(madrid('2026-10-23T16:00+02:00'));
    await scan('ACCEPTED');
    expect(await hub.rows(`select actor, action, detail->>'reachedAt' as at from activity order by id`)).toMatchObject([
      { action: 'opened' },
      { actor: 'rule:sla', action: 'sla-warning', at: madrid('2026-10-23T13:00+02:00') },
      { actor: 'rule:sla', action: 'sla-warning', at: madrid('2026-10-23T14:12+02:00') },
      { actor: 'rule:sla', action: 'sla-breach', at: madrid('2026-10-23T15:00+02:00') },
      { actor: 'rule:no-first-scan/handed-over', action: 'healed' },
    ]);
    expect(await hub.rows('select type from change order by seq')).toEqual(
      ['OPENED', 'SLA_WARNING', 'SLA_WARNING', 'SLA_BREACHED', 'CLOSED'].map((type) => ({ type })),
    );
    expect(await hub.rows('select version, status, breached_at from exception_case')).toEqual([
      { version: 5, status: 'CLOSED', breached_at: madrid('2026-10-23T15:00+02:00') },
    ]);
    await fireAt('2026-10-23T17:00+02:00');
    expect(await hub.rows('select from activity')).toHaveLength(5);
  });

  it('end a snooze at its time, whatever the case is about', async () => {
    await apply(POLICY);
    const one = await opened();
    const until = madrid('2026-10-23T12:00+02:00');
    const snoozed = await act(one, { type: 'snooze', until });
    expect(snoozed.sla).toMatchObject({ pausedSince: madrid(FRIDAY), nextClockAt: until });
    await fireAt('2026-10-23T12:30+02:00');
    expect(await said()).toMatchObject([{ action: 'snooze-ended' }]);
    expect(await hub.rows('select status, first_action_due_at from exception_case')).toEqual([
      // Two hours were paused, four are allowed: two of them on Friday, two on Monday.
      { status: 'OPEN', first_action_due_at: madrid('2026-10-26T11:00+01:00') },
    ]);
  });

  it('say each threshold once though two processes look at once, and dated with its moment though they look late', async () => {
    await apply(POLICY);
    await opened();
    const others = [1, 2].map(() =>
      openPool({ url: hub.url, max: 2, applicationName: 'timers', onError: () => undefined }),
    );
    for (let hours = 0; hours < 24 * 14; hours += 5) {
      hub.time.advance(5 * HOUR);
      await Promise.all(
        others.map(async (pool) => {
          while ((await fireDue({ ...needs(), pool })) > 0);
        }),
      );
    }
    for (const pool of others) await pool.end();
    expect((await said()).map(({ action, clock, percent, at }) => [action, clock, percent, at])).toEqual([
      ['sla-warning', 'FIRST_ACTION', 50, madrid('2026-10-23T12:00+02:00')],
      ['sla-warning', 'FIRST_ACTION', 80, madrid('2026-10-23T13:12+02:00')],
      ['sla-breach', 'FIRST_ACTION', 100, madrid('2026-10-23T14:00+02:00')],
      ['sla-escalation', 'FIRST_ACTION', 200, madrid('2026-10-26T13:00+01:00')],
      ['sla-warning', 'RESOLUTION', 50, madrid('2026-10-26T13:00+01:00')],
      ['sla-warning', 'RESOLUTION', 80, madrid('2026-10-27T09:48+01:00')],
      ['sla-breach', 'RESOLUTION', 100, madrid('2026-10-27T13:00+01:00')],
      ['sla-escalation', 'RESOLUTION', 200, madrid('2026-10-29T13:00+01:00')],
    ]);
    expect(
      await hub.rows("select type, count(*)::int as n from change where type like 'SLA%' group by 1 order by 1"),
    ).toEqual([
      { type: 'SLA_BREACHED', n: 2 },
      { type: 'SLA_WARNING', n: 4 },
    ]);
    expect(await hub.rows('select breached_at, escalated_at from exception_case')).toEqual([
      { breached_at: madrid('2026-10-23T14:00+02:00'), escalated_at: madrid('2026-10-26T13:00+01:00') },
    ]);
    expect(await hub.rows("select 1 from deadline where subject_kind = 'case'")).toEqual([]);
  });

  it('follow a changed policy by themselves; what it would do is told before, and facts stay', async () => {
    await opened();
    await fireAt('2026-10-23T12:00:00+02:00');
    expect((await said()).map(({ percent }) => percent)).toEqual([50, 80, 100]);
    const document =
      'sla: { kinds: { ADDRESS_PROBLEM: { firstActionHours: 9, resolutionHours: 20, nextUpdateHours: 1 } } }';
    const { id: merchantId } = hub.merchant;
    expect(await hub.pipeline.policies.previewSla({ merchantId, document })).toMatchObject({ sla: { openCases: 1 } });
    expect(await said()).toHaveLength(3);
    await apply(document);
    while (await sweepOnce({ ...needs(), policies: known }));
    await fireAt('2026-10-23T12:00:00+02:00');
    expect((await said()).slice(3).map(({ action, clock, percent }) => [action, clock, percent])).toEqual([
      ['sla-recomputed', null, null],
      ['sla-warning', 'NEXT_UPDATE', 50],
      ['sla-warning', 'NEXT_UPDATE', 80],
      ['sla-breach', 'NEXT_UPDATE', 100],
      ['sla-escalation', 'NEXT_UPDATE', 200],
    ]);
    expect(await hub.rows('select first_action_due_at, breached_at from exception_case')).toEqual([
      { first_action_due_at: madrid('2026-10-23T19:00+02:00'), breached_at: madrid('2026-10-23T12:00+02:00') },
    ]);
    await fireAt('2026-10-23T12:01:00+02:00');
    expect(await said()).toHaveLength(8);
  });

  it('have said what was due when a command comes before the timer, once, and the command is about what its sender saw', async () => {
    await apply(POLICY);
    const one = await opened();
    hub.time.set(madrid('2026-10-23T14:30+02:00'));
    // Friday 14:30: the first action was due at 14:00, and no timer looked.
    const order = { merchantId: hub.merchant.id, actor: ada, role: 'ADMIN' as const, caseId: one.id };
    const command = { type: 'note' as const, text: 'Asked the depot.' };
    const stale = { ...order, command, expectedVersion: one.version + 3 };
    expect(await hub.pipeline.commandCase(stale)).toMatchObject({ ok: false, refused: 'CONFLICT' });
    expect(await said()).toEqual([]);
    const reply = await hub.pipeline.commandCase({ ...order, command, expectedVersion: one.version });
    expect(reply).toMatchObject({
      ok: true,
      exceptionCase: { version: one.version + 4, sla: { breachedAt: madrid('2026-10-23T14:00+02:00') } },
    });
    expect(
      await hub.rows("select actor, action, detail->>'percent' as percent from activity order by id offset 1"),
    ).toEqual([
      { actor: 'rule:sla', action: 'sla-warning', percent: '50' },
      { actor: 'rule:sla', action: 'sla-warning', percent: '80' },
      { actor: 'rule:sla', action: 'sla-breach', percent: '100' },
      { actor: ada, action: 'noted', percent: null },
    ]);
    expect((await hub.rows<{ type: string }>('select type from change order by seq')).map(({ type }) => type)).toEqual([
      'OPENED',
      'SLA_WARNING',
      'SLA_WARNING',
      'SLA_BREACHED',
      'UPDATED',
    ]);
    await fireAt('2026-10-23T14:31+02:00');
    expect(await said()).toHaveLength(3);
  });

  it('have said what was due when a note joins the case, too', async () => {
    await apply(POLICY);
    await opened();
    hub.time.set(madrid('2026-10-23T14:30+02:00'));
    await opened({ note: 'The customer called.' });
    expect((await said()).map(({ percent }) => percent)).toEqual([50, 80, 100]);
    await fireAt('2026-10-23T14:31+02:00');
    expect(await said()).toHaveLength(3);
  });

  it('call for the carrier to be asked again, once, and follow where the time moves', async () => {
    const one = await opened();
    await act(one, { type: 'advance-recovery', to: 'INVESTIGATING' });
    const claimed = { amount: '80.00', currency: 'EUR' };
    const claim = { type: 'advance-recovery', to: 'CLAIM_FILED', claimReference: 'C-7', claimed } as const;
    const filed = await act(one, { ...claim, followUpAt: madrid('2026-11-20T10:00+01:00') });
    const due = () =>
      hub.rows<{ at: Instant; said: Instant }>(
        "select at, detail->>'followUpAt' as said from activity where action = 'follow-up-due' order by id",
      );
    await fireAt('2026-11-20T09:59+01:00');
    expect(await due()).toEqual([]);
    expect(await hub.rows("select due_at from deadline where subject_kind = 'case'")).toEqual([
      { due_at: filed.recoveryTrack.followUpAt },
    ]);
    for (const at of ['2026-11-20T10:00+01:00', '2026-11-20T10:00+01:00', '2026-11-25T10:00+01:00']) await fireAt(at);
    expect(await due()).toEqual([{ at: madrid('2026-11-20T10:00+01:00'), said: madrid('2026-11-20T10:00+01:00') }]);
    expect(await hub.rows('select type, actor, changed from change order by seq desc limit 1')).toEqual([
      { type: 'UPDATED', actor: 'rule:sla', changed: ['recoveryTrack'] },
    ]);
    await act(one, { ...claim, followUpAt: madrid('2026-11-27T10:00+01:00') });
    await act(one, { ...claim, followUpAt: madrid('2026-11-29T10:00+01:00') });
    await fireAt('2026-11-28T10:00+01:00');
    expect(await due()).toHaveLength(1);
    await fireAt('2026-11-29T10:00+01:00');
    expect((await due()).map(({ said }) => said)).toEqual([
      madrid('2026-11-20T10:00+01:00'),
      madrid('2026-11-29T10:00+01:00'),
    ]);
    await act(one, { type: 'advance-recovery', to: 'SETTLED', outcome: 'DENIED' });
    await fireAt('2027-01-29T10:00+01:00');
    expect(await due()).toHaveLength(2);
  });

  it('of a case from before histories were kept are looked at once and go on', async () => {
    const one = await opened();
    await hub.pool.query(`update exception_case set clocks = '[]', next_clock_at = null`);
    await hub.pool.query(`update deadline set due_at = $1 where subject_kind = 'case'`, [one.openedAt]);
    await fireAt('2026-10-23T10:30:00+02:00');
    expect(await said()).toEqual([]);
    await fireAt('2026-10-23T11:00:00+02:00');
    expect(await said()).toMatchObject([{ action: 'sla-warning', percent: 50 }]);
  });

  describe('and their owners', () => {
    const add = async (name: string): Promise<string> => {
      const data = await dataSource(hub.url).initialize();
      const person = { merchantId: hub.merchant.id, name, email: `${name}@example.test`, role: 'AGENT' as const };
      const { id } = await directory(data, secretBox(randomBytes(32))).addPerson(person, hub.time.clock());
      await data.destroy();
      return id;
    };
    const why = () =>
      hub.rows(
        "select detail->>'ownerBecause' as because from activity where action = 'opened' order by id desc limit 1",
      );

    it('come from the rules of the policy, and the log says why', async () => {
      const [bea, cem] = [await add('bea'), await add('cem')];
      await apply(`
routing:
  rules:
    - { name: Parcels of UPS, carriers: [ups], to: [bea@example.test, cem@example.test] }
  people:
    - { email: bea@example.test, away: [{ from: 2026-10-20, to: 2026-10-23 }] }
`);
      expect((await opened()).ownerId).toBe(cem);
      expect(await why()).toEqual([{ because: 'Rule Parcels of UPS: 0 open, the fewest of 1 at work.' }]);
      hub.time.advance(24 * HOUR);
      expect((await opened({ kind: 'FAILED_ATTEMPT' })).ownerId).toBe(bea);
    });

    it('hand over all open cases of who leaves, and their history says so', async () => {
      const [bea, cem] = [await add('bea'), await add('cem')];
      for (const kind of ['ADDRESS_PROBLEM', 'FAILED_ATTEMPT', 'STALLED_IN_TRANSIT', 'NO_FIRST_SCAN'] as const) {
        const one = await opened({ kind });
        if (one.ownerId !== bea) await act(one, { type: 'assign', ownerId: bea });
      }
      hub.time.advance(MINUTE);
      const order = { merchantId: hub.merchant.id, ownerId: bea, actor: 'test' };
      const { cases, to } = await hub.pipeline.handOver(order);
      expect(cases).toBe(4);
      expect(to).toEqual({ [cem]: 2, [ada]: 2 });
      expect(await hub.rows('select open_cases from app_user where id = $1', [bea])).toEqual([{ open_cases: 0 }]);
      expect(
        await hub.rows(
          "select distinct actor, detail->>'from' as from, detail->>'askedBy' as by from activity where actor = 'rule:hand-over'",
        ),
      ).toEqual([{ actor: 'rule:hand-over', from: bea, by: 'test' }]);
      expect(await hub.pipeline.handOver(order)).toEqual({ cases: 0, to: {} });
    });

    it('are not handed over when nobody else could own them', async () => {
      await opened();
      const order = { merchantId: hub.merchant.id, ownerId: ada, actor: 'test' };
      await expect(hub.pipeline.handOver(order)).rejects.toThrow('Nobody else can own cases: add a user');
    });
  });
});
