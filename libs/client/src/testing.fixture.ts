import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** What a test's hub does with a subscription: told its variables, it answers by `send`. */
export type Script = (subscription: {
  readonly variables: Readonly<Record<string, unknown>>;
  /** The whole of what was asked. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly authorization: unknown;
  /** Sends one change under a cursor. */
  change(cursor: string, value: unknown): void;
  /** Ends the operation with an error. */
  fail(code: string, more?: object): void;
  complete(): void;
  /** Breaks the connection as a network does, or closes it with a code. */
  breakOff(code?: number): void;
}) => void;

export interface ScriptedHub {
  readonly url: string;
  readonly requests: { readonly body: Record<string, unknown>; readonly authorization: string | undefined }[];
  /** How often somebody subscribed. */
  subscriptions(): number;
  close(): Promise<void>;
}

/** A hub of which a test says what it answers, over HTTP and graphql-transport-ws. */
export async function scriptedHub(
  script: Script,
  answer: (body: Record<string, unknown>, response: ServerResponse) => unknown = () => ({ data: {} }),
): Promise<ScriptedHub> {
  const requests: ScriptedHub['requests'] = [];
  let subscriptions = 0;
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const body = JSON.parse(text) as Record<string, unknown>;
      requests.push({ body, authorization: request.headers.authorization });
      const said = answer(body, response);
      if (!response.writableEnded) response.end(typeof said === 'string' ? said : JSON.stringify(said));
    });
  });
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
  sockets.on('connection', (socket) => {
    let authorization: unknown;
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type: string; id: string; payload?: Record<string, unknown> };
      if (message.type === 'connection_init') {
        authorization = message.payload?.['Authorization'];
        say(socket, { type: 'connection_ack' });
      }
      if (message.type === 'ping') say(socket, { type: 'pong' });
      if (message.type !== 'subscribe') return;
      subscriptions++;
      const { id } = message;
      script({
        variables: message.payload!['variables'] as Record<string, unknown>,
        payload: message.payload!,
        authorization,
        change: (cursor, value) => say(socket, { type: 'next', id, payload: { data: { things: { cursor, value } } } }),
        fail: (code, more) =>
          say(socket, {
            type: 'error',
            id,
            payload: [{ message: code, extensions: { code, retryable: false, ...more } }],
          }),
        complete: () => say(socket, { type: 'complete', id }),
        breakOff: (code) => (code === undefined ? socket.terminate() : socket.close(code, 'test')),
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    requests,
    subscriptions: () => subscriptions,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const say = (socket: WebSocket, message: unknown): void => socket.send(JSON.stringify(message));

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
