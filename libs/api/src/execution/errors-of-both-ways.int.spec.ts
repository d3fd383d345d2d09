import { publicId, type MerchantPool, type Queryable } from '@whereabouts/store';
import { parse, type FormattedExecutionResult } from 'graphql';
import type { GraphContext, Viewer } from '../context';
import type { Api } from '../create-api';
import { populatedHub, type PopulatedHub } from '../testing/populated';
import { caseRow, insert, orderRow, shipmentRow, type Row } from '../testing/rows';
import { world, type World } from '../testing/world';
import { toClientResult } from './client-result';

/** Statements run one after the other, so that which of several fails first is no matter of luck; those of some tables fail. */
function inTurn(merchants: MerchantPool, failing = /(?!)/): MerchantPool {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...merchants,
    of(merchantId) {
      const db = merchants.of(merchantId);
      const query = (asked: string | { text: string }, values?: unknown[]): Promise<unknown> => {
        const fails = failing.test(typeof asked === 'string' ? asked : asked.text);
        const answer = last.then(() =>
          fails ? Promise.reject(new Error('no such table')) : db.query(asked as string, values),
        );
        last = answer.catch(() => undefined);
        return answer;
      };
      return { query } as Queryable;
    },
  };
}

/** What fails, and how; `$order` and the like stand for ids. */
const DOCUMENTS: [name: string, query: string, variables?: Readonly<Record<string, unknown>>][] = [
  ['a refused root', '{ exceptionCases(first: 0) { nodes { id } } }'],
  ['a refused root that may be null', '{ order(id: "nonsense") { id } node(id: "nonsense") { id } }'],
  ['one of several roots', '{ viewer { role }\n  bad: exceptionCases(first: 0) { nodes { id } } }'],
  ['several roots', '{ a: exceptionCases(first: 0) { nodes { id } }\n b: shipments(first: 0) { nodes { id } } }'],
  [
    'a field that is written in two places',
    '{ shipments(last: 0) { nodes { id } }\n ...F }\nfragment F on Query { shipments(last: 0) { nodes { carrier { code } } } }',
  ],
  [
    'a field of each of a list',
    '{ order(id: $order) { number shipments { id milestones(first: 0) { nodes { id } } } } }',
  ],
  [
    'a field of each of a list of nodes',
    '{ nodes(ids: [$order, $case]) { id ... on Order { shipments { milestones(first: 0) { nodes { id } } } } } }',
  ],
  [
    'a field deep in a page',
    '{ shipments { nodes { order { shipments { milestones(first: 201) { nodes { id } } } } } } }',
  ],
  [
    'two fields of one object',
    '{ exceptionCase(id: $case) { id activity(first: 201) { nodes { id } } more: activity(after: "x") { nodes { id } } } }',
  ],
  [
    'a fault below a field that may be null',
    '{ exceptionCase(id: $case) { id order { number } shipment { id order { number } } } }',
  ],
  ['a fault below fields that may be null, in a list', '{ shipments { nodes { id order { number } } } }'],
  [
    'a fault beside a refusal',
    '{ exceptionCase(id: $case) { id order { number } activity(first: 201) { nodes { id } } } }',
  ],
  ['a null for what may not be null', 'query ($id: ID = "x") { node(id: $id) { id } }', { id: null }],
  ['a null for a condition', 'query ($is: Boolean = true) { viewer { role @include(if: $is) } }', { is: null }],
  [
    'a null for a condition of a fragment',
    'query ($is: Boolean = false) { viewer { ...F @skip(if: $is) role } } fragment F on Viewer { user { id } }',
    { is: null },
  ],
  [
    'fields of a list that may be null, and the list',
    '{ shipments { nodes { id order { number shipments { milestones(first: 201) { nodes { id } } } } cases { activity(first: 201) { nodes { id } } } } } }',
  ],
  ['a variable that does not fit', 'query ($n: Int!) { shipments(first: $n) { nodes { id } } }', { n: 'x' }],
  ['a value that a scalar refuses', 'query ($at: DateTime!) { policy(at: $at) { version } }', { at: 'yesterday' }],
  [
    'a mutation',
    'mutation { a: addNote(input: { id: $case, text: "x" }) { exceptionCase { id order { number } } userErrors { code } } }',
  ],
  [
    'several mutations',
    'mutation { a: addNote(input: { id: $case, text: "x" }) { exceptionCase { activity(first: 201) { nodes { id } } } }\n b: addNote(input: { id: $case, text: "x" }) { exceptionCase { id } } }',
  ],
];

