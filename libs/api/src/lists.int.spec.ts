import { after, HOUR } from '@whereabouts/model';
import { orderId } from '@whereabouts/store';
import { insert, milestoneRow, orderRow, shipmentRow, someId, type Row } from './testing/rows';
import { world, type World } from './testing/world';

describe('lists of shipments, orders and milestones', () => {
  let hub: World;
  const pick = async (query: string, variables: Record<string, unknown> = {}): Promise<unknown> => {
    const { data, errors } = await hub.ask(query, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  const numbers = async (filter: object, page = 'first: 50'): Promise<string[]> => {
    const data = await pick(
      `query ($filter: ShipmentFilter) { shipments(filter: $filter, ${page}) { nodes { trackingNumber } totalCount } }`,
      { filter },
    );
    const { shipments } = data as { shipments: { nodes: { trackingNumber: string }[]; totalCount: number } };
    expect(shipments.totalCount).toBe(shipments.nodes.length);
    return shipments.nodes.map(({ trackingNumber }) => trackingNumber).sort();
  };
  const orders = async (filter: object): Promise<string[]> => {
    const data = await pick('query ($filter: OrderFilter) { orders(filter: $filter) { nodes { number } } }', {
      filter,
    });
    return (data as { orders: { nodes: { number: string }[] } }).orders.nodes.map(({ number }) => number);
  };

  beforeAll(async () => {
    hub = await world();
    const { merchantId, now, pool, sourceId } = hub;
    const order = (number: string, given: Row): Row =>
      orderRow(merchantId, now, { number, id: orderId(merchantId, number), ...given });
    await insert(
      pool,
      'orders',
      order('1001', { placed_at: after(now, -HOUR) }),
      order('1002', { placed_at: after(now, -2 * HOUR), customer_email: 'kim@example.test' }),
      order('1003', {
        placed_at: null,
        statements: { 'WAREHOUSE:x': { at: after(now, -9 * HOUR), says: {} } },
        value_amount: null,
        value_currency: null,
      }),
    );
    const parcel = (number: string, given: Row = {}): Row =>
      shipmentRow(merchantId, now, { tracking_number: number, ...given });
    const busy = parcel('TN1', { order_id: orderId(merchantId, '1001'), order_number: '1001', open_cases: 1 });
    await insert(
      pool,
      'shipment',
      busy,
      parcel('TN2', { state: 'DELIVERED', delivered_at: now, carrier: 'fedex', node_code: 'LAX2' }),
      parcel('TN3', { epoch: 1, shipped_at: after(now, -900 * HOUR) }),
      parcel('TN3', {
        epoch: 2,
        state: 'EXPECTED',
        state_since: null,
        heard_from: null,
        summary: {
          sources: [
            { kind: 'MANUAL', id: 'x', marks: [], claims: [['orderNumber', Date.parse(after(now, -HOUR)), '77']] },
          ],
        },
      }),
    );
    const at = (index: number): Row =>
      milestoneRow(merchantId, busy['id'] as string, sourceId, after(now, -index * HOUR), {
        source_text: `scan ${index}`,
        id: someId(),
      });
    await insert(pool, 'milestone', ...Array.from({ length: 7 }, (_, index) => at(index)));
    await insert(
      pool,
      'milestone',
      milestoneRow(merchantId, orderId(merchantId, '1001'), sourceId, after(now, -90 * HOUR), {
        source_text: 'placed',
      }),
    );
  });
  afterAll(() => hub.close());

  it.each(['after: ""', 'before: ""'])(
    'refuses a cursor without anything in it, as a feed does: %s',
    async (cursor) => {
      for (const list of ['shipments', 'orders', 'exceptionCases']) {
        const { errors } = await hub.ask(`{ ${list}(${cursor}) { nodes { id } } }`);
        expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
      }
      await pick('{ shipments(after: null, before: null) { nodes { id } } }');
    },
  );

  it.each([
    ['exceptionCase', 'Say which case: give its id or its ref.'],
    ['order', 'Say which order: give its id or its number.'],
    ['shipment', 'Say which shipment: give its id or its trackingNumber.'],
  ])('asks what is looked for where nothing is named: %s', async (field, message) => {
    for (const args of ['', '(id: null)', '(id: "")']) {
      const { errors } = await hub.ask(`{ ${field}${args} { id } }`);
      expect(errors?.map((error) => [error.message, error.extensions['code']])).toEqual([[message, 'BAD_USER_INPUT']]);
    }
    expect(await pick(`{ ${field}(id: "none") { id } }`)).toEqual({ [field]: null });
  });

  it('filters shipments', async () => {
    expect(await numbers({ state: ['DELIVERED'] })).toEqual(['TN2']);
    expect(await numbers({ carrier: ['FedEx'] })).toEqual(['TN2']);
    expect(await numbers({ nodeCode: ['LAX2'] })).toEqual(['TN2']);
    expect(await numbers({ hasOpenCase: true })).toEqual(['TN1']);
    expect(await numbers({ search: ' tn1 ' })).toEqual(['TN1']);
    expect(await numbers({ search: '#1001' })).toEqual(['TN1']);
    expect(await numbers({ shippedAt: { to: after(hub.now, -800 * HOUR) } })).toEqual(['TN3']);
    expect(await numbers({})).toHaveLength(4);
  });

  it('gives the latest parcel that bears a number, and since when it is known', async () => {
    const data = await pick('{ shipment(trackingNumber: "TN3") { state stateSince } }');
    expect(data).toEqual({ shipment: { state: 'EXPECTED', stateSince: after(hub.now, -HOUR) } });
  });

  it('lists orders, the latest first, those of unknown time last', async () => {
    expect(await orders({})).toEqual(['1001', '1002', '1003']);
    expect(await orders({ customerEmail: 'KIM@example.test' })).toEqual(['1002']);
    expect(await orders({ search: 'kim@example.test' })).toEqual(['1002']);
    expect(await orders({ search: 'TN1' })).toEqual(['1001']);
    expect(await orders({ search: '#1003' })).toEqual(['1003']);
    expect(await orders({ placedAt: { from: after(hub.now, -1.5 * HOUR) } })).toEqual(['1001']);
    expect(await orders({ hasOpenCase: true })).toEqual([]);
    const data = await pick('{ order(number: "1003") { placedAt value { amount currency } } }');
    expect(data).toEqual({ order: { placedAt: after(hub.now, -9 * HOUR), value: { amount: '0', currency: 'XXX' } } });
  });

  it('pages through the milestones of a parcel and of its order in order of time', async () => {
    const query = `query ($after: String) { shipment(trackingNumber: "TN1") { milestones(first: 3, after: $after) {
      nodes { sourceText } pageInfo { hasNextPage endCursor } totalCount } } }`;
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let more = true; more;) {
      const data = (await pick(query, { after: cursor })) as {
        shipment: {
          milestones: {
            nodes: { sourceText: string }[];
            totalCount: number;
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
      };
      const { milestones } = data.shipment;
      expect(milestones.totalCount).toBe(8);
      seen.push(...milestones.nodes.map(({ sourceText }) => sourceText));
      more = milestones.pageInfo.hasNextPage;
      cursor = milestones.pageInfo.endCursor;
    }
    expect(seen).toEqual(['placed', 'scan 6', 'scan 5', 'scan 4', 'scan 3', 'scan 2', 'scan 1', 'scan 0']);
  });

  it('pages back from the last milestone to the first', async () => {
    const query = `query ($before: String) { shipment(trackingNumber: "TN1") { milestones(last: 3, before: $before) {
      nodes { sourceText } pageInfo { hasPreviousPage hasNextPage startCursor } } } }`;
    const pages: string[][] = [];
    const further: boolean[] = [];
    for (let before: string | null | undefined = null; before !== undefined;) {
      const data = (await pick(query, { before })) as {
        shipment: {
          milestones: {
            nodes: { sourceText: string }[];
            pageInfo: { hasPreviousPage: boolean; hasNextPage: boolean; startCursor: string };
          };
        };
      };
      const { nodes, pageInfo } = data.shipment.milestones;
      pages.push(nodes.map(({ sourceText }) => sourceText));
      further.push(pageInfo.hasNextPage);
      before = pageInfo.hasPreviousPage ? pageInfo.startCursor : undefined;
    }
    expect(pages).toEqual([
      ['scan 2', 'scan 1', 'scan 0'],
      ['scan 5', 'scan 4', 'scan 3'],
      ['placed', 'scan 6'],
    ]);
    expect(further).toEqual([false, true, true]);
  });

  it('counts all milestones also where only the last ones are asked for', async () => {
    const data = await pick(
      '{ shipment(trackingNumber: "TN1") { milestones(last: 1) { totalCount nodes { sourceText } } } }',
    );
    expect(data).toEqual({ shipment: { milestones: { totalCount: 8, nodes: [{ sourceText: 'scan 0' }] } } });
  });

  it('ends a page of milestones between two cursors', async () => {
    const edges = (await pick(
      '{ shipment(trackingNumber: "TN1") { milestones { edges { cursor node { sourceText } } } } }',
    )) as { shipment: { milestones: { edges: { cursor: string; node: { sourceText: string } }[] } } };
    const cursors = edges.shipment.milestones.edges.map(({ cursor }) => cursor);
    const between = (size: string) =>
      pick(
        `query ($after: String, $before: String) { shipment(trackingNumber: "TN1") {
          milestones(after: $after, before: $before${size}) { nodes { sourceText } } } }`,
        { after: cursors[1], before: cursors[5] },
      );
    const scans = (...texts: string[]) => ({
      shipment: { milestones: { nodes: texts.map((text) => ({ sourceText: `scan ${text}` })) } },
    });
    expect(await between('')).toEqual(scans('5', '4', '3'));
    expect(await between(', last: 2')).toEqual(scans('4', '3'));
    expect(await between(', first: 2')).toEqual(scans('5', '4'));
    expect(await between(', last: 9')).toEqual(scans('5', '4', '3'));
  });
});
