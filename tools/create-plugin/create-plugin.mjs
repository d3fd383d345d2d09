#!/usr/bin/env node
// npm create @whereabouts/plugin acme -- --source carrier: a plugin in a folder of its own, anywhere.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pluginFiles, SOURCES } from './plugin-files.mjs';

const usage = `Usage: create-plugin <id> --source ${SOURCES.join('|')} [--name "…"] [--codes codes.csv] [--folder <path>]`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      name: { type: 'string' },
      codes: { type: 'string' },
      folder: { type: 'string' },
    },
  });
  const [id] = positionals;
  if (id === undefined || values.source === undefined) throw new Error(usage);
  const folder = resolve(values.folder ?? id);
  if (existsSync(folder)) throw new Error(`${folder} exists already. Choose another place with --folder.`);
  const codes = values.codes === undefined ? undefined : readFileSync(values.codes, 'utf8');
  const made = pluginFiles({ id, source: values.source, name: values.name, place: 'outside', codes });
  for (const [path, content] of made.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  console.log(made.advice(folder));
} catch (fault) {
  console.error(fault.message);
  process.exitCode = 2;
}
