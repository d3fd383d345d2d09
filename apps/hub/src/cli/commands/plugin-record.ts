import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inputsOfSource, isUuid, privateId, type InboxInput } from '@whereabouts/store';
import { openSettings, type Normalized, type Plugin } from '@whereabouts/plugin-sdk';
import type { Foundation } from '../../foundation';
import { loadConfiguredPlugins } from '../../installed';
import { rawCodeOf } from '../../plugin-folder/fixture-report';
import { headersThatMatter } from '../../redaction/headers-that-matter';
import { inventor } from '../../redaction/invent';
import { redact } from '../../redaction/redact';
import { pluginSettings } from '../environment';
import { EXIT, wrongUsage, type ExitCode, type Terminal } from '../terminal';
import { sourceCalled, withFoundation } from './source';

export interface RecordOptions {
  readonly into: string;
  readonly input?: string;
  readonly limit: string;
  readonly all?: boolean;
  readonly merchant?: string;
  readonly json?: boolean;
}

const PAGE = 100;
/** Inputs that are looked at for something new, before what was found is enough. */
const MOST_LOOKED_AT = 5_000;

interface Recorded {
  readonly file: string;
  readonly input: string;
  /** What the plugin reads of the headers that came along: belongs into the spec. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes stored inputs of a source as fixtures, the newest first, with the personal data in them replaced. */
export async function pluginRecord(name: string, options: RecordOptions, terminal: Terminal): Promise<ExitCode> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) wrongUsage('--limit is a number from 1.');
  const { plugins } = await loadConfiguredPlugins(pluginSettings());
  return withFoundation(terminal, async (foundation) => {
    const source = await sourceCalled(name, options.merchant, foundation);
    const loaded = plugins.get(source.plugin)?.plugin;
    if (!loaded) throw new Error(`The plugin ${source.plugin} is not loaded.`);
    const settings = openSettings(loaded, source.settings);
    const plugin: Plugin = { ...loaded, normalize: (input) => loaded.normalize(input, settings) };
    const inputs = inputsWith(foundation, source, options);
    const { recorded, refused } = await recordAll(plugin, inputs, {
      folder: resolve(options.into),
      limit,
      all: options.all,
    });
    if (options.json) terminal.out(JSON.stringify({ recorded, refused }, null, 2));
    else tell(recorded, refused, terminal);
    return recorded.length > 0 ? EXIT.done : EXIT.failed;
  });
}

async function* inputsWith(
  { pool }: Foundation,
  source: { readonly merchantId: string; readonly id: string },
  options: RecordOptions,
): AsyncGenerator<InboxInput> {
  const key = { merchantId: source.merchantId, sourceId: source.id };
  const inputId = options.input === undefined ? null : inputIdOf(options.input);
  let before: string | null = null;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += PAGE) {
    const page = await inputsOfSource(pool, key, { before, inputId, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    before = page.at(-1)!.id;
  }
}

const inputIdOf = (input: string): string =>
  (isUuid(input) ? input : privateId('input', input)) ??
  wrongUsage(`${input} is no id of an input, such as inp_0198….`);

interface Wanted {
  readonly folder: string;
  readonly limit: number;
  readonly all?: boolean;
}

async function recordAll(
  plugin: Plugin,
  inputs: AsyncIterable<InboxInput>,
  { folder, limit, all }: Wanted,
): Promise<{ recorded: readonly Recorded[]; refused: Readonly<Record<string, number>> }> {
  const invent = inventor(randomBytes(32));
  const recorded: Recorded[] = [];
  const refused: Record<string, number> = {};
  const seen = new Set<string>();
  await mkdir(folder, { recursive: true });
  for await (const input of inputs) {
    const news = traits(plugin.normalize(input)).filter((trait) => !seen.has(trait));
    if (news.length === 0 && !all) continue;
    const redacted = redact(plugin, input, invent);
    if (!redacted.ok) {
      refused[redacted.problem] = (refused[redacted.problem] ?? 0) + 1;
      continue;
    }
    for (const trait of news) seen.add(trait);
    const file = freeName(folder, extensionOf(redacted.body));
    await writeFile(join(folder, file), redacted.body);
    recorded.push({ file, input: input.id, headers: headersThatMatter(plugin, { ...input, body: redacted.body }) });
    if (recorded.length === limit) break;
  }
  return { recorded, refused };
}

/** What a fixture of it would be there for: its codes, and what else it holds. */
function traits({ milestones, orders, tickets, inventory, follow, issues, shipments }: Normalized): string[] {
  const kinds = { orders, tickets, inventory, follow, shipments };
  return [
    ...milestones.map(
      (one) => `code ${one.sourceCode === null ? rawCodeOf(one) : `${one.sourceCode}/${one.sourceSubCode ?? ''}`}`,
    ),
    ...Object.entries(kinds).flatMap(([kind, list]) => (list.length > 0 ? [kind] : [])),
    ...issues.map(({ kind, problem }) => `${kind} ${problem.replace(/\d+/g, '#')}`),
  ];
}

function freeName(folder: string, extension: string): string {
  for (let number = 1; ; number++) {
    const name = `recorded-${String(number).padStart(2, '0')}`;
    // One name, one file of expected records: whatever the extension.
    if (!['json', 'xml', 'csv', 'txt'].some((one) => existsSync(join(folder, `${name}.${one}`))))
      return `${name}.${extension}`;
  }
}

function extensionOf(body: Uint8Array): string {
  const start = Buffer.from(body.subarray(0, 64))
    .toString()
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^[[{"]/.test(start)) return 'json';
  return start.startsWith('<') ? 'xml' : /^[\w.[\]%-]+=/.test(start) ? 'txt' : 'csv';
}

function tell(recorded: readonly Recorded[], refused: Readonly<Record<string, number>>, terminal: Terminal): void {
  for (const { file } of recorded) terminal.out(file);
  for (const [problem, count] of Object.entries(refused))
    terminal.err(`${count} ${count === 1 ? 'input was' : 'inputs were'} left out: ${problem}.`);
  const withHeaders = recorded.filter(({ headers }) => Object.keys(headers).length > 0);
  if (withHeaders.length > 0) {
    const lines = withHeaders.map(({ file, headers }) => `  '${file}': ${JSON.stringify(headers)},`);
    terminal.err(`The plugin reads headers as well. In its spec:\nheaders: {\n${lines.join('\n')}\n}`);
  }
  if (recorded.length === 0) terminal.err('Nothing was recorded.');
  else
    terminal.err(
      'Names, addresses, emails, phones and tracking numbers are replaced. Read the files all the same before you publish them; the next test run writes the expected records.',
    );
}
