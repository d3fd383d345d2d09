import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  actRequest,
  actUnlessThere,
  asText,
  definePlugin,
  found,
  pick,
  secret,
  settingsHeaders,
  webhookSecrets,
  type Plugin,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { toyDesk } from './toy-desk';

const CONFIG = z.object({ ...webhookSecrets, token: secret().optional(), baseUrl: z.string() });
type Config = z.infer<typeof CONFIG>;

const authorize = settingsHeaders<Config>(({ token }) => (token ? { authorization: `Bearer ${token}` } : null));

/** A toy desk in whose tickets customers can be answered, at the `baseUrl` of its settings. */
export const replyDesk: Plugin = definePlugin<Config>({
  ...(toyDesk as unknown as Plugin<Config>),
  capabilities: ['push', 'replyToTicket'],
  config: CONFIG,
  act: {
    replyToTicket({ ticketId, text, key, isRepeat }, context) {
      const url = `${context.config.baseUrl}/tickets/${encodeURIComponent(ticketId)}`;
      return actUnlessThere(context, authorize, {
        isRepeat,
        look: { url },
        isThere: (answer) =>
          found(answer, 'replies.*').flatMap(({ value }) =>
            pick(value, 'key') === key ? (asText(pick(value, 'id')) ?? '') : [],
          )[0] ?? null,
        act: () => actRequest(context, authorize, { url, method: 'POST', json: { key, text }, reference: 'id' }),
      });
    },
  },
}) as unknown as Plugin;

export interface DeskReply {
  readonly id: string;
  readonly key: string;
  readonly text: string;
}

/** How the desk takes the next replies: as usual, with a status, or by keeping the reply and answering nothing. */
export type DeskFault = { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | 'dies';

/** A server that plays a helpdesk. */
export interface DeskServer {
  readonly url: string;
  /** What customers read, by ticket. */
  replies(ticketId: string): readonly DeskReply[];
  readonly requests: readonly string[];
  /** One for each of the next requests to reply. */
  fail(...faults: readonly DeskFault[]): void;
  forget(): void;
  close(): Promise<void>;
}

export async function deskServer(): Promise<DeskServer> {
  const tickets = new Map<string, DeskReply[]>();
  const requests: string[] = [];
  const faults: DeskFault[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    requests.push(`${request.method} ${request.url}`);
    const ticketId = decodeURIComponent((request.url ?? '').split('/').at(-1)!);
    const own = tickets.get(ticketId) ?? [];
    const answer = (body: object): void =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'GET') return answer({ replies: own });
    const fault = faults.shift();
    if (fault !== undefined && fault !== 'dies') return void response.writeHead(fault.status, fault.headers).end('{}');
    const { key, text } = JSON.parse(Buffer.concat(parts).toString()) as DeskReply;
    const id = `r-${own.length + 1}`;
    tickets.set(ticketId, [...own, { id, key, text }]);
    if (fault === 'dies') request.socket.destroy();
    else answer({ id });
  };

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    replies: (ticketId) => tickets.get(ticketId) ?? [],
    requests,
    fail: (...next) => void faults.push(...next),
    forget() {
      tickets.clear();
      requests.splice(0);
      faults.splice(0);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
