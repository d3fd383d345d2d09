import { createClient, type ClientOptions as SocketOptions, type Sink, type SubscribePayload } from 'graphql-ws';
import { authorizationOf, type ClientOptions } from './options';

/** One socket, opened when it is needed and closed when nothing uses it. It never tries again by itself. */
export interface HubSocket {
  /** Pushes results into the sink, and at last an error or the end. Gives back what ends it. */
  subscribe<Data>(payload: SubscribePayload, sink: Sink<{ data?: Data | null; errors?: unknown }>): () => void;
  /** Whether there is another credential than the one that the last connection was opened with. */
  hasNewCredential(): Promise<boolean>;
  dispose(): Promise<void>;
}

interface Closed {
  readonly code: number;
  readonly target: unknown;
}

const NORMAL = 1000;
const CLOSING = 2;

export function socketOf(options: ClientOptions): HubSocket {
  let current: { readonly readyState: number } | null = null;
  let shown: string | undefined;
  /** Asked for after a refusal, for the next connection. */
  let next: Promise<string | undefined> | null = null;
  const client = createClient({
    url: options.url.replace(/^http/, 'ws'),
    lazy: true,
    // Whoever subscribes tries again: from its last cursor, not from where it began.
    retryAttempts: 0,
    webSocketImpl: options.webSocketImpl as SocketOptions['webSocketImpl'],
    connectionParams: async () => {
      const asked = next ?? authorizationOf(options);
      next = null;
      shown = await asked;
      return shown === undefined ? {} : { Authorization: shown };
    },
    on: { opened: (socket) => void (current = socket as typeof current) },
  });
  return {
    subscribe(payload, sink) {
      const leaving = current?.readyState === CLOSING ? current : null;
      const stop = client.subscribe(payload, sink as Sink);
      // Left to itself, graphql-ws would take a normal close for a reason to begin again where the operation once began.
      const unlisten = client.on('closed', (event) => {
        const { code, target } = event as Closed;
        if (code !== NORMAL || (leaving !== null && target === leaving)) return;
        stop();
        sink.error(event);
      });
      return () => {
        unlisten();
        stop();
      };
    },
    async hasNewCredential() {
      const refused = shown;
      next ??= authorizationOf(options);
      return (await next) !== refused;
    },
    dispose: async () => {
      await client.dispose();
    },
  };
}
