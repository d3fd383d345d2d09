import { createHmac } from 'node:crypto';
import { renumbered, squeezedNumber } from '@whereabouts/model';
import type { PersonalKind } from './personal-keys';

const FIRST = ['Ada', 'Bruno', 'Carla', 'Dario', 'Elin', 'Fabio', 'Greta', 'Hugo', 'Iris', 'Jonas', 'Kaja', 'Levi'];
const LAST = [
  'Ashdown',
  'Birkeland',
  'Castell',
  'Dunmore',
  'Eklund',
  'Falkner',
  'Grantham',
  'Hollis',
  'Ingram',
  'Juhl',
];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Invents what stands for something real: always the same for the same, with a key that nobody keeps. */
export interface Inventor {
  value(kind: PersonalKind, real: string): string;
  /** Of the same carrier and length, with a check digit that fits. */
  trackingNumber(real: string): string;
}

export function inventor(key: Uint8Array): Inventor {
  const draw = (what: string, from: number): number =>
    createHmac('sha256', key).update(what).digest().readUInt32BE(0) % from;
  const oneOf = (list: readonly string[], what: string): string => list[draw(what, list.length)]!;
  const inShape = (real: string, what: string): string =>
    [...real]
      .map((one, place) => {
        if (/\d/.test(one)) return String(draw(`${what}|${place}`, 9) + 1);
        if (!/\p{L}/u.test(one)) return one;
        const letter = LETTERS[draw(`${what}|${place}`, 26)]!;
        return one === one.toLowerCase() ? letter.toLowerCase() : letter;
      })
      .join('');
  const make = (kind: PersonalKind, real: string): string => {
    const what = `${kind}|${real.trim().toLowerCase()}`;
    switch (kind) {
      case 'email':
        return `person-${draw(what, 9_000) + 1_000}@example.com`;
      case 'phone':
        return /^\d+$/.test(real) ? `155501${draw(what, 90) + 10}` : `+1-555-01${draw(what, 90) + 10}`;
      case 'first-name':
        return oneOf(FIRST, what);
      case 'last-name':
        return oneOf(LAST, what);
      case 'name':
        return `${oneOf(FIRST, what)} ${oneOf(LAST, `${what}|last`)}`;
      case 'company':
        return `Example Trading ${draw(what, 900) + 100}`;
      case 'street':
        return /^\d+[a-z]?$/i.test(real.trim()) ? String(draw(what, 90) + 10) : `${draw(what, 90) + 10} Sample Street`;
      case 'city':
        return 'Sampleton';
      case 'postal-code':
      case 'account':
        return inShape(real, what);
      case 'coordinate':
        return /^-?\d+\.\d+$/.test(real) ? real.replace(/(\.\d)\d*$/, '$1') : real;
      case 'ip':
        return '192.0.2.1';
      case 'text':
        return 'Words of a person, left out.';
      case 'image':
        return /^https?:/.test(real) ? 'https://example.com/left-out' : 'bGVmdCBvdXQ=';
      case 'secret':
        return 'left-out';
    }
  };
  return {
    value: (kind, real) => {
      const made = make(kind, real);
      return /\p{L}/u.test(real) && real === real.toUpperCase() && kind !== 'email' ? made.toUpperCase() : made;
    },
    trackingNumber: (real) => {
      const what = `number|${squeezedNumber(real)}`;
      return renumbered(real, (alphabet, place, attempt) => {
        const allowed = place === 0 && alphabet.startsWith('0') ? alphabet.slice(1) : alphabet;
        return allowed[draw(`${what}|${place}|${attempt}`, allowed.length)]!;
      });
    },
  };
}
