import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifest } from './manifest';
import { readRegisteredDocuments } from './read-documents';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const TEXT = 'query Who { viewer { role } }';
const OTHER = '{ __typename }';

describe('a manifest of documents', () => {
  it.each([
    ['as GraphQL Code Generator writes it', { [sha256(TEXT)]: TEXT }],
    ['with the prefix of GraphQL over HTTP', { [`sha256:${sha256(TEXT)}`]: TEXT }],
    [
      'as Apollo writes it',
      {
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: sha256(TEXT), name: 'Who', type: 'query', body: TEXT }],
      },
    ],
  ])('is read %s', (_name, manifest) => {
    expect(readManifest(JSON.stringify(manifest), 'web.json')).toEqual([
      { hash: sha256(TEXT), text: TEXT, from: 'web.json' },
    ]);
  });

  it.each([
    ['what is not JSON', '{', 'web.json is not JSON.'],
    ['what holds no texts', '{"a": 1}', 'web.json is no manifest of documents'],
    ['a list', '["a"]', 'web.json is no manifest of documents'],
    [
      'a hash of another text',
      JSON.stringify({ [sha256(OTHER)]: TEXT }),
      `web.json: "${sha256(OTHER)}" is not the SHA-256 of its document, which is ${sha256(TEXT)}`,
    ],
    ['the shorter hash that is the default of some', '{"5d41402abc4b2a76b9719d911017c592": "{ a }"}', "'sha256'"],
  ])('refuses %s', (_name, json, problem) => {
    expect(() => readManifest(json, 'web.json')).toThrow(problem);
  });
});

describe('registered documents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are read from files, and from all manifests of a folder: one for each release that is still in use', async () => {
    writeFileSync(join(folder, 'web-1.json'), JSON.stringify({ [sha256(TEXT)]: TEXT }));
    writeFileSync(join(folder, 'web-2.json'), JSON.stringify({ [sha256(OTHER)]: OTHER }));
    writeFileSync(join(folder, 'notes.txt'), 'not read');
    const texts = async (path: string) => (await readRegisteredDocuments([path])).map(({ text }) => text);
    expect(await texts(folder)).toEqual([TEXT, OTHER]);
    expect(await texts(join(folder, 'web-2.json'))).toEqual([OTHER]);
  });

  it('says which path is not there', async () => {
    await expect(readRegisteredDocuments([join(folder, 'none.json')])).rejects.toThrow(
      `HUB_TRUSTED_DOCUMENTS names ${join(folder, 'none.json')}, which is not there.`,
    );
  });
});
