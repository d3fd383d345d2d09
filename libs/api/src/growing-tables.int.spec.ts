import { openMerchantPool, type MerchantPool } from '@whereabouts/store';
import { leaveUncleaned, readMore, rowCounter, type RowsRead } from '@whereabouts/store/testing';
import { crowd, type Crowd } from './testing/crowd';
import { populatedHub, type PopulatedHub, type PopulatedMerchant } from './testing/populated';
import type { Statement } from './testing/world';

/** Copies of a merchant's all: some 1,400 cases of 460 parcels, and some 10,800 of 3,600. */
const FEW = 50;
const MANY = 400;
/** Rows that a statement may read more than before, as fewer of them are near one another. */
const CHANCE = 150;
/** After so many runs the server may settle on one plan for whatever is asked. */
const SETTLED = 6;

/** What reads more where there is more, and why that is meant. */
const MEANT: readonly (readonly [part: RegExp, why: string])[] = [
  [/limit 10001\)/, 'totals are exact up to 10,000'],
  [/sum\(extract\(epoch from/, 'each open case is summed up once, for all who ask'],
  [/> \(\$2::xid8, \$3::bigint\)/, 'a feed that is asked from its beginning'],
];

/** The ways in which people look for something, beyond a page of all. */
const searches = (known: Readonly<Record<string, string>>): readonly string[] => {
  const { ref, order, parcel, email } = known;
  return [
    `{ exceptionCase(ref: "${ref}") { id related { related { ref } } } }`,
    `{ order(number: "${order}") { id } }`,
    `{ shipment(trackingNumber: "${parcel}") { id } }`,
    `{ orders(first: 5, filter: { customerEmail: "${email}" }) { nodes { id } } }`,
    ...[ref, order, parcel, email].flatMap((search) =>
      ['exceptionCases', 'shipments', 'orders'].map(
        (list) => `{ ${list}(first: 5, filter: { search: "${search}" }) { nodes { id } } }`,
      ),
    ),
    '{ exceptionCases(first: 5, filter: { mine: true }) { nodes { id } } }',
    '{ exceptionCases(first: 5, filter: { kind: [STALLED_IN_TRANSIT], status: [OPEN] }) { nodes { id } } }',
    '{ exceptionCases(first: 5, orderBy: OPENED_DESC) { nodes { id } } }',
    '{ exceptionCases(first: 5, orderBy: UPDATED_DESC) { nodes { id } } }',
    '{ exceptionCases(last: 5) { nodes { id } } }',
    '{ shipments(first: 5, filter: { hasOpenCase: true }) { nodes { id } } }',
    '{ orders(first: 5, filter: { hasOpenCase: true }) { nodes { id } } }',
    '{ messages(first: 5, filter: { status: [SENT] }) { nodes { id } } }',
    '{ incidents(first: 5, status: [ACCEPTED]) { nodes { id } } }',
  ];
};

const rowsRead = rowCounter();

describe('no statement of the API reads more rows where there are more:', () => {
  let hub: PopulatedHub;
  let merchant: PopulatedMerchant;
  let api: MerchantPool;
  let all: Crowd;
  const statements = new Map<string, Statement>();
  const few = new Map<string, RowsRead>();

  const note = (): void => {
    for (const one of hub.ran) if (!statements.has(one.text)) statements.set(one.text, one);
    hub.ran.length = 0;
  };
  const run = async ({ merchantId, ...config }: Statement): Promise<unknown> => api.of(merchantId).query(config);
  const rowsOf = (statement: Statement): Promise<RowsRead> => rowsRead(hub.pool, () => run(statement));
  const settle = async (): Promise<void> => {
    for (const statement of statements.values()) for (let i = 0; i < SETTLED; i++) await run(statement);
  };
  const grown = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const [text, statement] of statements) {
      if (MEANT.some(([part]) => part.test(text))) continue;
      const more = readMore(few.get(text)!, await rowsOf(statement), CHANCE);
      if (more.length)
        found.push(
          `${more.map(([table, was, is]) => `${table} ${was} -> ${is}`).join(', ')}: ${text.replace(/\s+/g, ' ')}`,
        );
    }
    return found;
  };

  beforeAll(async () => {
    hub = await populatedHub([3], { alone: true });
    merchant = hub.merchants[0]!;
    const { rows } = await hub.pool.query<Record<string, string>>(
      `select 'EX-' || number as ref, order_number as order, tracking_number as parcel, customer_email as email
         from exception_case where merchant_id = $1 order by number limit 1`,
      [merchant.merchantId],
    );
    all = await crowd(hub.pool, merchant.merchantId);
    await all.growTo(FEW);
    await hub.pool.query('analyze');
    await leaveUncleaned(hub.pool);

    hub.ran.length = 0;
    for (const { text } of [...merchant.documents.Query, ...merchant.documents.Mutation]) await merchant.ask(text);
    for (const { text } of merchant.documents.Subscription) await merchant.told(text, hub.api.executor);
    for (const text of searches(rows[0]!)) expect((await merchant.ask(text)).errors).toBeUndefined();
    note();

    api = openMerchantPool({ url: hub.databaseUrl, max: 1 });
    await settle();
    for (const [text, statement] of statements) few.set(text, await rowsOf(statement));
    await all.growTo(MANY);
  }, 300_000);
  afterAll(async () => {
    await api.end();
    await hub.close();
  });

  it('with plans that were made while there was little', async () => {
    expect(statements.size).toBeGreaterThan(150);
    expect(await grown()).toEqual([]);
  }, 120_000);

  it('with plans that were made since, by a server that did not look', async () => {
    await api.of(merchant.merchantId).query('discard plans');
    await settle();
    expect(await grown()).toEqual([]);
  }, 120_000);

  it('with plans of a server that knows how much there is', async () => {
    await hub.pool.query('analyze');
    await settle();
    expect(await grown()).toEqual([]);
  }, 120_000);
});
