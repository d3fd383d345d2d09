import type { FastifyInstance } from 'fastify';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** Figures or a reason, for people; without personal data. */
  readonly detail: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly Check[];
}

export interface HealthNeeds {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** `/healthz`: the process lives. `/readyz`: it can do its work. `/metrics`: Prometheus text. */
export async function healthRoutes(app: FastifyInstance, { readiness, metrics }: HealthNeeds): Promise<void> {
  app.get('/healthz', async () => ({ status: 'alive' }));

  app.get<{ Querystring: { verbose?: string } }>('/readyz', async (request, reply) => {
    const { ready, checks } = await readiness();
    if (!ready) void reply.code(503).header('retry-after', '1');
    const status = ready ? 'ready' : 'not ready';
    if (request.query.verbose !== undefined) return { status, checks };
    return {
      status,
      ...(!ready && { because: checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`) }),
    };
  });

  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await metrics();
    return reply.header('content-type', contentType).send(text);
  });
}
