import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createApi, type ApiParts } from '@whereabouts/api';
import { instant } from '@whereabouts/model';
import { parse, validate } from 'graphql';
import { SILENT } from '../logging/log';
import { settingsPage } from './settings-page';
import { vocabularyPage } from './vocabulary-page';

const root = resolve(__dirname, '../../../..');
const docs = join(root, 'docs');
const pages = [
  join(root, 'README.md'),
  ...readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(docs, name)),
].map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')] as const);

describe('made pages', () => {
  it.each([
    ['vocabulary.md', vocabularyPage],
    ['settings.md', settingsPage],
  ])('docs/%s is current; otherwise run this test with UPDATE_DOCS=1', (name, page) => {
    const path = join(docs, name);
    if (process.env['UPDATE_DOCS']) writeFileSync(path, page());
    expect(readFileSync(path, 'utf8')).toBe(page());
  });
});

describe('the documentation', () => {
  const parts = { db: {}, pipeline: { feed: {} }, clock: () => instant(0), log: SILENT } as unknown as ApiParts;
  const { schema } = createApi(parts, { introspection: true });

  it.each(pages)('%s links to files that exist', (page, text) => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link]) => link!);
    for (const link of links) expect(() => readFileSync(join(root, dirname(page), link))).not.toThrow();
  });

  it.each(pages)('%s shows GraphQL that fits the schema', (_, text) => {
    for (const [, code] of text.matchAll(/```graphql\n([\s\S]*?)```/g))
      expect(validate(schema, parse(code!))).toEqual([]);
  });
});
