import { HOUR, instant, type Instant } from '@whereabouts/model';
import { policies } from '../policies/policies';
import { policyDesk, type PolicyDesk } from '../policies/policy-desk';
import { buildEntry } from '../testing/build-entry';
import { silentLog, silentMeter, testHub, type TestHub } from '../testing/test-hub';
import { fireDue } from '../timers/timers';

describe('a what-if question', () => {
  let hub: TestHub;
  let desk: PolicyDesk;
  const workerFile = buildEntry('libs/pipeline/src/what-if/what-if-worker.ts');

  const start = instant('2026-11-16T08:00:00Z');
  const at = (hours: number): Instant => instant(Date.parse(start) + hours * HOUR);
  const fire = async (): Promise<void> => {
    const known = policies({ pool: hub.pool, clock: hub.time.clock, log: silentLog });
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

  /** The hub as it lived: what came in, hour by hour. */
  beforeAll(async () => {
    hub = await testHub({ now: start, needs: { roles: ['apply'] } });
    const known = policies({ pool: hub.pool, clock: hub.time.clock, log: silentLog });
    const replaying = { pool: hub.pool, databaseUrl: hub.url, workerFile, threads: 2 };
    desk = policyDesk({ pool: hub.pool, policies: known, clock: hub.time.clock, replaying });
    for (const [hours, number, code] of [
      [0, 'T1', 'ACCEPTED'],
      [1, 'T2', 'HANDED_OVER'],
      [30, 'T2', 'ACCEPTED'],
      [56, 'T1', 'IN_TRANSIT'],
      [60, 'T1', 'DELIVERED'],
      [61, 'T2', 'DELIVERED'],
      [62, 'T3', 'HANDED_OVER'],
    ] as const) {
      hub.time.set(at(hours));
      await fire();
      await hub.tell({ number, events: [{ code, at: at(hours) }] });
    }
    hub.time.set(at(100));
    await fire();
  });
  afterAll(() => hub.close());

  const ask = async (document: string, change: Partial<Parameters<PolicyDesk['whatIf']>[0]> = {}) => {
    const reply = await desk.whatIf({ merchantId: hub.merchant.id, document, days: 7, ...change });
    if (!reply.ok) throw new Error(JSON.stringify(reply));
    return reply;
  };

  it('replays what the hub did: the same cases at the same moments', async () => {
    const { tally } = await ask('{}');
    const cases = await hub.rows<{ kind: string; n: number }>(
      'select kind, count(*)::int as n from exception_case group by kind order by kind',
    );
    expect(
      Object.entries(tally.kinds)
        .map(([kind, { before }]) => ({ kind, n: before }))
        .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    ).toEqual(cases);
    expect(cases).toEqual([
      { kind: 'NO_FIRST_SCAN', n: 2 },
      { kind: 'STALLED_IN_TRANSIT', n: 1 },
    ]);
    expect(tally).toMatchObject({ shipments: 3, milestones: 7 });
    expect(Object.values(tally.kinds).flatMap(({ examples }) => examples)).toEqual([]);
  });

  it('tells what a draft would have opened, missed or moved, with parcels that show it', async () => {
    const { tally, window, against } = await ask('firstScan: { handedOverHours: 12 }\nstall: { domesticHours: 72 }');
    expect([window, against]).toEqual([{ from: at(100 - 168), to: at(100) }, 0]);
    expect(tally.kinds.STALLED_IN_TRANSIT).toMatchObject({
      before: 1,
      after: 0,
      effects: { OPENED: 0, MISSED: 1, EARLIER: 0, LATER: 0 },
      examples: [
        { effect: 'MISSED', subject: { number: 'T1' }, before: { openedAt: at(48), closedAt: at(56) }, after: null },
      ],
    });
    expect(tally.kinds.NO_FIRST_SCAN).toMatchObject({ before: 2, after: 2, effects: { EARLIER: 2 } });
  });

  it('can try a surge set of the draft', async () => {
    const document = 'surges: { peak: { firstScan: { handedOverHours: 60 } } }';
    expect((await ask(document)).tally.kinds.NO_FIRST_SCAN).toMatchObject({ before: 2, after: 2 });
    expect((await ask(document, { surges: ['peak'] })).tally.kinds.NO_FIRST_SCAN).toMatchObject({
      before: 2,
      after: 0,
      effects: { MISSED: 2 },
    });
  });

  it('touches nothing', async () => {
    const all = () =>
      hub.rows(
        `select (select jsonb_agg(c order by id) from exception_case c) as cases, (select jsonb_agg(s order by id) from shipment s) as shipments,
                (select jsonb_agg(d order by subject_id) from deadline d) as deadlines, (select count(*)::int from activity) as activity,
                (select count(*)::int from policy_version) as versions, (select count(*)::int from policy_sweep) as sweeps`,
      );
    const before = await all();
    await ask('stall: { domesticHours: 1 }\ntruth: { transport: [WAREHOUSE] }');
    expect(await all()).toEqual(before);
  });

  it('is refused for a bad document, and for a stretch that cannot be meant', async () => {
    const order = { merchantId: hub.merchant.id, document: 'off: [', days: 7 };
    expect(await desk.whatIf(order)).toMatchObject({ ok: false, problems: [{ line: 1 }] });
    expect(await desk.whatIf({ ...order, document: '{}', days: 0 })).toMatchObject({ ok: false, field: ['days'] });
    expect(await desk.whatIf({ ...order, document: '{}', surges: ['x'] })).toMatchObject({
      ok: false,
      field: ['surges'],
    });
  });

  it('reads all that was told of a parcel under the ids that sources call it by', async () => {
    await hub.pool.query(
      `insert into alias (merchant_id, id, subject_id, source_id, kind, external_id)
      select merchant_id, gen_random_uuid(), id, $1, 'shipment', 'x' from shipment where tracking_number = 'T3'`,
      [hub.source.id],
    );
    await hub.pool.query(
      `update milestone m set subject_id = a.id from alias a where a.subject_id = m.subject_id and a.external_id = 'x'`,
    );
    expect((await ask('{}')).tally).toMatchObject({ milestones: 7, kinds: { NO_FIRST_SCAN: { before: 2 } } });
  });
});
