import { recognize } from '../tracking-numbers/recognize';

/** As much of a text as is looked at. */
const LOOKED_AT = 4_000;

const ORDER_WORDS =
  /\b(?:order|bestellung|bestelnummer|bestelling|auftrag|commande|pedido|ordine)s?(?:nummer|number|nr|no|id)?\.?\s*(?:(?:number|nummer|nr|no|num|n°|id|is|lautet|:)\.?\s*){0,3}#?\s*([a-z0-9][a-z0-9-]{2,24})\b/giu;
const HASHED = /(?:^|\s)#\s?([a-z0-9-]{3,25})\b/giu;

/**
 * The order that a customer writes of: a number after a word for order, or after #. Null when there is none, or when
 * several are named. Without decoration, as orders bear it.
 */
export function orderNumberIn(text: string): string | null {
  const said = text.slice(0, LOOKED_AT);
  const numbers = [ORDER_WORDS, HASHED].flatMap((pattern) =>
    [...said.matchAll(pattern)].map(([, number]) => number!).filter((number) => /\d/.test(number)),
  );
  const [first, ...others] = new Set(numbers);
  return first === undefined || others.length > 0 ? null : first;
}

/** The parcel that a customer writes of: only a number that nobody but one carrier gives out, with its check digit. */
export function trackingNumberIn(text: string): string | null {
  const words =
    text
      .slice(0, LOOKED_AT)
      .toUpperCase()
      .match(/\b[A-Z0-9]{8,34}\b/g) ?? [];
  const numbers = new Set(words.filter((word) => /\d/.test(word) && recognize(word)[0]?.certainty === 'certain'));
  const [first, ...others] = numbers;
  return first === undefined || others.length > 0 ? null : first;
}
