import { isAllowed, ROLES, type AccessScope, type Right, type Role } from '@whereabouts/model';
import { createPipeline, type Pipeline } from '@whereabouts/pipeline';
import { publicId, publicMilestoneId, type IdKind } from '@whereabouts/store';
import type { GraphQLFormattedError } from 'graphql';
import type { Viewer } from './context';
import type { Api } from './create-api';
import { publicActivityId } from './ids';
import { NODE_TYPE_NAMES } from './nodes/node-types';
import { askedDocuments, type AskedDocument } from './testing/asked-documents';
import { kindNamedBy, type Named } from './testing/kinds-of-ids';
import { caseRow, insert, messageRow, milestoneRow, orderRow, shipmentRow, someId } from './testing/rows';
import { withoutFilters, type WithoutFilters } from './testing/without-filters';
import { world, type World } from './testing/world';

/** The table of rights: what a root field asks of whoever uses it. A field that is missing here fails. */
const RIGHTS_OF_FIELDS: Readonly<Record<string, Right | 'signed in'>> = {
  'Query.viewer': 'signed in',
  // A partner finds the sources of its plugin by id, and nothing else.
  'Query.node': 'readSources',
  'Query.nodes': 'readSources',
  'Query._entities': 'readSources',
  'Query._service': 'signed in',
  'Query.sources': 'readSources',
  'Query.deadLetters': 'readSources',
  'Query.exceptionCase': 'read',
  'Query.exceptionCases': 'read',
  'Query.queueSummary': 'read',
  'Query.changes': 'read',
  'Query.order': 'read',
  'Query.orders': 'read',
  'Query.shipment': 'read',
  'Query.shipments': 'read',
  'Query.users': 'read',
  'Query.incidents': 'read',
  'Query.messages': 'read',
  'Query.ticketCorrections': 'read',
  'Query.policy': 'readPolicy',
  'Query.policies': 'readPolicy',
  'Query.policyWhatIf': 'readPolicy',
  'Query.policySlaPreview': 'readPolicy',
  'Mutation.checkPolicy': 'readPolicy',
  'Mutation.applyPolicy': 'administer',
  'Mutation.switchSurge': 'administer',
  'Mutation.replayDeadLetters': 'replay',
  'Mutation.approveResolution': 'approve',
  'Subscription.exceptionChanges': 'read',
  'Subscription.shipmentChanges': 'read',
  'Subscription.queueSummary': 'read',
};
const rightOf = ({ root, field }: AskedDocument): Right | 'signed in' | undefined =>
  RIGHTS_OF_FIELDS[`${root}.${field}`] ?? (root === 'Mutation' ? 'work' : undefined);

const OPTIONAL_IDS = new Set(['ShipEvidenceInput.photoIds']);
type Things = Readonly<Record<Named, string>>;

/** One of everything, of a merchant. */
async function things(hub: World, merchantId: string, given: { userId: string; sourceId: string }): Promise<Things> {
  const { pool, now } = hub;
  const { userId, sourceId } = given;
  const order = orderRow(merchantId, now);
  const shipment = shipmentRow(merchantId, now, { order_id: order['id'], order_number: order['number'] });
  const milestone = milestoneRow(merchantId, shipment['id'] as string, sourceId, now);
  const case_ = caseRow(merchantId, userId, now, { number: 500, shipment_id: shipment['id'], order_id: order['id'] });
  const activity = {
    merchant_id: merchantId,
    case_id: case_['id'],
    id: someId(),
    at: now,
    actor: 'rule:x',
    action: 'opened',
    detail: {},
    hash: 'h',
  };
  const letter = {
    merchant_id: merchantId,
    id: someId(),
    input_id: someId(),
    source_id: sourceId,
    path: '',
    error: 'no',
    attempts: 1,
    preview: 'x',
    received_at: now,
    failed_at: now,
  };
  const ticket = {
    merchant_id: merchantId,
    id: someId(),
    source_id: sourceId,
    external_id: '7',
    facts: {},
    subject: 'Where?',
    opened_at: now,
    order_id: order['id'],
    topic: 'WISMO',
  };
  const incident = {
    merchant_id: merchantId,
    id: someId(),
    number: 1,
    type: 'LANE',
    key: 'ups|US-GA>US-NY',
    title: 'UPS on US-GA>US-NY',
    because: 'Six cases within a day.',
    status: 'OFFERED',
    since: now,
    opened_at: now,
    cases: 0,
    open_cases: 0,
    is_linking: false,
  };
  const message = messageRow(merchantId, case_['id'] as string, now, { order_id: order['id'] });
  await insert(pool, 'message', message);
  await insert(pool, 'incident', incident);
  await insert(pool, 'orders', order);
  await insert(pool, 'shipment', shipment);
  await insert(pool, 'milestone', milestone);
  await insert(pool, 'exception_case', case_);
  await insert(pool, 'activity', activity);
  await insert(pool, 'dead_letter', letter);
  await insert(pool, 'ticket', ticket);
  return {
    merchant: publicId('merchant', merchantId),
    user: publicId('user', userId),
    source: publicId('source', sourceId),
    order: publicId('order', order['id'] as string),
    shipment: publicId('shipment', shipment['id'] as string),
    milestone: publicMilestoneId(shipment['id'] as string, milestone['id'] as string),
    case: publicId('case', case_['id'] as string),
    activity: publicActivityId(case_['id'] as string, activity.id),
    deadLetter: publicId('deadLetter', letter.id),
    ticket: publicId('ticket', ticket.id),
    incident: publicId('incident', incident.id),
    message: publicId('message', message['id'] as string),
  };
}

