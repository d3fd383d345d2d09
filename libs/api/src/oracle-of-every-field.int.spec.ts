import { execute, isIntrospectionType, isObjectType, parse, type GraphQLSchema } from 'graphql';
import { populatedHub, type PopulatedHub, type PopulatedMerchant } from './testing/populated';

/** Types that no query leads to, and why they are not compared here. */
const NOT_OF_QUERIES: readonly (readonly [types: RegExp, because: string])[] = [
  [
    /^Mutation$|Payload$/,
    'a mutation that runs twice does not answer the same twice; what it gives back is compared here',
  ],
  [
    /^(PolicyDifference|SurgePeriod|UserError)$/,
    'only mutations that change or check policies, or are refused, give them',
  ],
  [/^(Subscription|ShipmentChange)$/, 'pushed for each change; what they hold is compared here'],
];

/** Fields that have no value for the merchant that is asked about, and why. */
const WITHOUT_VALUE: Readonly<Record<string, string>> = {
  'Shipment.waitsForSource': 'no source of its carrier is silent',
  'ExceptionChange.snapshot': 'null but in the snapshot of a subscription',
  'PolicyWhatIf.userErrors': 'the draft is in order',
  'PolicySlaPreview.userErrors': 'the draft is in order',
};

describe('compiled execution of every field', () => {
  let hub: PopulatedHub;
  let merchant: PopulatedMerchant;
  beforeAll(async () => {
    hub = await populatedHub(2);
    merchant = hub.merchants[0]!;
  });
  afterAll(() => hub.close());

  it('answers like graphql-js: each field of Query, with every type below it', async () => {
    const { api } = hub;
    const seen = new Set<string>();
    for (const { name, text } of merchant.documents) {
      const document = parse(text);
      const expected = await execute({ schema: api.schema, document, contextValue: merchant.context() });
      expect({ name, errors: expected.errors }).toEqual({ name, errors: undefined });
      api.executor.compile(document);
      const answer = await api.executor.execute(document, null, merchant.context(), {});
      expect({ name, answer: plain(answer) }).toEqual({ name, answer: plain(expected) });
      note({ __typename: 'Query', ...expected.data }, seen);
    }
    const isExcused = (field: string): boolean =>
      NOT_OF_QUERIES.some(([types]) => types.test(field.split('.')[0]!)) || field in WITHOUT_VALUE;
    expect(fieldsOf(api.schema).filter((field) => !seen.has(field) && !isExcused(field))).toEqual([]);
    // What is excused has to be.
    expect([...seen].filter(isExcused)).toEqual([]);
  }, 300_000);
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Which fields of which types had a value. */
function note(value: unknown, seen: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) note(one, seen);
  else if (typeof value === 'object' && value !== null) {
    const { __typename: type } = value as { __typename?: string };
    for (const [key, below] of Object.entries(value)) {
      const isThere = below !== null && !(Array.isArray(below) && below.length === 0);
      if (type !== undefined && isThere) seen.add(`${type}.${key.replace(`${type}_`, '')}`);
      note(below, seen);
    }
  }
}

const fieldsOf = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
