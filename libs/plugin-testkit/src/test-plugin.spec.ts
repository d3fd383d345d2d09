import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  asText,
  codeTable,
  definePlugin,
  documentReader,
  pick,
  pullEach,
  signedPush,
  trackingDocument,
  webhookSecrets,
  type Plugin,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { hmac } from './signed';
import { json } from './source-server';
import { testPlugin } from './test-plugin';
import type { PluginTest } from './plugin-test';

interface Collected {
  readonly name: string;
  readonly run: () => unknown;
}

/** The tests that `testPlugin` would describe, instead of describing them. */
function collected(describeTests: () => void): readonly Collected[] {
  const tests: Collected[] = [];
  const collect = (name: string, run: () => unknown) => void tests.push({ name, run });
  const each = (table: readonly (readonly unknown[])[]) => (name: string, run: (...row: unknown[]) => unknown) =>
    table.forEach((row) => collect(name.replace('%s', String(row[0])), () => run(...row)));
  const scope = globalThis as unknown as { it: unknown; describe: unknown };
  const { it, describe } = scope;
  scope.it = Object.assign(collect, { each });
  scope.describe = (_name: string, body: () => void) => body();
  try {
    describeTests();
  } finally {
    Object.assign(scope, { it, describe });
  }
  return tests;
}

const Settings = z.object({ ...webhookSecrets, baseUrl: z.url() });
type Settings = z.output<typeof Settings>;
const CODES = codeTable('a guide', [{ code: 'OK', means: 'DELIVERED' }]);
const good = definePlugin({
  id: 'sample',
  name: 'Sample',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: signedPush({ header: 'x-signature', encoding: 'hex' }),
  pull: pullEach<Settings>({ request: (number, { baseUrl }) => ({ url: `${baseUrl}/${number}` }) }),
  normalize: documentReader({
    kinds: [
      trackingDocument({
        name: 'parcel',
        fits: (document) => pick(document, 'number') !== undefined,
        codes: CODES,
        parcel: (value) => ({ trackingNumber: asText(pick(value, 'number')), carrier: 'sample' }),
        events: 'scans.*',
        event: (scan) => ({ code: asText(pick(scan, 'code')), time: { text: asText(pick(scan, 'at')) } }),
      }),
    ],
  }),
});

const folder = mkdtempSync(join(tmpdir(), 'plugin-test-'));
writeFileSync(join(folder, 'parcel.json'), '{"number":"A1","scans":[{"code":"OK","at":"2026-03-01T10:00:00Z"}]}');
afterAll(() => rmSync(folder, { recursive: true }));

const test: PluginTest = {
  fixtures: folder,
  settings: (baseUrl) => ({ webhookSecret: 'a-secret-for-tests', baseUrl }),
  push: { covers: 'body', sign: ({ body, secret }) => ({ 'X-Signature': hmac('sha256', 'hex', secret, body) }) },
  pull: { trackingNumbers: ['A1', 'A2'], routes: { '*': json({ number: 'A1', scans: [] }) } },
};

async function failures(change: Partial<Plugin<Settings>>): Promise<string[]> {
  const names: string[] = [];
  for (const { name, run } of collected(() => testPlugin({ ...good, ...change }, test)))
    try {
      await run();
    } catch {
      names.push(name);
    }
  return names;
}

describe('testPlugin', () => {
  beforeAll(async () => {
    // Writes the expected records, as the first run of a new plugin does.
    const { expectedRecords } = await import('./golden');
    const { rawInput } = await import('./raw-input');
    const { readFixtures } = await import('./fixtures');
    for (const { bytes, goldenFile } of readFixtures(test))
      expectedRecords(goldenFile, good.normalize(rawInput(bytes)), 'write-all');
  });

  it('passes a plugin that keeps the contract', async () => expect(await failures({})).toEqual([]));

  let calls = 0;
  it.each<[string, Partial<Plugin<Settings>>, RegExp]>([
    ['says more than it can do', { capabilities: ['push', 'pull', 'follow'] }, /can be loaded/],
    [
      'reads something else',
      { codes: CODES, normalize: documentReader({ kinds: [] }) },
      /reads parcel.json as expected/,
    ],
    [
      'gives something else the next time',
      { normalize: (input) => ({ ...good.normalize(input), follow: [String((calls += 1))] }) },
      /gives the same for parcel.json again/,
    ],
    [
      'writes into its input',
      { normalize: (input) => (input.body.fill(0x20), good.normalize(input)) },
      /leaves its bytes alone/,
    ],
    [
      'throws for bad input',
      { normalize: (input) => (JSON.parse(Buffer.from(input.body).toString()), good.normalize(input)) },
      /survives damaged documents/,
    ],
    ['accepts everything', { push: { verify: () => ({ accepted: true }) } }, /refuses/],
    [
      'does not know the secret before',
      { push: { verify: (request) => good.push!.verify({ ...request, secrets: request.secrets.slice(0, 1) }) } },
      /or with the one before it/,
    ],
    [
      'signs another body',
      { push: { verify: (request) => good.push!.verify({ ...request, body: request.body.subarray(0, 0) }) } },
      /accepts what is signed/,
    ],
    [
      'forgets a number',
      { pull: { ...good.pull!, fetch: async (...asked) => (await good.pull!.fetch(...asked)).slice(0, 1) } },
      /an outcome for every number/,
    ],
    [
      'gives outcomes in another order',
      { pull: { ...good.pull!, fetch: async (...asked) => [...(await good.pull!.fetch(...asked))].reverse() } },
      /in the order asked/,
    ],
    [
      'throws when the source is down',
      {
        pull: {
          ...good.pull!,
          fetch: async (...asked) => {
            const outcomes = await good.pull!.fetch(...asked);
            if (outcomes.some(({ ok }) => !ok)) throw new Error('down');
            return outcomes;
          },
        },
      },
      /tells a source that is down/,
    ],
    [
      'takes an error for an answer',
      {
        pull: {
          ...good.pull!,
          fetch: async (numbers) =>
            numbers.map((trackingNumber) => ({
              trackingNumber,
              ok: true,
              body: Buffer.from('{"number":"A1","scans":[]}'),
              contentType: 'application/json',
            })),
        },
      },
      /tells refused credentials/,
    ],
  ])('finds one that %s', async (_what, change, expected) =>
    expect(await failures(change)).toEqual(expect.arrayContaining([expect.stringMatching(expected)])),
  );
});
