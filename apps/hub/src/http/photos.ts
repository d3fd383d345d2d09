import type { Readable } from 'node:stream';
import type { Viewer } from '@whereabouts/api';
import { instant, PHOTO_TYPES, type Instant } from '@whereabouts/model';
import { privateId, publicId, type PhotoRow } from '@whereabouts/store';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PhotoDesk, PhotoReply } from '../photos/photo-desk';
import { PhotoStoreAway } from '../photos/photo-store';
import { methodNotAllowed, sendProblem, unavailable, type Problem } from './problem';
import { readForm, type FormEnd, type FormFile } from './read-form';
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
    /** The content type of a form, with its boundary; null: the body is one photo, whatever it is called. */
    form: string | null;
  }
}

/** Even a browser that was tricked into showing it runs nothing of it. */
const INERT = "default-src 'none'; sandbox; frame-ancestors 'none'";
const BUSY_SECONDS = 5;
const FORM = /^multipart\/form-data\b/i;
const MOST_IN_A_FORM = 20;
/** How much larger than one photo a form may be. */
const FORM_PHOTOS = 5;

/** `POST /photos` takes the bytes of one photo, or a form with several; `GET /photos/<id>` gives them back. */
export async function photoRoutes(app: FastifyInstance, needs: PhotoNeeds): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: needs.maxPhotoBytes }, (_request, body, done) =>
    done(null, body),
  );
  app.addContentTypeParser('multipart/form-data', (_request, body, done) => done(null, body));
  app.decorateRequest('viewer', null);
  app.decorateRequest('form', null);
  // What a sender calls its bytes is not looked at; and strangers are turned away before their bytes are read.
  app.addHook('onRequest', async (request, reply) => {
    const sent = request.headers['content-type'] ?? '';
    request.form = FORM.test(sent) ? sent : null;
    request.headers['content-type'] = request.form === null ? 'application/octet-stream' : 'multipart/form-data';
    const found = await signedIn(request, needs.viewerOf, request.method === 'POST' ? 'work' : 'read');
    if ('problem' in found) return sendProblem(reply, found.problem);
    request.viewer = found.viewer;
  });
  app.setErrorHandler((error, _request, reply) => {
    if ((error as { statusCode?: number }).statusCode === 413) return sendProblem(reply, tooLarge(needs.maxPhotoBytes));
    const away = awayProblem(error, needs);
    if (away) return sendProblem(reply, away);
    throw error;
  });

  app.post('/photos', (request, reply) => (request.form === null ? take : takeForm)(request, reply, needs));
  app.get<{ Params: { id: string } }>('/photos/:id', (request, reply) => give(request, reply, needs));
  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: '/photos',
    handler: (_request, reply) => sendProblem(reply, methodNotAllowed('POST')),
  });
}

async function take(request: FastifyRequest, reply: FastifyReply, needs: PhotoNeeds): Promise<FastifyReply> {
  const asked = new URL(request.url, 'http://hub').searchParams;
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const taken = await takeOne(request.viewer!, bytes, (name) => asked.get(name), needs);
  return 'photo' in taken ? reply.code(201).send(shown(taken.photo)) : sendProblem(reply, taken.problem);
}

type Taken = { readonly photo: PhotoRow } | { readonly problem: Problem };

async function takeOne(
  { merchantId, userId: by }: Viewer,
  bytes: Buffer,
  said: (name: string) => string | null,
  { photos }: PhotoNeeds,
): Promise<Taken> {
  const takenAt = momentOf(said('takenAt'));
  if (takenAt === 'unreadable') return { problem: NO_MOMENT };
  const ofCase = said('caseId');
  const caseId = ofCase === null ? null : privateId('case', ofCase);
  if (ofCase !== null && caseId === null) return { problem: NO_CASE };
  const outcome = await photos.take({ merchantId, by, bytes, takenAt, caseId });
  return outcome.ok ? { photo: outcome.photo } : { problem: refusalOf(outcome) };
}

