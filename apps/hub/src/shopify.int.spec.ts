import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApi, type Api } from '@whereabouts/api';
import { instant } from '@whereabouts/model';
import { createPipeline, type Pipeline } from '@whereabouts/pipeline';
// The hub loads plugins by name; this is the real one, without a build.
// eslint-disable-next-line @nx/enforce-module-boundaries
import { plugin } from '@whereabouts/plugin-shopify';
import { dataSource, directory, ensurePartitions, openMerchantPool, openPool, secretBox } from '@whereabouts/store';
import { testDatabase } from '@whereabouts/store/testing';

const NOW = instant('2025-10-30T18:30:00Z');
const SECRET = 'secret-of-the-shop';
const nothing = () => undefined;
const log = { info: nothing, warn: nothing, error: nothing };

type Body = Record<string, unknown>;
const fixture = (name: string): string =>
  readFileSync(join(__dirname, `../../../plugins/shopify/fixtures/${name}.json`), 'utf8');
/** The fixture with other words: its ids are too long for a JavaScript number, so that text is replaced in text. */
const fulfillmentEvent = (status: string, happenedAt: string): string =>
  fixture('fulfillment-event').replace('attempted_delivery', status).replace('2025-10-30T11:05:00-07:00', happenedAt);

const OUT = fulfillmentEvent('out_for_delivery', '2025-10-30T07:00:00-07:00');
const FAILED = fixture('fulfillment-event');
const FULFILLMENT = fixture('fulfillment-handed-over');

describe('a shop that tells of its parcels by its own ids', () => {
  let pipeline: Pipeline;
  let api: Api;
  let merchantId: string;
  let close: () => Promise<void>;
  beforeEach(async () => {
    const database = await testDatabase();
    const pool = openPool({ url: database.url, max: 2 });
    const merchants = openMerchantPool({ url: database.url, max: 4 });
    await ensurePartitions(pool, NOW);
    const secretKey = randomBytes(32);
    const data = await dataSource(database.url).initialize();
    const desk = directory(data, secretBox(secretKey));
    const admin = { name: 'Ada', email: 'ada@example.test' };
    merchantId = (await desk.addMerchant({ name: 'Mug Shop', timeZone: 'UTC', admin }, NOW)).id;
    const named = { merchantId, plugin: 'shopify', name: 'shopify', kind: plugin.source };
    await desk.addSource({ ...named, settings: {}, secrets: { webhookSecret: SECRET } }, NOW);
    await data.destroy();
    pipeline = await createPipeline({
      databaseUrl: database.url,
      clock: () => NOW,
      log,
      meter: { count: nothing, time: nothing },
      plugins: new Map([['shopify', { from: 'shopify', plugin }]]),
      secretKey,
      roles: ['apply'],
    });
    await pipeline.start();
    api = createApi(
      { db: merchants, pipeline, clock: () => NOW, log, carrierName: () => null },
      { introspection: false },
    );
    close = async () => {
      api.stop();
      await pipeline.stop();
      await merchants.end();
      await pool.end();
      await database.close();
    };
  });
  afterEach(() => close());

  async function told(...webhooks: [topic: string, body: string][]): Promise<void> {
    for (const [topic, body] of webhooks) {
      const headers = {
        'x-shopify-topic': topic,
        'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
      };
      const reply = await pipeline.receive({ source: 'shopify', headers, body: Buffer.from(body) });
      expect(reply.status).toBe('stored');
      await pipeline.settled();
    }
  }

  async function ask(query: string, variables: Body = {}): Promise<Body> {
    const { document, errors } = api.prepare(query);
    if (!document) throw new Error(JSON.stringify(errors));
    const viewer = { merchantId, userId: merchantId, role: 'LEAD' as const };
    const context = api.createContext({ viewer, requestId: 'r' });
    const result = await api.executor.execute(document, null, context, variables);
    if (result.errors) throw new Error(JSON.stringify(result.errors));
    return JSON.parse(JSON.stringify(result.data)) as Body;
  }

  const PARCEL = `{ shipment(trackingNumber: "1Z999AA10123456784") {
    state
    order { number }
    cases(open: true) { kind status detection { milestones { code sourceText } } }
    milestones { totalCount nodes { id code } }
  } }`;
  interface Parcel {
    readonly shipment: {
      readonly milestones: { readonly nodes: readonly { readonly id: string; readonly code: string }[] };
    };
  }
  const EXPECTED = {
    shipment: {
      state: 'ATTEMPT_FAILED',
      order: { number: '1042' },
      cases: [
        {
          kind: 'FAILED_ATTEMPT',
          status: 'OPEN',
          detection: { milestones: [{ code: 'ATTEMPT_FAILED', sourceText: 'Nobody at home' }] },
        },
      ],
      milestones: {
        totalCount: 4,
        nodes: [
          { code: 'ORDER_PLACED' },
          { code: 'HANDED_OVER' },
          { code: 'OUT_FOR_DELIVERY' },
          { code: 'ATTEMPT_FAILED' },
        ],
      },
    },
  };
  const ORDER: [string, string] = ['orders/create', fixture('order-placed')];
  const SENT: [string, string] = ['fulfillments/create', FULFILLMENT];
  const EVENTS: [string, string][] = [
    ['fulfillment_events/create', OUT],
    ['fulfillment_events/create', FAILED],
  ];

  it.each([
    ['after the parcel', [ORDER, SENT, ...EVENTS]],
    ['before it', [...EVENTS, SENT, ORDER]],
    ['around it', [EVENTS[1]!, SENT, ORDER, EVENTS[0]!]],
  ])('shows the state and opens a case when its events come %s', async (_when, webhooks) => {
    await told(...webhooks);
    expect(await ask(PARCEL)).toMatchObject(EXPECTED);
    await pipeline.rebuild(nothing);
    expect(await ask(PARCEL)).toMatchObject(EXPECTED);
  });

  it('gives each milestone an id under which it is found', async () => {
    await told(SENT, ...EVENTS);
    const parcel = (await ask(PARCEL)) as unknown as Parcel;
    for (const { id, code } of parcel.shipment.milestones.nodes)
      expect(await ask('query ($id: ID!) { node(id: $id) { ... on Milestone { id code } } }', { id })).toEqual({
        node: { id, code },
      });
  });

  it('shows a refund and a hold with the parcel of the order, and makes no order of an id', async () => {
    await told(
      ORDER,
      SENT,
      ['refunds/create', fixture('refund')],
      ['fulfillment_orders/placed_on_hold', fixture('fulfillment-order-on-hold')],
    );
    const { shipment } = (await ask(PARCEL)) as unknown as Parcel;
    expect(shipment.milestones.nodes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['ORDER_PLACED', 'HANDED_OVER', 'HELD', 'BACKORDERED', 'INFORMATION']),
    );
    expect(await ask('{ orders { nodes { number } } deadLetters { totalCount } }')).toEqual({
      orders: { nodes: [{ number: '1042' }] },
      deadLetters: { totalCount: 0 },
    });
  });
});
