import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPlugins, type LoadedPlugin } from '@whereabouts/pipeline';
import { readJson, readXml, type RawInput } from '@whereabouts/plugin-sdk';
import { rawInput, readFixtures } from '@whereabouts/plugin-testkit';
import { XMLParser } from 'fast-xml-parser';
import { compare, type BenchResult } from './rounds';

interface Document {
  readonly plugin: LoadedPlugin;
  readonly input: RawInput;
  readonly bytes: Buffer;
  readonly isXml: boolean;
}

/** How long one arm of one round reads. */
const ROUND_MS = 1_500;

/** Code of some eighty plugins: as long as this it is still being compiled. */
const WARM_UP_MS = 10_000;

/** What a plugin needs of an XML document: all of its texts, as they are written. */
const XML_PARSER = new XMLParser({ ignoreAttributes: false, removeNSPrefix: true, parseTagValue: false });

/**
 * µs per KB from stored bytes to records, over the fixtures of every bundled plugin: JSON beside `JSON.parse` of the
 * same bytes, XML beside what fast-xml-parser takes to parse them, without a check of what it is given. Ratio: their
 * speed in terms of the parser's, so higher is better.
 */
export async function benchNormalize(): Promise<readonly BenchResult[]> {
  const documents = await fixtures();
  const json = documents.filter(({ isXml }) => !isXml);
  const xml = documents.filter(({ isXml }) => isXml);
  return [
    await against('normalize-json', json, ({ bytes }) => JSON.parse(bytes.toString())),
    await against('normalize-xml', xml, ({ bytes }) => XML_PARSER.parse(bytes.toString())),
  ];
}

async function against(name: string, documents: readonly Document[], parse: (one: Document) => unknown) {
  const normalize = ({ plugin, input }: Document) => plugin.plugin.normalize(input, {});
  microsPerKilobyte(documents, normalize, WARM_UP_MS);
  microsPerKilobyte(documents, parse, WARM_UP_MS / 5);
  const result = await compare(
    name,
    'us/KB',
    async () => microsPerKilobyte(documents, normalize),
    async () => microsPerKilobyte(documents, parse),
  );
  return { ...result, ratio: result.floor / result.ours };
}

/** Reads all documents again and again. */
function microsPerKilobyte(
  documents: readonly Document[],
  read: (one: Document) => unknown,
  duration = ROUND_MS,
): number {
  const kilobytes = documents.reduce((sum, { input }) => sum + input.body.byteLength, 0) / 1_024;
  const started = performance.now();
  let rounds = 0;
  do {
    for (const document of documents) read(document);
    rounds += 1;
  } while (performance.now() - started < duration);
  return ((performance.now() - started) * 1_000) / (rounds * kilobytes);
}

/** The fixtures of the plugins of this repository that are JSON or XML as a whole. */
async function fixtures(): Promise<readonly Document[]> {
  const names = readdirSync('plugins').map((folder) => `@whereabouts/plugin-${folder}`);
  const { plugins, refused } = await loadPlugins(names, [process.cwd()], () => true);
  for (const { from, problem } of refused) console.error(`left out: ${from}: ${problem}`);
  return [...plugins.values()].flatMap((plugin) => {
    const folder = join(fileURLToPath(plugin.from), '../../fixtures');
    return readFixtures({ fixtures: folder }).flatMap((fixture) => {
      const bytes = Buffer.from(fixture.bytes);
      const isXml = bytes.toString().trimStart().startsWith('<?xml');
      return (isXml ? readXml(bytes) : readJson(bytes)).ok ? [{ plugin, input: rawInput(bytes), bytes, isXml }] : [];
    });
  });
}