/** What a form says, or else the address: `takenAt` and `caseId` before the photos that they are about. Empty is not said. */
const sayings =
  (said: ReadonlyMap<string, string>, asked: URLSearchParams) =>
  (name: string): string | null =>
    said.get(name) || asked.get(name);

/** Takes each photo of a form by itself: one that is refused says why in its place, and the others are taken. */
async function takeForm(request: FastifyRequest, reply: FastifyReply, needs: PhotoNeeds): Promise<FastifyReply> {
  const { maxPhotoBytes } = needs;
  const limits = { fileBytes: maxPhotoBytes, formBytes: maxPhotoBytes * FORM_PHOTOS, files: MOST_IN_A_FORM };
  if (Number(request.headers['content-length']) > limits.formBytes)
    return sendProblem(reply.header('connection', 'close'), formTooLarge(limits.formBytes));
  const asked = new URL(request.url, 'http://hub').searchParams;
  const takeFile = async ({ bytes, said }: FormFile): Promise<Taken> => {
    if (bytes === null) return { problem: tooLarge(maxPhotoBytes) };
    try {
      return await takeOne(request.viewer!, bytes, sayings(said, asked), needs);
    } catch (error) {
      const problem = awayProblem(error, needs);
      if (problem) return { problem };
      throw error;
    }
  };
  const taken: (Taken & Pick<FormFile, 'field' | 'file'>)[] = [];
  const end = await readForm(request.body as Readable, request.form!, limits, async (file) => {
    taken.push({ field: file.field, file: file.file, ...(await takeFile(file)) });
  });
  if (end !== 'whole') void reply.header('connection', 'close');
  const unread = end === 'whole' ? null : unreadProblem(end, limits.formBytes);
  const [first] = taken;
  if (!first) return sendProblem(reply, unread ?? NO_FILE);
  const problems = [...taken.flatMap((one) => ('problem' in one ? [one.problem] : [])), ...(unread ? [unread] : [])];
  const isAnyTaken = taken.some((one) => 'photo' in one);
  return reply.code(problems.length === 0 ? 201 : isAnyTaken ? 207 : problems[0]!.status).send({
    photos: taken.map(({ field, file, ...one }) => ({
      field,
      file,
      ...('photo' in one ? shown(one.photo) : { problem: one.problem }),
    })),
    ...(unread && { problem: unread }),
  });
}

const awayProblem = (error: unknown, { isUnavailable }: PhotoNeeds): Problem | null =>
  error instanceof PhotoStoreAway
    ? unavailable(error.message, BUSY_SECONDS)
    : isUnavailable(error)
      ? unavailable('The database is away.', BUSY_SECONDS)
      : null;

function unreadProblem(end: Exclude<FormEnd, 'whole'>, formBytes: number): Problem {
  switch (end) {
    case 'broken':
      return {
        status: 400,
        title: 'Not a whole form',
        detail:
          'The form cannot be read to its end. What it holds behind the last photo that is named here was not stored.',
        next: 'Send multipart/form-data with the boundary that its content type names.',
      };
    case 'too-large':
      return formTooLarge(formBytes);
    case 'too-many':
      return {
        status: 413,
        title: 'Too many',
        detail: `A form has at most ${MOST_IN_A_FORM} photos. Those behind were not stored.`,
        next: 'Send the others in another form.',
      };
  }
}

const formTooLarge = (formBytes: number): Problem => ({
  status: 413,
  title: 'Too large',
  detail: `A form has at most ${formBytes} bytes. Photos that are not named here were not stored.`,
  next: 'Send fewer at once, or raise HUB_PHOTO_MAX_BYTES.',
});

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

const NO_FILE: Problem = {
  status: 400,
  title: 'No photo',
  detail: 'The form holds no file.',
  next: 'Send each photo as a file of the form; the names of the fields do not matter.',
};
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
