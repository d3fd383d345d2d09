import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { Viewer } from '../context';
import type { Api } from '../create-api';
import type { SubscriptionServerSettings } from '../subscriptions/subscription-server';

export interface SocketHub {
  readonly url: string;
  client(): Client;
  close(): Promise<void>;
}

/** Serves an API's subscriptions on a local port. Everybody who sends a token is the viewer. */
export async function socketHub(
  api: Api,
  viewer: Viewer,
  settings: Partial<SubscriptionServerSettings> = {},
): Promise<SocketHub> {
  const server: Server = createServer();
  const sockets = new WebSocketServer({ server, maxPayload: 200_000 });
  const ids = { next: 1 };
  const serving = api.serveSubscriptions(
    {
      viewerOf: ({ params }) => (params['token'] ? viewer : null),
      newRequestId: () => `ws-${ids.next++}`,
      ...settings,
    },
    sockets,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients: Client[] = [];
  return {
    url,
    client() {
      const client = createClient({
        url,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: { token: 'x' },
      });
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) await client.dispose();
      await serving.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
