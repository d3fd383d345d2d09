import { HOUR, instant, MINUTE, type Instant } from '@whereabouts/model';
import { nextDue } from '@whereabouts/store';
import type { Pipeline } from '../pipeline';
import { silentLog, silentMeter, testHub, type TestHub } from '../testing/test-hub';
import { fireDue } from '../timers/timers';
import { policies, type Policies } from './policies';
import { sweepOnce } from './sweep';

describe('policies of merchants', () => {
  let hub: TestHub;
  let known: Policies;
  beforeEach(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
    known = policies({ pool: hub.pool, clock: hub.time.clock, log: silentLog });
  });
  afterEach(() => hub.close());

  const merchantId = (): string => hub.merchant.id;
  const apply = (document: string, effectiveFrom?: Instant, pipeline: Pipeline = hub.pipeline) =>
    pipeline.policies.apply({ merchantId: merchantId(), document, effectiveFrom, actor: 'test' });
  const surge = (isOn: boolean, from?: Instant, to?: Instant) =>
    hub.pipeline.policies.switchSurge({ merchantId: merchantId(), surge: 'peak', isOn, from, to, actor: 'test' });
  const inForce = async () => {
    await known.refresh();
    return known.policyOf(merchantId());
  };
  const timers = async (): Promise<void> => {
    await known.refresh();
    const needs = {
      pool: hub.pool,
      policyOf: known.policyOf,
      clock: hub.time.clock,
      log: silentLog,
      meter: silentMeter,
    };
    while ((await fireDue({ ...needs, onCommitted: () => undefined })) > 0);
  };
  const sweep = async (): Promise<number> => {
    await known.refresh();
    const needs = { pool: hub.pool, policies: known, clock: hub.time.clock, log: silentLog, meter: silentMeter };
    let steps = 0;
    while (await sweepOnce({ ...needs, onCommitted: () => undefined })) steps += 1;
    return steps;
  };
  const handedOver = (number: string, at = '2026-11-20T11:00:00Z') => ({
    number,
    events: [{ code: 'HANDED_OVER' as const, at: instant(at) }],
  });
  const tellBoth = async (): Promise<void> => {
    await hub.tell(handedOver('T1'), handedOver('T2'));
    while ((await hub.rows('select 1 from shipment')).length < 2) await hub.pipeline.settled();
  };
  const cases = () => hub.rows(`select kind, status, detection from exception_case order by opened_at`);
  const later = (hours: number): Instant => instant(Date.parse(hub.time.clock()) + hours * HOUR);

  it('are the defaults until a document is applied, and that is noticed elsewhere', async () => {
    expect(await inForce()).toMatchObject({ version: 0, surges: [], firstScan: { handedOverHours: 24 } });
    const applied = await apply('firstScan: { handedOverHours: 6 }');
    expect(applied).toMatchObject({
      ok: true,
      against: 0,
      version: { version: 1, appliedBy: 'test' },
      differences: [{ path: 'firstScan.handedOverHours', before: 24, after: 6 }],
    });
    expect(known.policyOf(merchantId()).firstScan.handedOverHours).toBe(24);
    expect((await inForce()).firstScan.handedOverHours).toBe(6);
    expect(await inForce()).toBe(await inForce());
  });

  it('come into force at their time, and stay where they were', async () => {
    await apply('firstScan: { handedOverHours: 6 }');
    await apply('firstScan: { handedOverHours: 9 }', later(2));
    expect((await inForce()).firstScan.handedOverHours).toBe(6);
    hub.time.advance(2 * HOUR);
    expect(known.policyOf(merchantId())).toMatchObject({ version: 2, firstScan: { handedOverHours: 9 } });
    expect(await apply('held: { heldHours: 9 }', later(-1))).toMatchObject({ ok: false, field: ['effectiveFrom'] });
    expect(await apply('firstScan: { handedOverHours: 9 }')).toMatchObject({ ok: false, field: ['document'] });
  });

  it('are refused with the line of what is wrong, and nothing is applied', async () => {
    expect(await apply('held:\n  heldHours: 0')).toMatchObject({ ok: false, problems: [{ line: 2, column: 14 }] });
    expect(await hub.rows('select 1 from policy_version')).toEqual([]);
  });

  it('cannot be edited or deleted', async () => {
    await apply('off: []\nhighValue: { EUR: 5 }');
    await expect(hub.pool.query('update policy_version set version = 9')).rejects.toThrow('append-only');
    await expect(hub.pool.query('delete from policy_version')).rejects.toThrow('append-only');
  });

  it('are numbered without gaps when two are applied in the same moment', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map((hours) => apply(`held: { heldHours: ${hours} }`)));
    expect(applied.map((one) => (one.ok ? one.version.version : 0)).sort()).toEqual([1, 2, 3, 4]);
  });

  it('decide what is detected, and each decision says by which', async () => {
    await apply('firstScan: { handedOverHours: 2 }\nsurges: { peak: { firstScan: { handedOverHours: 4 } } }');
    await hub.tell(handedOver('T1'));
    expect(await nextDue(hub.pool)).toBe('2026-11-20T13:00:00.000Z');
    await surge(true, undefined, later(3));
    await sweep();
    expect(await nextDue(hub.pool)).toBe('2026-11-20T15:00:00.000Z');
    hub.time.set(instant('2026-11-20T14:59:00Z'));
    await timers();
    expect(await cases()).toEqual([]);
    hub.time.advance(MINUTE);
    await timers();
    expect(await cases()).toMatchObject([{ detection: { policyVersion: 1, thresholds: { hours: 2 } } }]);
  });

  it('say in a decision which surge sets were on', async () => {
    await apply('surges: { peak: { firstScan: { handedOverHours: 1 } } }');
    await surge(true);
    await hub.tell(handedOver('T1'));
    expect(await cases()).toMatchObject([
      { detection: { policyVersion: 1, thresholds: { hours: 1, surges: 'peak' } } },
    ]);
  });

  it('move the deadlines of what is under way, in batches that a crash does not lose', async () => {
    const numbers = Array.from({ length: 450 }, (_, index) => handedOver(`T${index}`));
    await hub.tell(...numbers);
    expect(await sweep()).toBe(0);
    await apply('firstScan: { handedOverHours: 6 }');
    await known.refresh();
    const needs = { pool: hub.pool, policies: known, clock: hub.time.clock, log: silentLog, meter: silentMeter };
    expect(await sweepOnce({ ...needs, onCommitted: () => undefined })).toBe(true);
    const moved = () =>
      hub.rows<{ n: number }>(`select count(*)::int as n from deadline where due_at = '2026-11-20T17:00Z'`);
    expect(await moved()).toEqual([{ n: 200 }]);
    expect(await sweep()).toBe(3);
    expect(await moved()).toEqual([{ n: 450 }]);
    expect(await sweep()).toBe(0);
  });

  it('leave a parcel that somebody holds to the timers', async () => {
    await tellBoth();
    await apply('firstScan: { handedOverHours: 6 }');
    const holder = await hub.pool.connect();
    await holder.query(`begin; select 1 from shipment where tracking_number = 'T1' for update`);
    expect(await sweep()).toBe(2);
    await holder.query('commit');
    holder.release();
    await timers();
    expect(await hub.rows('select distinct due_at from deadline')).toEqual([{ due_at: '2026-11-20T17:00:00.000Z' }]);
  });

  it('keep a parcel that cannot be judged from keeping the others', async () => {
    await tellBoth();
    const { rowCount } = await hub.pool.query(
      `update shipment set summary = '{"sources": [{"marks": [7]}]}' where tracking_number = 'T1'`,
    );
    expect(rowCount).toBe(1);
    await apply('firstScan: { handedOverHours: 6 }');
    expect(await sweep()).toBe(2);
    await timers();
    expect(await hub.rows('select due_at from deadline order by due_at')).toEqual([
      { due_at: '2026-11-20T13:00:00.000Z' },
      { due_at: '2026-11-20T17:00:00.000Z' },
    ]);
  });

  it('say whom to believe: what ended is looked at again, and conflicts stay on record', async () => {
    await hub.tell({ number: 'T1', events: [{ code: 'DELIVERED', at: instant('2026-11-20T11:00:00Z') }] });
    await hub.pool.query(`update shipment set summary = jsonb_set(summary, '{sources}', summary->'sources' ||
      '[{"kind": "WAREHOUSE", "id": "00000000-0000-0000-0000-000000000009", "marks": [],
         "claims": [["serviceLevel", 1795000000000, "slow"]]}, {"kind": "CARRIER", "id": "00000000-0000-0000-0000-00000000000f",
         "marks": [], "claims": [["serviceLevel", 1795000000000, "fast"]]}]')`);
    const service = () => hub.rows('select service_level from shipment');
    await apply('held: { heldHours: 5 }');
    await sweep();
    expect(await service()).toEqual([{ service_level: null }]);
    await apply('truth: { transport: [WAREHOUSE, CARRIER] }');
    await sweep();
    expect(await service()).toEqual([{ service_level: 'slow' }]);
    await apply('held: { heldHours: 6 }');
    await sweep();
    expect(await service()).toEqual([{ service_level: 'fast' }]);
  });

  it('move the due times of open cases, which a preview tells before', async () => {
    await apply('firstScan: { handedOverHours: 1 }');
    await hub.tell(handedOver('T1'));
    const due = () => hub.rows('select number, version, first_action_due_at as due from exception_case');
    expect(await due()).toEqual([{ number: 1001, version: 1, due: '2026-11-20T16:00:00.000Z' }]);
    hub.time.advance(2 * HOUR);
    const document = 'firstScan: { handedOverHours: 1 }\nsla: { kinds: { NO_FIRST_SCAN: { firstActionHours: 1 } } }';
    const none = { cases: 0, examples: [] };
    expect(await hub.pipeline.policies.previewSla({ merchantId: merchantId(), document })).toEqual({
      ok: true,
      against: 1,
      sla: {
        openCases: 1,
        breached: {
          cases: 1,
          examples: [
            {
              caseId: expect.any(String) as string,
              ref: 'EX-1001',
              kind: 'NO_FIRST_SCAN',
              dueBefore: '2026-11-20T16:00:00.000Z',
              dueAfter: '2026-11-20T13:00:00.000Z',
            },
          ],
        },
        relieved: none,
        sooner: none,
        later: none,
      },
    });
    await apply(document);
    await sweep();
    expect(await due()).toEqual([{ number: 1001, version: 2, due: '2026-11-20T13:00:00.000Z' }]);
    expect(await hub.rows(`select actor, detail from activity where action = 'sla-recomputed'`)).toMatchObject([
      { actor: 'rule:policy', detail: { policyVersion: 2, firstActionDueAt: '2026-11-20T13:00:00.000Z' } },
    ]);
    await timers();
    expect(await hub.rows('select breached_at from exception_case')).toEqual([
      { breached_at: '2026-11-20T13:00:00.000Z' },
    ]);
  });

  it('refuse a surge set that there is not, and one that ends before it begins', async () => {
    expect(await surge(true)).toMatchObject({ ok: false, field: ['surge'] });
    await apply('surges: { peak: { held: { heldHours: 9 } } }');
    expect(await surge(true, later(2), later(1))).toMatchObject({ ok: false, field: ['to'] });
    expect(await surge(false)).toMatchObject({ ok: false, message: expect.stringContaining('not on') as string });
    expect(await surge(true, later(1), later(2))).toMatchObject({ ok: true, switched: { number: 1 } });
    expect((await inForce()).surges).toEqual([]);
    hub.time.advance(HOUR);
    expect((await inForce()).surges).toEqual(['peak']);
    expect(await surge(false)).toMatchObject({ ok: true });
    expect((await inForce()).surges).toEqual([]);
  });
});
