import { after, defaultPolicyOf, HOUR, instant } from '@whereabouts/model';
import { fireAll } from '../testing/fire-all';
import { testHub, type TestHub } from '../testing/test-hub';
import type { ToyParcel } from '../testing/toy-plugin';
import { linkCases } from './link-cases';

const AT = instant('2026-11-20T08:00:00Z');

interface IncidentRow {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly status: string;
  readonly cases: number;
  readonly open_cases: number;
}

describe('similar cases', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
    // As it starts, a process takes up what was left over: what comes in that moment may be applied a little later.
    await hub.tell({ number: 'FIRST' });
  });
  afterEach(() => hub.close());

  const damaged = (number: string, city = 'Alder Falls'): ToyParcel => ({
    number,
    from: 'US',
    to: 'CA',
    events: [
      { code: 'IN_TRANSIT', at: AT, city, country: 'US' },
      { code: 'EXCEPTION', at: AT, reasons: ['carrier.damage'] },
    ],
  });
  const numbers = (prefix: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const incidents = (): Promise<IncidentRow[]> =>
    hub.rows<IncidentRow>('select id, type, title, status, cases, open_cases from incident order by number');
  const link = async (): Promise<void> => {
    const needs = { pool: hub.pool, policyOf: defaultPolicyOf, clock: hub.time.clock, onCommitted: () => undefined };
    while (await linkCases(needs));
  };
  const someoneWaits = async (): Promise<void> => {
    const waits = "select 1 from pg_locks where not granted and locktype in ('transactionid', 'tuple')";
    while ((await hub.rows(waits)).length === 0) await new Promise((done) => setTimeout(done, 5));
  };
  const linked = () =>
    hub.rows<{ number: number; linked: boolean }>(
      'select number, incident_id is not null as linked from exception_case order by number',
    );
  const keysLeft = async (): Promise<number> =>
    (await hub.rows<{ n: number }>('select count(*)::int as n from case_key'))[0]!.n;

  it('are offered as one incident when there are enough of them, and linked to it', async () => {
    await hub.tell(...numbers('A', 4).map((number) => damaged(number)));
    await hub.tell(damaged('ELSEWHERE', 'Birchport'));
    expect(await incidents()).toEqual([]);
    await hub.tell(damaged('FIFTH'));
    await link();
    expect(await incidents()).toMatchObject([
      { type: 'FACILITY', title: 'Last scanned by toy at Alder Falls', status: 'OFFERED', cases: 5, open_cases: 5 },
    ]);
    expect((await linked()).filter((one) => one.linked)).toHaveLength(5);
    // Those that are linked look for others no more: only the case elsewhere still does.
    expect(await keysLeft()).toBe(2);
  });

  it('are those that people open, too: they count on their lane and make an incident with others', async () => {
    await hub.tell(...numbers('A', 4).map((number) => damaged(number)));
    await hub.tell({
      number: 'BYHAND',
      from: 'US',
      to: 'CA',
      events: [{ code: 'IN_TRANSIT', at: AT, city: 'Alder Falls', country: 'US' }],
    });
    expect(await incidents()).toEqual([]);
    const order = { merchantId: hub.merchant.id, actor: hub.merchant.id, role: 'ADMIN' as const };
    const open = (kind: 'DAMAGE_REPORTED' | 'STALLED_IN_TRANSIT') =>
      hub.pipeline.openCase({ ...order, reference: 'BYHAND', kind });
    expect(await open('DAMAGE_REPORTED')).toMatchObject({ ok: true, joined: false });
    await link();
    expect(await incidents()).toMatchObject([{ type: 'FACILITY', status: 'OFFERED', cases: 5, open_cases: 5 }]);
    expect(await open('STALLED_IN_TRANSIT')).toMatchObject({
      ok: true,
      exceptionCase: { incidentId: (await incidents())[0]!.id },
    });
    expect(
      await hub.rows("select scope, sum(n)::int as cases from day_count where what <> 'SHIPPED' group by 1 order by 1"),
    ).toEqual([
      { scope: 'CARRIER', cases: 6 },
      { scope: 'LANE', cases: 6 },
    ]);
  });

  it('join the incident from the start once it is there, and tell so in their history', async () => {
    await hub.tell(...numbers('A', 5).map((number) => damaged(number)));
    await link();
    await hub.tell(damaged('LATER'));
    expect(await incidents()).toMatchObject([{ cases: 6, open_cases: 6 }]);
    const actions = await hub.rows<{ action: string; n: number }>(
      'select action, count(*)::int as n from activity group by action order by action',
    );
    expect(actions).toEqual([
      { action: 'incident-linked', n: 5 },
      { action: 'opened', n: 6 },
    ]);
  });

  it('are not linked to an incident that ends between the look at it and the step', async () => {
    await hub.tell(...numbers('A', 5).map((number) => damaged(number)));
    const pool = Object.create(hub.pool) as typeof hub.pool;
    const connect = async () => {
      await hub.rows("update incident set status = 'CLOSED' where status = 'OFFERED'");
      return hub.pool.connect();
    };
    Object.assign(pool, { query: hub.pool.query.bind(hub.pool), connect });
    await linkCases({ pool, policyOf: defaultPolicyOf, clock: hub.time.clock, onCommitted: () => undefined });
    await link();
    expect(await incidents()).toMatchObject([{ status: 'CLOSED', cases: 0, open_cases: 0 }]);
    expect((await linked()).filter((one) => one.linked)).toEqual([]);
  });

  it('are let go of an incident that another process closes while they join it', async () => {
    await hub.tell(...numbers('A', 5).map((number) => damaged(number)));
    await link();
    const other = await hub.pool.connect();
    try {
      await other.query("begin; update exception_case set status = 'CLOSED'; update incident set status = 'CLOSED'");
      const joining = hub.tell(damaged('LATER'));
      await someoneWaits();
      await other.query('commit');
      await joining;
    } finally {
      other.release();
    }
    await link();
    expect(await incidents()).toMatchObject([{ status: 'CLOSED', cases: 5 }]);
    expect((await linked()).at(-1)).toMatchObject({ linked: false });
  });

  it('join the incident that another process opens in the same moment', async () => {
    await hub.tell(...numbers('A', 4).map((number) => damaged(number)));
    const other = await hub.pool.connect();
    try {
      // As a process that opens cases: it has taken their numbers.
      await other.query('begin; select from merchant for no key update');
      const joining = hub.tell(damaged('LATER'));
      await someoneWaits();
      await other.query(`
        insert into incident (merchant_id, id, number, type, key, title, because, status, since, opened_at, is_linking)
        select merchant_id, gen_random_uuid(), 90 + row_number() over (), 'FACILITY', key, 'x', 'x', 'OFFERED',
               min(opened_at), min(opened_at), false
          from case_key group by merchant_id, key;
        commit`);
      await joining;
    } finally {
      other.release();
    }
    expect((await linked()).at(-1)).toMatchObject({ linked: true });
  });

  it('count once, however often they are heard of, and the incident ends with its last open case', async () => {
    const parcels = numbers('A', 5).map((number) => damaged(number));
    await hub.tell(...parcels, ...parcels);
    await link();
    await hub.pipeline.replay({ merchantId: hub.merchant.id });
    await hub.pipeline.settled();
    await hub.pipeline.rebuild(() => undefined);
    expect(await incidents()).toMatchObject([{ cases: 5, open_cases: 5 }]);
    const ids = (await hub.rows<{ id: string }>('select id from exception_case')).map(({ id }) => id);
    const order = { merchantId: hub.merchant.id, actor: hub.merchant.id, role: 'ADMIN' as const };
    const close = [
      { type: 'advance-recovery' as const, to: 'SETTLED' as const, outcome: 'UNECONOMIC' as const },
      { type: 'resolve-customer' as const, resolution: 'NONE_NEEDED' as const },
      { type: 'close' as const, closeCode: 'DAMAGE' as const },
    ];
    const [first, ...others] = ids;
    const replies = await hub.pipeline.commandCases({ ...order, caseIds: others, commands: close });
    expect(replies.flatMap((reply) => (reply.ok ? [] : [reply.message]))).toEqual([]);
    expect(await incidents()).toMatchObject([{ cases: 5, open_cases: 1, status: 'OFFERED' }]);
    await hub.pipeline.commandCases({ ...order, caseIds: [first!], commands: close });
    expect(await incidents()).toMatchObject([{ cases: 5, open_cases: 0, status: 'CLOSED' }]);
  });

  it('that a person dismissed are let go, and not offered again', async () => {
    await hub.tell(...numbers('A', 5).map((number) => damaged(number)));
    await link();
    const [incident] = await incidents();
    const decision = { merchantId: hub.merchant.id, incidentId: incident!.id, actor: hub.merchant.id };
    expect(await hub.pipeline.incidents.dismiss(decision)).toMatchObject({
      ok: true,
      incident: { status: 'DISMISSED' },
    });
    await link();
    expect((await linked()).filter((one) => one.linked)).toEqual([]);
    expect(await incidents()).toMatchObject([{ status: 'DISMISSED', cases: 0, open_cases: 0 }]);
    await hub.tell(...numbers('B', 5).map((number) => damaged(number)));
    await link();
    expect((await incidents()).filter(({ type }) => type === 'FACILITY')).toHaveLength(1);
    expect(await hub.pipeline.incidents.accept(decision)).toMatchObject({ ok: false, refused: 'ILLEGAL_TRANSITION' });
  });

  it('are worked together: each is done, or refused by itself', async () => {
    await hub.tell(...numbers('A', 5).map((number) => damaged(number)));
    await link();
    const [incident] = await incidents();
    const order = { merchantId: hub.merchant.id, incidentId: incident!.id, actor: hub.merchant.id };
    expect(await hub.pipeline.incidents.accept(order)).toMatchObject({ ok: true, incident: { status: 'ACCEPTED' } });
    const reply = await hub.pipeline.incidents.work({
      ...order,
      role: 'ADMIN',
      commands: [{ type: 'tag', add: ['hub-fire'], remove: [] }],
    });
    expect(reply).toMatchObject({ ok: true });
    expect(reply.ok && reply.replies.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    expect(await hub.rows('select distinct tags from exception_case')).toEqual([{ tags: ['hub-fire'] }]);
  });

  it('can be linked and unlinked by hand', async () => {
    await hub.tell(...numbers('A', 5).map((number) => damaged(number)), damaged('ELSEWHERE', 'Birchport'));
    await link();
    const [incident] = await incidents();
    const [other] = await hub.rows<{ id: string }>('select id from exception_case where incident_id is null');
    const order = { merchantId: hub.merchant.id, actor: hub.merchant.id, caseIds: [other!.id, hub.merchant.id] };
    const replies = await hub.pipeline.incidents.link({ ...order, incidentId: incident!.id });
    expect(replies.map((reply) => (reply.ok ? reply.exceptionCase.incidentId : reply.refused))).toEqual([
      incident!.id,
      'NOT_FOUND',
    ]);
    expect(await incidents()).toMatchObject([{ cases: 6 }]);
    const twice = [other!.id, other!.id];
    const [unlinked] = await hub.pipeline.incidents.link({ ...order, caseIds: twice, incidentId: null });
    const moves = `select count(*)::int as n from activity where case_id = '${other!.id}' and action = 'incident-unlinked'`;
    expect(await hub.rows(moves)).toEqual([{ n: 1 }]);
    expect(unlinked).toMatchObject({ ok: true, exceptionCase: { incidentId: null } });
    expect(await incidents()).toMatchObject([{ cases: 5 }]);
  });

  it('of orders without a parcel are those of the node that ran out', async () => {
    const numbersOf = numbers('O', 5);
    const tell = async (parcel: ToyParcel, source: string): Promise<void> => {
      await hub.post(parcel, source);
      await hub.pipeline.settled();
      await fireAll(hub);
    };
    await tell({ stock: [{ sku: 'A', node: 'NJ', onHand: 3, at: AT }] }, 'toy-house');
    await tell({ orders: numbersOf.map((number) => ({ number, placedAt: AT, skus: ['A', 'B'] })) }, 'toy-shop');
    await tell({ orders: [{ number: 'OTHER', placedAt: AT, skus: ['Z'] }] }, 'toy-shop');
    await tell({ stock: [{ sku: 'Z', node: 'CA', onHand: 0, at: AT }] }, 'toy-house');
    expect(await incidents()).toEqual([]);
    await tell({ stock: [{ sku: 'A', node: 'NJ', onHand: 0, at: after(AT, HOUR) }] }, 'toy-house');
    await link();
    expect(await incidents()).toMatchObject([
      { type: 'NODE', title: 'INVENTORY_SHORT from NJ, 2026-11-20', status: 'OFFERED', cases: 5, open_cases: 5 },
    ]);
    // One that is short later joins the live incident from the start.
    await tell({ orders: [{ number: 'LATE', placedAt: AT, skus: ['A'] }] }, 'toy-shop');
    expect(await incidents()).toMatchObject([{ cases: 6, open_cases: 6 }]);
    await tell({ stock: [{ sku: 'A', node: 'NJ', onHand: 9, at: after(AT, 2 * HOUR) }] }, 'toy-house');
    expect(await incidents()).toMatchObject([{ status: 'CLOSED', open_cases: 0 }]);
    expect(await keysLeft()).toBe(1);
  });
});
