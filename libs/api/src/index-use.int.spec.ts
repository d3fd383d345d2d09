import type { MerchantPool, Queryable } from '@whereabouts/store';
import type { Api } from './create-api';
import { caseRow, insert, milestoneRow, orderRow, shipmentRow, someId, type Row } from './testing/rows';
import { world, type World } from './testing/world';

/** Of each of three merchants. */
const ROWS = 4_000;

/** The ways in which people look for something. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'the queue': '{ exceptionCases(first: 50) { totalCount nodes { ref owner { name } shipment { trackingNumber } } } }',
  'the next page': '{ exceptionCases(first: 50, filter: { kind: [STALLED_IN_TRANSIT] }) { nodes { ref } } }',
  'one person’s queue': '{ exceptionCases(first: 50, filter: { mine: true }) { nodes { ref } } }',
  'a case by its number':
    '{ exceptionCase(ref: "EX-77") { id order { number } tickets { id } activity(first: 5) { nodes { id } } } }',
  'what is near a case': '{ exceptionCase(ref: "EX-77") { related { related { ref } } } }',
  'cases by a tracking number': '{ exceptionCases(first: 5, filter: { search: "TN77-0" }) { nodes { ref } } }',
  'cases by an email address':
    '{ exceptionCases(first: 5, filter: { search: "Jo.77@example.test" }) { nodes { ref } } }',
  'cases by a rare tag': '{ exceptionCases(first: 5, filter: { tag: "rare" }) { nodes { ref } } }',
  'closed cases by a rare tag':
    '{ exceptionCases(first: 5, filter: { tag: "rare", status: [CLOSED] }) { nodes { ref } } }',
  'cases by a tag that most have': '{ exceptionCases(first: 5, filter: { tag: "often" }) { nodes { ref } } }',
  'how many have a rare tag': '{ exceptionCases(first: 1, filter: { tag: "rare" }) { totalCount nodes { ref } } }',
  'orders by an email address':
    '{ orders(first: 5, filter: { customerEmail: "Jo.77@example.test" }) { nodes { number } } }',
  'orders by anything':
    '{ orders(first: 5, filter: { search: "Jo.77@example.test" }) { nodes { number shipments { id } } } }',
  'an order by its number': '{ order(number: "N77-0") { id shipments { id } } }',
  'a parcel by its number': '{ shipment(trackingNumber: "TN77-0") { id milestones(first: 5) { nodes { id } } } }',
  'parcels by a number': '{ shipments(first: 5, filter: { search: "TN77-0" }) { nodes { id } } }',
  'parcels by an email address': '{ shipments(first: 5, filter: { search: "Jo.77@example.test" }) { nodes { id } } }',
  'parcels by a case': '{ shipments(first: 5, filter: { search: "EX-77" }) { nodes { id } } }',
  'orders by a case': '{ orders(first: 5, filter: { search: "EX-77" }) { nodes { number } } }',
  'the parcels in trouble': '{ shipments(first: 5, filter: { hasOpenCase: true }) { nodes { id } } }',
};

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

/** No question looks at more than so many: the latest 500 cases are gone through for those near one. */
const MOST_READ = 500;

/** What was read too much: a walk that takes longer every day. */
const walksOf = (plan: Plan): string[] => {
  const { 'Relation Name': table, 'Index Name': index, 'Actual Rows': rows, 'Actual Loops': loops } = plan;
  const removed = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0);
  const read = (rows + removed) * loops;
  const isWalk = (table ?? index) !== undefined && read > MOST_READ;
  const own = isWalk ? [`${plan['Node Type']} of ${table ?? index} reads ${read} rows`] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(walksOf)];
};

describe('what the API asks under row-level security', () => {
  let hub: World;
  let api: Api;
  const asked: { readonly text: string; readonly values: unknown[] }[] = [];

  beforeAll(async () => {
    hub = await world();
    for (const [index, merchantId] of [hub.merchantId, someId(), someId()].entries()) {
      const rows = Array.from({ length: ROWS }, (_, n) => n).map((n) => {
        const known = { order_number: `N${n}-${index}`, customer_email: `Jo.${n}@example.test` };
        const order = orderRow(merchantId, hub.now, {
          number: known.order_number,
          customer_email: known.customer_email,
        });
        const named = { tracking_number: `TN${n}-${index}`, order_id: order['id'] };
        const shipment = shipmentRow(merchantId, hub.now, { ...named, open_cases: Number(n % 20 === 0) });
        const found = { number: n + 1, shipment_id: shipment['id'], order_id: order['id'], ...known };
        const status = n % 20 === 0 ? 'OPEN' : 'CLOSED';
        const tags = [...(n % 3 ? ['often'] : []), ...(n === 77 ? ['rare'] : [])];
        const owner = n % 2 ? hub.agentId : hub.leadId;
        const case_ = caseRow(merchantId, owner, hub.now, { ...found, ...named, status, tags });
        const id = shipment['id'] as string;
        const own = { merchant_id: merchantId, source_id: hub.sourceId };
        const alias = { ...own, id: someId(), subject_id: id, kind: 'SHIPMENT', external_id: `X${n}` };
        const ticket = {
          ...own,
          id: someId(),
          external_id: `T${n}`,
          facts: {},
          subject: 'Where?',
          order_id: order['id'],
        };
        const done = { merchant_id: merchantId, case_id: case_['id'], id: someId(), at: hub.now, actor: 'rule:x' };
        return {
          orders: order,
          shipment,
          exception_case: case_,
          milestone: milestoneRow(merchantId, id, hub.sourceId, hub.now),
          alias,
          ticket: { ...ticket, opened_at: hub.now, topic: 'WISMO' },
          activity: { ...done, action: 'opened', detail: {}, hash: 'h' },
        } satisfies Record<string, Row>;
      });
      for (const table of Object.keys(rows[0]!) as (keyof (typeof rows)[number])[])
        await insert(hub.pool, table, ...rows.map((row) => row[table]));
    }
    await hub.pool.query('analyze');
    api = hub.another({ db: heard(hub.merchants) });
  });
  afterAll(() => hub.close());

  const heard = (merchants: MerchantPool): MerchantPool => ({
    ...merchants,
    of: (merchantId) => {
      const query = ({ text, values = [], ...how }: { text: string; values?: unknown[] }): unknown => {
        asked.push({ text, values });
        return merchants.of(merchantId).query({ ...how, text, values });
      };
      return { query } as unknown as Queryable;
    },
  });

  it.each(Object.entries(QUESTIONS))('%s is found by an index', async (_, query) => {
    asked.length = 0;
    const stream = await api.openStream({ query, viewer: hub.viewer('LEAD'), requestId: 'r' });
    const answer = stream.ok ? await stream.stream.next() : stream.body;
    expect(answer).toMatch(/^\{"data":/);
    expect(answer).not.toMatch(/"nodes":\[\]|null/);
    expect(asked.length).toBeGreaterThan(0);
    const walks: string[] = [];
    for (const { text, values } of asked) {
      const { rows } = await hub.merchants
        .of(hub.merchantId)
        .query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(`explain (analyze, format json) ${text}`, values);
      walks.push(...walksOf(rows[0]!['QUERY PLAN'][0]!.Plan).map((walk) => `${walk}: ${text}`));
    }
    expect(walks).toEqual([]);
  });
});
