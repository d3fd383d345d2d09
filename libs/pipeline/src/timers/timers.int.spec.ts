import { defaultPolicyOf, HOUR, instant, MINUTE } from '@whereabouts/model';
import { nextDue, openPool } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Log } from '../pipeline';
import { silentLog, silentMeter, testHub, type TestHub } from '../testing/test-hub';
import { fireDue } from './timers';

describe('deadlines that are due', () => {
  let hub: TestHub;
  const errors: string[] = [];
  const log: Log = { ...silentLog, error: (_, message) => void errors.push(message) };
  beforeEach(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
    errors.length = 0;
  });
  afterEach(() => hub.close());

  const fire = (pool: Pool = hub.pool): Promise<number> =>
    fireDue({
      pool,
      policyOf: defaultPolicyOf,
      clock: hub.time.clock,
      log,
      meter: silentMeter,
      onCommitted: () => undefined,
    });
  const fireAll = async (): Promise<void> => {
    while ((await fire()) > 0);
  };

  it('are dealt with though one of them cannot be: that one is tried again later', async () => {
    const at = instant('2026-11-20T11:00:00Z');
    const numbers = Array.from({ length: 40 }, (_, index) => `T${index}`);
    await hub.tell(...numbers.map((number) => ({ number, events: [{ code: 'HANDED_OVER' as const, at }] })));
    await hub.pool.query(`update shipment set summary = '{"sources": [{"marks": [7]}]}' where tracking_number = 'T7'`);
    hub.time.advance(24 * HOUR);
    await fireAll();
    expect(await hub.rows('select count(*)::int as n from exception_case')).toEqual([{ n: 39 }]);
    expect(errors).toEqual(['a deadline could not be dealt with, and is put off']);
    expect(await nextDue(hub.pool)).toBe('2026-11-21T13:00:00.000Z');
    await hub.pool.query(
      `update shipment set summary = (select summary from shipment where tracking_number = 'T8') where tracking_number = 'T7'`,
    );
    hub.time.advance(HOUR);
    await fireAll();
    expect(await hub.rows('select count(*)::int as n from exception_case')).toEqual([{ n: 40 }]);
  });

  it('are armed for the next look, or removed when nothing more is expected', async () => {
    const at = instant('2026-11-20T11:00:00Z');
    await hub.tell(...['T1', 'T2'].map((number) => ({ number, events: [{ code: 'HANDED_OVER' as const, at }] })));
    await hub.tell({ number: 'T2', events: [{ code: 'IN_TRANSIT', at: instant('2026-11-20T20:00:00Z') }] });
    const looks = (): Promise<object[]> =>
      hub.rows(
        `select s.tracking_number as number, d.due_at as "dueAt", s.next_check_at is not distinct from d.due_at as agrees
           from shipment s left join deadline d on d.subject_kind = 'shipment' and d.subject_id = s.id order by 1`,
      );
    const first = '2026-11-21T11:00:00.000Z';
    expect(await looks()).toEqual(['T1', 'T2'].map((number) => ({ number, dueAt: first, agrees: true })));
    hub.time.set(instant(first));
    expect(await fire()).toBe(2);
    expect(await looks()).toEqual([
      { number: 'T1', dueAt: null, agrees: true },
      { number: 'T2', dueAt: '2026-11-23T20:00:00.000Z', agrees: true },
    ]);
    expect(await fire()).toBe(0);
  });

  it('of a parcel that somebody holds are left to the next look, and the others are dealt with', async () => {
    const at = instant('2026-11-20T11:00:00Z');
    await hub.tell(...['T1', 'T2'].map((number) => ({ number, events: [{ code: 'HANDED_OVER' as const, at }] })));
    hub.time.advance(24 * HOUR);
    const holder = await hub.pool.connect();
    await holder.query(`begin; select 1 from shipment where tracking_number = 'T1' for update`);
    expect(await fire()).toBe(1);
    await holder.query('commit');
    holder.release();
    expect(await fire()).toBe(1);
    expect(await fire()).toBe(0);
  });

  it('that need what somebody holds for long are tried again in a minute', async () => {
    await hub.tell({ number: 'T1', events: [{ code: 'HANDED_OVER', at: instant('2026-11-20T11:00:00Z') }] });
    hub.time.advance(24 * HOUR);
    const impatient = openPool({ url: hub.url, max: 2, statementTimeoutMs: 300 });
    const holder = await hub.pool.connect();
    await holder.query('begin; select 1 from merchant for update');
    await fire(impatient);
    await holder.query('commit');
    holder.release();
    await impatient.end();
    expect(errors).toEqual(['a deadline could not be dealt with, and is put off']);
    expect(await hub.rows('select from exception_case')).toEqual([]);
    hub.time.advance(MINUTE);
    await fireAll();
    expect(await hub.rows('select kind from exception_case')).toEqual([{ kind: 'NO_FIRST_SCAN' }]);
  });
});
