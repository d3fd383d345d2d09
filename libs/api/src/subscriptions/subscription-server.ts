import { handleProtocols } from 'graphql-ws';
import type { WebSocket, WebSocketServer } from 'ws';
import { SocketSession, type OperationServing, type SessionSettings } from './socket-session';

export interface SubscriptionServerSettings extends Pick<SessionSettings, 'viewerOf' | 'newRequestId'> {
  /** Milliseconds between pings; a socket from which nothing came in between is ended. Default 12 s. */
  readonly keepAliveMs?: number;
  /** Milliseconds that a new socket has for its `connection_init`. Default 3 s. */
  readonly initWaitMs?: number;
  /** Milliseconds between two looks at whether credentials still hold. Default 2 s; before each push as well. */
  readonly recheckMs?: number;
}

/** How often sockets without traffic are asked whether their credentials still hold. */
const RECHECK_MS = 2_000;
const KEEP_ALIVE_MS = 12_000;
const INIT_WAIT_MS = 3_000;
/** Pings are spread: all at once would hold up what is pushed. */
const PING_TURNS = 24;
const GOING_AWAY = 1001;

/**
 * Serves graphql-transport-ws on a WebSocket server: subscriptions, and queries and mutations as well. Set `maxPayload`
 * on the WebSocket server, as documents need no more than some 100 kB, and leave compression off.
 */
export function serveSubscriptions(
  serving: OperationServing,
  { viewerOf, newRequestId, ...settings }: SubscriptionServerSettings,
  sockets: WebSocketServer,
): { readonly dispose: () => Promise<void> } {
  if (sockets.options.perMessageDeflate) throw new Error('frames are written as they are: leave perMessageDeflate off');
  const sessions = new Map<WebSocket, SocketSession>();
  const own = { viewerOf, newRequestId, initWaitMs: settings.initWaitMs ?? INIT_WAIT_MS };
  const { hear, fault, gone } = listeners(sessions);

  sockets.options.handleProtocols = handleProtocols;
  sockets.on('error', (error) => serving.logFault(error, newRequestId()));
  sockets.on('connection', (socket, request) => {
    sessions.set(socket, new SocketSession(serving, own, socket, request));
    socket.on('message', hear).on('error', fault).on('close', gone);
  });

  let turn = 0;
  const alive = setInterval(
    () => {
      turn = (turn + 1) % PING_TURNS;
      let number = 0;
      for (const session of sessions.values()) if (number++ % PING_TURNS === turn) session.ping();
    },
    (settings.keepAliveMs ?? KEEP_ALIVE_MS) / PING_TURNS,
  ).unref();
  const recheck = setInterval(() => {
    for (const session of sessions.values()) session.closeIfForbidden();
  }, settings.recheckMs ?? RECHECK_MS).unref();

  return {
    async dispose() {
      clearInterval(alive);
      clearInterval(recheck);
      for (const socket of sessions.keys()) socket.close(GOING_AWAY, 'Going away');
      sockets.removeAllListeners();
      await new Promise<void>((resolve, reject) => sockets.close((error) => (error ? reject(error) : resolve())));
    },
  };
}

/** One function each for all sockets. */
function listeners(sessions: Map<WebSocket, SocketSession>) {
  return {
    hear(this: WebSocket, data: { toString(): string }): void {
      const session = sessions.get(this);
      session?.hear(data.toString()).catch((error: unknown) => session.fail(error));
    },
    /** A peer that breaks the protocol, or is gone: `close` follows. */
    fault(): void {},
    gone(this: WebSocket): void {
      sessions.get(this)?.end();
      sessions.delete(this);
    },
  };
}