describe('errors of a document', () => {
  let hub: World;
  let api: Api;
  let ids: Readonly<Record<string, string>>;
  beforeAll(async () => {
    hub = await world();
    const order = orderRow(hub.merchantId, hub.now);
    const parcels = Array.from({ length: 3 }, () =>
      shipmentRow(hub.merchantId, hub.now, { order_id: order['id'], order_number: order['number'] }),
    );
    const trouble = caseRow(hub.merchantId, hub.agentId, hub.now, {
      number: 7,
      shipment_id: parcels[0]!['id'],
      order_id: order['id'],
    });
    await insert(hub.pool, 'orders', order);
    await insert(hub.pool, 'shipment', ...parcels);
    await insert(hub.pool, 'exception_case', trouble);
    const idOf = (kind: 'order' | 'case', row: Row): string => JSON.stringify(publicId(kind, row['id'] as string));
    ids = { $order: idOf('order', order), $case: idOf('case', trouble) };
    api = hub.another({ db: inTurn(hub.merchants) });
  });
  afterAll(() => hub.close());

  /** What a client is shown the first time, by the interpreter; then compiled; and what is logged of each. */
  const runs = async (
    other: Api,
    text: string,
    variables: Readonly<Record<string, unknown>>,
    viewer: Viewer | null,
  ): Promise<{ readonly shown: FormattedExecutionResult; readonly faults: readonly string[] }[]> => {
    const document = parse(text.replaceAll(/\$(?:order|case)/g, (name) => ids[name]!));
    const all = [];
    for (let use = 0; use < 3; use++) {
      const faults: string[] = [];
      const context = other.createContext({ viewer, requestId: 'r' });
      const result = await other.executor.execute(document, null, context, variables);
      const logFault = (fault: unknown): void => void faults.push(String(fault));
      all.push({ shown: plain(toClientResult(result, { requestId: 'r', logFault })), faults });
    }
    return all;
  };

  it.each(DOCUMENTS.map(([name, query, variables = {}]) => [name, { query, variables }] as const))(
    'are the same compiled, whole: %s',
    async (_name, { query, variables }) => {
      const broken = hub.another({
        db: inTurn(hub.merchants, /from orders/),
        pipeline: { commandCase: async () => ({ ok: true, exceptionCase: {} }) } as never,
      });
      for (const other of [api, broken])
        for (const viewer of [hub.viewer('LEAD'), null]) {
          const [first, ...others] = await runs(other, query, variables, viewer);
          for (const one of others) expect(one).toEqual(first);
        }
    },
  );

  it('say where in the document, where in the answer, and what became of it', async () => {
    const query = '{\n  a: exceptionCase(id: $case) {\n    id\n    old: activity(first: 201) { nodes { id } }\n  }\n}';
    for (const { shown } of await runs(api, query, {}, hub.viewer('LEAD')))
      expect(shown).toEqual({
        data: { a: null },
        errors: [
          {
            message: 'first must be from 0 to 200; it is 201.',
            locations: [{ line: 4, column: 5 }],
            path: ['a', 'old'],
            extensions: { code: 'BAD_USER_INPUT', retryable: false, requestId: 'r' },
          },
        ],
      });
  });

  it('are the fault of the client where an argument does not fit', async () => {
    const query = 'query ($id: ID = "x") { node(id: $id) { id } }';
    for (const { shown, faults } of await runs(api, query, { id: null }, hub.viewer('LEAD'))) {
      expect(shown.errors).toMatchObject([{ path: ['node'], extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(faults).toEqual([]);
    }
  });
});

describe('errors of every field', () => {
  let hub: PopulatedHub;
  beforeAll(async () => (hub = await populatedHub([2])));
  afterAll(() => hub.close());

  /** Where the statements of a table fail. One after the other: which of several fails first is no matter of luck. */
  const broken = (context: GraphContext, table: string): GraphContext => {
    let last: Promise<unknown> = Promise.resolve();
    const query = (asked: string | { text: string }, values?: unknown[]): Promise<unknown> => {
      const fails = tableOf(typeof asked === 'string' ? asked : asked.text) === table;
      const answer = last.then(() =>
        fails ? Promise.reject(new Error(`no ${table}`)) : context.db.query(asked as string, values),
      );
      last = answer.catch(() => undefined);
      return answer;
    };
    return Object.create(context, { db: { value: { query } }, sharedDb: { value: { query } } }) as GraphContext;
  };
  const tableOf = (text: string): string => /from (\w+)/.exec(text)?.[1] ?? '';

  it.each([
    ['Query', 'exceptionCases'],
    ['Query', 'node'],
    ['Mutation', 'bulkUpdateCases'],
  ] as const)(
    'are the same compiled, whichever statement fails: %s.%s, with every type below it',
    async (root, field) => {
      const [merchant] = hub.merchants;
      const { executor } = hub.api;
      let failed = 0;
      for (const { name, text } of merchant!.documents[root].filter((one) => /^\w+/.exec(one.name)![0] === field)) {
        hub.asked.length = 0;
        await merchant!.ask(text);
        for (const table of new Set(hub.asked.map(tableOf))) {
          const document = parse(text);
          const run = async (): Promise<unknown> => {
            const faults: string[] = [];
            const logFault = (fault: unknown): void => void faults.push(String(fault));
            const result = await executor.execute(document, null, broken(merchant!.context(), table), {});
            return { name, table, shown: plain(toClientResult(result, { requestId: 'r', logFault })), faults };
          };
          const interpreted = await run();
          expect(await run()).toEqual(interpreted);
          if ('errors' in (interpreted as { shown: object }).shown) failed++;
        }
      }
      expect(failed).toBeGreaterThan(50);
    },
    120_000,
  );
});

const plain = (value: unknown): FormattedExecutionResult =>
  JSON.parse(JSON.stringify(value)) as FormattedExecutionResult;
