import { z } from 'zod';
import {
  line,
  openSettings,
  optionalWebhookSecrets,
  parseConfig,
  secret,
  secretKeys,
  settingNames,
  watchedFolder,
  webhookSecrets,
} from './config';

const config = z.strictObject({
  ...webhookSecrets,
  clientId: z.string(),
  clientSecret: secret()
    .min(16)
    .regex(/^[a-z]+$/, 'must match'),
  apiKey: secret().nullish(),
  region: z.enum(['us', 'eu']).default('us'),
  nested: z.object({ token: secret() }).optional(),
  list: z.array(z.object({ key: secret() })).optional(),
});
const GOOD = { webhookSecret: 'w', clientId: 'c', clientSecret: 'abcdefghijklmnopq' };

describe('secretKeys', () => {
  it('finds secrets through every wrapper, and nothing else', () => {
    expect(secretKeys(config)).toEqual([
      'webhookSecret',
      'previousWebhookSecret',
      'clientSecret',
      'apiKey',
      'nested.token',
      'list[].key',
    ]);
    expect(secretKeys(z.object({ a: z.string() }))).toEqual([]);
    expect(secretKeys(z.object({ a: secret().transform((text) => text.length) }))).toEqual(['a']);
  });
});

it('names the settings, also those of one of several forms', () => {
  expect(settingNames(config).slice(0, 4)).toEqual([
    'webhookSecret',
    'previousWebhookSecret',
    'clientId',
    'clientSecret',
  ]);
  const either = z.union([
    z.object({ key: secret(), baseUrl: z.url() }),
    z.object({ user: z.string(), key: secret() }),
  ]);
  expect(settingNames(either.optional())).toEqual(['key', 'baseUrl', 'user']);
  expect(settingNames(z.unknown())).toEqual([]);
});

describe('parseConfig', () => {
  it('gives the settings, with defaults', () => {
    expect(parseConfig({ config }, GOOD)).toEqual({ ok: true, config: { ...GOOD, region: 'us' } });
  });

  it('says all that is wrong, by key', () => {
    expect(parseConfig({ config }, { clientId: 1, clientSecret: 'short', region: 'mars', extra: true })).toEqual({
      ok: false,
      problems: expect.arrayContaining([
        { key: 'webhookSecret', problem: 'is missing' },
        { key: 'clientId', problem: 'Invalid input: expected string, received number' },
        { key: 'clientSecret', problem: 'is too short' },
        { key: 'region', problem: 'Invalid option: expected one of "us"|"eu"' },
        { key: 'extra', problem: 'no such setting' },
      ]) as unknown,
    });
    const empty = parseConfig({ config: z.object({ user: z.string().min(1) }) }, { user: '' });
    expect(empty).toMatchObject({ problems: [{ key: 'user', problem: 'is empty' }] });
    expect(parseConfig({ config }, null)).toMatchObject({ ok: false });
    expect(parseConfig({ config }, undefined)).toMatchObject({ ok: false });
  });

  it('never shows a secret, whatever the schema says of it', () => {
    const leaky = z
      .object({
        key: secret().refine(() => false, { error: (issue) => `wrong: ${String(issue.input)}` }),
        list: z.array(
          z.object({ key: secret().refine(() => false, { error: (issue) => `wrong: ${String(issue.input)}` }) }),
        ),
      })
      .refine(() => false, { error: (issue) => `all wrong: ${JSON.stringify(issue.input)}` });
    const shown = JSON.stringify(parseConfig({ config: leaky }, { key: 'hunter2', list: [{ key: 'hunter2' }] }));
    expect(shown).toContain('is not valid');
    expect(shown).not.toContain('hunter2');
    const throwing = z.object({
      key: secret().transform((text) => {
        throw new Error(text);
      }),
    });
    const outcome = parseConfig({ config: throwing }, { key: 'hunter2' });
    expect(outcome.ok).toBe(false);
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });
});

it('hands to normalize what is not secret', () => {
  const config = z.object({ ...webhookSecrets, ...watchedFolder, zone: z.string() });
  const settings = { webhookSecret: 's', previousWebhookSecret: 'p', watchFolder: '/in', zone: 'Europe/Paris' };
  expect(openSettings({ config }, settings)).toEqual({ watchFolder: '/in', zone: 'Europe/Paris' });
});

it('asks for no secret of webhooks where there are other ways in', () => {
  const plugin = { config: z.strictObject({ ...optionalWebhookSecrets, account: line().optional() }) };
  expect(parseConfig(plugin, {})).toMatchObject({ ok: true });
  expect(secretKeys(plugin.config)).toEqual(['webhookSecret', 'previousWebhookSecret']);
  expect(parseConfig(plugin, { account: '  ' })).toMatchObject({ ok: false, problems: [{ key: 'account' }] });
  expect(parseConfig(plugin, { account: ' 7 ' })).toMatchObject({ ok: true, config: { account: '7' } });
});
