import type { ServerNeeds } from '../http/server';
import { openLog } from '../logging/log';

/** What a server needs around the one part that a spec is about: it stands, knows no source, and answers with nothing. */
export const BARE_SERVER: ServerNeeds = {
  receive: async () => ({ status: 'unknown-source' }),
  isUnavailable: () => false,
  maxBodyBytes: 1_000,
  readiness: async () => ({ ready: true, checks: [] }),
  metrics: async () => ({ contentType: 'text/plain', text: '' }),
  execute: async () => ({ status: 200, headers: [['content-type', 'application/json']], body: '{"data":{}}' }),
  streams: { serve: () => Promise.reject(new Error('not expected')), close: () => undefined },
  addressOf: () => '203.0.113.7',
  explorer: null,
  home: () => ({ url: '', version: '', demo: false, explorer: false }),
  log: openLog('silent'),
  origins: { onlyHosts: null },
};
