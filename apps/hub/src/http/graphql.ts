import { isUtf8 } from 'node:buffer';
import { Waiter } from '@whereabouts/store';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressOf } from './address';
import { explorerPage, explorerRoutes, type Explorer } from './explorer';
import type { EventStreams } from './event-stream';
import { methodNotAllowed, sendProblem } from './problem';
import { wantsEvents } from './wants-events';

export interface GraphqlRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** With the question mark; empty when there is none. */
  readonly search: string;
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
  readonly requestId: string;
  readonly address: string;
  /** Whoever waits for the answer. */
  readonly waiter: Waiter;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

export interface GraphqlNeeds {
  /** True for an error that means: the database is away. */
  readonly isUnavailable: (error: unknown) => boolean;
  readonly maxBodyBytes: number;
  readonly execute: (request: GraphqlRequest) => Promise<GraphqlAnswer>;
  readonly streams: EventStreams;
  readonly addressOf: AddressOf;
  /** Null: browsers get no explorer. */
  readonly explorer: Explorer | null;
}

/** `/graphql`: operations over HTTP, as one answer or as a stream of events, and the explorer for browsers. */
export async function graphqlRoutes(
  app: FastifyInstance,
  { execute, streams, addressOf, isUnavailable, maxBodyBytes, explorer }: GraphqlNeeds,
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, jsonOf(body as Buffer)),
  );
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, undefined));
  app.setErrorHandler((error, request, reply) => {
    if ((error as { statusCode?: number }).statusCode === 413)
      return sendRefusal(request, reply, tooLarge(maxBodyBytes));
    if (isUnavailable(error)) return sendRefusal(request, reply.header('retry-after', '1'), AWAY);
    throw error;
  });

  const run = async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.method === 'POST' && request.body === undefined) return sendRefusal(request, reply, NO_JSON);
    if (request.method === 'POST' && wantsEvents(request.headers.accept)) return streams.serve(request, reply);
    const waiter = new Waiter();
    // Also when it has its answer: nothing is running then.
    reply.raw.once('close', () => waiter.leave());
    const answer = await execute({
      method: request.method,
      headers: request.headers,
      search: request.url.includes('?') ? new URL(request.url, 'http://hub').search : '',
      body: request.body,
      requestId: request.id,
      address: addressOf(request.raw),
      waiter,
    });
    for (const [name, value] of answer.headers) void reply.header(name, value);
    return reply.code(answer.status).send(answer.body);
  };

  app.post('/graphql', run);
  app.get('/graphql', (request, reply) =>
    explorer !== null && wantsPage(request) ? explorerPage(explorer, reply) : run(request, reply),
  );
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    handler: (_request, reply) => sendProblem(reply, methodNotAllowed('GET, POST')),
  });
  if (explorer !== null) await explorerRoutes(app, explorer);
}

/** Undefined for what is none. Bytes that are no UTF-8 are not guessed at: what people wrote would come out damaged. */
function jsonOf(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) return undefined;
  try {
    // RFC 8259 lets a reader leave out the mark of UTF-8 that some programs begin with.
    return JSON.parse(bytes.toString().replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

const wantsPage = (request: FastifyRequest): boolean =>
  (request.headers.accept ?? '').includes('text/html') && !new URL(request.url, 'http://hub').searchParams.has('query');

interface GraphqlRefusal {
  readonly status: number;
  readonly code: string;
  readonly retryable: boolean;
  readonly message: string;
}

const NO_JSON: GraphqlRefusal = {
  status: 400,
  code: 'BAD_REQUEST',
  retryable: false,
  message: 'The body must be JSON in UTF-8, not compressed: {"query": "…", "variables": {…}}, as application/json.',
};
const tooLarge = (maxBytes: number): GraphqlRefusal => ({
  ...NO_JSON,
  status: 413,
  message: `The request is larger than the ${maxBytes} bytes that this hub takes. Send less at once, or raise HUB_MAX_BODY_BYTES.`,
});
const AWAY: GraphqlRefusal = {
  status: 503,
  code: 'UNAVAILABLE',
  retryable: true,
  message: 'The hub cannot reach its database at the moment; try again soon.',
};

/** A refusal in the form of GraphQL, for what never came to be executed. */
function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: GraphqlRefusal): FastifyReply {
  const { status, code, retryable, message } = refusal;
  const errors = [{ message, extensions: { code, retryable, requestId: request.id } }];
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify({ errors }));
}
