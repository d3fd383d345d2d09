import type { Money } from './order';

const DECIMAL = /^(\d{1,15})(?:\.(\d{1,6}))?$/;
const PLACES = 6;

/** Millionths, so that amounts compare exactly; null for text that is no plain amount. */
function millionths(amount: string): bigint | null {
  const [, whole, fraction = ''] = DECIMAL.exec(amount) ?? [];
  return whole === undefined ? null : BigInt(whole + fraction.padEnd(PLACES, '0'));
}

/** Below, at or above 0 as `a` is less, equal or more than `b`; null where one of them is no plain decimal amount. */
export function compareAmounts(a: string, b: string): -1 | 0 | 1 | null {
  const [left, right] = [millionths(a), millionths(b)];
  if (left === null || right === null) return null;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** More than nothing, in a currency by its three letters. */
export const isSum = ({ amount, currency }: Money): boolean =>
  (millionths(amount) ?? 0n) > 0n && /^[A-Z]{3}$/.test(currency);

/** Digits behind the point: two of USD, none of JPY. */
const placesOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;

/** A sum as its currency is written; null for what is no sum, or would be a part of its smallest coin. */
export function asPaid({ amount, currency }: Money): Money | null {
  if (!isSum({ amount, currency })) return null;
  const [, whole = '', fraction = ''] = DECIMAL.exec(amount)!;
  const places = placesOf(currency);
  const kept = fraction.slice(0, places).padEnd(places, '0');
  if (/[^0]/.test(fraction.slice(places))) return null;
  return { amount: `${BigInt(whole)}${places ? `.${kept}` : ''}`, currency };
}

/** As people read it. */
export const inWords = ({ amount, currency }: Money): string => `${amount} ${currency}`;
