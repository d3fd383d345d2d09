import { BROKEN_UTF8, HOSTILE_BYTES } from './hostile-values';
import type { Random } from './random';

/** One accident of bytes on their way. */
export interface ByteMutation {
  readonly says: string;
  apply(bytes: Uint8Array): Uint8Array;
}

/** Draws an accident: cut off, dropped, repeated, overwritten, inserted, or one bit flipped. */
export function byteMutation(random: Random, length: number): ByteMutation {
  const at = random.below(length + 1);
  const count = 1 + random.below(random.once(4) ? 400 : 12);
  const stray = random.once(6) ? random.one(BROKEN_UTF8) : random.one(HOSTILE_BYTES);
  const bit = 1 << random.below(8);
  const spliced = (bytes: Uint8Array, from: number, middle: Uint8Array, rest: number): Uint8Array =>
    Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(rest)]);
  return random.one<ByteMutation>([
    { says: `cut at byte ${at}`, apply: (bytes) => bytes.subarray(0, at) },
    { says: `dropped ${count} bytes at ${at}`, apply: (bytes) => spliced(bytes, at, NOTHING, at + count) },
    {
      says: `repeated ${count} bytes at ${at}`,
      apply: (bytes) => spliced(bytes, at, bytes.subarray(at, at + count), at),
    },
    { says: `overwrote byte ${at}`, apply: (bytes) => spliced(bytes, at, stray, at + stray.length) },
    { says: `inserted at byte ${at}`, apply: (bytes) => spliced(bytes, at, stray, at) },
    {
      says: `flipped a bit of byte ${at}`,
      apply(bytes) {
        const flipped = Uint8Array.from(bytes);
        if (at < flipped.length) flipped[at] = (flipped[at] as number) ^ bit;
        return flipped;
      },
    },
  ]);
}

const NOTHING = new Uint8Array();
