import { DAY, defaultPolicyOf, instant, msOf, summarize } from '@whereabouts/model';
import { nextDue } from '@whereabouts/store';
import { longForm, printFigures } from './testing/long-form';
import { silentLog, silentMeter, testHub, type TestHub } from './testing/test-hub';
import { fireDue } from './timers/timers';

const ROWS = longForm(30_000, 1_000_000);
/** One parcel in fifty has not moved for days; the others are armed for later. */
const STALLED_EVERY = 50;

describe(`timers over ${ROWS} armed parcels`, () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
  });
  afterAll(() => hub.close());

  /** Parcels that were accepted yesterday, or five days ago, each with its deadline. */
  async function load(): Promise<void> {
    const now = hub.time.clock();
    const accepted = (days: number): unknown => {
      const at = instant(msOf(now) - days * DAY);
      const event = {
        code: 'ACCEPTED',
        reasons: [],
        occurredAt: at,
        occurredLocal: at,
        timeCertainty: 'OFFSET_GIVEN',
      } as const;
      const told = { receivedAt: at, direction: 'FORWARD', place: null, sourceCode: 'A', sourceText: null } as const;
      const from = { id: hub.source.id, sourceId: hub.source.id, sourceKind: hub.source.kind };
      return summarize([{ ...event, ...told, ...from }]);
    };
    await hub.pool.query('set statement_timeout = 0');
    const rows = `generate_series(1, ${ROWS}) i`;
    await hub.pool.query(
      `insert into shipment (merchant_id, id, tracking_number, carrier, epoch, state, direction, conflicts, summary, next_check_at)
       select $1, gen_random_uuid(), 'M' || i, 'toy', 0, 'IN_TRANSIT', 'FORWARD', '[]',
              case when i % ${STALLED_EVERY} = 0 then $2::jsonb else $3::jsonb end,
              $4::timestamptz + case when i % ${STALLED_EVERY} = 0 then interval '-1 second' else interval '20 hours' end from ${rows}`,
      [hub.merchant.id, accepted(5), accepted(1), now],
    );
    await hub.pool.query(
      `insert into deadline (merchant_id, subject_kind, subject_id, due_at)
       select merchant_id, 'shipment', id, next_check_at from shipment`,
    );
    await hub.pool.query('analyze');
  }

  it('open a case for each that is due, once, with two processes at it, and leave the rest alone', async () => {
    await load();
    const needs = {
      pool: hub.pool,
      policyOf: defaultPolicyOf,
      clock: hub.time.clock,
      log: silentLog,
      meter: silentMeter,
    };
    const worker = async (): Promise<number> => {
      let fired = 0;
      for (let idle = 0; idle < 3;) {
        const some = await fireDue({ ...needs, onCommitted: () => undefined });
        fired += some;
        idle = some === 0 ? idle + 1 : 0;
      }
      return fired;
    };
    const fired = await Promise.all([worker(), worker()]);
    const due = ROWS / STALLED_EVERY;
    expect(fired[0]! + fired[1]!).toBe(due);
    const { rows } = await hub.pool.query(
      `select count(*)::int as cases, count(distinct shipment_id)::int as parcels, count(distinct number)::int as numbers from exception_case`,
    );
    expect(rows).toEqual([{ cases: due, parcels: due, numbers: due }]);
    expect((await nextDue(hub.pool))! > hub.time.clock()).toBe(true);
    const changes = await hub.pool.query(`select count(*)::int as n from change where type = 'OPENED'`);
    expect(changes.rows).toEqual([{ n: due }]);
    const loads = await hub.pool.query('select sum(open_cases)::int as n from app_user');
    expect(loads.rows).toEqual([{ n: due }]);
    printFigures('many-rows', { rows: ROWS, due, byProcess: fired });
  });
});
