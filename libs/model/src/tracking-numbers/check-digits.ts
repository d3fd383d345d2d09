import type { CheckRule } from './number-format';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Letters count by their place in the alphabet: A is 2, as the Universal Postal Union and UPS have it. */
const valueOf = (character: string): number =>
  character >= '0' && character <= '9' ? Number(character) : (character.charCodeAt(0) - 3) % 10;

const sum = (terms: readonly number[]): number => terms.reduce((total, term) => total + term, 0);
const toTen = (total: number): string => String((10 - (total % 10)) % 10);

/** The check digit that belongs after these characters. */
export function checkDigit(serial: string, rule: CheckRule): string {
  const characters = [...serial];
  switch (rule.kind) {
    case 'weights': {
      const { evens, odds, reverse, prepend } = rule;
      const whole = prepend && !new RegExp(prepend.unless).test(serial) ? [...prepend.text, ...characters] : characters;
      if (reverse) whole.reverse();
      return toTen(sum(whole.map((one, place) => valueOf(one) * (place % 2 === 1 ? odds : evens))));
    }
    case 'luhn':
      return toTen(
        sum(
          characters.reverse().map((one, place) => {
            const doubled = Number(one) * (place % 2 === 0 ? 2 : 1);
            return doubled > 9 ? doubled - 9 : doubled;
          }),
        ),
      );
    case 'remainder':
      return String(characters.reduce((left, one) => (left * 10 + Number(one)) % rule.modulo, 0));
    case 'products':
      return String((weighted(characters, rule.weights) % rule.modulo) % rule.then);
    case 's10': {
      const left = 11 - (weighted(characters, rule.weights) % 11);
      return String(left === 10 ? 0 : left === 11 ? 5 : left);
    }
    case 'iso-7064-37-36':
      return iso7064(characters);
  }
}

const weighted = (characters: readonly string[], weights: readonly number[]): number =>
  sum(characters.map((one, place) => Number(one) * (weights[place] ?? 0)));

/** ISO/IEC 7064, mod 37,36: over digits and letters. */
function iso7064(characters: readonly string[]): string {
  let left = 36;
  for (const character of characters) {
    left = (left + ALPHABET.indexOf(character)) % 36 || 36;
    left = (left * 2) % 37;
  }
  return ALPHABET[(37 - left) % 36]!;
}
