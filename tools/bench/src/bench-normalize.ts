import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPlugins, type LoadedPlugin } from '@whereabouts/pipeline';
import { readJson, readXml, type RawInput } from '@whereabouts/plugin-sdk';
import { rawInput, readFixtures } from '@whereabouts/plugin-testkit';
import { compare, type BenchResult } from './rounds';

interface Document {
  readonly plugin: LoadedPlugin;
  readonly input: RawInput;
  readonly text: string;
  readonly isXml: boolean;
}

/** How long one arm of one round reads. */
const ROUND_MS = 1_500;

/**
 * µs per KB from stored bytes to records, over the fixtures of every bundled plugin: JSON beside `JSON.parse` of the
 * same text, XML beside the XML parser alone. Ratio: their speed in terms of the parser's, so higher is better.
 */
export async function benchNormalize(): Promise<readonly BenchResult[]> {
  const documents = await fixtures();
  const json = documents.filter(({ isXml }) => !isXml);
  const xml = documents.filter(({ isXml }) => isXml);
  return [
    await against('normalize-json', json, ({ text }) => JSON.parse(text)),
    await against('normalize-xml', xml, ({ input }) => readXml(input.body)),
  ];
}

async function against(name: string, documents: readonly Document[], parse: (one: Document) => unknown) {
  const result = await compare(
    name,
    'us/KB',
    async () => microsPerKilobyte(documents, ({ plugin, input }) => plugin.plugin.normalize(input, {})),
    async () => microsPerKilobyte(documents, parse),
  );
  return { ...result, ratio: result.floor / result.ours };
}

/** Reads all documents again and again. */
function microsPerKilobyte(documents: readonly Document[], read: (one: Document) => unknown): number {
  const kilobytes = documents.reduce((sum, { input }) => sum + input.body.byteLength, 0) / 1_024;
  const started = performance.now();
  let rounds = 0;
  do {
    for (const document of documents) read(document);
    rounds += 1;
  } while (performance.now() - started < ROUND_MS);
  return ((performance.now() - started) * 1_000) / (rounds * kilobytes);
}

/** The fixtures of the plugins of this repository that are JSON or XML as a whole. */
async function fixtures(): Promise<readonly Document[]> {
  const names = readdirSync('plugins').map((folder) => `@whereabouts/plugin-${folder}`);
  const { plugins, refused } = await loadPlugins(names, [process.cwd()]);
  for (const { from, problem } of refused) console.error(`left out: ${from}: ${problem}`);
  return [...plugins.values()].flatMap((plugin) => {
    const folder = join(fileURLToPath(plugin.from), '../../fixtures');
    return readFixtures({ fixtures: folder }).flatMap(({ bytes }) => {
      const text = Buffer.from(bytes).toString();
      const isXml = text.trimStart().startsWith('<?xml');
      if (!(isXml ? readXml(bytes) : readJson(bytes)).ok) return [];
      return [{ plugin, input: rawInput(Buffer.from(bytes)), text, isXml }];
    });
  });
}
