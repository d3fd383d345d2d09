const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Digits that a number always holds exactly. */
const SAFE_DIGITS = 15;

/** Does a number hold each digit? What is no number at all counts as exact, so that the parser sees and refuses it. */
export function isExact(text: string): boolean {
  if (!JSON_NUMBER.test(text)) return true;
  const value = Number(text);
  if (String(value) === text) return true;
  if (!Number.isFinite(value)) return false;
  const digits = significantDigits(text);
  return digits <= SAFE_DIGITS && (value !== 0 || digits === 0);
}

/** How many digits lie between the first and the last that is not zero. */
function significantDigits(text: string): number {
  const digits = text.replace(/[eE].*/, '').replace(/[-.]/g, '');
  let first = 0;
  while (digits[first] === '0') first += 1;
  let last = digits.length;
  while (last > first && digits[last - 1] === '0') last -= 1;
  return last - first;
}
