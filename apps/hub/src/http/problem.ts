import type { FastifyReply } from 'fastify';

/** An error answer after RFC 9457: what was wrong, and what to do next. Never what the request held. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly next?: string;
  readonly retryAfterSeconds?: number;
  readonly allow?: string;
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, title, detail, next, retryAfterSeconds, allow } = problem;
  if (retryAfterSeconds !== undefined)
    void reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterSeconds))));
  if (allow !== undefined) void reply.header('allow', allow);
  return reply
    .code(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title,
        status,
        detail,
        ...(next && { next }),
        requestId: reply.request.id,
      }),
    );
}

export const methodNotAllowed = (allow: string): Problem => ({
  status: 405,
  title: 'Method not allowed',
  detail: `Only ${allow} is answered here.`,
  allow,
});

export const unavailable = (detail: string, retryAfterSeconds: number): Problem => ({
  status: 503,
  title: 'Not available',
  detail,
  next: 'Send it again later: see Retry-After.',
  retryAfterSeconds,
});
