import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IntakeReply, Pipeline } from '@whereabouts/pipeline';
import { publicId } from '@whereabouts/store';
import { methodNotAllowed, sendProblem, unavailable, type Problem } from './problem';

export interface IntakeNeeds {
  readonly receive: Pipeline['receive'];
  /** True for an error that means: the database is away. */
  readonly isUnavailable: (error: unknown) => boolean;
  readonly maxBodyBytes: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The content type as it was sent; the framework must not look at it. */
    sentType: string | undefined;
  }
}

const OTHERS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const BUSY_SECONDS = 5;

/**
 * `POST /intake/<source>`: takes bytes of any type and acknowledges once they are committed. `GET` with fields in the
 * address, as DPD pushes, is taken like a form with these fields.
 */
export async function intakeRoutes(app: FastifyInstance, needs: IntakeNeeds): Promise<void> {
  app.decorateRequest('sentType', undefined);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: needs.maxBodyBytes }, (_request, body, done) =>
    done(null, body),
  );
  // A malformed content type is no reason to refuse bytes that are rightly signed.
  app.addHook('onRequest', async (request) => {
    request.sentType = request.headers['content-type'];
    request.headers['content-type'] = 'application/octet-stream';
  });

  const take = async (request: IntakeSent, reply: FastifyReply) => {
    try {
      return answer(reply, await needs.receive(intakeOf(request)));
    } catch (error) {
      if (!needs.isUnavailable(error)) throw error;
      return sendProblem(reply, unavailable('The database is away; nothing was stored.', BUSY_SECONDS));
    }
  };
  app.post<Source>('/intake/:source', take);
  app.get<Source>('/intake/:source', { exposeHeadRoute: false }, (request, reply) =>
    fieldsOf(request) === '' ? sendProblem(reply, methodNotAllowed('POST')) : take(request, reply),
  );
  app.route({
    method: [...OTHERS, 'HEAD'],
    url: '/intake/:source',
    handler: (_request, reply) => sendProblem(reply, methodNotAllowed('POST')),
  });
}

interface Source {
  readonly Params: { readonly source: string };
}
type IntakeSent = FastifyRequest<Source>;

/** What follows the question mark of the address, as it was sent. */
const fieldsOf = ({ url }: IntakeSent): string => /\?(.+)$/s.exec(url)?.[1] ?? '';

function intakeOf(request: IntakeSent) {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (name !== 'content-type' && value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  if (request.method === 'GET') {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    return { source: request.params.source, headers, body: Buffer.from(fieldsOf(request)) };
  }
  if (request.sentType !== undefined) headers['content-type'] = request.sentType;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return { source: request.params.source, headers, body };
}

function answer(reply: FastifyReply, outcome: IntakeReply): FastifyReply {
  if (outcome.status === 'stored')
    return outcome.answer
      ? reply.code(200).type(outcome.answer.contentType).send(outcome.answer.body)
      : reply.code(202).send({ inputId: publicId('input', outcome.inputId) });
  return sendProblem(reply, refusalOf(outcome));
}

function refusalOf(outcome: Exclude<IntakeReply, { status: 'stored' }>): Problem {
  switch (outcome.status) {
    case 'unknown-source':
      return {
        status: 404,
        title: 'Unknown source',
        detail: 'No source has this name or id. Nothing was stored.',
        next: 'Compare the address with: npm run hub -- source list',
      };
    case 'refused':
      return {
        status: 401,
        title: 'Not accepted',
        detail: `Nothing was stored: ${outcome.because}.`,
        next: 'Sign the raw bytes of the body with the webhookSecret of this source.',
      };
    case 'unverified':
      return unavailable(`Nothing was stored: ${outcome.because}.`, outcome.retryAfterSeconds);
    case 'overloaded':
      return unavailable('Too much is waiting to be stored; this was not.', outcome.retryAfterSeconds);
  }
}
