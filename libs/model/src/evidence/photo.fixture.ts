/** Small files of each type: whole in form, with nothing to see in them. */
const text = (value: string): number[] => [...value].map((letter) => letter.charCodeAt(0));
const uint32 = (value: number): number[] => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
const segment = (marker: number, body: readonly number[]): number[] => [0xff, marker, 0, body.length + 2, ...body];
const chunk = (name: string, body: readonly number[]): number[] => [
  ...uint32(body.length),
  ...text(name),
  ...body,
  ...uint32(0),
];
const box = (name: string, body: readonly number[]): number[] => [...uint32(body.length + 8), ...text(name), ...body];

const bytes = (...parts: readonly number[][]): Uint8Array => Uint8Array.from(parts.flat());

/** @param comment any text, to tell photos apart or to hide something in them. */
export const jpeg = (comment = 'a photo'): Uint8Array =>
  bytes(
    [0xff, 0xd8],
    segment(0xe0, text('JFIF\0')),
    segment(0xfe, text(comment)),
    segment(0xda, [1, 2, 3]),
    [7, 7, 7],
    [0xff, 0xd9],
  );

export const png = (comment = 'a photo'): Uint8Array =>
  bytes(
    text('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', Array<number>(13).fill(1)),
    chunk('tEXt', text(comment)),
    chunk('IEND', []),
  );

export const webp = (): Uint8Array =>
  bytes(text('RIFF'), [22, 0, 0, 0], text('WEBPVP8 '), [10, 0, 0, 0], Array<number>(10).fill(3));

export const heic = (): Uint8Array =>
  bytes(box('ftyp', text('heic\0\0\0\0mif1')), box('meta', [0, 0, 0, 0]), box('mdat', [1, 2, 3]));

/** The last record of an empty ZIP. */
export const endOfZip = (): Uint8Array => bytes(text('PK\x05\x06'), Array<number>(18).fill(0));

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => bytes(...parts.map((part) => [...part]));
