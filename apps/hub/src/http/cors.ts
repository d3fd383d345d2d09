import type { FastifyCorsOptions } from '@fastify/cors';

/** What pages of these origins may do: all that programs may, and read what an answer says beside its body. */
export const corsOptions = (origins: readonly string[]): FastifyCorsOptions => ({
  origin: (origin, done) => done(null, origin !== undefined && origins.includes(origin) ? origin : false),
  methods: ['GET', 'HEAD', 'POST'],
  credentials: true,
  exposedHeaders: ['RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id'],
  maxAge: 600,
});
