import { after, HOUR } from '@whereabouts/model';
import { publicId, publicMilestoneId } from '@whereabouts/store';
import { execute, parse, printSchema, getIntrospectionQuery } from 'graphql';
import { publicActivityId, publicNodeId } from './ids';
import { caseRow, insert, milestoneRow, orderRow, shipmentRow, someId, type Row } from './testing/rows';
import { world, type World } from './testing/world';

const MONEY = '{ amount currency }';
const SHIPMENT = `id trackingNumber trackingUrl state stateSince lane serviceLevel shippedAt firstScanAt lastScanAt deliveredAt nextCheckAt
  carrier { code name } node { id code name } promise { from to source carrierEstimate gap }
  conflicts { fact winner since values { value at source { name kind } } }`;
const CASE = `id number ref kind reason status waitingOn episode cycle flags { code because } openedAt closedAt closeCode closedBy tags version
  owner { id name email role openCases }
  sla { state firstActionDueAt firstActionAt resolutionDueAt warnedAt breachedAt pausedSince }
  detection { rule policyVersion because thresholds detectedAt conditionSince milestones { id code } }
  customerTrack { status resolution amount ${MONEY} approvedBy { name } resolvedAt }
  recoveryTrack { status outcome claimReference updatedAt }`;
const MILESTONE = `id code reasons occurredAt occurredLocal timeCertainty receivedAt observations deliveredTo direction attemptNumber
  sourceCode sourceText rawInputId place { text city region postalCode country facility } source { id plugin name kind enabled }`;
const ORDER = `id number placedAt value ${MONEY} promise { to gap } lines { sku title quantity unitPrice ${MONEY} fragile }
  customer { id name email phone tier firstTimeBuyer locale }`;

const DOCUMENTS: readonly (readonly [name: string, query: string])[] = [
  ['viewer', '{ viewer { role user { id name openCases } merchant { id name timeZone } } }'],
  [
    'a case, whole',
    `query ($ref: String) { exceptionCase(ref: $ref) { ${CASE} shipment { ${SHIPMENT} } order { ${ORDER} }
     related { ref } activity(first: 1) { nodes { id at actor action detail hash } edges { cursor } pageInfo { hasNextPage } } } }`,
  ],
  [
    'a queue with fragments and aliases',
    `query ($full: Boolean!) { q: exceptionCases(first: 10) { edges { cursor node { ...Main } }
     nodes { who: owner { name } ... on ExceptionCase @include(if: $full) { shipment { order { number } milestones(first: 1) { totalCount nodes { code } } cases(open: true) { ref } } } } totalCount } }
     fragment Main on ExceptionCase { __typename ref detection @skip(if: $full) { rule } }`,
  ],
  [
    'shipments',
    `{ shipments(filter: { state: [IN_TRANSIT] }) { nodes { ${SHIPMENT} order { ${ORDER} } milestones { nodes { ${MILESTONE} } totalCount pageInfo { endCursor } } cases { ref } } totalCount pageInfo { hasNextPage } } }`,
  ],
  [
    'one shipment by number',
    '{ shipment(carrier: "ups", trackingNumber: "tn 1") { id trackingNumber order { shipments { trackingNumber } } } }',
  ],
  [
    'orders',
    `{ orders(filter: { customerEmail: "robin@example.test" }) { nodes { ${ORDER} shipments { trackingNumber } } totalCount } order(number: "#SO-1") { number } }`,
  ],
  [
    'sources and dead letters',
    `{ sources { id name health { lastInputAt inputsLastHour deadLetters medianLag p95Lag unmappedShare uncertainTimeShare
        topUnmapped { code text count } expectedInterval silentSince circuit advice
        polling { nextPollAt lastPollOutcome pausedUntil rateBudget { limit period remaining resetsAt } } } }
     deadLetters { nodes { id receivedAt error attempts preview source { name } } totalCount } users(search: "ADA") { nodes { name } } }`,
  ],
  [
    'nodes of every type',
    `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on ExceptionCase { ${CASE} } ... on Shipment { trackingNumber state }
     ... on Order { orderNumber: number } ... on User { name } ... on Merchant { name } ... on Source { name } ... on Milestone { code } ... on FulfillmentNode { nodeCode: code }
     ... on Activity { action } ... on DeadLetter { error } } }`,
  ],
  [
    'things that are not there',
    '{ node(id: "case_00") { id } shipment(id: "shp_x") { id } exceptionCase(ref: "EX-999") { id } order(number: "none") { id } }',
  ],
  ['a refused page', '{ exceptionCases(first: 500) { nodes { id } } viewer { role } }'],
  ['a bad filter value', 'query ($filter: CaseFilter) { exceptionCases(filter: $filter) { nodes { id } } }'],
  ['the schema', '{ __schema { queryType { name } } __type(name: "ExceptionCase") { fields { name } } }'],
];

