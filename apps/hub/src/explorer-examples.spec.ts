import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApi, type ApiParts } from '@whereabouts/api';
import { instant } from '@whereabouts/model';
import { parse, validate } from 'graphql';
import { exampleQuery } from './demo/welcome';
import { SILENT } from './logging/log';

const folder = join(__dirname, '../explorer/examples');
const examples = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
const parts = { db: {}, pipeline: { feed: {} }, clock: () => instant(0), log: SILENT } as unknown as ApiParts;
const { schema } = createApi(parts, { introspection: true });

const inPascalCase = (file: string): string =>
  file
    .replace('.graphql', '')
    .split('-')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('');

describe('the examples of the explorer', () => {
  it.each(examples)('%s holds one operation; its name is what the tab shows', (file, text) => {
    const [operation, ...others] = parse(text).definitions;
    expect(others).toEqual([]);
    expect(operation).toMatchObject({ kind: 'OperationDefinition', name: { value: inPascalCase(file) } });
  });

  it.each(examples)('%s fits the schema', (_, text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });
});

describe('the query that npm start prints', () => {
  it('fits the schema', () => {
    const [, json] = /-d '\s*(\{.*\})'$/s.exec(exampleQuery('http://localhost:4000'))!;
    const { query } = JSON.parse(json!) as { query: string };
    expect(validate(schema, parse(query))).toEqual([]);
  });
});
