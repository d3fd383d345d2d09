import type { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';

/** One file of a form. */
export interface FormFile {
  /** The name of its field. */
  readonly field: string;
  /** The name that the sender gives it: shown, never used. */
  readonly file: string | null;
  /** Null: it is larger than is taken. */
  readonly bytes: Buffer | null;
  /** Texts of the form that came before it. */
  readonly said: ReadonlyMap<string, string>;
}

export interface FormLimits {
  readonly fileBytes: number;
  readonly formBytes: number;
  readonly files: number;
}

/** How reading ended: what was taken before is taken, however it did. */
export type FormEnd = 'whole' | 'broken' | 'too-large' | 'too-many';

const FIELDS = 20;
const FIELD_BYTES = 1_000;

/**
 * Reads `multipart/form-data` as it comes. Files are handed on one after the other, each whole and in order; no more than
 * one waits while another is taken.
 */
export async function readForm(
  body: Readable,
  contentType: string,
  limits: FormLimits,
  take: (file: FormFile) => Promise<void>,
): Promise<FormEnd> {
  const form = open(contentType, limits);
  if (form === null) return 'broken';
  const state: { end: FormEnd; taken: Promise<void> } = { end: 'whole', taken: Promise.resolve() };
  const said = new Map<string, string>();

  form.on('field', (name, value) => void said.set(name, value));
  form.on('filesLimit', () => void (state.end = 'too-many'));
  form.on('error', () => void (state.end = 'broken'));
  form.on('file', (field, stream, file: string | undefined) => {
    const soFar = new Map(said);
    let chunks: Buffer[] = [];
    let isCut = false;
    stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
    stream.on('limit', () => {
      isCut = true;
      chunks = [];
    });
    stream.on('error', () => void (state.end = 'broken'));
    stream.on('end', () => {
      // The form ended before it did: there is no whole file to take.
      if (state.end === 'broken') return;
      const bytes = isCut ? null : Buffer.concat(chunks);
      chunks = [];
      state.taken = state.taken.then(() => take({ field, file: file ?? null, bytes, said: soFar }));
    });
  });

  const over = new Promise<void>((settle) => form.once('finish', settle).once('error', () => settle()));
  const put = (chunk: Buffer): Promise<void> =>
    Promise.race([over, new Promise<void>((settle) => form.write(chunk, () => settle()))]);
  let read = 0;
  try {
    // What is left unread must not end the connection: the answer still goes over it.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      read += chunk.length;
      if (read > limits.formBytes) state.end = 'too-large';
      if (state.end !== 'whole') break;
      await put(chunk);
      await state.taken;
    }
  } catch (error) {
    await state.taken;
    if (!body.errored) throw error;
    state.end = 'broken';
  }
  if (state.end === 'whole') {
    // The end of a file that is whole is told a turn later, and must come before that of the form.
    await turn();
    form.end();
    await over;
  }
  await state.taken;
  return state.end;
}

/** Null: the content type names no boundary. */
function open(contentType: string, { fileBytes, files }: FormLimits): BusboyInstance | null {
  const headers: BusboyHeaders = { 'content-type': contentType };
  try {
    return new Busboy({
      headers,
      limits: { fileSize: fileBytes, files, fields: FIELDS, fieldSize: FIELD_BYTES, parts: files + FIELDS },
    });
  } catch {
    return null;
  }
}
