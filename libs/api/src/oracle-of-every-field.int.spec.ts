import { execute, isIntrospectionType, isObjectType, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Executor } from './execution/executor';
import type { DeepDocument } from './testing/every-field';
import { populatedHub, type PopulatedHub, type PopulatedMerchant } from './testing/populated';

/** Fields that have no value for the merchant that is asked about, and why. */
const WITHOUT_VALUE: Readonly<Record<string, string>> = {
  'Shipment.waitsForSource': 'no source of its carrier is silent',
  'PolicyWhatIf.userErrors': 'the draft is in order',
  'PolicySlaPreview.userErrors': 'the draft is in order',
  'BulkPayload.userErrors': 'what is asked for can be done or refused of each case',
  'ReplayPayload.userErrors': 'whoever asks may replay',
};

describe('compiled execution of every field', () => {
  let hub: PopulatedHub;
  let merchant: PopulatedMerchant;
  let interpreter: Executor;
  const seen = new Set<string>();
  beforeAll(async () => {
    hub = await populatedHub([2]);
    merchant = hub.merchants[0]!;
    const { schema } = hub.api;
    interpreter = {
      compile: () => undefined,
      execute: (document, operationName, contextValue, variableValues, rootValue) =>
        execute({
          schema,
          document,
          operationName,
          contextValue,
          variableValues,
          rootValue,
        }) as Promise<ExecutionResult>,
    };
  });
  afterAll(() => hub.close());

  /** Runs a document both ways. What was asked of the database for the one does not answer the other. */
  const compare = async (root: 'Query' | 'Mutation', { name, text }: DeepDocument): Promise<void> => {
    const { executor } = hub.api;
    const document = parse(text);
    const expected = await interpreter.execute(document, null, merchant.context(), {});
    expect({ name, errors: expected.errors }).toEqual({ name, errors: undefined });
    executor.compile(document);
    const answer = await executor.execute(document, null, merchant.context(), {});
    expect({ name, answer: plain(answer) }).toEqual({ name, answer: plain(expected) });
    note({ __typename: root, ...expected.data }, seen);
  };

  it('answers like graphql-js: each field of Query, with every type below it', async () => {
    for (const document of merchant.documents.Query) await compare('Query', document);
  }, 300_000);

  it('answers like graphql-js: each field of Mutation, with every type below it', async () => {
    for (const document of merchant.documents.Mutation) await compare('Mutation', document);
  }, 300_000);

  it('answers like graphql-js what each field of Mutation refuses', async () => {
    hub.pipeline.refuses = true;
    const payloads = merchant.documents.Mutation.filter(({ name }) => !name.includes('.'));
    for (const document of payloads) await compare('Mutation', document);
    hub.pipeline.refuses = false;
    expect(payloads.length).toBe(Object.keys(hub.api.schema.getMutationType()!.getFields()).length);
  }, 60_000);

  it('tells subscribers the same bytes: each field of Subscription, with every type below it', async () => {
    const { executor } = hub.api;
    for (const { name, text } of merchant.documents.Subscription) {
      const expected = await merchant.told(text, interpreter);
      const compiled: Executor = {
        ...executor,
        execute(document, ...rest) {
          executor.compile(document);
          return executor.execute(document, ...rest);
        },
      };
      expect({ name, told: await merchant.told(text, compiled) }).toEqual({ name, told: expected });
      expect(expected.length).toBeGreaterThan(0);
      for (const one of expected)
        note({ __typename: 'Subscription', ...(JSON.parse(one) as ExecutionResult).data }, seen);
      expect(expected.filter((one) => one.includes('"errors"'))).toEqual([]);
    }
  }, 300_000);

  it('was compared of every field of the schema', () => {
    const isExcused = (field: string): boolean => field in WITHOUT_VALUE;
    expect(fieldsOf(hub.api.schema).filter((field) => !seen.has(field) && !isExcused(field))).toEqual([]);
    // What is excused has to be.
    expect([...seen].filter(isExcused)).toEqual([]);
  });
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
