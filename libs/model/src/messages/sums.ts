import type { Money } from '../orders/order';

/** Signs that stand for one currency; that of a dollar depends on whose it is. */
const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', '¥': 'JPY', $: 'USD' };
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const FIGURE = String.raw`\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,6})?`;
const SIGN = String.raw`[€£¥$]|[A-Z]{3}(?![A-Za-z])`;
const SUM = new RegExp(String.raw`(?<![\w.,])(?:(${SIGN})\s?(${FIGURE})|(${FIGURE})\s?(${SIGN}))`, 'gu');

/**
 * The sums of money that a text names. A figure that can be read in two ways, such as `1.234`, is read as the larger one:
 * whoever asks wants to know what is promised at most.
 */
export function sumsIn(text: string, orderCurrency: string | null): Money[] {
  return [...text.matchAll(SUM)].flatMap(([, before, first, second, after]) => {
    const currency = currencyOf((before ?? after)!, orderCurrency);
    return currency === null ? [] : [{ amount: amountOf((first ?? second)!), currency }];
  });
}

function currencyOf(sign: string, orderCurrency: string | null): string | null {
  if (sign === '$') return orderCurrency?.endsWith('D') ? orderCurrency : 'USD';
  const currency = SIGNS[sign] ?? sign;
  return CURRENCIES.has(currency) ? currency : null;
}

function amountOf(figure: string): string {
  const [, whole = '', fraction] = /^(.*?)(?:[.,](\d{1,2}|\d{4,6}))?$/.exec(figure) ?? [];
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  return fraction === undefined ? digits : `${digits || '0'}.${fraction}`;
}
