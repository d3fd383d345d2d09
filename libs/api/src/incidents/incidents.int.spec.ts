import type { CommandReply, IncidentOrder, IncidentWork, LinkOrder } from '@whereabouts/pipeline';
import { after, HOUR, type Role } from '@whereabouts/model';
import { incidentsById, publicId } from '@whereabouts/store';
import { parse } from 'graphql';
import type { Api } from '../create-api';
import { caseRow, insert, shipmentRow, someId, type Row } from '../testing/rows';
import { NO_POLICIES, world, type World } from '../testing/world';

describe('incidents', () => {
  let hub: World;
  let api: Api;
  const [offered, silent] = [someId(), someId()];
  const inside: Row[] = [];
  const orders: { decisions: IncidentOrder[]; links: LinkOrder[]; work: IncidentWork[] } = {
    decisions: [],
    links: [],
    work: [],
  };

  const incidentRow = (id: string, number: number, change: Row = {}): Row => ({
    merchant_id: hub.merchantId,
    id,
    number,
    type: 'FACILITY',
    key: `FACILITY|ups|${number}`,
    title: 'Last scanned by ups at Hub 7',
    because: '5 open cases have this in common.',
    status: 'OFFERED',
    since: hub.now,
    opened_at: hub.now,
    cases: 2,
    open_cases: 2,
    ...change,
  });

  const ask = async (query: string, variables: object = {}, role: Role = 'AGENT'): Promise<unknown> => {
    const context = api.createContext({ viewer: hub.viewer(role), requestId: 'r' });
    const { data, errors } = await api.executor.execute(parse(query), null, context, variables as never);
    expect(errors).toBeUndefined();
    return Object.values(data as object)[0];
  };
  const found = async (id: string) => (await incidentsById(hub.pool, hub.merchantId, [id])).get(id) ?? null;

  beforeAll(async () => {
    hub = await world();
    await insert(hub.pool, 'incident', incidentRow(offered, 7));
    await insert(
      hub.pool,
      'incident',
      incidentRow(silent, 8, {
        type: 'SOURCE_SILENT',
        key: 'silent|x|ups',
        title: 'ups is silent',
        status: 'CLOSED',
        source_id: hub.sourceId,
      }),
    );
    for (const number of [1, 2, 3]) {
      const incident = number < 3 ? offered : null;
      const row = caseRow(hub.merchantId, hub.agentId, hub.now, { id: someId(), number, incident_id: incident });
      inside.push(row);
      await insert(hub.pool, 'exception_case', row);
    }
    const decide = async (order: IncidentOrder) => {
      orders.decisions.push(order);
      return { ok: true as const, incident: (await found(order.incidentId))! };
    };
    const replies = (ids: readonly string[]): CommandReply[] =>
      ids.map((id) => ({ ok: true, exceptionCase: { id } as never }));
    api = hub.another({
      pipeline: {
        feed: hub.hand.feed,
        shipmentFeed: hub.hand.shipmentFeed,
        policies: NO_POLICIES,
        openCase: () => Promise.reject(new Error('not expected')),
        commandCase: () => Promise.reject(new Error('not expected')),
        commandCases: () => Promise.reject(new Error('not expected')),
        correctTopic: () => Promise.reject(new Error('not expected')),
        matchTicket: () => Promise.reject(new Error('not expected')),
        trackShipment: () => Promise.reject(new Error('not expected')),
        recordShipEvidence: () => Promise.reject(new Error('not expected')),
        replayDeadLetters: () => Promise.reject(new Error('not expected')),
        incidents: {
          accept: decide,
          dismiss: decide,
          link: async (order) => {
            orders.links.push(order);
            return replies(order.caseIds);
          },
          work: async (order) => {
            orders.work.push(order);
            const incident = await found(order.incidentId);
            return incident
              ? { ok: true, incident, replies: replies([inside[0]!['id'] as string]) }
              : { ok: false, incident: null, refused: 'NOT_FOUND', message: 'There is none.', field: ['id'] };
          },
        },
      },
    });
  });
  afterAll(() => hub.close());

  it('are listed, the latest first, with their cases', async () => {
    const list = `{ incidents(first: 10) { totalCount nodes { ref type status openCases source { name }
      cases(first: 1) { nodes { ref incident { ref } } pageInfo { hasNextPage } } } } }`;
    expect(await ask(list)).toMatchObject({
      totalCount: 2,
      nodes: expect.arrayContaining([
        {
          ref: 'INC-7',
          type: 'FACILITY',
          status: 'OFFERED',
          openCases: 2,
          source: null,
          cases: {
            nodes: [{ ref: expect.stringMatching(/^EX-[12]$/), incident: { ref: 'INC-7' } }],
            pageInfo: { hasNextPage: true },
          },
        },
        expect.objectContaining({ ref: 'INC-8', type: 'SOURCE_SILENT', source: { name: expect.any(String) } }),
      ]),
    });
    expect(await ask('{ incidents(status: [OFFERED]) { totalCount nodes { ref } } }')).toEqual({
      totalCount: 1,
      nodes: [{ ref: 'INC-7' }],
    });
  });

  it('are walked page by page', async () => {
    const page = (await ask('{ incidents(first: 1) { nodes { ref } pageInfo { endCursor hasNextPage } } }')) as {
      nodes: { ref: string }[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
    };
    const next = await ask('query ($after: String) { incidents(first: 1, after: $after) { nodes { ref } } }', {
      after: page.pageInfo.endCursor,
    });
    expect(page.pageInfo.hasNextPage).toBe(true);
    expect([page.nodes[0]!.ref, (next as typeof page).nodes[0]!.ref].sort()).toEqual(['INC-7', 'INC-8']);
  });

  it('are found by their ids', async () => {
    expect(
      await ask('query ($id: ID!) { node(id: $id) { ... on Incident { ref } } }', {
        id: publicId('incident', offered),
      }),
    ).toEqual({ ref: 'INC-7' });
  });

  it('are decided about by those who work cases', async () => {
    const accept = `mutation ($input: DecideIncidentInput!) { acceptIncident(input: $input) { incident { ref } userErrors { code field } } }`;
    const input = { id: publicId('incident', offered) };
    expect(await ask(accept, { input })).toEqual({ incident: { ref: 'INC-7' }, userErrors: [] });
    expect(orders.decisions).toEqual([
      { merchantId: hub.merchantId, incidentId: offered, actor: hub.viewer('AGENT').userId },
    ]);
    expect(await ask(accept, { input }, 'VIEWER')).toEqual({
      incident: null,
      userErrors: [{ code: 'FORBIDDEN', field: null }],
    });
    expect(await ask(accept, { input: { id: 'nonsense' } })).toEqual({
      incident: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    });
  });

  it('take cases, with a result for each of them', async () => {
    const link = `mutation ($input: LinkCasesInput!) { linkCases(input: $input) { updated results { exceptionCase { ref } userErrors { code } } } }`;
    const caseIds = [publicId('case', inside[2]!['id'] as string), 'nonsense'];
    expect(await ask(link, { input: { incidentId: publicId('incident', offered), caseIds } })).toEqual({
      updated: 1,
      results: [
        { exceptionCase: { ref: 'EX-3' }, userErrors: [] },
        { exceptionCase: null, userErrors: [{ code: 'NOT_FOUND' }] },
      ],
    });
    const unlink = `mutation ($input: UnlinkCaseInput!) { unlinkCase(input: $input) { exceptionCase { ref } userErrors { code } } }`;
    expect(await ask(unlink, { input: { id: caseIds[0] } })).toEqual({
      exceptionCase: { ref: 'EX-3' },
      userErrors: [],
    });
    expect(orders.links.map(({ incidentId }) => incidentId)).toEqual([offered, null]);
    const wrong = 'mutation ($input: UnlinkCaseInput!) { unlinkCase(input: $input) { userErrors { code field } } }';
    expect(await ask(wrong, { input: { id: 'nonsense' } })).toEqual({
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    });
    const twice = { incidentId: publicId('incident', offered), caseIds: [caseIds[0], caseIds[0]] };
    expect(await ask(link, { input: twice })).toMatchObject({ updated: 1, results: [{}, {}] });
  });

  it('are worked as one', async () => {
    const work = `mutation ($input: WorkIncidentInput!) { workIncident(input: $input) {
      incident { ref } updated results { exceptionCase { ref } } userErrors { code message field } } }`;
    const id = publicId('incident', offered);
    expect(await ask(work, { input: { id, note: 'The hub is on fire.', addTags: ['fire'] } })).toEqual({
      incident: { ref: 'INC-7' },
      updated: 1,
      results: [{ exceptionCase: { ref: 'EX-1' } }],
      userErrors: [],
    });
    expect(orders.work[0]?.commands).toEqual([
      { type: 'tag', add: ['fire'] },
      { type: 'note', text: 'The hub is on fire.' },
    ]);
    expect(await ask(work, { input: { id } })).toMatchObject({
      userErrors: [{ code: 'INVALID', message: 'Say what is to be done with the cases.' }],
    });
  });

  it('of silence are told with each shipment that waits', async () => {
    const summary = (sourceId: string) => ({
      sources: [{ kind: 'CARRIER', id: sourceId, marks: [[0, 'm', 'IN_TRANSIT', '']], claims: [] }],
    });
    const moving = { carrier: 'ups', state: 'IN_TRANSIT', summary: summary(hub.sourceId) };
    const [waiting, done] = [
      shipmentRow(hub.merchantId, hub.now, { ...moving, id: someId(), tracking_number: 'W1' }),
      shipmentRow(hub.merchantId, hub.now, { ...moving, id: someId(), tracking_number: 'W2', state: 'DELIVERED' }),
    ];
    for (const row of [waiting, done]) await insert(hub.pool, 'shipment', row);
    const of = async (row: Row): Promise<unknown> =>
      ask('query ($id: ID) { shipment(id: $id) { waitsForSource } }', {
        id: publicId('shipment', row['id'] as string),
      });
    expect(await of(waiting)).toEqual({ waitsForSource: null });
    await insert(hub.pool, 'source_voice', {
      merchant_id: hub.merchantId,
      source_id: hub.sourceId,
      carrier: 'ups',
      last_input_at: after(hub.now, -10 * HOUR),
      silent_from: after(hub.now, -10 * HOUR),
    });
    expect(await of(waiting)).toEqual({
      waitsForSource: 'The source for ups has been silent since 2026-11-22 02:00 UTC: what rests on its silence waits.',
    });
    expect(await of(done)).toEqual({ waitsForSource: null });
  });
});
