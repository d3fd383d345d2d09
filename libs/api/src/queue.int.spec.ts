import { after, HOUR } from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import { caseRow, insert, shipmentRow, someId, type Row } from './testing/rows';
import { world, type World } from './testing/world';

const PAGE = `query Queue($filter: CaseFilter, $order: CaseOrder, $first: Int, $after: String, $last: Int, $before: String) {
  exceptionCases(filter: $filter, orderBy: $order, first: $first, after: $after, last: $last, before: $before) {
    nodes { ref } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }
}`;

interface PageAnswer {
  readonly nodes: readonly { readonly ref: string }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  readonly totalCount: number;
}

describe('the queue', () => {
  let hub: World;
  const number = { next: 1 };
  const add = async (given: Row = {}): Promise<Row> => {
    const row = caseRow(hub.merchantId, hub.agentId, hub.now, { number: number.next++, ...given });
    await insert(hub.pool, 'exception_case', row);
    return row;
  };
  const page = async (variables: Record<string, unknown>): Promise<PageAnswer> => {
    const { data, errors } = await hub.ask(PAGE, variables);
    expect(errors).toBeUndefined();
    return (data as unknown as { exceptionCases: PageAnswer }).exceptionCases;
  };
  const refs = ({ nodes }: PageAnswer): string[] => nodes.map(({ ref }) => ref);

  beforeAll(async () => {
    hub = await world();
    const shipment = shipmentRow(hub.merchantId, hub.now);
    await insert(hub.pool, 'shipment', shipment);
    const due = (hours: number): Row => ({ due_at: after(hub.now, hours * HOUR), shipment_id: someId() });
    await add({ ...due(3), shipment_id: shipment['id'], flags: [{ code: 'VIP', because: 'tier VIP' }] }); // EX-1
    await add(due(1)); // EX-2
    await add({ ...due(3), opened_at: after(hub.now, -HOUR) }); // EX-3: as urgent as EX-1, without its flag
    await add({ ...due(-5), status: 'CLOSED', closed_at: hub.now, close_code: 'DAMAGE' }); // EX-4
    await add({ ...due(2), status: 'WAITING', waiting_on: 'CARRIER' }); // EX-5
    await add({ ...due(-9), status: 'CLOSED', closed_at: hub.now, close_code: 'CARRIER_DELAY' }); // EX-6
  });
  afterAll(() => hub.close());

  it('puts the open case whose clock runs out next first, then the one with more flags, and closed ones last', async () => {
    expect(refs(await page({}))).toEqual(['EX-2', 'EX-5', 'EX-1', 'EX-3', 'EX-6', 'EX-4']);
  });

  it('pages forwards and backwards over open and closed cases without losing or repeating any', async () => {
    const all = refs(await page({}));
    for (const size of [1, 2, 4, 5]) {
      const forwards: string[] = [];
      let after: string | null = null;
      for (let more = true; more;) {
        const answer: PageAnswer = await page({ first: size, after });
        forwards.push(...refs(answer));
        after = answer.pageInfo.endCursor;
        more = answer.pageInfo.hasNextPage;
      }
      const backwards: string[] = [];
      let before: string | null = null;
      for (let more = true; more;) {
        const answer: PageAnswer = await page({ last: size, before });
        backwards.unshift(...refs(answer));
        before = answer.pageInfo.startCursor;
        more = answer.pageInfo.hasPreviousPage;
      }
      expect([size, forwards]).toEqual([size, all]);
      expect([size, backwards]).toEqual([size, all]);
    }
  });

  it('sorts by opening and by change, the latest first', async () => {
    expect(refs(await page({ order: 'OPENED_DESC' }))[0]).toBe('EX-3');
    expect(new Set(refs(await page({ order: 'UPDATED_DESC', first: 200 }))).size).toBe(6);
  });

  it('filters on status, flags and search', async () => {
    expect(refs(await page({ filter: { status: ['OPEN'] } }))).toEqual(['EX-2', 'EX-1', 'EX-3']);
    expect(refs(await page({ filter: { status: ['CLOSED'] } }))).toEqual(['EX-6', 'EX-4']);
    expect(refs(await page({ filter: { flags: ['VIP', 'SUBSCRIBER'] } }))).toEqual(['EX-1']);
    expect(refs(await page({ filter: { search: 'ex-5' } }))).toEqual(['EX-5']);
    expect(refs(await page({ filter: { closeCode: ['DAMAGE'] } }))).toEqual(['EX-4']);
    expect(refs(await page({ filter: { status: [] } }))).toEqual([]);
    expect(refs(await page({ filter: { ownerId: 'usr_nonsense' } }))).toEqual([]);
    expect(refs(await page({ filter: { mine: true } }))).toEqual([]);
  });

  it('takes totals from kept counters where only status, kind and owner are asked', async () => {
    const key = (status: string): string => `${status}|STALLED_IN_TRANSIT|${hub.agentId}`;
    const counter = { merchant_id: hub.merchantId, name: 'cases' };
    await insert(
      hub.pool,
      'counter',
      { ...counter, key: key('OPEN'), value: 70_000 },
      { ...counter, key: key('CLOSED'), value: 5 },
    );
    expect((await page({ filter: { status: ['OPEN'] } })).totalCount).toBe(70_000);
    expect((await page({})).totalCount).toBe(70_005);
    expect((await page({ filter: { ownerId: publicId('user', hub.leadId) } })).totalCount).toBe(0);
    expect((await page({ filter: { flags: ['VIP'] } })).totalCount).toBe(1);
  });

  it('reads a page with owner, shipment, SLA and flags in one statement', async () => {
    const text = `{ exceptionCases(first: 50, filter: { status: [OPEN, IN_PROGRESS, WAITING] }) { nodes {
      id ref kind status flags { code because } owner { id name } sla { state firstActionDueAt resolutionDueAt }
      shipment { id trackingNumber carrier { code name } state promise { to gap } node { code name } } } } }`;
    for (const _ of [1, 2, 3]) {
      hub.asked.length = 0;
      const { data, errors } = await hub.ask(text);
      expect(errors).toBeUndefined();
      expect(hub.asked).toHaveLength(1);
      const { nodes } = (data as { exceptionCases: { nodes: { shipment: unknown; sla: { state: string } }[] } })
        .exceptionCases;
      expect(nodes[2]).toMatchObject({
        ref: 'EX-1',
        flags: [{ code: 'VIP', because: 'tier VIP' }],
        owner: { id: publicId('user', hub.agentId), name: 'Ada Agent' },
        sla: { state: 'ON_TRACK' },
        shipment: {
          carrier: { code: 'ups', name: 'UPS' },
          promise: { gap: 'PT4H' },
          node: { code: 'ATL1', name: 'Atlanta' },
        },
      });
      expect(nodes[0]!.shipment).toBeNull();
    }
  });

  it('reads the last scans of all parcels of a page in one further statement, however they are selected', async () => {
    for (const scans of [
      'milestones(last: 3) { nodes { id code occurredAt place { text } } }',
      'milestones(last: 3) { nodes { code } edges { node { id } cursor } }',
      'milestones(last: 3) { nodes { code } } ...more } } } } fragment more on Shipment { milestones(last: 3) { nodes { id } ',
    ]) {
      hub.asked.length = 0;
      const tail = scans.includes('...more') ? '} }' : '} } } }';
      const { errors } = await hub.ask(`{ exceptionCases(first: 50) { nodes { ref shipment { ${scans} ${tail}`);
      expect(errors).toBeUndefined();
      // Open cases, closed cases, scans.
      expect(hub.asked.length).toBeLessThanOrEqual(3);
    }
  });

  it('refuses pages that are too large and cursors of another list', async () => {
    const code = async (variables: Record<string, unknown>): Promise<unknown> =>
      (await hub.ask(PAGE, variables)).errors?.[0]?.extensions['code'];
    expect(await code({ first: 201 })).toBe('BAD_USER_INPUT');
    expect(await code({ first: -1 })).toBe('BAD_USER_INPUT');
    expect(await code({ after: 'no cursor' })).toBe('BAD_USER_INPUT');
    const { pageInfo } = await page({ order: 'OPENED_DESC' });
    expect(await code({ after: pageInfo.endCursor })).toBe('BAD_USER_INPUT');
    expect(await code({ after: pageInfo.endCursor, order: 'UPDATED_DESC' })).toBe('BAD_USER_INPUT');
    expect(await code({ after: pageInfo.endCursor, order: 'OPENED_DESC' })).toBeUndefined();
    const { data } = await hub.ask('{ shipments(first: 1) { pageInfo { endCursor } } }');
    const { shipments } = data as unknown as { shipments: PageAnswer };
    const users = await hub.ask('query ($c: String) { users(after: $c) { nodes { id } } }', {
      c: shipments.pageInfo.endCursor,
    });
    expect(users.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('refuses cursors that were tampered with before the database fails over them', async () => {
    const { pageInfo } = await page({ first: 2 });
    const [list, closed, , ...others] = JSON.parse(
      Buffer.from(pageInfo.endCursor, 'base64url').toString(),
    ) as unknown[];
    for (const due of ['yesterday', '2026-02-30T00:00:00.000Z', 'a\0b', 7]) {
      const after = Buffer.from(JSON.stringify([list, closed, due, ...others])).toString('base64url');
      const { errors } = await hub.ask(PAGE, { after });
      expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    }
  });

  it('sums the open cases up', async () => {
    const { data } = await hub.ask(
      '{ queueSummary { open unowned warning breached byKind { kind count } oldestOpenedAt averageAge } }',
    );
    expect(data).toEqual({
      queueSummary: {
        open: 4,
        unowned: 0,
        warning: 0,
        breached: 0,
        byKind: [{ kind: 'STALLED_IN_TRANSIT', count: 4 }],
        oldestOpenedAt: after(hub.now, -2 * HOUR),
        averageAge: 'PT1H45M',
      },
    });
  });
});
