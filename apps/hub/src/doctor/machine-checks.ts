import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import type { PluginLoading } from '@whereabouts/pipeline';
import type { ConfigReading } from '../config/read-config';
import type { Config } from '../config/settings';
import { checking, faulty, fine, type Finding } from './diagnosis';

const OLDEST_NODE = 20;

export function runtimeCheck(version = process.versions.node): Finding {
  const major = Number(version.split('.')[0]);
  if (major >= OLDEST_NODE) return fine('runtime', `Node ${version}`);
  return faulty(
    'runtime',
    `Node ${version} is too old`,
    'npm ci (it brings the right Node along), then start with npm run hub -- …',
  );
}

export function configChecks({ config, problems, warnings }: ConfigReading): Finding[] {
  const wrong = problems.map(({ name, problem }) =>
    faulty('config', `${name} ${problem}`, `correct ${name}; see: npm run hub -- config`),
  );
  const strange = warnings.map(({ name, problem }) =>
    faulty('config', `${name} ${problem}`, `unset ${name}, or correct its name`),
  );
  return config !== null && strange.length === 0 ? [fine('config', 'complete')] : [...wrong, ...strange];
}

export const dataFolderCheck = ({ HUB_DATA_DIR, HUB_DATABASE_URL }: Config): Promise<Finding> =>
  checking('data folder', 'set HUB_DATA_DIR to a folder that can be written', async () => {
    if (HUB_DATABASE_URL !== undefined) return fine('data folder', 'not used: HUB_DATABASE_URL is set');
    const folder = resolve(HUB_DATA_DIR);
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return fine('data folder', folder);
  });

export function pluginChecks({ plugins, refused }: PluginLoading): Finding[] {
  const loaded = [...plugins.values()].map(({ plugin }) => `${plugin.id} ${plugin.version}`);
  return [
    loaded.length > 0
      ? fine('plugins', loaded.sort().join(', '))
      : faulty('plugins', 'none was loaded', 'set HUB_PLUGINS to installed packages'),
    ...refused.map(({ from, problem }) =>
      faulty('plugins', `${from}: ${problem}`, `npm install ${from}, or take it out of HUB_PLUGINS`),
    ),
  ];
}

/** Free, or taken by a hub that runs already. */
export async function portCheck({ HUB_HOST, HUB_PORT }: Config): Promise<Finding> {
  if (HUB_PORT === 0 || (await isFree(HUB_HOST, HUB_PORT)))
    return fine('port', HUB_PORT === 0 ? 'any free one' : `${HUB_PORT} is free`);
  if (await isHub(HUB_HOST, HUB_PORT)) return fine('port', `${HUB_PORT}: a hub answers there`);
  return faulty(
    'port',
    `${HUB_PORT} is taken by another program`,
    `set HUB_PORT, such as HUB_PORT=${HUB_PORT + 1} npm start`,
  );
}

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((settle) => {
    const server = createServer()
      .once('error', () => settle(false))
      .listen(port, host, () => server.close(() => settle(true)));
  });

async function isHub(host: string, port: number): Promise<boolean> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  try {
    const url = `http://${name.includes(':') ? `[${name}]` : name}:${port}/healthz`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return ((await answer.json()) as { status?: string }).status === 'alive';
  } catch {
    return false;
  }
}
