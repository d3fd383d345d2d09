import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createApi, type ApiParts } from '@whereabouts/api';
import { instant } from '@whereabouts/model';
import type { Plugin } from '@whereabouts/plugin-sdk';
import { parse, validate } from 'graphql';
import { SILENT } from '../logging/log';
import { BUNDLED_PLUGINS } from '../config/bundled-plugins';
import { apiErrorsPage } from './api-errors-page';
import { apiReferencePage } from './api-reference-page';
import { caseStatesPage } from './case-states-page';
import { settingsPage } from './settings-page';
import { sourcesPage } from './sources-page';
import { vocabularyPage } from './vocabulary-page';

const root = resolve(__dirname, '../../../..');
const docs = join(root, 'docs');
const pages = [
  join(root, 'README.md'),
  ...readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(docs, name)),
].map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')] as const);

/** What GitHub calls the headings of a page. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\d _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const bundled = async (): Promise<readonly Plugin[]> => {
  const modules = await Promise.all(BUNDLED_PLUGINS.map((name) => import(name) as Promise<{ plugin: Plugin }>));
  return modules.map(({ plugin }) => plugin);
};

const parts = { db: {}, pipeline: { feed: {} }, clock: () => instant(0), log: SILENT } as unknown as ApiParts;
const { schema } = createApi(parts, { introspection: true });

describe('made pages', () => {
  it.each([
    ['vocabulary.md', vocabularyPage],
    ['case-states.md', caseStatesPage],
    ['settings.md', settingsPage],
    ['api/reference.md', () => apiReferencePage(schema)],
    ['api/errors.md', () => apiErrorsPage(schema)],
    ['plugins/sources.md', async () => sourcesPage(await bundled())],
  ])('docs/%s is current; otherwise run this test with UPDATE_DOCS=1', async (name, page) => {
    const path = join(docs, name);
    const made = await page();
    if (process.env['UPDATE_DOCS']) writeFileSync(path, made);
    expect(readFileSync(path, 'utf8')).toBe(made);
  });
});

describe('the documentation', () => {
  it.each(pages)('%s links to files that exist', (page, text) => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link]) => join(root, dirname(page), link!));
    for (const link of links) expect([link, existsSync(link)]).toEqual([link, true]);
  });

  it.each(pages)('%s links to headings that exist', (page, text) => {
    for (const [, link, anchor] of text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)) {
      const target = link === '' ? text : readFileSync(join(root, dirname(page), link!), 'utf8');
      expect([link, anchorsOf(target)]).toEqual([link, expect.arrayContaining([anchor])]);
    }
  });

  it.each(pages)('%s shows GraphQL that fits the schema', (_, text) => {
    for (const [, code] of text.matchAll(/```graphql\n([\s\S]*?)```/g))
      expect(validate(schema, parse(code!))).toEqual([]);
  });
});
