import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import type { WebSocket, WebSocketServer } from 'ws';
import type { GraphContext, Viewer } from '../context';
import type { CreateContext } from '../create-context';
import { refuse, toClientErrors, type ErrorScope } from '../errors';
import type { DocumentDesk } from '../execution/document-desk';
import type { Executor } from '../execution/executor';
import { refusalOf, type CostOf } from '../execution/limits/cost';
import type { AudienceOf } from './audience';
import { deliveries, type DeliveryParts } from './deliveries';
import { directDelivery } from './direct-delivery';

export interface SubscriptionServerSettings {
  /** Who connects; null when the credentials are missing or wrong: the socket is closed with 4403. */
  readonly viewerOf: (connection: {
    readonly request: IncomingMessage;
    readonly params: Readonly<Record<string, unknown>>;
  }) => Promise<Viewer | null> | Viewer | null;
  readonly newRequestId: () => string;
  /** Milliseconds between pings; a socket that does not answer one is ended. Default 12 s. */
  readonly keepAliveMs?: number;
  /** Milliseconds that a new socket has for its `connection_init`. Default 3 s. */
  readonly initWaitMs?: number;
  /** Milliseconds between two looks at whether credentials still hold. Default 2 s; before each push as well. */
  readonly recheckMs?: number;
}

export interface SubscriptionServerParts extends DeliveryParts {
  readonly schema: GraphQLSchema;
  readonly desk: DocumentDesk;
  readonly executor: Executor;
  readonly costOf: CostOf;
  readonly createContext: CreateContext;
  readonly audienceOf: AudienceOf;
  readonly logFault: ErrorScope['logFault'];
}

/** What `onConnect` finds out about a socket. */
interface Connected extends Record<PropertyKey, unknown> {
  viewer?: Viewer;
}
/** What `onSubscribe` finds out about an operation. */
interface OperationContext {
  readonly graph: GraphContext;
  readonly send: (payload: string) => Promise<void>;
}
type Options = ServerOptions<Record<string, unknown>, Extra & Partial<Connected>>;

/** graphql-transport-ws: the credentials do not let in (any more). */
const FORBIDDEN = 4403;
/** How often sockets without traffic are asked whether their credentials still hold. */
const RECHECK_MS = 2_000;
const MOST_A_SOCKET = 100;
const KEEP_ALIVE_MS = 12_000;

/**
 * Serves graphql-transport-ws on a WebSocket server: subscriptions, and queries and mutations as well. Set `maxPayload`
 * on the WebSocket server; documents need no more than some 100 kB.
 */
export function serveSubscriptions(
  parts: SubscriptionServerParts,
  settings: SubscriptionServerSettings,
  sockets: WebSocketServer,
): { readonly dispose: () => void | Promise<void> } {
  const options = {
    ...connecting(parts, settings),
    onSubscribe: subscribing(parts, settings),
    ...running(parts),
    jsonMessageReviver: withoutQuery,
    connectionInitWaitTimeout: settings.initWaitMs,
    isProd: true,
  };
  const serving = useServer<Record<string, unknown>, Connected>(
    options,
    sockets,
    settings.keepAliveMs ?? KEEP_ALIVE_MS,
  );
  const recheck = setInterval(() => {
    for (const socket of sockets.clients) closeIfForbidden(socket);
  }, settings.recheckMs ?? RECHECK_MS).unref();
  return {
    dispose() {
      clearInterval(recheck);
      return serving.dispose();
    },
  };
}

