import { after, HOUR } from '@whereabouts/model';
import { orderId, type Queryable } from '@whereabouts/store';
import { caseRow, insert, orderRow, shipmentRow, someId } from './testing/rows';
import { world, type World } from './testing/world';

const MANY = 20_000;

/** A node of what `explain` says. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

describe('search', () => {
  let hub: World;
  beforeAll(async () => {
    hub = await world();
    const { merchantId, agentId, now, pool } = hub;
    const at = (index: number) => after(now, -(index % 2_000) * HOUR);
    const orders = Array.from({ length: MANY }, (_, index) =>
      orderRow(merchantId, at(index), {
        id: orderId(merchantId, `SO-${index}`),
        number: `SO-${index}`,
        customer_email: `Person${index}@Example.test`,
      }),
    );
    const shipments = orders.map((order, index) =>
      shipmentRow(merchantId, at(index), {
        tracking_number: `TN${index}`,
        order_id: order['id'],
        order_number: order['number'],
      }),
    );
    const cases = shipments.map((shipment, index) =>
      caseRow(merchantId, agentId, at(index), {
        number: 1_000 + index,
        opened_at: at(index),
        status: index % 10 ? 'CLOSED' : 'OPEN',
        closed_at: index % 10 ? now : null,
        close_code: index % 10 ? 'CARRIER_DELAY' : null,
        closed_by: index % 10 ? 'rule:x' : null,
        shipment_id: shipment['id'],
        tracking_number: shipment['tracking_number'],
        order_id: orders[index]!['id'],
        order_number: orders[index]!['number'],
        customer_email: orders[index]!['customer_email'],
      }),
    );
    for (const [table, rows] of [
      ['orders', orders],
      ['shipment', shipments],
      ['exception_case', cases],
    ] as const)
      for (let from = 0; from < MANY; from += 5_000) await insert(pool, table, ...rows.slice(from, from + 5_000));
    // A case of an order without a parcel of its own, and one whose parcel alone tells the order.
    const order = orderRow(merchantId, now, { number: 'SO-CASE' });
    const parcel = shipmentRow(merchantId, now, { tracking_number: 'TN-OF-ORDER', order_id: order['id'] });
    await insert(pool, 'orders', order);
    await insert(pool, 'shipment', parcel);
    await insert(pool, 'exception_case', caseRow(merchantId, agentId, now, { number: 1, order_id: order['id'] }));
    await insert(pool, 'exception_case', caseRow(merchantId, agentId, now, { number: 2, shipment_id: parcel['id'] }));
    // Another merchant's, whose texts are the same.
    const other = someId();
    const theirs = orderRow(other, now, { number: 'SO-7765', customer_email: 'person7765@example.test' });
    const sent = shipmentRow(other, now, {
      tracking_number: 'TN7765',
      order_id: theirs['id'],
      order_number: 'SO-7765',
    });
    const known = { shipment_id: sent['id'], order_id: theirs['id'], tracking_number: 'TN7765' };
    await insert(
      pool,
      'orders',
      theirs,
      orderRow(other, now, { number: 'SO-THEIRS', customer_email: 'their@example.test' }),
    );
    await insert(pool, 'shipment', sent);
    await insert(
      pool,
      'exception_case',
      caseRow(other, agentId, now, { number: 8_765, customer_email: 'person7765@example.test', ...known }),
      caseRow(other, agentId, now, {
        number: 90_001,
        kind: 'DAMAGE_REPORTED',
        ...known,
        order_number: 'SO-THEIRS',
      }),
    );
    await pool.query('analyze orders, shipment, exception_case');
  }, 180_000);
  afterAll(() => hub.close());

  /** Asks, and gives what came with the plans of the statements that searched. */
  async function search(list: string, field: string, text: string): Promise<{ found: unknown; plans: Plan[] }> {
    const statements: { text: string; values: unknown[] }[] = [];
    const own = hub.merchants.of(hub.merchantId);
    const query = (given: string | { text: string; values?: unknown[] }, values?: unknown[]): unknown => {
      const asked = typeof given === 'string' ? { text: given, values: values ?? [] } : { values: [], ...given };
      statements.push({ text: asked.text, values: asked.values });
      return own.query(given as string, values);
    };
    const api = hub.another({ db: { ...hub.merchants, of: () => ({ query }) as Queryable } });
    const document = `query ($text: String!) { ${list}(filter: { search: $text }, first: 50) { nodes { ${field} } totalCount } }`;
    const context = api.createContext({ viewer: hub.viewer('LEAD'), requestId: 'r' });
    const result = await api.executor.execute(api.prepare(document).document!, null, context, { text });
    expect(result.errors).toBeUndefined();
    const plans = await Promise.all(
      statements.map(async ({ text: sql, values }) => {
        const { rows } = await own.query(`explain (analyze, format json) ${sql}`, values);
        return (rows[0] as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'][0].Plan;
      }),
    );
    return { found: (result.data as Record<string, unknown>)[list], plans };
  }

  it.each([
    ['exceptionCases', 'ref', 'EX-8765', 'EX-8765'],
    ['exceptionCases', 'ref', '8765', 'EX-8765'],
    ['exceptionCases', 'ref', 'tn 7765', 'EX-8765'],
    ['exceptionCases', 'ref', '#SO-7765', 'EX-8765'],
    ['exceptionCases', 'ref', 'person7765@example.TEST', 'EX-8765'],
    ['shipments', 'trackingNumber', 'tn-7765', 'TN7765'],
    ['shipments', 'trackingNumber', 'Person7765@example.test', 'TN7765'],
    ['shipments', 'trackingNumber', '#SO-7765', 'TN7765'],
    ['shipments', 'trackingNumber', 'ex-8765', 'TN7765'],
    ['shipments', 'trackingNumber', '8765', 'TN7765'],
    ['shipments', 'trackingNumber', 'EX-1', 'TN-OF-ORDER'],
    ['orders', 'number', '#SO-7765', 'SO-7765'],
    ['orders', 'number', 'TN7765', 'SO-7765'],
    ['orders', 'number', 'person7765@example.test', 'SO-7765'],
    ['orders', 'number', 'EX-8765', 'SO-7765'],
    ['orders', 'number', 'EX-1', 'SO-CASE'],
    ['orders', 'number', 'EX-2', 'SO-CASE'],
  ])('%s finds %s by %p, and walks through no table', async (list, field, text, value) => {
    const { found, plans } = await search(list, field, text);
    expect(found).toEqual({ nodes: [{ [field]: value }], totalCount: 1 });
    expect(plans.length).toBeGreaterThan(0);
    const walked = plans.flatMap(nodesOf).filter((node) => node['Node Type'] === 'Seq Scan');
    expect(walked.map((node) => node['Relation Name'])).toEqual([]);
    // Nor through an index, dropping what does not match.
    for (const node of plans.flatMap(nodesOf)) expect(node['Rows Removed by Filter'] ?? 0).toBeLessThan(10);
  });

  it.each(['exceptionCases', 'shipments', 'orders'])(
    'answers in %s about what is another merchant’s as about what is not there',
    async (list) => {
      const field = { exceptionCases: 'ref', shipments: 'trackingNumber', orders: 'number' }[list]!;
      for (const text of ['EX-90001', '90001', 'SO-THEIRS', 'their@example.test', 'EX-90002', 'nobody@example.test'])
        expect((await search(list, field, text)).found).toEqual({ nodes: [], totalCount: 0 });
    },
  );
});
