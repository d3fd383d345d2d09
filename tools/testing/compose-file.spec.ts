import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig, SETTING_NAMES, SETTINGS } from '@whereabouts/hub';
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly build?: { readonly dockerfile_inline: string };
  readonly environment: Record<string, string>;
  readonly ports?: readonly string[];
  readonly configs?: readonly unknown[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Record<string, { readonly condition: string }>;
}
interface ComposeFile {
  readonly services: { readonly hub: Service; readonly postgres: Service };
  readonly configs: { readonly account: { readonly content: string } };
  readonly volumes: Record<string, unknown>;
}

const root = resolve(__dirname, '../..');
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8')) as ComposeFile;
const { hub, postgres } = compose.services;

const imageOf = (service: Service) =>
  service.image ?? /^FROM (\S+)$/m.exec(service.build?.dockerfile_inline ?? '')?.[1];

describe('docker-compose.yml', () => {
  it('runs the hub and a database, nothing else', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['hub', 'postgres']);
  });

  it.each(Object.entries(compose.services))('pins the image of %s and says when it is healthy', (_, service) => {
    expect(imageOf(service)).toMatch(/^[a-z]+:\d+(\.\d+)*$/);
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
  });

  it('runs the hub on the same major version of Node as the workspace', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: { node: string };
    };
    expect(imageOf(hub)).toBe(`node:${dependencies.node.split('.')[0]}`);
  });

  it('starts the hub once its database is ready, and hands it the address of that database', () => {
    expect(hub.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    const url = new URL(hub.environment['HUB_DATABASE_URL'] ?? '');
    expect(url.hostname).toBe('postgres');
    const account = compose.configs.account.content;
    expect(account).toContain(`create role ${url.username} login password '${url.password}';`);
    expect(account).toContain(`create database ${url.pathname.slice(1)} owner ${url.username};`);
  });

  it('gives the hub an account that is no superuser, for which row-level security would not hold', () => {
    expect(postgres.environment).not.toHaveProperty('POSTGRES_USER');
    expect(postgres.configs).toEqual([{ source: 'account', target: '/docker-entrypoint-initdb.d/account.sql' }]);
    expect(compose.configs.account.content).not.toMatch(/superuser|bypassrls/i);
  });

  it('publishes the port that the hub listens on, on this machine only', () => {
    expect(hub.ports).toEqual([`127.0.0.1:${hub.environment['HUB_PORT']}:${hub.environment['HUB_PORT']}`]);
  });

  it('sets nothing for the hub but its own settings, all that are needed, and rightly', () => {
    const env = { ...hub.environment, HUB_SECRET_KEY: Buffer.alloc(32).toString('base64') };
    const { problems, warnings } = readConfig(env);
    expect([problems, warnings]).toEqual([[], []]);
    expect(Object.keys(hub.environment).filter((name) => !name.startsWith('HUB_'))).toEqual([]);
  });

  it('holds no secret of its own: they come from the environment, and a missing one is told', () => {
    const secrets = SETTING_NAMES.filter((name) => SETTINGS[name].secret && name !== 'HUB_DATABASE_URL');
    const given = secrets.filter((name) => name in hub.environment);
    expect(given).toEqual(['HUB_SECRET_KEY', 'HUB_API_TOKEN']);
    for (const name of given) expect(hub.environment[name]).toMatch(new RegExp(`^\\$\\{${name}:\\?.+\\}$`));
  });
});
