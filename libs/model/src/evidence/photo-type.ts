/** What is taken for a photo, by its own bytes; names and content types that a sender gives are not looked at. */
export const PHOTO_TYPES = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
} as const;
export type PhotoType = keyof typeof PHOTO_TYPES;

export type PhotoReading =
  | { readonly ok: true; readonly type: PhotoType }
  /** What was found instead, as the end of a sentence. */
  | { readonly ok: false; readonly because: string };

/**
 * Reads the type of a photo from its bytes, and whether they are that and nothing else: a file that another program could
 * take for a page, a script, an archive or a document is refused, however well it begins. Nothing is decoded.
 */
export function readPhoto(bytes: Uint8Array): PhotoReading {
  if (bytes.length === 0) return refused('there are no bytes');
  const type = FORMATS.find(({ begins }) => begins(bytes));
  if (type === undefined) return refused(otherName(bytes) ?? 'it is no JPEG, PNG, WebP or HEIC');
  if (!type.isWhole(bytes)) return refused(`it begins like ${type.name} and does not go on like it`);
  const hidden = hiddenIn(bytes);
  return hidden === null ? { ok: true, type: type.type } : refused(`${hidden} is hidden in it`);
}

const refused = (because: string): PhotoReading => ({ ok: false, because });

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));
const uint32 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
const uint32le = (bytes: Uint8Array, at: number): number =>
  ((bytes[at + 3]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 1]! << 8) | bytes[at]!) >>> 0;

interface Format {
  readonly type: PhotoType;
  readonly name: string;
  begins(bytes: Uint8Array): boolean;
  /** The parts of the file follow each other to its end. */
  isWhole(bytes: Uint8Array): boolean;
}

/** Writers differ in whether they pad an odd file. */
const isRiffLength = (said: number, length: number): boolean =>
  said + 8 === length || (said % 2 === 1 && said + 9 === length);

const HEIC_BRANDS: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

const FORMATS: readonly Format[] = [
  {
    type: 'image/jpeg',
    name: 'a JPEG',
    begins: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
    isWhole: isWholeJpeg,
  },
  {
    type: 'image/png',
    name: 'a PNG',
    begins: (bytes) => ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n',
    isWhole: isWholePng,
  },
  {
    type: 'image/webp',
    name: 'a WebP',
    begins: (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP',
    isWhole: (bytes) => bytes.length >= 20 && isRiffLength(uint32le(bytes, 4), bytes.length),
  },
  {
    type: 'image/heic',
    name: 'a HEIC',
    begins: (bytes) => ascii(bytes, 4, 8) === 'ftyp' && HEIC_BRANDS.has(ascii(bytes, 8, 12)),
    isWhole: isWholeBoxes,
  },
];

/** Segments with their lengths up to the first scan, and an end of image. Phones append more pictures after it. */
function isWholeJpeg(bytes: Uint8Array): boolean {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) return endsAfter(bytes, at);
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) return false;
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    if (length < 2) return false;
    at += 2 + length;
  }
  return false;
}

function endsAfter(bytes: Uint8Array, start: number): boolean {
  for (let at = bytes.length - 2; at > start; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

/** Chunks from IHDR to IEND, and nothing behind. */
function isWholePng(bytes: Uint8Array): boolean {
  let at = 8;
  for (let first = true; at + 12 <= bytes.length; first = false) {
    const name = ascii(bytes, at + 4, at + 8);
    if (first !== (name === 'IHDR')) return false;
    at += 12 + uint32(bytes, at);
    if (name === 'IEND') return at === bytes.length;
  }
  return false;
}

/** ISO boxes that follow each other to the end. */
function isWholeBoxes(bytes: Uint8Array): boolean {
  let at = 0;
  let hasMeta = false;
  while (at + 8 <= bytes.length) {
    let size = uint32(bytes, at);
    hasMeta ||= ascii(bytes, at + 4, at + 8) === 'meta';
    if (size === 1 && at + 16 <= bytes.length) size = uint32(bytes, at + 8) * 2 ** 32 + uint32(bytes, at + 12);
    if (size === 0) return hasMeta;
    if (size < 8) return false;
    at += size;
  }
  return hasMeta && at === bytes.length;
}

/** What begins differently and is often sent by mistake, so that the refusal names it. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^\s*(<\?xml[\s\S]*?)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/i, 'it is an SVG, which can hold scripts'],
  [/^\s*<(!doctype|html|head|body|script|\?php)/i, 'it is a page or a script'],
  [/^GIF8[79]a/, 'it is a GIF'],
  [/^%PDF-/, 'it is a PDF'],
  [/^PK\x03\x04/, 'it is an archive'],
  [/^(II\*\0|MM\0\*)/, 'it is a TIFF'],
  [/^BM/, 'it is a BMP'],
];

function otherName(bytes: Uint8Array): string | null {
  const start = ascii(bytes, 0, 1024);
  return OTHERS.find(([pattern]) => pattern.test(start))?.[1] ?? null;
}

/** Enough that chance does not make one in the noise of a photo. */
const MARKUP: readonly string[] = ['<script', '<!doctype', '<html>', '<html ', '<svg ', '<svg>', '<iframe', '<?php '];

function hiddenIn(bytes: Uint8Array): string | null {
  if (hasAny(bytes, MARKUP)) return 'a page or a script';
  if (ascii(bytes, 0, 1024).includes('%PDF-')) return 'a PDF';
  return endsAsArchive(bytes) ? 'an archive' : null;
}

/** Looks for words in any case, without making a text of the whole file. */
function hasAny(bytes: Uint8Array, words: readonly string[]): boolean {
  for (let at = bytes.indexOf(0x3c); at >= 0; at = bytes.indexOf(0x3c, at + 1)) {
    const next = bytes[at + 1]! | 0x20;
    // !, ?, h, i, s
    if (next !== 0x21 && next !== 0x3f && next !== 0x68 && next !== 0x69 && next !== 0x73) continue;
    const text = ascii(bytes, at, at + 9).toLowerCase();
    if (words.some((word) => text.startsWith(word))) return true;
  }
  return false;
}

const END_OF_ZIP = 22;

/** The last record of a ZIP lies at the very end, before a comment whose length it tells. */
function endsAsArchive(bytes: Uint8Array): boolean {
  const earliest = Math.max(0, bytes.length - END_OF_ZIP - 0xffff);
  for (let at = bytes.length - END_OF_ZIP; at >= earliest; at--)
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 5 && bytes[at + 3] === 6) {
      const comment = bytes[at + 20]! | (bytes[at + 21]! << 8);
      if (at + END_OF_ZIP + comment <= bytes.length) return true;
    }
  return false;
}
