/** Words that people shorten as they like, by what stands for them. */
const SHORT: Readonly<Record<string, string>> = {
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
};

const MARKS = /\p{M}+/gu;
const BETWEEN = /[^\p{L}\p{N}]+/gu;
/** `Hauptstrasse`: the word for street is part of the name. */
const STREET_WITHIN = /(\p{L}{2,})strasse$/u;

/**
 * A street line as it is compared: letter case, accents, punctuation, spacing and the usual abbreviations do not matter. Empty
 * when it names nothing.
 */
export const streetLine = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('#', ' apt ')
    .replace(BETWEEN, ' ')
    .trim()
    .split(' ')
    .map((word) => (Object.hasOwn(SHORT, word) ? SHORT[word]! : word.replace(STREET_WITHIN, '$1str')))
    .join(' ');
