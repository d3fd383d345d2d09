import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { composeServices } from '@theguild/federation-composition';
import { publicId } from '@whereabouts/store';
import { execute, parse, print, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Api } from '../create-api';
import type { Viewer } from '../context';
import { caseRow, insert, orderRow, shipmentRow, someId } from '../testing/rows';
import { world, type World } from '../testing/world';

/** A subgraph of somebody else: it says more of orders and shipments, and has things of its own that refer to them. */
const OTHERS = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query {
    insurances: [Insurance!]!
  }
  type Insurance {
    name: String!
    parcel: Shipment
    premium: Money!
  }
  type Money @shareable {
    amount: String!
    currency: String!
  }
  type Shipment @key(fields: "id") {
    id: ID!
    insuredFor: String!
  }
  type Order @key(fields: "id") {
    id: ID!
    loyaltyPoints: Int!
  }
`;

interface Service {
  run(document: DocumentNode, variables: Record<string, unknown>): Promise<ExecutionResult>;
}

/** Only what a gateway asks of it in these tests. */
const others = (shipmentIds: readonly string[]): Service => ({
  async run(document, variables) {
    const text = print(document);
    const references = (variables['representations'] ?? []) as { __typename: string; id: string }[];
    if (text.includes('_entities'))
      return {
        data: {
          _entities: references.map(({ __typename, id }) => ({
            __typename,
            id,
            insuredFor: `all of ${id}`,
            loyaltyPoints: 7,
          })),
        },
      };
    const insurances = shipmentIds.map((id, index) => ({
      __typename: 'Insurance',
      name: `policy ${index}`,
      parcel: { __typename: 'Shipment', id },
      premium: { amount: '1.00', currency: 'EUR' },
    }));
    return { data: { insurances } };
  },
});

describe('as a subgraph of Apollo Federation 2', () => {
  let hub: World;
  let api: Api;
  const asked: string[] = [];
  beforeAll(async () => {
    hub = await world();
    api = hub.another({}, { federation: true });
  });
  afterAll(() => hub.close());

  const ours = (viewer: Viewer): Service => ({
    async run(document, variables) {
      const text = print(document);
      asked.push(text);
      const prepared = api.prepare(text);
      if (!prepared.document) return { errors: prepared.errors };
      return api.executor.execute(prepared.document, null, api.createContext({ viewer, requestId: 'r' }), variables);
    },
  });

  async function sdl(): Promise<string> {
    const { data, errors } = await ours(hub.viewer('LEAD')).run(parse('{ _service { sdl } }'), {});
    expect(errors).toBeUndefined();
    return (data as { _service: { sdl: string } })._service.sdl;
  }

  async function gateway(viewer: Viewer, foreign: Service): Promise<GraphQLSchema> {
    const composed = composeServices([
      { name: 'hub', typeDefs: parse(await sdl()), url: 'http://hub' },
      { name: 'insurance', typeDefs: parse(OTHERS), url: 'http://insurance' },
    ]);
    expect(composed.errors ?? []).toEqual([]);
    const services: Readonly<Record<string, Service>> = { HUB: ours(viewer), INSURANCE: foreign };
    return getStitchedSchemaFromSupergraphSdl({
      supergraphSdl: composed.supergraphSdl!,
      onSubschemaConfig(config) {
        const service = services[config.name.toUpperCase()]!;
        config.executor = ({ document, variables }) =>
          service.run(document, variables as Record<string, unknown>) as never;
      },
    });
  }
  const through = async (schema: GraphQLSchema, text: string): Promise<ExecutionResult> =>
    JSON.parse(JSON.stringify(await execute({ schema, document: parse(text) }))) as ExecutionResult;

  it('composes with a subgraph that extends orders and shipments, and answers through a gateway both ways', async () => {
    const order = orderRow(hub.merchantId, hub.now);
    const parcels = [1, 2].map((number) =>
      shipmentRow(hub.merchantId, hub.now, {
        order_id: order['id'],
        order_number: order['number'],
        tracking_number: `FED${number}`,
      }),
    );
    const [strange, missing] = [someId(), someId()].map((id) => publicId('shipment', id));
    await insert(hub.pool, 'orders', order);
    await insert(hub.pool, 'shipment', ...parcels);
    const ids = parcels.map(({ id }) => publicId('shipment', id as string));
    const schema = await gateway(hub.viewer('LEAD'), others([ids[0]!, strange!, ids[1]!, missing!]));

    // From our node to what others say of it.
    const number = order['number'] as string;
    expect(
      await through(schema, `{ order(number: "${number}") { number loyaltyPoints shipments { id insuredFor } } }`),
    ).toEqual({
      data: {
        order: {
          number,
          loyaltyPoints: 7,
          shipments: expect.arrayContaining(ids.map((id) => ({ id, insuredFor: `all of ${id}` }))),
        },
      },
    });

    // From theirs to ours, in one request for all of them; what is not there is null and harms no neighbour.
    asked.length = 0;
    expect(
      await through(schema, '{ insurances { name premium { amount } parcel { trackingNumber order { number } } } }'),
    ).toMatchObject({
      data: {
        insurances: [
          { parcel: { trackingNumber: 'FED1', order: { number } } },
          { parcel: null },
          { parcel: { trackingNumber: 'FED2', order: { number } } },
          { parcel: null },
        ],
      },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('_entities');
  });

  const ENTITIES =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ExceptionCase { ref owner { name } } } }';
  const references = (type: string, ids: readonly string[]): Record<string, unknown> => ({
    r: ids.map((id) => ({ __typename: type, id })),
  });

  it('reads any number of cases by one statement', async () => {
    const rows = Array.from({ length: 20 }, (_, index) =>
      caseRow(hub.merchantId, hub.agentId, hub.now, { number: 500 + index }),
    );
    await insert(hub.pool, 'exception_case', ...rows);
    const ids = rows.map(({ id }) => publicId('case', id as string));
    const counted = hub.another({}, { federation: true });
    const run = (text: string, variables: Record<string, unknown>) =>
      counted.executor.execute(
        counted.prepare(text).document!,
        null,
        counted.createContext({ viewer: hub.viewer('LEAD'), requestId: 'r' }),
        variables,
      );
    const expected = ids.map((_, index) => ({ ref: `EX-${500 + index}`, owner: { name: 'Ada Agent' } }));
    // Interpreted at first, then compiled.
    for (let round = 0; round < 3; round++) {
      hub.asked.length = 0;
      expect(await run(ENTITIES, references('ExceptionCase', ids))).toEqual({ data: { _entities: expected } });
      expect(hub.asked).toHaveLength(1);
    }
    hub.asked.length = 0;
    const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ExceptionCase { ref owner { name } } } }';
    expect(await run(nodes, { ids })).toEqual({ data: { nodes: expected } });
    expect(hub.asked).toHaveLength(1);
  });

  async function refusal(variables: Record<string, unknown>): Promise<unknown> {
    const stream = await api.openStream({ query: ENTITIES, variables, viewer: hub.viewer('LEAD'), requestId: 'r' });
    if (!stream.ok) return JSON.parse(stream.body) as unknown;
    const answer = await stream.stream.next();
    return JSON.parse(answer!) as unknown;
  }

  it.each([
    ['no type', [{ id: 'x' }]],
    ['no key', [{ __typename: 'Order' }]],
    ['a key that is no text', [{ __typename: 'Order', id: 7 }]],
    ['no object', ['ord_1']],
  ])('says what is wrong with a reference with %s', async (_name, r) => {
    expect(await refusal({ r })).toMatchObject({
      errors: [
        {
          message: expect.stringMatching(/"\$r" got invalid value .* at "r\[0\]".*A representation has a `__typename`/),
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it('counts references as objects, and takes 200 at a time', async () => {
    const many = references(
      'ExceptionCase',
      Array.from({ length: 201 }, () => publicId('case', someId())),
    );
    expect(await refusal(many)).toMatchObject({
      errors: [{ message: 'At most 200 ids at a time; these are 201.', extensions: { code: 'BAD_USER_INPUT' } }],
    });
    const tooMuch = references(
      'ExceptionCase',
      Array.from({ length: 10_001 }, () => 'case_1'),
    );
    expect(await refusal(tooMuch)).toMatchObject({
      errors: [{ message: expect.stringContaining('may read 20002 objects'), extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('is nothing of the plain API', () => {
    expect(hub.api.schema.getQueryType()!.getFields()).not.toHaveProperty('_entities');
    expect(hub.api.schema.getType('_Any')).toBeUndefined();
  });

  it('tells nobody its schema who has not signed in', async () => {
    const stream = await api.openStream({ query: '{ _service { sdl } }', viewer: null, requestId: 'r' });
    const text = stream.ok ? await stream.stream.next() : stream.body;
    expect(text).toContain('UNAUTHENTICATED');
  });
});
