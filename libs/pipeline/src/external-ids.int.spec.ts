import { DAY, defaultPolicyOf, instant } from '@whereabouts/model';
import {
  externalSubject,
  milestonesOfSubjects,
  openPool,
  putInputs,
  takeAgain,
  type InboxInput,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { inlineNormalizer } from './normalize/normalizer';
import { newInput } from './receive/new-input';
import { rebuild } from './replay/rebuild';
import { projectionsOf, wipe } from './testing/projections';
import { sourceDirectoryOf } from './testing/shop-sources';
import { silentLog, silentMeter, testHub, testShop, toyBody, type TestHub, type TestShop } from './testing/test-hub';
import { toyPlugin, type ToyEvent, type ToyParcel } from './testing/toy-plugin';
import { inputProcessor, type InputProcessor } from './work/process-inputs';

const OUT: ToyEvent = { code: 'OUT_FOR_DELIVERY', at: instant('2026-11-20T07:00:00Z') };
const FAILED: ToyEvent = { code: 'ATTEMPT_FAILED', at: instant('2026-11-20T09:00:00Z') };
/** The shop names the parcel by its own id only. */
const event = (...events: ToyEvent[]): ToyParcel => ({ shipmentId: 'F1', events });
const fulfilment = (number = 'P1'): ToyParcel => ({
  number,
  shipmentId: 'F1',
  events: [{ code: 'HANDED_OVER', at: instant('2026-11-19T16:00:00Z') }],
});

describe('an event that names its parcel only by the id of the source', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
  });
  afterEach(() => hub.close());

  const states = async (): Promise<string[]> =>
    (
      await hub.rows<{ tracking_number: string; state: string }>(
        'select tracking_number, state from shipment order by 1',
      )
    ).map((row) => `${row.tracking_number} ${row.state}`);
  const subject = (kind: 'shipment' | 'order', id: string): string =>
    externalSubject(hub.merchant.id, hub.source.id, kind, id);
  const idOf = async (number: string): Promise<string> =>
    (await hub.rows<{ id: string }>('select id from shipment where tracking_number = $1', [number]))[0]!.id;
  const listed = async (...subjects: string[]): Promise<string[]> =>
    [...(await milestonesOfSubjects(hub.pool, hub.merchant.id, subjects)).values()].flat().map(({ code }) => code);

  it('belongs to the parcel that is known by that id', async () => {
    await hub.tell(fulfilment());
    await hub.tell(event(OUT), event(FAILED));
    expect(await states()).toEqual(['P1 ATTEMPT_FAILED']);
    expect(await hub.rows('select kind, tracking_number from exception_case')).toEqual([
      { kind: 'FAILED_ATTEMPT', tracking_number: 'P1' },
    ]);
    expect(await listed(await idOf('P1'))).toEqual(['HANDED_OVER', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED']);
  });

  it('waits for the parcel when it comes first', async () => {
    await hub.tell(event(OUT), event(FAILED));
    expect(await states()).toEqual([]);
    await hub.tell(fulfilment());
    expect(await states()).toEqual(['P1 ATTEMPT_FAILED']);
    expect(await hub.rows('select kind from exception_case')).toEqual([{ kind: 'FAILED_ATTEMPT' }]);
    expect(await listed(await idOf('P1'))).toEqual(['HANDED_OVER', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED']);
  });

  it('is of all the parcels of one shipment, also of one that is added later', async () => {
    await hub.tell(fulfilment('P1'), fulfilment('P2'));
    await hub.tell(event(OUT));
    await hub.tell(fulfilment('P3'));
    expect(await states()).toEqual(['P1 OUT_FOR_DELIVERY', 'P2 OUT_FOR_DELIVERY', 'P3 OUT_FOR_DELIVERY']);
    expect(
      await hub.rows('select code, observations from milestone where subject_id = $1', [subject('shipment', 'F1')]),
    ).toEqual([{ code: 'OUT_FOR_DELIVERY', observations: 1 }]);
  });

  it('that is repeated is observed twice and says nothing new', async () => {
    await hub.tell(fulfilment(), event(FAILED));
    const before = await hub.rows('select summary, attempts from shipment');
    await hub.tell(event(FAILED));
    expect(await hub.rows('select summary, attempts from shipment')).toEqual(before);
    expect(await hub.rows("select observations from milestone where code = 'ATTEMPT_FAILED'")).toEqual([
      { observations: 2 },
    ]);
  });

  it('is kept when nobody ever tells whose it is: listed nowhere, no dead letter, no order of that id', async () => {
    await hub.tell({ shipmentId: 'F9', events: [OUT] }, { orderId: 'O9', events: [FAILED] });
    expect(await hub.rows('select code from milestone order by 1')).toEqual([
      { code: 'ATTEMPT_FAILED' },
      { code: 'OUT_FOR_DELIVERY' },
    ]);
    for (const table of ['shipment', 'orders', 'dead_letter'])
      expect(await hub.rows(`select 1 from ${table}`)).toEqual([]);
  });

  it('is not of a parcel that another source calls by the same id', async () => {
    await hub.tell(fulfilment());
    await hub.post(event(FAILED), 'toy-shop');
    await hub.pipeline.settled();
    expect(await states()).toEqual(['P1 HANDED_OVER']);
  });

  it('is listed with an order by its id, whichever comes first, and with no parcel of another order', async () => {
    await hub.tell({ orderId: 'O1', events: [{ ...OUT, code: 'INFORMATION' }] });
    await hub.tell({
      orders: [
        { number: '1001', id: 'O1' },
        { number: '1002', id: 'O2' },
      ],
    });
    await hub.tell({ orderId: 'O1', events: [{ ...FAILED, code: 'INFORMATION' }] });
    const orders = await hub.rows<{ id: string }>('select id from orders order by number');
    expect(await listed(orders[0]!.id)).toHaveLength(2);
    expect(await listed(orders[1]!.id)).toEqual([]);
  });

  it('is known by the order that a parcel names by number and by id', async () => {
    await hub.tell({ ...fulfilment(), order: '1001', orderId: 'O1' });
    await hub.tell({ orderId: 'O1', events: [{ ...OUT, code: 'INFORMATION' }] });
    const [order] = await hub.rows<{ order_id: string }>('select order_id from shipment');
    expect(await listed(order!.order_id)).toEqual(['INFORMATION']);
  });
});

/** A shop whose inputs are applied as a test says. */
describe('news of a parcel, of its twin, of both by their id and of their order', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await testShop({ plugins: [toyPlugin] });
  });
  afterAll(() => shop.close());

  const NOW = instant('2026-11-20T12:00:00Z');
  const inbox = (parcel: ToyParcel, index = 0): InboxInput =>
    newInput(
      {
        merchantId: shop.merchant.id,
        sourceId: shop.sources.get('toy')!.id,
        contentType: 'application/json',
        headers: {},
        body: toyBody(parcel),
      },
      instant(Date.parse('2026-11-20T10:00:00Z') + index * 1000),
    );
  const processorOn = (pool: Pool): InputProcessor =>
    inputProcessor({
      pool,
      sources: sourceDirectoryOf(shop),
      plugins: shop.plugins,
      normalizer: inlineNormalizer(),
      policyOf: defaultPolicyOf,
      clock: () => NOW,
      log: silentLog,
      meter: silentMeter,
      onCommitted: () => undefined,
      onApplied: () => undefined,
    });
  const apply = (pool: Pool, inputs: readonly InboxInput[]): Promise<void> =>
    processorOn(pool).process(inputs.map((input) => ({ ...input, attempts: 0, replay: false })));
  const start = async (inputs: readonly InboxInput[]): Promise<void> => {
    await wipe(shop.pool);
    await putInputs(shop.pool, inputs, DAY / 1000);
  };

  const said: readonly ToyParcel[] = [
    fulfilment('P1'),
    event(OUT),
    { ...fulfilment('P2'), order: '1001', orderId: 'O1' },
    event(FAILED, { code: 'IN_TRANSIT' }),
    { orderId: 'O1', events: [{ ...OUT, code: 'INFORMATION' }] },
  ];
  let inputs: readonly InboxInput[];
  let expected: readonly string[];
  beforeAll(async () => {
    inputs = said.map(inbox);
    await start(inputs);
    for (const input of inputs) await apply(shop.pool, [input]);
    expected = await projectionsOf(shop.pool);
  });

  it('gives the same rows in each order, one by one', async () => {
    for (const order of permutations(inputs.slice(0, 4)).map((first, turn) =>
      turn % 2 ? [inputs[4]!, ...first] : [...first, inputs[4]!],
    )) {
      await start(inputs);
      for (const input of order) await apply(shop.pool, [input]);
      expect(await projectionsOf(shop.pool)).toEqual(expected);
    }
  }, 60_000);

  it('gives the same rows in one batch, after a rebuild and after a replay', async () => {
    await start(inputs);
    await apply(shop.pool, inputs);
    expect(await projectionsOf(shop.pool)).toEqual(expected);
    const needs = { pool: shop.pool, processor: processorOn(shop.pool), policyOf: defaultPolicyOf, clock: () => NOW };
    await rebuild(needs, () => undefined);
    expect(await projectionsOf(shop.pool)).toEqual(expected);
    const ids = inputs.map(({ id }) => id);
    await needs.processor.process(await takeAgain(shop.pool, shop.merchant.id, ids, DAY / 1000));
    expect(await projectionsOf(shop.pool)).toEqual(expected);
  });

  it('gives the same rows when two processes apply it at once, and they never wait in a circle', async () => {
    const other = openPool({ url: shop.url, max: 4 });
    const deadlocks = async (): Promise<unknown> =>
      (await shop.pool.query('select deadlocks from pg_stat_database where datname = current_database()')).rows;
    const before = await deadlocks();
    for (let round = 0; round < 60; round++) {
      await start(inputs);
      const some = inputs.filter((_, index) => (index + round) % 2 === 0);
      const rest = inputs.filter((_, index) => (index + round) % 2 === 1);
      await Promise.all([
        ...(round % 3 === 0 ? some.map((input) => apply(shop.pool, [input])) : [apply(shop.pool, some)]),
        ...(round % 3 === 1 ? rest.map((input) => apply(other, [input])) : [apply(other, rest)]),
      ]);
      expect(await projectionsOf(shop.pool)).toEqual(expected);
    }
    expect(await deadlocks()).toEqual(before);
    await other.end();
  }, 60_000);

  const EXTERNAL = new Set(['hold-externals', 'parcels-of-externals', 'put-aliases', 'read-history']);

  /** Names of the statements for external ids with which inputs are applied. */
  async function statementsOf(...batch: InboxInput[]): Promise<string[]> {
    const names: string[] = [];
    const pool = openPool({ url: shop.url, max: 1 });
    pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      client.query = ((...args: unknown[]) => {
        names.push((args[0] as { name?: string }).name ?? '');
        return query(...args);
      }) as typeof client.query;
    });
    await putInputs(shop.pool, batch, DAY / 1000);
    await apply(pool, batch);
    await pool.end();
    return names.filter((name) => EXTERNAL.has(name));
  }

  it('costs no statement where nobody names such an id, and few where somebody does', async () => {
    await wipe(shop.pool);
    expect(await statementsOf(inbox({ number: 'P1', order: '1001', events: [OUT] }))).toEqual([]);
    expect(await statementsOf(inbox(fulfilment(), 1))).toEqual(['hold-externals', 'put-aliases']);
    expect(await statementsOf(inbox(fulfilment(), 2))).toEqual(['hold-externals']);
    expect(await statementsOf(inbox(event(FAILED), 3))).toEqual(['hold-externals', 'parcels-of-externals']);
    const orders = [{ number: '1001', id: 'O1' }];
    expect(await statementsOf(inbox({ orders }, 4))).toEqual(['hold-externals']);
    expect(await statementsOf(inbox({ orderId: 'O1', events: [OUT] }, 5))).toEqual([]);
    expect(await statementsOf(inbox(fulfilment('P2'), 6))).toEqual(['hold-externals', 'put-aliases', 'read-history']);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