/** Ids that look like those and stand for nothing. */
const nothing = (): Things => {
  const id = someId();
  return {
    merchant: publicId('merchant', id),
    user: publicId('user', id),
    source: publicId('source', id),
    order: publicId('order', id),
    shipment: publicId('shipment', id),
    milestone: publicMilestoneId(id, id),
    case: publicId('case', id),
    activity: publicActivityId(id, id),
    deadLetter: publicId('deadLetter', id),
    ticket: publicId('ticket', id),
    incident: publicId('incident', id),
    message: publicId('message', id),
  };
};

/** Twice: as it is, and with nothing but the database to keep merchants apart. */
describe.each([
  ['', null],
  [', by row-level security alone', withoutFilters],
] as const)('who may see and do what%s', (_, unlock) => {
  let unlocked: WithoutFilters | undefined;
  let hub: World;
  let pipeline: Pipeline;
  let api: Api;
  let ours: Things;
  let theirs: Things;
  let plugins: readonly (string | null)[];
  beforeAll(async () => {
    hub = await world();
    pipeline = await createPipeline({
      databaseUrl: hub.databaseUrl,
      clock: () => hub.now,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      meter: { count: () => undefined, time: () => undefined },
      plugins: new Map(),
      secretKey: Buffer.alloc(32),
      roles: [],
    });
    await pipeline.start();
    api = hub.another({ pipeline }, { federation: true });
    const [other, stranger, source] = [someId(), someId(), someId()];
    const at = hub.now;
    await insert(hub.pool, 'merchant', {
      id: other,
      name: 'Other',
      time_zone: 'UTC',
      next_case_number: 9,
      created_at: at,
    });
    await insert(hub.pool, 'app_user', {
      merchant_id: other,
      id: stranger,
      name: 'S',
      email: 's@other.test',
      role: 'LEAD',
      open_cases: 1,
      created_at: at,
    });
    await insert(hub.pool, 'source', {
      merchant_id: other,
      id: source,
      plugin: 'ups',
      name: 'theirs',
      kind: 'CARRIER',
      enabled: true,
      settings: {},
      created_at: at,
    });
    ours = await things(hub, hub.merchantId, { userId: hub.agentId, sourceId: hub.sourceId });
    theirs = await things(hub, other, { userId: stranger, sourceId: source });
    plugins = ['ups', 'fedex'];
    unlocked = unlock?.();
  });
  afterAll(async () => {
    unlocked?.restore();
    await pipeline.stop();
    await hub.close();
  });

  const documents = (ids: Things): AskedDocument[] =>
    askedDocuments(api.schema, (place) => {
      const kind = kindNamedBy(place);
      if (kind === undefined && !OPTIONAL_IDS.has(place)) throw new Error(`say in KINDS_OF_IDS what ${place} names`);
      return kind && ids[kind];
    });

  interface Answer {
    readonly text: string;
    readonly codes: ReadonlySet<string>;
  }
  async function ask({ root, text }: AskedDocument, viewer: Viewer | null): Promise<Answer> {
    const stream = await api.openStream({ query: text, viewer, requestId: 'r' });
    if (!stream.ok) throw new Error(`${text}: ${stream.body}`);
    // A subscription that is let in has nothing to say yet.
    const answer =
      root === 'Subscription' ? await Promise.race([stream.stream.next(), later()]) : await stream.stream.next();
    stream.stream.close();
    const codes = [...(answer ?? '').matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code!);
    return { text: answer ?? '', codes: new Set(codes) };
  }
  const later = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve(''), 50));
  const viewerOf = (
    role: Role,
    scopes: readonly AccessScope[] | null = null,
    plugin: string | null = null,
  ): Viewer => ({
    ...hub.viewer(role),
    scopes,
    plugin,
  });

  it('says of every root field which right it takes', () => {
    expect(
      documents(ours)
        .filter((one) => rightOf(one) === undefined)
        .map(({ field }) => field),
    ).toEqual([]);
  });

  it.each(Object.keys(ROLES) as Role[])('lets %s do what the table says, and nothing else', async (role) => {
    for (const one of documents(ours)) {
      await propose(hub);
      const right = rightOf(one)!;
      const { codes, text } = await ask(one, viewerOf(role, null, 'ups'));
      const isLetIn = !codes.has('FORBIDDEN') && !codes.has('UNAUTHENTICATED');
      const mayRead = right === 'signed in' || isAllowed(right, role, null);
      expect(`${one.field}: ${isLetIn ? 'let in' : 'refused'}`).toBe(`${one.field}: ${mayRead ? 'let in' : 'refused'}`);
      if (!mayRead) expect(text).not.toMatch(/"(trackingNumber|email|preview|subject|body|to)":"/);
    }
  });

  it.each<AccessScope[]>([[], ['READ'], ['WORK'], ['ADMINISTER'], ['EXPLORE']])(
    'holds a key of an admin to its scope %p',
    async (...scopes) => {
      for (const one of documents(ours)) {
        const right = rightOf(one)!;
        const { codes } = await ask(one, viewerOf('ADMIN', scopes));
        const may = right === 'signed in' || isAllowed(right, 'ADMIN', scopes);
        expect(`${one.field}: ${!codes.has('FORBIDDEN')}`).toBe(`${one.field}: ${may}`);
      }
    },
  );

  it('lets nobody in without credentials', async () => {
    for (const one of documents(ours)) {
      const { codes, text } = await ask(one, null);
      expect(`${one.field} ${[...codes].join()}`).toBe(`${one.field} UNAUTHENTICATED`);
      expect(text).not.toContain(ours.case);
    }
  });

  it.each(['AGENT', 'ADMIN', 'PARTNER', 'INTEGRATION'] as const)(
    "answers %s about another merchant's things as about things that are not there",
    async (role) => {
      const before = await rowsOf(hub);
      const none = nothing();
      const [asked, empty] = [documents(theirs), documents(none)];
      for (const [index, one] of asked.entries()) {
        if (one.ids.length === 0) continue;
        const [of, about] = [
          await ask(one, viewerOf(role, null, 'ups')),
          await ask(empty[index]!, viewerOf(role, null, 'ups')),
        ];
        expect(named(of.text, theirs)).toEqual(named(about.text, none));
      }
      expect(await rowsOf(hub)).toEqual(before);
    },
  );

  it('shows nothing of another merchant in any answer, and has no fault to hide', async () => {
    const before = hub.faults.length;
    for (const one of documents(ours)) {
      const { text } = await ask(one, viewerOf('ADMIN'));
      for (const id of Object.values(theirs)) expect(text).not.toContain(id);
    }
    expect(hub.faults.slice(before)).toEqual([]);
  });

  it('finds nothing of another merchant by any id', async () => {
    for (const id of Object.values(theirs)) {
      const query = `{ node(id: "${id}") { __typename id } }`;
      expect((await hub.ask(query)).data).toEqual({ node: null });
    }
    for (const id of Object.values(ours))
      expect((await hub.ask(`{ node(id: "${id}") { id } }`)).data).toEqual({ node: { id } });
  });

  it('resolves references of a gateway to nothing of another merchant, and to nothing of another type', async () => {
    const entities = async (ids: Things, typeOf: (kind: IdKind) => string): Promise<unknown> => {
      const references = Object.entries(ids).map(
        ([kind, id]) => `{ __typename: "${typeOf(kind as IdKind)}", id: "${id}" }`,
      );
      const query = `{ _entities(representations: [${references.join()}]) { ... on Node { id } } }`;
      const { text } = await ask({ root: 'Query', field: '_entities', text: query, ids: [] }, viewerOf('LEAD'));
      return (JSON.parse(text) as { data: { _entities: unknown } }).data._entities;
    };
    const nothingFound = Object.values(theirs).map(() => null);
    const own = (kind: IdKind): string => NODE_TYPE_NAMES[kind]!;
    expect(await entities(ours, own)).toEqual(Object.values(ours).map((id) => ({ id })));
    expect(await entities(theirs, own)).toEqual(nothingFound);
    expect(await entities(ours, (kind) => (kind === 'order' ? 'Shipment' : 'Order'))).toEqual(nothingFound);
  });

  if (unlock)
    it('would show all of it, had the database not kept it apart: the filters were gone', async () => {
      const { ran } = unlocked!;
      expect(ran.size).toBeGreaterThan(50);
      expect([...ran].filter((text) => /merchant_id = (\$|\w+\.merchant_id)/.test(text))).toEqual([]);
      const found = async (): Promise<unknown> => (await hub.ask(`{ node(id: "${theirs.case}") { id } }`)).data;
      expect(await found()).toEqual({ node: null });
      await hub.pool.query('alter table exception_case disable row level security');
      expect(await found()).toEqual({ node: { id: theirs.case } });
      await hub.pool.query('alter table exception_case enable row level security');
      expect(await found()).toEqual({ node: null });
    });

  it("shows a partner its own plugin's sources and dead letters, and nothing of others", async () => {
    const seen = await Promise.all(
      plugins.map(async (plugin) => {
        const viewer = viewerOf('PARTNER', null, plugin);
        const query = `{ sources { id } deadLetters { nodes { id } totalCount } nodes(ids: ["${ours.source}", "${ours.deadLetter}", "${ours.case}", "${ours.order}"]) { id } }`;
        return (await ask({ root: 'Query', field: 'sources', text: query, ids: [] }, viewer)).text;
      }),
    );
    expect(seen.map((text) => (JSON.parse(text) as { data: unknown }).data)).toEqual([
      {
        sources: [{ id: ours.source }],
        deadLetters: { nodes: [{ id: ours.deadLetter }], totalCount: 1 },
        nodes: [{ id: ours.source }, { id: ours.deadLetter }, null, null],
      },
      { sources: [], deadLetters: { nodes: [], totalCount: 0 }, nodes: [null, null, null, null] },
    ]);
  });
});

