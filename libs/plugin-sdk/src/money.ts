import { asText, type Loose } from './loose';
import type { MoneyFact } from './records';

/** Money as a source wrote it; null where it is not a plain decimal with a currency of three letters. */
export function moneyFact(amount: Loose, currency: Loose): MoneyFact | null {
  const written = asText(amount) ?? '';
  const code = asText(currency) ?? '';
  const plain = /^-?\d{1,15}(\.\d{1,6})?$/.test(written) && /^[a-z]{3}$/i.test(code);
  return plain ? { amount: written, currency: code.toUpperCase() } : null;
}
