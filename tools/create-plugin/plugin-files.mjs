import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeRows, mapCodes } from './map-codes.mjs';
import { VERSIONS } from './versions.mjs';

export const SOURCES = ['carrier', 'aggregator', 'warehouse', 'storefront', 'helpdesk'];

const here = dirname(fileURLToPath(import.meta.url));
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const WHAT = {
  carrier: 'a carrier',
  aggregator: 'an aggregator of carriers',
  warehouse: 'a warehouse',
  storefront: 'a storefront',
  helpdesk: 'a helpdesk',
};

/**
 * The files of a new plugin, by path, and what to do next. Pure but for reading the templates.
 * @param {{ id: string, source: string, name?: string, place: 'workspace' | 'outside', codes?: string }} wanted
 *   `codes`: text of a CSV file with the source's codes and wordings.
 */
export function pluginFiles({ id, source, name = titleOf(id), place, codes }) {
  if (!ID.test(id)) throw new Error(`"${id}" is no id: lower-case letters, digits and single hyphens, such as acme.`);
  if (!SOURCES.includes(source)) throw new Error(`"${source}" is no kind of source: ${SOURCES.join(', ')}.`);
  const isTracking = source === 'carrier' || source === 'aggregator';
  const mapped = mapCodes(source, codes);
  const words = {
    id,
    name,
    ID: id.replace(/-/g, '').toUpperCase(),
    SOURCE: source.toUpperCase(),
    what: WHAT[source],
    package: place === 'workspace' ? `@whereabouts/plugin-${id}` : `whereabouts-plugin-${id}`,
    sdk: '@whereabouts/plugin-sdk',
    testkit: '@whereabouts/plugin-testkit',
    dirname: '__dirname',
    carrier: source === 'aggregator' ? "carrierCode(textAt(value, 'carrier'))" : `'${id}'`,
    document: `${name}: name the document that lists the codes`,
    codeRows: codeRows(mapped.rows),
    pullLine: isTracking ? '- **Pull** by tracking number, one a request.' : '- **Pull.** None.',
    pullSettings: isTracking
      ? [
          '| `apiKey`                | optional, secret | only pull needs it                                 |',
          `| \`baseUrl\`               | \`https://api.${id}.example\` | a proxy, or a test server                |`,
        ].join('\n')
      : '',
    ...VERSIONS,
  };
  const files = ['common', isTracking ? 'tracking' : source, place].flatMap((folder) =>
    templatesIn(join(here, 'templates', folder)).map(([path, text]) => [path, filled(text, words)]),
  );
  const own = new Map(files);
  if (source === 'aggregator') addImport(own, 'carrierCode');
  if (mapped.undecided.length > 0) own.set('codes-to-decide.csv', undecidedCsv(mapped.undecided));
  return { files: [...own], advice: (folder) => adviceOf({ folder, place, id, mapped }) };
}

const titleOf = (id) =>
  id
    .split('-')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join(' ');

function templatesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [
      relative(folder, path)
        .split(sep)
        .join('/')
        .replace(/\.tpl$/, ''),
      readFileSync(path, 'utf8'),
    ]);
}

const filled = (text, words) =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, key) => {
    if (!(key in words)) throw new Error(`the template asks for ${whole}, which is not known`);
    return words[key];
  });

/** Keeps the imports of plugin.ts in order. */
function addImport(files, name) {
  const text = files.get('src/plugin.ts');
  files.set('src/plugin.ts', text.replace('  definePlugin,\n', `  ${name},\n  definePlugin,\n`));
}

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
const undecidedCsv = (codes) =>
  ['code,text', ...codes.map(({ code, text }) => `${quoted(code)},${quoted(text)}`), ''].join('\n');

function adviceOf({ folder, place, id, mapped }) {
  const steps =
    place === 'workspace'
      ? ['npm install', `npx nx run plugin-${id}:test`, `npm run hub -- plugin dev ${folder}`]
      : [`cd ${folder}`, 'npm install', 'npm test'];
  const codes = mapped.given
    ? [
        `${mapped.rows.length} codes mapped by their wording: check them. ${mapped.undecided.length} to decide: codes-to-decide.csv.`,
      ]
    : [];
  return [
    `Made ${folder}.`,
    ...codes,
    'Next:',
    ...steps.map((step) => `  ${step}`),
    'Then replace the sample format by the real one: src/plugin.ts, src/codes.ts, fixtures/, README.md.',
  ].join('\n');
}