/** Every case is open, with a proposal that somebody may approve. */
async function propose({ pool }: World): Promise<void> {
  await pool.query(
    `update exception_case set status = 'IN_PROGRESS', closed_at = null, closed_by = null, close_code = null,
       customer_track = '{"status":"AWAITING_APPROVAL","resolution":"REFUND","amount":{"amount":"500.00","currency":"USD"},"proposedBy":"rule:x"}'`,
  );
}

/** What an answer says, with every id replaced by what it names. Where in the document it says so is not told. */
function named(text: string, ids: Things): unknown {
  // A subscription that is let in says nothing of what is not there.
  let plain = text || '{"data":null}';
  for (const [kind, id] of Object.entries(ids)) plain = plain.replaceAll(id, kind);
  const { data, errors = [] } = JSON.parse(plain) as { data: unknown; errors?: readonly GraphQLFormattedError[] };
  return { data, errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })) };
}

/** All that a mutation could have changed. */
async function rowsOf({ pool }: World): Promise<unknown> {
  const read = async (table: string): Promise<unknown> =>
    (await pool.query(`select * from ${table} order by 1, 2`)).rows;
  return Promise.all(
    [
      'exception_case',
      'ticket',
      'dead_letter',
      'shipment',
      'orders',
      'activity',
      'app_user',
      'incident',
      'message',
      'policy_version',
    ].map(read),
  );
}
