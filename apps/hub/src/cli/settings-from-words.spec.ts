import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  codeTable,
  definePlugin,
  EMPTY_NORMALIZED,
  secret,
  webhookSecrets,
  type Plugin,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { readSettings } from './settings-from-words';

const plugin = definePlugin({
  id: 'acme',
  name: 'Acme',
  version: '0.1.0',
  sdk: '^1.0.0',
  capabilities: [],
  source: 'CARRIER',
  config: z.object({
    ...webhookSecrets,
    apiKey: secret().optional(),
    baseUrl: z.url().default('https://api.acme.test'),
    pageSize: z.number().int().optional(),
    isSandbox: z.boolean().default(false),
  }),
  codes: codeTable('none', []),
  normalize: () => EMPTY_NORMALIZED,
}) as Plugin;

describe('settings from words', () => {
  it('divides secrets from the rest and fills in defaults', () => {
    expect(readSettings(plugin, ['webhookSecret=s3cret', 'apiKey=k=with=equals'])).toEqual({
      ok: true,
      settings: { baseUrl: 'https://api.acme.test', isSandbox: false },
      secrets: { webhookSecret: 's3cret', apiKey: 'k=with=equals' },
    });
  });

  it('reads numbers and truth values where the schema wants them', () => {
    const read = readSettings(plugin, ['webhookSecret=123', 'pageSize=50', 'isSandbox=true']);
    expect(read).toMatchObject({
      ok: true,
      settings: { pageSize: 50, isSandbox: true },
      secrets: { webhookSecret: '123' },
    });
  });

  it('takes the content of a file for @file, and a document where it is one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'));
    writeFileSync(join(folder, 'secret'), 's3cret\n');
    writeFileSync(join(folder, 'page.yaml'), '50');
    expect(
      readSettings(plugin, [`webhookSecret=@${folder}/secret`, `pageSize=@${folder}/page.yaml`, 'apiKey=@@at']),
    ).toMatchObject({ ok: true, settings: { pageSize: 50 }, secrets: { webhookSecret: 's3cret', apiKey: '@at' } });
    expect(() => readSettings(plugin, [`webhookSecret=@${folder}/none`])).toThrow(/cannot be read/);
    rmSync(folder, { recursive: true });
  });

  it('keeps what was set before', () =>
    expect(readSettings(plugin, ['pageSize=9'], { webhookSecret: 'kept', baseUrl: 'https://b.test' })).toMatchObject({
      ok: true,
      settings: { pageSize: 9, baseUrl: 'https://b.test' },
      secrets: { webhookSecret: 'kept' },
    }));

  it.each([
    [[], ['webhookSecret']],
    [['webhookSecret=x', 'baseUrl=nowhere'], ['baseUrl']],
    [['webhookSecret=x', 'webhookSecrte=y'], ['webhookSecrte']],
  ])('says what is wrong with %p', (words, keys) => {
    const read = readSettings(plugin, words);
    expect(read.ok ? [] : read.problems.map(({ key }) => key)).toEqual(keys);
  });

  it.each([[['webhookSecret']], [['=x']], [['a=1', 'a=2']]])('refuses %p as wrong usage', (words) => {
    expect(() => readSettings(plugin, words)).toThrow(/--set/);
  });
});
