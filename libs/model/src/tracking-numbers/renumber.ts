import { checkDigit } from './check-digits';
import { KIND_GROUPS } from './formats-table';
import { formatsOf, shapesOf, squeezedNumber, type FormatMatch } from './recognize';

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const TRIES = 8;

/** One character of an alphabet; `place` counts within the number. */
export type PickCharacter = (alphabet: string, place: number, attempt: number) => string;

const alphabetOf = (character: string): string =>
  DIGITS.includes(character) ? DIGITS : LETTERS.includes(character) ? LETTERS : '';

/**
 * What may stand at each place: other characters of the same sort that leave it a number of the format. Parts that say
 * what kind of parcel it is, and the check digit, stay as they are: an empty alphabet.
 */
function alphabetsOf(number: string, { format, match }: FormatMatch): string[] {
  const spans = match.indices!.groups!;
  const fixed = [...KIND_GROUPS, 'CheckDigit'].flatMap((name) => (spans[name] ? [spans[name]] : []));
  const pattern = new RegExp(`^(?:${format.pattern})$`);
  return [...number].map((character, place) => {
    if (fixed.some(([from, to]) => place >= from && place < to)) return '';
    const fits = (one: string): boolean => pattern.test(number.slice(0, place) + one + number.slice(place + 1));
    const alphabet = [...alphabetOf(character)].filter(fits).join('');
    return alphabet.length > 1 ? alphabet : '';
  });
}

/** The number with other characters and the check digit that belongs to them; null when that is none of its format. */
function rewritten(
  number: string,
  { format, match }: FormatMatch,
  alphabets: readonly string[],
  pick: (alphabet: string, place: number) => string,
): string | null {
  const characters = [...number].map((one, place) => (alphabets[place] ? pick(alphabets[place], place) : one));
  const spans = match.indices!.groups!;
  if (format.check) {
    const [from, to] = spans['SerialNumber']!;
    characters[spans['CheckDigit']![0]] = checkDigit(characters.slice(from, to).join(''), format.check);
  }
  const text = characters.join('');
  return text !== number && formatsOf(text).some((one) => one.format === format) ? text : null;
}

/**
 * Another number of the same kind: same carrier, service and length, and a check digit that fits (also where the one it has
 * does not), where the format is known; otherwise the same shape of digits and letters, with its first letters kept. Spaces are not.
 */
export function renumbered(number: string, pick: PickCharacter): string {
  const squeezed = squeezedNumber(number);
  const formats = formatsOf(squeezed);
  const isOwn = ({ format }: FormatMatch): boolean => format.own === true;
  const found = formats.find(isOwn) ?? formats[0] ?? shapesOf(squeezed).find(isOwn);
  const alphabets = found ? alphabetsOf(squeezed, found) : [];
  for (let attempt = 0; found && attempt < TRIES; attempt++) {
    const text = rewritten(squeezed, found, alphabets, (alphabet, place) => pick(alphabet, place, attempt));
    if (text !== null) return text;
  }
  return ofSameShape(squeezed, pick);
}

function ofSameShape(number: string, pick: PickCharacter): string {
  const head = /[0-9]/.test(number) ? /^[A-Z]{0,4}/.exec(number)![0].length : 0;
  return [...number]
    .map((one, place) => {
      const alphabet = place < head ? '' : alphabetOf(one);
      return alphabet === '' ? one : pick(alphabet, place, 0);
    })
    .join('');
}
