import type { ServerResponse } from 'node:http';
import type { OpenStream, OperationStream, Refused, Viewer } from '@whereabouts/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AddressOf } from './address';

/**
 * GraphQL over server-sent events, "distinct connections": one operation a request, where WebSockets do not go.
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export interface EventStreams {
  /** Answers the request with a stream of results. */
  serve(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  /** Ends all streams without a `complete`: clients come back. */
  close(): void;
}

export interface EventStreamNeeds {
  readonly openStream: OpenStream;
  readonly viewerOf: (authorization: string | undefined) => Promise<Viewer | null>;
  readonly addressOf: AddressOf;
  /** Milliseconds between comments that keep proxies from ending a quiet stream. */
  readonly keepAliveMs?: number;
}

const KEEP_ALIVE_MS = 12_000;
/** How often a quiet stream is asked whether its credentials still hold. */
const RECHECK_MS = 2_000;

export function eventStreams({
  openStream,
  viewerOf,
  addressOf,
  keepAliveMs = KEEP_ALIVE_MS,
}: EventStreamNeeds): EventStreams {
  const open = new Set<ServerResponse>();

  return {
    async serve(request, reply) {
      const { query, documentId, extensions, operationName, variables } = bodyOf(request);
      const viewer = await viewerOf(request.headers.authorization);
      const opened = await openStream({
        query,
        documentId,
        extensions,
        operationName: typeof operationName === 'string' ? operationName : null,
        variables: isRecord(variables) ? variables : null,
        viewer,
        address: addressOf(request.raw),
        requestId: request.id,
      });
      if (!opened.ok) return refuse(reply, opened);
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value ?? '');
      reply.raw.writeHead(200, HEADERS);
      open.add(reply.raw);
      try {
        await pump(opened.stream, reply.raw, viewer, keepAliveMs);
      } finally {
        open.delete(reply.raw);
        opened.stream.close();
      }
      return reply;
    },
    close() {
      for (const response of open) response.destroy();
    },
  };
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
} as const;

/** One result is under way at a time: a slow reader holds back its own stream only, and its outbox is bounded. */
async function pump(
  stream: OperationStream,
  response: ServerResponse,
  viewer: Viewer | null,
  keepAliveMs: number,
): Promise<void> {
  const hasEnded = (): boolean => viewer?.isGood?.() === false;
  const alive = setInterval(() => response.write(':\n\n'), keepAliveMs);
  const recheck = setInterval(() => hasEnded() && response.destroy(), RECHECK_MS);
  response.once('close', () => {
    clearInterval(alive);
    clearInterval(recheck);
    stream.close();
  });
  response.write(':\n\n');
  for (let text = await stream.next(); text !== null; text = await stream.next()) {
    if (response.destroyed) return;
    // Credentials that were taken back get nothing more.
    if (hasEnded()) return void response.destroy();
    if (!response.write(`event: next\ndata: ${text}\n\n`)) await drained(response);
  }
  response.end('event: complete\ndata:\n\n');
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });

function refuse(reply: FastifyReply, { body, retryAfterSeconds }: Refused): FastifyReply {
  if (retryAfterSeconds !== null) void reply.header('retry-after', String(retryAfterSeconds));
  return reply
    .code(retryAfterSeconds === null ? 400 : 429)
    .type('application/json; charset=utf-8')
    .send(body);
}

const bodyOf = ({ body }: FastifyRequest): Readonly<Record<string, unknown>> => (isRecord(body) ? body : {});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
