import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import { fastify, type FastifyInstance } from 'fastify';
import type { HubLog } from '../logging/log';
import { claimRoutes, type ClaimNeeds } from './claims';
import { corsOptions } from './cors';
import { graphqlRoutes, type GraphqlNeeds } from './graphql';
import { healthRoutes, type HealthNeeds } from './health';
import { homeRoutes, type HomeNeeds } from './home';
import { intakeRoutes, type IntakeNeeds } from './intake';
import { isAllowedOrigin, type OriginRule } from './origin';
import { photoRoutes, type PhotoNeeds } from './photos';
import { sendProblem, type Problem } from './problem';

export type FileNeeds = PhotoNeeds & ClaimNeeds;

export interface ServerNeeds extends IntakeNeeds, HealthNeeds, GraphqlNeeds, HomeNeeds {
  readonly log: HubLog;
  /** Absent: this process has no photos and packets. */
  readonly files?: FileNeeds;
  /** Which pages may talk to the hub. */
  readonly origins: OriginRule;
  readonly timeoutsMs?: typeof TIMEOUTS_MS;
}

/** How long a client may take to send a whole request, and its headers; and how often that is looked at. */
const TIMEOUTS_MS = { request: 60_000, headers: 20_000, check: 5_000 };

const REQUEST_ID = /^[\w.:-]{8,64}$/;

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
} as const;

/** All HTTP routes. Every answer carries the request id, and every refusal says what was wrong and what to do next. */
export function buildServer(needs: ServerNeeds): FastifyInstance {
  const { request, headers, check } = needs.timeoutsMs ?? TIMEOUTS_MS;
  const app = fastify({
    logger: false,
    bodyLimit: needs.maxBodyBytes,
    requestTimeout: request,
    http: { headersTimeout: headers, connectionsCheckingInterval: check },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
    frameworkErrors: (_error, _request, reply) => void sendProblem(reply, MALFORMED),
  });
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (!isAllowedOrigin(needs.origins, request.headers)) return sendProblem(reply, FOREIGN);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, NOWHERE));
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, needs.maxBodyBytes);
    if (problem.status >= 500)
      needs.log.error({ requestId: request.id, route: request.routeOptions.url, error }, 'a request failed');
    return sendProblem(reply, problem);
  });
  void app.register(homeRoutes, needs);
  void app.register(healthRoutes, needs);
  void app.register(intakeRoutes, needs);
  void app.register(async (forPages) => {
    const { pages = [] } = needs.origins;
    if (pages.length > 0) await forPages.register(cors, corsOptions(pages));
    await forPages.register(graphqlRoutes, needs);
    if (needs.files === undefined) return;
    await forPages.register(photoRoutes, needs.files);
    await forPages.register(claimRoutes, needs.files);
  });
  return app;
}

const MALFORMED: Problem = {
  status: 400,
  title: 'Malformed request',
  detail: 'The address of this request cannot be read.',
  next: 'Encode it as a URL.',
};
const NOWHERE: Problem = {
  status: 404,
  title: 'Nothing here',
  detail: 'There is nothing at this address.',
  next: 'GET / lists what there is.',
};
const FOREIGN: Problem = {
  status: 403,
  title: 'Not from here',
  detail: 'This hub answers only to its own pages and to programs.',
  next: 'Open it under the address that it printed at start, or set HUB_PUBLIC_URL. A page of another site: list its origin in HUB_CORS_ORIGINS.',
};

function problemOf(error: unknown, maxBodyBytes: number): Problem {
  const status = (error as { statusCode?: unknown }).statusCode;
  if (status === 413)
    return {
      status,
      title: 'Too large',
      detail: `The body is larger than the ${maxBodyBytes} bytes that this hub takes. Nothing was stored.`,
      next: 'Send less at once, or raise HUB_MAX_BODY_BYTES.',
    };
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { status, title: 'Malformed request', detail: 'The request could not be read. Nothing was stored.' };
  return {
    status: 500,
    title: 'Failed on our side',
    detail: 'Something failed here; the log holds it under this request id.',
    next: 'Send it again later.',
  };
}
