/** Words that people shorten as they like, by what stands for them. */
const SHORT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    street: 'st',
    saint: 'st',
    avenue: 'ave',
    av: 'ave',
    road: 'rd',
    boulevard: 'blvd',
    drive: 'dr',
    lane: 'ln',
    court: 'ct',
    place: 'pl',
    square: 'sq',
    highway: 'hwy',
    parkway: 'pkwy',
    terrace: 'ter',
    circle: 'cir',
    north: 'n',
    south: 's',
    east: 'e',
    west: 'w',
    northeast: 'ne',
    northwest: 'nw',
    southeast: 'se',
    southwest: 'sw',
    apartment: 'apt',
    suite: 'ste',
    number: 'no',
    calle: 'c',
    strasse: 'str',
  }),
);

const ASCII = /^[\0-\x7f]*$/;
const BETWEEN_ASCII = /[^a-z0-9]+/g;
const MARKS = /\p{M}+/gu;
const BETWEEN = /[^\p{L}\p{N}]+/gu;
/** `Hauptstrasse`: the word for street is part of the name. */
const STREET_WITHIN = /(\p{L}{2,})strasse$/u;

/**
 * A street line as it is compared: letter case, accents, punctuation, spacing and the usual abbreviations do not matter. Empty
 * when it names nothing.
 */
export function streetLine(text: string): string {
  // Mostly nothing has to be looked up in Unicode's tables.
  const words = ASCII.test(text)
    ? text.toLowerCase().replaceAll('#', ' apt ').replace(BETWEEN_ASCII, ' ')
    : text
        .normalize('NFKD')
        .replace(MARKS, '')
        .toLowerCase()
        .replaceAll('ß', 'ss')
        .replaceAll('#', ' apt ')
        .replace(BETWEEN, ' ');
  return words.trim().split(' ').map(shortened).join(' ');
}

const shortened = (word: string): string =>
  SHORT.get(word) ?? (word.endsWith('strasse') ? word.replace(STREET_WITHIN, '$1str') : word);
