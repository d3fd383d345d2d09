import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { HeaderMap } from '@apollo/server';
import {
  createApi,
  type Api,
  type ApiParts,
  type ApiSettings,
  type GraphContext,
  type Refused,
  type Viewer,
} from '@whereabouts/api';
import type { DocumentNode } from 'graphql';
import { carrierOf } from '@whereabouts/plugin-sdk';
import { WebSocketServer } from 'ws';
import type { AddressOf } from './address';
import { askedIn, withText } from './asked-document';
import { eventStreams, type EventStreams } from './event-stream';
import type { GraphqlAnswer, GraphqlNeeds, GraphqlRequest } from './graphql';
import { isAllowedSocket, type OriginRule } from './origin';

export interface GraphqlDoorNeeds extends ApiParts {
  readonly settings: ApiSettings;
  readonly origins: OriginRule;
  readonly addressOf: AddressOf;
  /** By the Authorization header, or what stands in for it on a socket. */
  readonly viewerOf: (authorization: string | undefined) => Promise<Viewer | null>;
}

export interface GraphqlDoor {
  readonly execute: GraphqlNeeds['execute'];
  readonly streams: EventStreams;
  /** Open subscriptions of this process. */
  readonly subscribers: () => number;
  /** Takes up WebSockets on `/graphql` of this server. */
  attach(server: Server): void;
  /** Ends all subscriptions with a code that makes clients come back, and closes. */
  close(): Promise<void>;
}

/** Documents need far less; what else a client sends is small. */
const MAX_FRAME = 256 * 1024;

/** GraphQL over HTTP and over WebSocket. */
export async function graphqlDoor({
  settings,
  origins,
  addressOf,
  viewerOf,
  ...parts
}: GraphqlDoorNeeds): Promise<GraphqlDoor> {
  const api = createApi({ carrierName: (code) => carrierOf(code)?.name ?? null, ...parts }, settings);
  const apollo = api.createApolloServer();
  await apollo.start();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false });
  const subscriptions = api.serveSubscriptions(
    {
      viewerOf: ({ request, params }) => viewerOf(authorizationOf(params) ?? request.headers.authorization),
      newRequestId: randomUUID,
    },
    sockets,
  );
  const streams = eventStreams({ openStream: api.openStream, viewerOf, addressOf });
  const state = { isClosing: false };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const status = state.isClosing ? 503 : upgradeStatus(request, origins);
    if (status !== 101) return refuseUpgrade(socket, status);
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  };

  return {
    execute: async (request) => {
      const viewer = await viewerOf(request.headers.authorization);
      const { requestId, address, waiter } = request;
      const context: GraphContext = api.createContext({ viewer, requestId, address, waiter });
      const asked = askedIn(request);
      const taken = await api.takeText(asked, context);
      if (!taken.ok) return refused(request, taken);
      const known = taken.document && request.method === 'POST' ? byKnown(api, request, taken.document, context) : null;
      if (known) return shown(await known);
      const isText = taken.text === null || (taken.text === asked.query && asked.extensions === undefined);
      const response = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: apolloRequest(isText ? request : withText(request, taken.text!)),
        context: async () => context,
      });
      return apolloAnswer(response, requestId);
    },
    streams,
    subscribers: api.subscribers,
    attach: (server) => void server.on('upgrade', upgrade),
    async close() {
      state.isClosing = true;
      api.stop();
      streams.close();
      await subscriptions.dispose();
      await apollo.stop();
    },
  };
}

/** Clients that cannot set headers, such as browsers, send it with `connection_init`. */
function authorizationOf(params: Readonly<Record<string, unknown>>): string | undefined {
  const key = Object.keys(params).find((name) => name.toLowerCase() === 'authorization');
  const value = key === undefined ? undefined : params[key];
  return typeof value === 'string' ? value : undefined;
}

function upgradeStatus(request: IncomingMessage, origins: OriginRule): number {
  if (!/^\/graphql(\?|$)/.test(request.url ?? '')) return 404;
  return isAllowedSocket(origins, request.headers) ? 101 : 403;
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function apolloRequest({ method, headers, search, body }: GraphqlRequest) {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  return { method, headers: map, search, body };
}

/** A document that cannot be run. Whoever asks for the older media type gets 200: GraphQL over HTTP, 6.4.1. */
function refused({ headers }: GraphqlRequest, { body, retryAfterSeconds }: Refused): GraphqlAnswer {
  const isNew = headers.accept?.includes(RESPONSE_TYPE) ?? false;
  const type = isNew ? RESPONSE_TYPE : 'application/json';
  const contentType = ['content-type', `${type}; charset=utf-8`] as const;
  if (retryAfterSeconds === null) return { status: isNew ? 400 : 200, headers: [contentType], body };
  return { status: 429, headers: [contentType, ['retry-after', String(retryAfterSeconds)]], body };
}

const RESPONSE_TYPE = 'application/graphql-response+json';

type ApolloResponse = Awaited<ReturnType<ReturnType<Api['createApolloServer']>['executeHTTPGraphQLRequest']>>;

async function apolloAnswer({ status, headers, body }: ApolloResponse, requestId: string): Promise<GraphqlAnswer> {
  const text = body.kind === 'complete' ? body.string : await joined(body.asyncIterator);
  const isEarly = status !== undefined && status >= 400 && !text.includes('"requestId"');
  return shown({ status: status ?? 200, headers, body: isEarly ? withRequestId(text, requestId) : text });
}

/** What Apollo Server refuses before it looks for an operation. */
function withRequestId(text: string, requestId: string): string {
  const { errors, ...others } = JSON.parse(text) as { readonly errors?: readonly { readonly extensions?: object }[] };
  const named = errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return JSON.stringify({ errors: named, ...others });
}

/** The usual way: most requests bring a document that was brought before. */
function byKnown(
  api: Api,
  { body, headers }: GraphqlRequest,
  document: DocumentNode,
  context: GraphContext,
): Promise<GraphqlAnswer> | null {
  const { operationName, variables, extensions } = body as Readonly<Record<string, unknown>>;
  const { accept } = headers;
  return api.answerKnown({ document, operationName, variables, extensions, accept }, context);
}

const shown = (answer: GraphqlAnswer): GraphqlAnswer =>
  isAway(answer.body) ? { ...answer, status: 503, headers: [...answer.headers, ['retry-after', '1']] } : answer;

/** An answer that holds nothing because the database is away: monitors and proxies should see it as such. */
function isAway(text: string): boolean {
  if (!text.startsWith('{"errors"') || !text.includes('"UNAVAILABLE"')) return false;
  const { data, errors } = JSON.parse(text) as {
    data?: unknown;
    errors: readonly { extensions?: { code?: string } }[];
  };
  return data == null && errors.every(({ extensions }) => extensions?.code === 'UNAVAILABLE');
}

async function joined(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}
