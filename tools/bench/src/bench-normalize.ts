import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPlugins, type LoadedPlugin } from '@whereabouts/pipeline';
import { readJson, readXml, type Plugin, type RawInput } from '@whereabouts/plugin-sdk';
import { corpus, rawInput, readFixtures } from '@whereabouts/plugin-testkit';
import { XMLParser } from 'fast-xml-parser';
import { compare, type BenchResult } from './rounds';

interface Document {
  readonly plugin: Plugin;
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

/** A payload directory, one folder a source, to read instead of the fixtures. */
const PAYLOADS = process.env['PAYLOADS'];

const parse = ({ isXml, bytes }: Document): unknown =>
  isXml ? XML_PARSER.parse(bytes.toString()) : (JSON.parse(bytes.toString()) as unknown);

/**
 * µs per KB from stored bytes to records, over the fixtures of every bundled plugin or real payloads: beside `JSON.parse`
 * of the same bytes, or what fast-xml-parser takes to parse them, without a check of what it is given. Ratio: their speed
 * in terms of the parser's, so higher is better. Of each format alone, and of all documents together.
 */
export async function benchNormalize(): Promise<readonly BenchResult[]> {
  const documents = await allDocuments();
  const json = documents.filter(({ isXml }) => !isXml);
  const xml = documents.filter(({ isXml }) => isXml);
  return [
    await against('normalize-json', json),
    await against('normalize-xml', xml),
    await against('normalize', documents),
  ];
}

async function against(name: string, documents: readonly Document[]): Promise<BenchResult> {
  const normalize = ({ plugin, input }: Document): unknown => plugin.normalize(input, {});
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

/** All that is JSON or XML as a whole. */
async function allDocuments(): Promise<readonly Document[]> {
  const names = readdirSync('plugins').map((folder) => `@whereabouts/plugin-${folder}`);
  const { plugins, refused } = await loadPlugins(names, [process.cwd()], () => true);
  for (const { from, problem } of refused) console.error(`left out: ${from}: ${problem}`);
  const loaded = [...plugins.values()];
  const found = PAYLOADS === undefined ? loaded.flatMap(fixturesOf) : payloadsIn(PAYLOADS, loaded);
  return found.flatMap(({ plugin, bytes }) => {
    const isXml = bytes.toString().trimStart().startsWith('<');
    return (isXml ? readXml(bytes) : readJson(bytes)).ok ? [{ plugin, input: rawInput(bytes), bytes, isXml }] : [];
  });
}

type FoundBytes = Pick<Document, 'plugin' | 'bytes'>;

const fixturesOf = ({ plugin, from }: LoadedPlugin): FoundBytes[] =>
  readFixtures({ fixtures: join(fileURLToPath(from), '../../fixtures') }).map(({ bytes }) => ({
    plugin,
    bytes: Buffer.from(bytes),
  }));

/** Folders are named as sources are. */
const payloadsIn = (directory: string, loaded: readonly LoadedPlugin[]): FoundBytes[] =>
  loaded.flatMap(({ plugin }) =>
    [plugin.id, ...(plugin.variants ?? []).map(({ id }) => id)]
      .flatMap((source) => corpus(source, directory) ?? [])
      .map(({ bytes }) => ({ plugin, bytes: Buffer.from(bytes) })),
  );
