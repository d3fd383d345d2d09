import fc from 'fast-check';
import { EXAMPLES } from './examples-table';
import { formatsOf, recognize, squeezedNumber } from './recognize';
import { renumbered, type PickCharacter } from './renumber';

const SEED = Number(process.env['SEED'] ?? 20_261_126);
const picker =
  (seed: number): PickCharacter =>
  (alphabet, place, attempt) =>
    alphabet[(seed * 31 + place * 7 + attempt * 13 + ((seed >> (place % 16)) & 7)) % alphabet.length]!;

const someExample = fc.constantFrom(
  ...EXAMPLES.flatMap(({ id, valid }) => valid.map((number) => [id, number] as const)),
);

describe('another number of the same kind', () => {
  it('is of the same carrier and service, is as long, and its check digit fits', () => {
    fc.assert(
      fc.property(someExample, fc.nat(), ([, number], seed) => {
        const squeezed = squeezedNumber(number);
        const other = renumbered(number, picker(seed));
        expect(other).not.toBe(squeezed);
        expect(other).toHaveLength(squeezed.length);
        const [before] = formatsOf(squeezed).sort(
          (a, b) => Number(b.format.own ?? false) - Number(a.format.own ?? false),
        );
        expect(formatsOf(other).map(({ format }) => format.id)).toContain(before!.format.id);
        if (before!.format.own) expect(recognize(other)[0]).toEqual(recognize(number)[0]);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it('keeps no run of digits that says whose the parcel is', () => {
    const zeros: PickCharacter = (alphabet) => alphabet[0]!;
    expect(renumbered('1Z 5R8 939 03 5756 7127', zeros)).toMatch(/^1Z0A0000030000000\d$/);
  });

  it('has a check digit that fits also where that of the number does not', () => {
    const other = renumbered('1Z5R89390357567120', picker(3));
    expect(other).toMatch(/^1Z\w{6}03/);
    expect(recognize(other)[0]).toMatchObject({ carrier: 'ups', checkDigit: 'valid' });
  });

  it('has the shape of the number where its format is not known', () => {
    expect(renumbered('acme-001234', () => '7')).toBe('ACME-777777');
    expect(renumbered('X9', () => '7')).toBe('X7');
    expect(renumbered('', () => '7')).toBe('');
  });
});
