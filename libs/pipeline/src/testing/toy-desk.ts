import { createHmac } from 'node:crypto';
import {
  codeTable,
  definePlugin,
  hmacMatches,
  normalized,
  readJson,
  webhookSecrets,
  type TicketRecord,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { SECRET, type TestHub } from './test-hub';

/** A helpdesk that writes tickets as the hub takes them. */
export const toyDesk = definePlugin({
  id: 'toy-desk',
  name: 'Toy Desk',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'HELPDESK',
  capabilities: ['push'],
  config: z.object(webhookSecrets),
  codes: codeTable('none', []),
  push: {
    verify: ({ headers, body, secrets }) =>
      hmacMatches({
        algorithm: 'sha256',
        encoding: 'hex',
        secret: secrets[0]!,
        data: body,
        signature: headers['x-toy'] ?? null,
      })
        ? { accepted: true }
        : { accepted: false, because: 'wrong signature' },
  },
  normalize(input) {
    const document = readJson(input.body);
    return document.ok
      ? normalized({ tickets: document.value as unknown as TicketRecord[] })
      : normalized({ issues: [{ path: '', problem: document.problem, kind: 'record' }] });
  },
});

/** Tells a hub of tickets, and waits until they are applied. */
export async function tellTickets(hub: TestHub, ...tickets: readonly Partial<TicketRecord>[]): Promise<void> {
  const complete = tickets.map((ticket) => ({ externalId: '1', subject: '', openedAt: null, ...ticket }));
  const body = Buffer.from(JSON.stringify(complete));
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-toy': signature };
  await hub.pipeline.receive({ source: 'toy-desk', body, headers });
  await hub.pipeline.settled();
}
