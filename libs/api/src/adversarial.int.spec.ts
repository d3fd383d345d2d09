import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';
import { world, type World } from './testing/world';
import { caseRow, insert, orderRow, shipmentRow } from './testing/rows';

const DOCUMENTS = Number(process.env['ADVERSARIAL'] ?? 1_000);
const SEED = Number(process.env['ADVERSARIAL_SEED'] ?? 7);
const MOST_CPU_MS = 50;

type Roll = (sides: number) => number;

/** Mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c (public domain). */
function dice(seed: number): Roll {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const many = (count: number, text: (index: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(between);

interface Attack {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

/** Ways to make a server work for nothing, each with sizes from harmless to absurd. */
const ATTACKS: Readonly<Record<string, (roll: Roll, walk: (depth: number, width: number) => string) => Attack>> = {
  'a walk along the schema': (roll, walk) => ({ query: `{ ${walk(2 + roll(14), 1 + roll(6))} }` }),
  'pages of pages': (roll) => ({
    query: `{ ${pages(1 + roll(8), 1 + roll(200))} }`,
  }),
  aliases: (roll) => ({ query: `{ ${many(1 + roll(1_500), (n) => `a${n}: viewer { role }`)} }` }),
  directives: (roll) => ({ query: `{ viewer ${many(1 + roll(900), () => '@include(if: true)')} { role } }` }),
  'directives that are none': (roll) => ({ query: `{ viewer ${many(1 + roll(900), (n) => `@d${n}`)} { role } }` }),
  'fragments that double': (roll) => {
    const depth = 2 + roll(60);
    return {
      query: `${many(depth, (n) => `fragment F${n} on Viewer { ...F${n + 1} ...F${n + 1} }`)} fragment F${depth} on Viewer { role } { viewer { ...F0 } }`,
    };
  },
  'fragments in a circle': (roll) => {
    const size = 1 + roll(200);
    return { query: `${many(size, (n) => `fragment F${n} on Viewer { ...F${(n + 1) % size} }`)} { viewer { ...F0 } }` };
  },
  'fields that collide': (roll) => ({
    query: `{ ${many(1 + roll(600), () => 'viewer { role user { name email } }')} }`,
  }),
  'fields that collide below each other': (roll) => {
    const [wide, deep] = [1 + roll(40), 1 + roll(40)];
    return { query: `{ ${many(wide, () => `viewer { ${many(deep, () => 'role')} user { name } }`)} }` };
  },
  'fragments that collide': (roll) => {
    const size = 1 + roll(90);
    const fragment = (n: number): string => `fragment F${n} on Query { viewer { role user { name } } }`;
    return { query: `${many(size, fragment)} { ${many(size, (n) => `...F${n}`)} }` };
  },
  'names that are nearly right': (roll) => ({ query: `{ ${many(1 + roll(400), (n) => `exceptionCas${n} { i }`)} }` }),
  'very long names': (roll) => ({ query: `{ ${'x'.repeat(1 + roll(60_000))} }` }),
  'very long texts': (roll) => ({
    query: 'query ($s: String) { exceptionCases(filter: { search: $s }, first: 5) { nodes { id } } }',
    variables: { s: `${'a@'.repeat(1 + roll(40_000))} ` },
  }),
  'long lists of ids': (roll) => ({
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: Array.from({ length: 1 + roll(3_000) }, (_, n) => `case_${String(n).padStart(32, '0')}`) },
  }),
  'nested input': (roll) => ({
    query: `{ exceptionCases(filter: ${'{ filter: '.repeat(roll(800))} 1 ${'}'.repeat(roll(800))}) { nodes { id } } }`,
  }),
  'variables that are not used': (roll) => ({
    query: `query (${many(1 + roll(400), (n) => `$v${n}: Int = ${n}`, ', ')}) { viewer { role } }`,
  }),
  'many operations': (roll) => ({ query: many(1 + roll(300), (n) => `query Q${n} { viewer { role } }`) }),
  'the whole schema': (roll) => ({
    query: `{ __schema { ${'types { fields { type { '.repeat(1 + roll(6))} name ${'} } }'.repeat(1 + roll(6))} } }`,
  }),
  'brackets and comments': (roll) => ({ query: `${'#'.repeat(roll(30_000))}\n${'{'.repeat(roll(5_000))}` }),
};

const pages = (depth: number, size: number): string =>
  depth === 0
    ? 'orders(first: 1) { nodes { id } }'
    : `orders(first: ${size}) { nodes { id shipments { milestones(first: ${size}) { nodes { id } } cases { related { related { id } } } } } }`;

describe('documents that are made to do harm', () => {
  let hub: World;
  beforeAll(async () => {
    hub = await world();
    const { merchantId, agentId, now, pool } = hub;
    const orders = Array.from({ length: 200 }, () => orderRow(merchantId, now));
    const shipments = orders.map((order) =>
      shipmentRow(merchantId, now, { order_id: order['id'], order_number: order['number'] }),
    );
    const cases = shipments.map((shipment, n) =>
      caseRow(merchantId, agentId, now, { number: n + 1, shipment_id: shipment['id'], order_id: shipment['order_id'] }),
    );
    await insert(pool, 'orders', ...orders);
    await insert(pool, 'shipment', ...shipments);
    await insert(pool, 'exception_case', ...cases);
  });
  afterAll(() => hub.close());

  /** A random way along the fields that can be asked without arguments. */
  function walker(roll: Roll): (depth: number, width: number) => string {
    const select = (type: GraphQLNamedType, depth: number, width: number): string => {
      if (!isObjectType(type) && !isInterfaceType(type)) return '';
      const fields = Object.values(type.getFields()).filter(isFree);
      const leaves = fields.filter(({ type: of }) => isLeafType(getNamedType(of)));
      const inner = fields.filter(({ type: of }) => !isLeafType(getNamedType(of)));
      const picked = Array.from({ length: width }, () => inner[roll(inner.length || 1)]).filter(
        (one) => one !== undefined,
      );
      const below =
        depth > 0
          ? picked.map(
              (one, n) => `w${n}: ${one.name} ${select(getNamedType(one.type), depth - 1, Math.max(1, width - 1))}`,
            )
          : [];
      return `{ ${['__typename', ...leaves.slice(0, 3).map(({ name }) => name), ...below].join(' ')} }`;
    };
    return (depth, width) => {
      const fields = Object.values(hub.api.schema.getQueryType()!.getFields()).filter(isFree);
      const field = fields[roll(fields.length)]!;
      return `${field.name} ${select(getNamedType(field.type), depth, width)}`;
    };
  }

  /** Each is sent by somebody else: who sends too many that cannot be run is not listened to any more. */
  const someone = { next: 1 };
  async function cpuOf({ query, variables = {} }: Attack): Promise<{ ms: number; isRefused: boolean }> {
    const viewer = { ...hub.viewer('LEAD'), key: `key ${someone.next++}` };
    const before = process.cpuUsage();
    const stream = await hub.api.openStream({ query, variables, viewer, requestId: 'r' });
    const text = stream.ok ? await stream.stream.next() : stream.body;
    const { user, system } = process.cpuUsage(before);
    const { errors } = JSON.parse(text!) as { errors?: readonly { extensions: { code: string } }[] };
    const faults = (errors ?? []).filter(({ extensions }) => extensions.code === 'INTERNAL');
    if (faults.length > 0)
      throw new Error(
        `${query.slice(0, 2_000)}\n${JSON.stringify(faults[0])}\n${String((hub.faults.at(-1) as { err?: Error })?.err?.stack)}`,
      );
    return { ms: (user + system) / 1_000, isRefused: errors !== undefined };
  }

  it(`are each refused or cost less than ${MOST_CPU_MS} ms of CPU`, async () => {
    const roll = dice(SEED);
    const walk = walker(roll);
    const names = Object.keys(ATTACKS);
    const costly: string[] = [];
    const tally = { refused: 0, answered: 0 };
    for (let n = 0; n < DOCUMENTS; n++) {
      const name = names[n % names.length]!;
      const attack = ATTACKS[name]!(roll, walk);
      let cost = await cpuOf(attack);
      // What the machine did meanwhile, such as collecting garbage, is not the document's cost: the best of five counts.
      for (let again = 0; again < 4 && cost.ms >= MOST_CPU_MS; again++) {
        const other = await cpuOf(attack);
        if (other.ms < cost.ms) cost = other;
      }
      tally[cost.isRefused ? 'refused' : 'answered']++;
      if (cost.ms >= MOST_CPU_MS)
        costly.push(
          `${name}, ${cost.ms} ms, ${cost.isRefused ? 'refused' : 'answered'}: ${attack.query.slice(0, 200)}`,
        );
    }
    expect(costly).toEqual([]);
    expect(tally.refused).toBeGreaterThan(DOCUMENTS / 10);
    expect(tally.answered).toBeGreaterThan(DOCUMENTS / 10);
  }, 300_000);
});

const isFree = ({ args }: GraphQLField<unknown, unknown>): boolean =>
  args.every(({ type, defaultValue }) => defaultValue !== undefined || !String(type).endsWith('!'));
