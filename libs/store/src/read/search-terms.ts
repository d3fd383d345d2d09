/** What a search text may stand for. Exact finds only: each is an index look-up. */
export interface SearchTerms {
  readonly caseNumber: number | null;
  readonly trackingNumbers: readonly string[];
  readonly orderNumbers: readonly string[];
  /** Lower case. */
  readonly email: string | null;
}

const CASE_NUMBER = /^(?:ex-)?(\d{1,9})$/i;

/** As people paste it: with spaces in a tracking number, `#` before an order number, any case in an email address. */
export function searchTerms(search: string): SearchTerms {
  const text = search.trim();
  const number = CASE_NUMBER.exec(text)?.[1];
  return {
    caseNumber: number === undefined ? null : Number(number),
    trackingNumbers: trackingNumberForms(text),
    orderNumbers: [...new Set([text, text.replace(/^#/, '')])],
    email: text.includes('@') ? text.toLowerCase() : null,
  };
}

/** A tracking number as given and without spaces, dashes and small letters. */
export const trackingNumberForms = (text: string): readonly string[] => [
  ...new Set([text.trim(), text.replace(/[\s-]+/g, '').toUpperCase()]),
];
