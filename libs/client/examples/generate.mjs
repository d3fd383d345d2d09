// Makes typed documents of operations.graphql, and the manifest by which a hub registers them, with the client preset of
// GraphQL Code Generator. Usage: generate.mjs [--check]; with --check it only says whether the files are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import { preset } from '@graphql-codegen/client-preset';
import { buildSchema, parse } from 'graphql';
import { format, resolveConfig } from 'prettier';

const here = resolve(fileURLToPath(import.meta.url), '..');
const read = (path) => readFileSync(join(here, path), 'utf8');
const operations = read('operations.graphql');
const schemaAst = buildSchema(read('../../api/schema.graphql'));

/** The same that a `codegen.ts` of a front end says. */
const config = {
  useTypeImports: true,
  strictScalars: true,
  scalars: {
    DateTime: 'string',
    Date: 'string',
    IsoWeek: 'string',
    Duration: 'string',
    URL: 'string',
    FeedCursor: 'string',
    JSON: 'unknown',
  },
};
const presetConfig = { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } };

const sections = await preset.buildGeneratesSection({
  baseOutputDir: 'generated/',
  config,
  presetConfig,
  schema: parse(read('../../api/schema.graphql')),
  schemaAst,
  documents: [{ location: 'operations.graphql', rawSDL: operations, document: parse(operations) }],
  plugins: [],
  pluginMap: {},
  documentTransforms: [],
});
const wanted = ['generated/graphql.ts', 'generated/persisted-documents.json'];
const made = await Promise.all(
  sections
    .filter(({ filename }) => wanted.includes(filename))
    .map(async (section) => [section.filename, await codegen(section)]),
);

for (const [name, text] of made) {
  const path = join(here, name);
  const formatted = await format(text, { ...(await resolveConfig(path)), filepath: path });
  if (!process.argv.includes('--check')) writeFileSync(path, formatted);
  else if (readFileSync(path, 'utf8') !== formatted) {
    console.error(`libs/client/examples/${name} is not current: run node libs/client/examples/generate.mjs`);
    process.exitCode = 1;
  }
}
