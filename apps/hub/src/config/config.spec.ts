import { MOST_COST } from '@whereabouts/api';
import { configTable } from './config-table';
import { publicUrl, readConfig, runsTrustedOnly, servesExplorer } from './read-config';
import { BUNDLED_PLUGINS } from './bundled-plugins';
import { LARGEST_OPERATION } from './readers';
import { SETTING_NAMES, SETTINGS } from './settings';

const key = Buffer.alloc(32, 7).toString('base64');
const problemsOf = (env: Record<string, string>) => readConfig(env).problems.map(({ name }) => name);

describe('the configuration', () => {
  it('is complete without any variable', () => {
    const { config, problems, warnings } = readConfig({});
    expect([problems, warnings]).toEqual([[], []]);
    expect(config).toMatchObject({
      HUB_PORT: 4000,
      HUB_HOST: '127.0.0.1',
      HUB_DATA_DIR: '.data',
      HUB_PLUGINS: [...BUNDLED_PLUGINS],
      HUB_PLUGIN_FOLDERS: [],
      HUB_MAX_BODY_BYTES: 1_048_576,
      HUB_ROLES: undefined,
      HUB_ALLOW_PRIVATE_HOSTS: false,
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(readConfig({ HUB_PORT: '', HUB_DATABASE_URL: '' }).config?.HUB_PORT).toBe(4000);
  });

  it.each([
    ['HUB_PORT', '4001', 4001],
    ['HUB_PORT', ' 0 ', 0],
    ['HUB_HOST', '::1', '::1'],
    ['HUB_PUBLIC_URL', 'https://hub.example.test/', 'https://hub.example.test'],
    ['HUB_PLUGINS', 'a, @b/c-d ,./plugins/mine', ['a', '@b/c-d', './plugins/mine']],
    ['HUB_ROLES', 'timers', ['timers']],
    ['HUB_ROLES', 'pull,apply', ['apply', 'pull']],
    ['HUB_ROLES', 'none', []],
    ['HUB_ALLOW_PRIVATE_HOSTS', 'true', true],
    ['HUB_INTROSPECTION', 'TRUE', true],
    ['HUB_LOG_LEVEL', 'Debug', 'debug'],
    ['HUB_SECRET_KEY', key, Buffer.alloc(32, 7)],
  ] as const)('reads %s=%s', (name, value, expected) => {
    expect(readConfig({ [name]: value }).config?.[name]).toEqual(expected);
  });

  it('wants a bucket for photos to be named as a whole, and then no folder', () => {
    const bucket = {
      HUB_PHOTO_S3_ENDPOINT: 'https://s3.example.test/',
      HUB_PHOTO_S3_BUCKET: 'photos',
      HUB_PHOTO_S3_ACCESS_KEY_ID: 'key',
      HUB_PHOTO_S3_SECRET_ACCESS_KEY: 'secret',
    };
    expect(readConfig(bucket)).toMatchObject({
      problems: [],
      config: { HUB_PHOTO_S3_ENDPOINT: 'https://s3.example.test', HUB_PHOTO_S3_REGION: 'us-east-1' },
    });
    expect(problemsOf({ HUB_PHOTO_S3_BUCKET: 'photos' })).toEqual([
      'HUB_PHOTO_S3_ENDPOINT',
      'HUB_PHOTO_S3_ACCESS_KEY_ID',
      'HUB_PHOTO_S3_SECRET_ACCESS_KEY',
    ]);
    expect(problemsOf({ ...bucket, HUB_PHOTO_DIR: '/photos' })).toEqual(['HUB_PHOTO_DIR']);
    expect(problemsOf({ ...bucket, HUB_PHOTO_S3_ENDPOINT: 's3' })).toEqual(['HUB_PHOTO_S3_ENDPOINT']);
  });

  it('wants a mail server and a sender together', () => {
    const mail = { HUB_SMTP_URL: 'smtps://hub:secret@mail.example.test', HUB_MAIL_FROM: 'help@shop.test' };
    expect(problemsOf(mail)).toEqual([]);
    expect(problemsOf({ HUB_SMTP_URL: mail.HUB_SMTP_URL })).toEqual(['HUB_MAIL_FROM']);
    expect(problemsOf({ HUB_MAIL_FROM: mail.HUB_MAIL_FROM })).toEqual(['HUB_SMTP_URL']);
  });

  it.each([
    ['HUB_SMTP_URL', 'mail.example.test'],
    ['HUB_MAIL_FROM', 'Shop <help@shop.test>'],
    ['HUB_PORT', '65536'],
    ['HUB_PORT', '80a'],
    ['HUB_PORT', '-1'],
    ['HUB_PORT', '4e3'],
    ['HUB_HOST', 'a b'],
    ['HUB_PUBLIC_URL', 'ftp://x'],
    ['HUB_DATABASE_URL', 'mysql://localhost/x'],
    ['HUB_PLUGINS', ' , '],
    ['HUB_PLUGINS', 'a b'],
    ['HUB_SECRET_KEY', 'c2hvcnQ='],
    ['HUB_API_TOKEN', 'short'],
    ['HUB_ROLES', 'apply,cook'],
    ['HUB_INTROSPECTION', 'yes'],
    ['HUB_LOG_LEVEL', 'loud'],
    ['HUB_MAX_BODY_BYTES', '12'],
  ])('refuses %s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([name]);
  });

  it('complains of everything at once', () => {
    expect(problemsOf({ HUB_PORT: 'x', HUB_LOG_LEVEL: 'y', HUB_ROLES: 'z' })).toEqual([
      'HUB_PORT',
      'HUB_ROLES',
      'HUB_LOG_LEVEL',
    ]);
  });

  it('never repeats a value in a complaint', () => {
    const canary = 'canary-7f3a';
    const env = Object.fromEntries(SETTING_NAMES.map((name) => [name, `${canary} \u0000`]));
    expect(JSON.stringify(readConfig(env).problems)).not.toContain(canary);
  });

  it('asks for a key of its own when the database is not embedded', () => {
    expect(problemsOf({ HUB_DATABASE_URL: 'postgres://db/hub' })).toEqual(['HUB_SECRET_KEY']);
    expect(problemsOf({ HUB_DATABASE_URL: 'postgres://db/hub', HUB_SECRET_KEY: key })).toEqual([]);
  });

  it.each([
    ['HUB_PROT', 'is not a setting; did you mean HUB_PORT?'],
    ['HUB_DATABSE_URL', 'is not a setting; did you mean HUB_DATABASE_URL?'],
    ['HUB_SOMETHING_ELSE', 'is not a setting'],
  ])('warns of %s', (name, problem) => {
    expect(readConfig({ [name]: 'x', HOME: '/' }).warnings).toEqual([{ name, problem }]);
  });

  it('prints every setting with its meaning, and no secret', () => {
    const env = {
      HUB_PORT: '4010',
      HUB_DATABASE_URL: 'postgres://hub:s3cret@db:5432/hub?sslpassword=s3cret',
      HUB_API_TOKEN: 's3cret-s3cret-s3cret',
      HUB_SECRET_KEY: key,
    };
    const rows = configTable(env);
    expect(rows.map(({ name }) => name)).toEqual(SETTING_NAMES);
    expect(rows.find(({ name }) => name === 'HUB_PORT')?.value).toBe('4010');
    expect(rows.find(({ name }) => name === 'HUB_HOST')?.value).toBeNull();
    expect(rows.find(({ name }) => name === 'HUB_DATABASE_URL')?.value).toBe('postgres://hub:***@db:5432/hub');
    expect(JSON.stringify(rows)).not.toContain('s3cret');
    expect(JSON.stringify(rows)).not.toContain(key);
  });

  it('says what every setting means and what it is worth when unset', () => {
    for (const name of SETTING_NAMES) {
      expect(SETTINGS[name].meaning).toMatch(/^[A-Z].*\.$/);
      expect(SETTINGS[name].fallback).not.toBe('');
    }
  });

  it('has room in a budget for the largest operation', () => {
    expect(LARGEST_OPERATION).toBe(MOST_COST);
    expect(['0', '20000', '19999', '1'].map((value) => problemsOf({ HUB_RATE_QUERIES: value }))).toEqual([
      [],
      [],
      ['HUB_RATE_QUERIES'],
      ['HUB_RATE_QUERIES'],
    ]);
  });

  it('runs registered documents only where no explorer is served, unless told', () => {
    const only = (env: Record<string, string>) => runsTrustedOnly(readConfig(env).config!);
    expect([
      only({}),
      only({ HUB_HOST: '0.0.0.0' }),
      only({ HUB_HOST: '0.0.0.0', HUB_INTROSPECTION: 'true' }),
      only({ HUB_HOST: '0.0.0.0', HUB_TRUSTED_ONLY: 'false' }),
      only({ HUB_TRUSTED_ONLY: 'true' }),
    ]).toEqual([false, true, false, false, true]);
  });

  it('opens the explorer on this machine only, unless told', () => {
    const opens = (env: Record<string, string>) => servesExplorer(readConfig(env).config!);
    expect([
      opens({}),
      opens({ HUB_HOST: '0.0.0.0' }),
      opens({ HUB_HOST: '0.0.0.0', HUB_INTROSPECTION: 'true' }),
    ]).toEqual([true, false, true]);
  });

  it('works out the address that people use', () => {
    const url = (env: Record<string, string>) => publicUrl(readConfig(env).config!, 4000);
    expect(url({})).toBe('http://127.0.0.1:4000');
    expect(url({ HUB_HOST: '::1' })).toBe('http://[::1]:4000');
    expect(url({ HUB_HOST: '0.0.0.0' })).toBe('http://localhost:4000');
    expect(url({ HUB_PUBLIC_URL: 'https://hub.example.test' })).toBe('https://hub.example.test');
  });
});
