import fc from 'fast-check';

/** One thing that happens to bytes on their way. Positions are parts of the length, from 0 to 1. */
type Damage =
  | { readonly kind: 'cut' | 'drop' | 'repeat'; readonly from: number; readonly length: number }
  | { readonly kind: 'overwrite' | 'insert'; readonly from: number; readonly bytes: Uint8Array };

const part = fc.double({ min: 0, max: 1, noNaN: true });
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('cut' as const, 'drop' as const, 'repeat' as const),
    from: part,
    length: fc.nat(64),
  }),
  fc.record({
    kind: fc.constantFrom('overwrite' as const, 'insert' as const),
    from: part,
    // Besides any bytes: what breaks parsers and careless readers.
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 16 }),
      fc
        .constantFrom('null', '[]', '{}', '"', '-1', '1e999', '</', '<!--', '&#0;', '__proto__', '\u0000', '\ud800')
        .map((text) => Buffer.from(text)),
    ),
  }),
);

/** Bytes of a source after one to six accidents: cut off, overwritten, repeated. */
export const damaged = (originals: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.constantFrom(...originals), fc.array(damage, { minLength: 1, maxLength: 6 }))
    .map(([original, accidents]) => accidents.reduce(suffer, original));

function suffer(bytes: Uint8Array, accident: Damage): Uint8Array {
  const from = Math.floor(accident.from * bytes.length);
  const before = bytes.subarray(0, from);
  switch (accident.kind) {
    case 'cut':
      return before;
    case 'drop':
      return Buffer.concat([before, bytes.subarray(from + accident.length)]);
    case 'repeat':
      return Buffer.concat([bytes.subarray(0, from + accident.length), bytes.subarray(from)]);
    case 'overwrite':
      return Buffer.concat([before, accident.bytes, bytes.subarray(from + accident.bytes.length)]);
    case 'insert':
      return Buffer.concat([before, accident.bytes, bytes.subarray(from)]);
  }
}