/** The protocol wants a `query` from everybody; who names a registered document may leave it out. */
function withoutQuery(key: string, value: unknown): unknown {
  const { type, payload } = (key === '' && isRecord(value) ? value : {}) as { type?: unknown; payload?: unknown };
  if (type !== 'subscribe' || !isRecord(payload) || payload['query'] !== undefined) return value;
  if (payload['documentId'] !== undefined || payload['extensions'] !== undefined) payload['query'] = '';
  return value;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const viewersOfSockets = new WeakMap<WebSocket, Viewer>();

/** Ends a socket whose credentials ended or were taken back. True when it did. */
function closeIfForbidden(socket: WebSocket): boolean {
  const isGood = viewersOfSockets.get(socket)?.isGood;
  if (!isGood || isGood()) return false;
  if (socket.readyState === socket.OPEN) socket.close(FORBIDDEN, 'Forbidden');
  return true;
}

/** Close code for "not now": clients try again. RFC 6455's registry. */
const TRY_AGAIN_LATER = 1013;

const connecting = (
  { logFault }: SubscriptionServerParts,
  { viewerOf, newRequestId }: SubscriptionServerSettings,
): Pick<Options, 'onConnect'> => ({
  async onConnect({ extra, connectionParams }) {
    try {
      const viewer = await viewerOf({ request: extra.request, params: connectionParams ?? {} });
      if (viewer) {
        extra.viewer = viewer;
        viewersOfSockets.set(extra.socket, viewer);
      }
      return viewer !== null;
    } catch (fault) {
      logFault(fault, newRequestId());
      extra.socket.close(TRY_AGAIN_LATER, 'Try again later');
      return false;
    }
  },
});

const subscribing = (
  { schema, desk, costOf, createContext, logFault }: SubscriptionServerParts,
  { newRequestId }: SubscriptionServerSettings,
): NonNullable<Options['onSubscribe']> => {
  const shown = (errors: readonly unknown[], requestId: string) => toClientErrors(errors, { requestId, logFault });
  return ({ extra, subscriptions }, id, payload) => {
    const { operationName, variables } = payload;
    const requestId = newRequestId();
    if (Object.keys(subscriptions).length > MOST_A_SOCKET)
      return shown(
        [refuse('RATE_LIMITED', `A socket carries at most ${MOST_A_SOCKET} operations at a time.`)],
        requestId,
      );
    if (closeIfForbidden(extra.socket))
      return shown([refuse('UNAUTHENTICATED', 'The credentials of this socket do not hold any more.')], requestId);
    const { document, errors } = desk.prepare(payload, extra.viewer ?? null);
    if (!document) return shown(errors, requestId);
    const tooMuch = refusalOf(costOf(document, operationName, variables));
    if (tooMuch) return shown([tooMuch], requestId);
    const graph = createContext({ viewer: extra.viewer ?? null, requestId });
    const contextValue: OperationContext = { graph, send: sender(extra.socket, id) };
    return { schema, document, operationName, variableValues: variables, contextValue };
  };
};

function running(parts: SubscriptionServerParts): Pick<Options, 'execute' | 'subscribe'> {
  const shown = (errors: readonly unknown[], requestId: string) =>
    toClientErrors(errors, { requestId, logFault: parts.logFault });
  return {
    async execute({ document, operationName, contextValue, variableValues }) {
      const { graph } = contextValue as OperationContext;
      const { data, errors } = await parts.executor.execute(document, operationName, graph, variableValues);
      return { data, ...(errors && { errors: shown(errors, graph.requestId) }) };
    },
    subscribe({ document, operationName, contextValue, variableValues }) {
      const { graph, send } = contextValue as OperationContext;
      return directDelivery({
        open() {
          const request = { document, operationName, variables: variableValues, context: graph };
          const { audience, after } = parts.audienceOf(request);
          return deliveries(parts, audience, after);
        },
        send,
        toError: (error) => shown([error], graph.requestId)[0]!,
      });
    },
  };
}

/** Writes results of one operation. A socket that breaks ends its operations by itself: no error is needed here. */
function sender(socket: WebSocket, id: string): (payload: string) => Promise<void> {
  const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  return (payload) =>
    new Promise((resolve) => {
      if (socket.readyState === socket.OPEN && !closeIfForbidden(socket))
        socket.send(`${head}${payload}}`, () => resolve());
      else resolve();
    });
}
