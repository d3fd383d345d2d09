import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { jsonFile, type PacketFile, type PacketGap } from './packet-file';

/** A ZIP has no moment in it: the same facts give the same bytes. The earliest that the format knows. */
const NO_TIME = new Date(1980, 0, 1);

interface Entry {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly source: string;
}

/**
 * Packs files while they are read, one at a time, with `manifest.json` as the last one: the SHA-256, the size and the
 * source of each, and what is missing.
 */
export function zipStream(about: object, files: AsyncIterable<PacketFile | PacketGap>): Readable {
  return Readable.from(zipped(about, files), { objectMode: false });
}

async function* zipped(about: object, files: AsyncIterable<PacketFile | PacketGap>): AsyncGenerator<Buffer> {
  const chunks: Buffer[] = [];
  const failed: { error: Error | null } = { error: null };
  const zip = new Zip((error, chunk) => {
    if (error) failed.error = error;
    else if (chunk.length > 0) chunks.push(Buffer.from(chunk));
  });
  function* ready(): Generator<Buffer> {
    if (failed.error) throw failed.error;
    yield* chunks.splice(0);
  }
  const entries: Entry[] = [];
  const missing: PacketGap[] = [];
  for await (const file of files) {
    if (!('bytes' in file)) {
      missing.push(file);
      continue;
    }
    add(zip, file);
    entries.push(entryOf(file));
    yield* ready();
  }
  add(zip, jsonFile('manifest.json', { ...about, files: entries, missing }, ''));
  zip.end();
  yield* ready();
}

function add(zip: Zip, { path, bytes, isDense = false }: PacketFile): void {
  const entry = isDense ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
  entry.mtime = NO_TIME;
  zip.add(entry);
  entry.push(bytes, true);
}

const entryOf = ({ path, bytes, source }: PacketFile): Entry => ({
  path,
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  source,
});
