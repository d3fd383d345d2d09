import fc from 'fast-check';
import { EXAMPLES } from './examples-table';
import { formatsOf, guessCarrier, recognize, squeezedNumber } from './recognize';

const SEED = Number(process.env['SEED'] ?? 20_261_126);
const idsOf = (number: string): string[] => formatsOf(squeezedNumber(number)).map(({ format }) => format.id);
const each = (kind: 'valid' | 'invalid') =>
  EXAMPLES.flatMap((one) => one[kind].map((number) => [one.id, number] as const));

describe('numbers of the data set', () => {
  it.each(each('valid'))('%s: %s is one', (id, number) => {
    expect(idsOf(number)).toContain(id);
    expect(recognize(number).length).toBeGreaterThan(0);
  });

  it.each(each('invalid'))('%s: %s is none', (id, number) => {
    expect(idsOf(number)).not.toContain(id);
  });
});

describe('recognize', () => {
  it.each([
    ['1Z5R89390357567127', 'ups', 'certain', 'UPS United States Ground'],
    ['RB123456785GB', 'royal-mail', 'certain', 'Letter Post Registered'],
    ['9400 1112 0555 5555 5555 52', null, null, null],
    ['9261292700768711948021', 'usps', 'certain', undefined],
    ['TBA000000000000', 'amazon', 'likely', undefined],
    ['JJD0002230155205150', 'yodel', 'likely', undefined],
  ])('finds %s to be of %s (%s)', (number, carrier, certainty, service) => {
    const [best] = recognize(number);
    if (carrier === null) return expect(best?.certainty).not.toBe('certain');
    expect(best).toMatchObject({ carrier, certainty });
    if (service !== undefined && service !== null) expect(best!.service).toBe(service);
  });

  it('says that digits alone may be of several, and guesses none of them', () => {
    const several = EXAMPLES.flatMap(({ valid }) => valid).filter((number) => {
      const found = recognize(number);
      return found.length > 1 && found[0]!.certainty === 'possible';
    });
    expect(several.length).toBeGreaterThan(2);
    for (const number of several) expect(guessCarrier(number)).toBeNull();
  });

  it('guesses only what has a shape of its own, never bare digits', () => {
    expect(guessCarrier('1Z5R89390357567127')).toMatchObject({ carrier: 'ups', certainty: 'certain' });
    expect(guessCarrier('TBA000000000000')).toMatchObject({ carrier: 'amazon', certainty: 'likely' });
    expect(recognize('986578788855')[0]).toMatchObject({ checkDigit: 'valid', isDistinct: false });
    for (const nothing of ['', '#1001', 'A1', '4711', 'HELLO WORLD', '1Z5R89390357567128', '986578788855'])
      expect(guessCarrier(nothing)).toBeNull();
  });

  it('does not mind spaces and case, and takes anything', () => {
    const numbers = fc.constantFrom(...EXAMPLES.flatMap(({ valid }) => valid));
    fc.assert(
      fc.property(numbers, fc.nat(12), (number, at) => {
        const spaced = `${number.slice(0, at)} ${number.slice(at)}`.toLowerCase();
        expect(recognize(spaced)).toEqual(recognize(number));
      }),
      { seed: SEED },
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.stringMatching(/^[0-9A-Z]{1,40}$/)),
        (text) => {
          expect(Array.isArray(recognize(text))).toBe(true);
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('is quick with numbers that are long and nearly right', () => {
    const began = performance.now();
    for (let length = 1; length < 400; length++) recognize(`420${'9'.repeat(length)}`);
    recognize(`GM${'0 '.repeat(20_000)}`);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