describe('compiled execution', () => {
  let hub: World;
  const ids: string[] = [];
  const variables: Record<string, unknown> = { ref: 'ex-1', full: true, ids, filter: { status: ['NOWHERE'] } };

  beforeAll(async () => {
    hub = await world();
    const { merchantId, now, sourceId, pool } = hub;
    const order = orderRow(merchantId, now, { number: 'SO-1' });
    const belongs = { order_id: order['id'], order_number: 'SO-1' };
    const conflict = {
      fact: 'delivered',
      winner: 'CARRIER',
      since: now,
      values: [
        { sourceId, sourceKind: 'CARRIER', value: 'DELIVERED', at: now },
        { sourceId, sourceKind: 'CARRIER', value: 'IN_TRANSIT', at: now },
      ],
    };
    const [first, second] = [
      shipmentRow(merchantId, now, { tracking_number: 'TN1', conflicts: [conflict], open_cases: 1, ...belongs }),
      shipmentRow(merchantId, now, {
        tracking_number: 'TN2',
        state_since: null,
        promise_to: null,
        node_code: null,
        ...belongs,
      }),
    ];
    const scan = milestoneRow(merchantId, first['id'] as string, sourceId, after(now, -9 * HOUR));
    const placed = milestoneRow(merchantId, order['id'] as string, sourceId, after(now, -49 * HOUR), {
      code: 'ORDER_PLACED',
      place: null,
    });
    const detection = { ...(caseRow(merchantId, hub.agentId, now)['detection'] as Row), milestoneIds: [scan['id']] };
    const trouble = caseRow(merchantId, hub.agentId, now, {
      ...belongs,
      number: 1,
      shipment_id: first['id'],
      detection,
      closed_by: null,
      customer_track: {
        status: 'RESOLVED',
        resolution: 'REFUND',
        amount: { amount: '9.90', currency: 'USD' },
        approvedBy: hub.leadId,
        resolvedAt: now,
      },
    });
    const older = caseRow(merchantId, hub.leadId, now, {
      number: 2,
      shipment_id: first['id'],
      status: 'CLOSED',
      closed_at: now,
      close_code: 'DAMAGE',
      closed_by: 'rule:healed',
    });
    const activity = {
      merchant_id: merchantId,
      case_id: trouble['id'],
      at: now,
      actor: hub.agentId,
      action: 'assigned',
      detail: { to: 'x' },
      hash: 'abc',
    };
    const entry = { ...activity, id: someId() };
    const letter = {
      merchant_id: merchantId,
      id: someId(),
      input_id: someId(),
      source_id: sourceId,
      path: '/x',
      error: 'no number',
      attempts: 1,
      preview: '{"x":1}',
      received_at: now,
      failed_at: now,
    };
    await insert(pool, 'orders', order);
    await insert(pool, 'shipment', first, second);
    await insert(pool, 'milestone', scan, placed);
    await insert(pool, 'exception_case', trouble, older);
    await insert(pool, 'activity', entry, { ...activity, id: someId(), detail: null });
    await insert(pool, 'dead_letter', letter);
    ids.push(
      publicId('case', trouble['id'] as string),
      publicId('shipment', second['id'] as string),
      publicId('order', order['id'] as string),
      publicId('user', hub.agentId),
      publicId('merchant', merchantId),
      publicId('source', sourceId),
      publicMilestoneId(first['id'] as string, scan['id'] as string),
      publicNodeId('ATL1'),
      publicActivityId(trouble['id'] as string, entry.id),
      publicId('deadLetter', letter.id),
      publicId('case', someId()),
      'nonsense',
    );
  });
  afterAll(() => hub.close());

  const interpreted = (query: string, role: 'LEAD' | 'AGENT') =>
    execute({
      schema: hub.api.schema,
      document: parse(query),
      variableValues: variables,
      contextValue: hub.api.createContext({ viewer: hub.viewer(role), requestId: 'oracle' }),
    });

  it.each(DOCUMENTS)('answers like graphql-js: %s', async (_name, query) => {
    const expected = await interpreted(query, 'LEAD');
    for (let use = 0; use < 3; use++) {
      const answer = await hub.ask(query, variables);
      expect(JSON.parse(JSON.stringify(answer))).toEqual(JSON.parse(JSON.stringify(expected)));
    }
    const code = expected.errors?.[0]?.extensions['code'];
    if (expected.errors && !expected.errors[0]!.message.startsWith('Variable')) expect(code).toBe('BAD_USER_INPUT');
  });

  it('finds every kind of node by its id, and nothing else', async () => {
    const { data } = await hub.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', variables);
    const { nodes } = data as { nodes: ({ __typename: string; id: string } | null)[] };
    expect(nodes.map((node) => node?.__typename)).toEqual([
      'ExceptionCase',
      'Shipment',
      'Order',
      'User',
      'Merchant',
      'Source',
      'Milestone',
      'FulfillmentNode',
      'Activity',
      'DeadLetter',
      undefined,
      undefined,
    ]);
    expect(nodes.slice(0, 10).map((node) => node!.id)).toEqual(ids.slice(0, 10));
  });

  it('shows stored bytes to leads only', async () => {
    const query =
      '{ shipment(trackingNumber: "TN1") { milestones { nodes { rawInputId } } } deadLetters { nodes { preview } } }';
    const shown = JSON.stringify(await interpreted(query, 'LEAD'));
    expect(shown).toContain('inp_');
    const hidden = JSON.stringify(await interpreted(query, 'AGENT'));
    expect(hidden).not.toContain('inp_');
    expect(hidden).toContain('"preview":""');
  });

  it('answers nobody else: no viewer, a partner, another merchant', async () => {
    const query = '{ exceptionCases { nodes { id } } }';
    const ask = async (viewer: Parameters<World['api']['createContext']>[0]['viewer']) =>
      hub.api.executor.execute(parse(query), null, hub.api.createContext({ viewer, requestId: 'r' }), {});
    expect((await ask(null)).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect((await ask({ ...hub.viewer('LEAD'), role: 'PARTNER' })).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    const stranger = { merchantId: someId(), userId: someId(), role: 'ADMIN' } as const;
    expect(await ask(stranger)).toEqual({ data: { exceptionCases: { nodes: [] } } });
    const byId = await hub.api.executor.execute(
      parse('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'),
      null,
      hub.api.createContext({ viewer: stranger, requestId: 'r' }),
      { ids },
    );
    expect(new Set((byId.data as { nodes: unknown[] }).nodes)).toEqual(new Set([null]));
  });

  it('serves introspection', async () => {
    const { data, errors } = await hub.ask(getIntrospectionQuery());
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain('ExceptionCase');
    expect(printSchema(hub.api.schema)).toContain('type ExceptionCase implements Node');
  });
});
