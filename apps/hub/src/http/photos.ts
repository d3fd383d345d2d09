import type { Viewer } from '@whereabouts/api';
import { instant, PHOTO_TYPES, type Instant } from '@whereabouts/model';
import { privateId, publicId, type PhotoRow } from '@whereabouts/store';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PhotoDesk, PhotoReply } from '../photos/photo-desk';
import { PhotoStoreAway } from '../photos/photo-store';
import { methodNotAllowed, sendProblem, unavailable, type Problem } from './problem';
import { signedIn, type ViewerOf } from './signed-in';

export interface PhotoNeeds {
  readonly photos: PhotoDesk;
  readonly maxPhotoBytes: number;
  readonly viewerOf: ViewerOf;
  /** True for an error that means: the database is away. */
  readonly isUnavailable: (error: unknown) => boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null;
  }
}

/** Even a browser that was tricked into showing it runs nothing of it. */
const INERT = "default-src 'none'; sandbox; frame-ancestors 'none'";
const BUSY_SECONDS = 5;

/** `POST /photos` takes the bytes of one photo, `GET /photos/<id>` gives them back. */
export async function photoRoutes(app: FastifyInstance, needs: PhotoNeeds): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: needs.maxPhotoBytes }, (_request, body, done) =>
    done(null, body),
  );
  app.decorateRequest('viewer', null);
  // What a sender calls its bytes is not looked at; and strangers are turned away before their bytes are read.
  app.addHook('onRequest', async (request, reply) => {
    request.headers['content-type'] = 'application/octet-stream';
    const found = await signedIn(request, needs.viewerOf, request.method === 'POST' ? 'work' : 'read');
    if ('problem' in found) return sendProblem(reply, found.problem);
    request.viewer = found.viewer;
  });
  app.setErrorHandler((error, _request, reply) => {
    if ((error as { statusCode?: number }).statusCode === 413) return sendProblem(reply, tooLarge(needs.maxPhotoBytes));
    if (error instanceof PhotoStoreAway) return sendProblem(reply, unavailable(error.message, BUSY_SECONDS));
    if (needs.isUnavailable(error)) return sendProblem(reply, unavailable('The database is away.', BUSY_SECONDS));
    throw error;
  });

  app.post('/photos', (request, reply) => take(request, reply, needs));
  app.get<{ Params: { id: string } }>('/photos/:id', (request, reply) => give(request, reply, needs));
  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: '/photos',
    handler: (_request, reply) => sendProblem(reply, methodNotAllowed('POST')),
  });
}

async function take(request: FastifyRequest, reply: FastifyReply, { photos }: PhotoNeeds): Promise<FastifyReply> {
  const { merchantId, userId: by } = request.viewer!;
  const asked = new URL(request.url, 'http://hub').searchParams;
  const takenAt = momentOf(asked.get('takenAt'));
  if (takenAt === 'unreadable') return sendProblem(reply, NO_MOMENT);
  const ofCase = asked.get('caseId');
  const caseId = ofCase === null ? null : privateId('case', ofCase);
  if (ofCase !== null && caseId === null) return sendProblem(reply, NO_CASE);
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const outcome = await photos.take({ merchantId, by, bytes, takenAt, caseId });
  return outcome.ok ? reply.code(201).send(shown(outcome.photo)) : sendProblem(reply, refusalOf(outcome));
}

async function give(
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
  { photos }: PhotoNeeds,
): Promise<FastifyReply> {
  const id = privateId('photo', request.params.id);
  const photo = id === null ? null : await photos.find(request.viewer!.merchantId, id);
  if (photo === null) return sendProblem(reply, NO_PHOTO);
  const bytes = await photos.bytesOf(photo);
  if (bytes === null) return sendProblem(reply, GONE);
  return reply
    .headers({
      'content-type': photo.mediaType,
      'content-disposition': `attachment; filename="${request.params.id}.${PHOTO_TYPES[photo.mediaType]}"`,
      'content-security-policy': INERT,
      etag: `"${photo.sha256}"`,
    })
    .send(Buffer.from(bytes));
}

const shown = (photo: PhotoRow) => {
  const id = publicId('photo', photo.id);
  const { sha256, mediaType, size, takenAt } = photo;
  return { id, url: `/photos/${id}`, sha256, mediaType, size, takenAt };
};

function momentOf(text: string | null): Instant | null | 'unreadable' {
  if (text === null) return null;
  try {
    return instant(text);
  } catch {
    return 'unreadable';
  }
}

function refusalOf({ refused, because }: Exclude<PhotoReply, { ok: true }>): Problem {
  switch (refused) {
    case 'type':
      return {
        status: 415,
        title: 'Not a photo',
        detail: `Nothing was stored: ${because}.`,
        next: 'Send the bytes of one JPEG, PNG, WebP or HEIC as the body of the request.',
      };
    case 'quota':
      return {
        status: 507,
        title: 'No room left',
        detail: `Nothing was stored: ${because}.`,
        next: 'Raise HUB_PHOTO_QUOTA_MB.',
      };
    case 'no-case':
      return NO_CASE;
  }
}

const NO_MOMENT: Problem = {
  status: 400,
  title: 'Not a moment',
  detail: 'takenAt cannot be read. Nothing was stored.',
  next: 'Write it with its offset, such as 2026-11-22T04:36:00Z.',
};
const NO_CASE: Problem = {
  status: 404,
  title: 'No such case',
  detail: 'There is no case with this id to which the photo could be added.',
  next: 'Leave caseId out, or take it from the id of a case.',
};
const NO_PHOTO: Problem = {
  status: 404,
  title: 'No such photo',
  detail: 'There is no photo with this id.',
  next: 'Take the address from the url of a photo in GraphQL.',
};
const GONE: Problem = {
  status: 410,
  title: 'The photo is gone',
  detail: 'It is on record, and its bytes are no longer where they were stored.',
  next: 'Restore HUB_PHOTO_DIR or the bucket from a backup.',
};
const tooLarge = (limit: number): Problem => ({
  status: 413,
  title: 'Too large',
  detail: `A photo has at most ${limit} bytes. Nothing was stored.`,
  next: 'Send it smaller, or raise HUB_PHOTO_MAX_BYTES.',
});
