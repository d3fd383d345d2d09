import { after, HOUR } from '@whereabouts/model';
import { insert, orderRow } from '../testing/rows';
import { world, type World } from '../testing/world';

const ORDERS = `{ orders(first: 10) { nodes { number stock { sku node onHand available at source { name } } } } }`;

describe('the stock of the articles of an order', () => {
  let hub: World;
  beforeAll(async () => {
    hub = await world();
  });
  afterAll(() => hub.close());

  it('is shown with who says so and for when, of many orders in one statement', async () => {
    const { merchantId, now, sourceId, pool } = hub;
    const line = (sku: string) => ({
      sku,
      title: sku,
      quantity: 1,
      unitPrice: { amount: '1.00', currency: 'USD' },
      fragile: false,
    });
    await insert(
      pool,
      'orders',
      orderRow(merchantId, now, {
        number: '1',
        placed_at: after(now, -HOUR),
        lines: [line('MUG'), line('CUP'), line('MUG')],
      }),
      orderRow(merchantId, now, { number: '2', placed_at: after(now, -2 * HOUR), lines: [line('CUP')] }),
      orderRow(merchantId, now, { number: '3', placed_at: after(now, -3 * HOUR), lines: [line('POT')] }),
    );
    const level = { merchant_id: merchantId, source_id: sourceId, source_kind: 'WAREHOUSE', available: null, at: now };
    await insert(
      pool,
      'inventory_level',
      { ...level, sku: 'MUG', node_code: 'NJ', on_hand: 3, available: 2 },
      { ...level, sku: 'CUP', node_code: '', on_hand: 0 },
      { ...level, merchant_id: sourceId, sku: 'POT', node_code: '', on_hand: 9 },
    );
    hub.asked.length = 0;
    const { data, errors } = await hub.ask(ORDERS, {});
    expect(errors).toBeUndefined();
    const told = { source: { name: 'ups-main' }, at: now };
    const mug = { ...told, sku: 'MUG', node: 'NJ', onHand: 3, available: 2 };
    const cup = { ...told, sku: 'CUP', node: null, onHand: 0, available: null };
    expect((data as { orders: { nodes: unknown[] } }).orders.nodes).toEqual([
      { number: '1', stock: [cup, mug] },
      { number: '2', stock: [cup] },
      { number: '3', stock: [] },
    ]);
    expect(hub.asked.filter((text) => text.includes('inventory_level'))).toHaveLength(1);
  });
});
