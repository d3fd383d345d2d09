import type { AddressInfo } from 'node:net';
import type { ApiParts, ApiSettings, Viewer } from '@whereabouts/api';
import { instant } from '@whereabouts/model';
import { addressReader } from '../http/address';
import { graphqlDoor } from '../http/graphql-door';
import { buildServer } from '../http/server';
import { openLog } from '../logging/log';

export interface ServedGraphql {
  readonly url: string;
  stop(): Promise<void>;
}

/** The hub's own door, limits and routes; without a database given, over one that must never be asked. */
export async function serveGraphql(
  settings: ApiSettings,
  viewerOf: (authorization: string | undefined) => Viewer | null = () => null,
  parts: Partial<ApiParts> = {},
): Promise<ServedGraphql> {
  const log = openLog('silent');
  const addressOf = addressReader([]);
  const door = await graphqlDoor({
    db: { query: () => Promise.reject(new Error('not expected')) } as never,
    pipeline: { feed: { listen: () => () => undefined, position: () => ({ xid: '0', seq: 0 }) } } as never,
    clock: () => instant('2026-11-22T12:00:00.000Z'),
    log,
    ...parts,
    settings,
    origins: { onlyHosts: null },
    addressOf,
    viewerOf: async (authorization) => viewerOf(authorization),
  });
  const app = buildServer({
    receive: async () => ({ status: 'unknown-source' }),
    isUnavailable: () => false,
    maxBodyBytes: 1_000_000,
    readiness: async () => ({ ready: true, checks: [] }),
    metrics: async () => ({ contentType: 'text/plain', text: '' }),
    execute: door.execute,
    streams: door.streams,
    addressOf,
    explorer: null,
    home: () => ({ url: '', version: '0.1.0', demo: false, explorer: false }),
    log,
    origins: { onlyHosts: null },
  });
  door.attach(app.server);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    async stop() {
      await door.close();
      await app.close();
    },
  };
}
