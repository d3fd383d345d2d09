import { DELIVERED_TO, DIRECTIONS, FACILITY_ACTIONS, MILESTONE_CODES, nearest, REASONS } from '@whereabouts/model';

/** The fields of a row that hold words of the vocabulary, and which words these are. */
const VOCABULARY: readonly (readonly [field: string, what: string, words: readonly string[]])[] = [
  ['means', 'milestone', MILESTONE_CODES],
  ['reasons', 'reason', REASONS],
  ['facilityAction', 'facility action', FACILITY_ACTIONS],
  ['deliveredTo', 'place of delivery', Object.keys(DELIVERED_TO)],
  ['direction', 'direction', Object.keys(DIRECTIONS)],
  ['to', 'direction', Object.keys(DIRECTIONS)],
];
const KNOWN = VOCABULARY.map(([field, what, words]) => ({ field, what, words, known: new Set<unknown>(words) }));

/** The first word in the rows of a code table that is none of the vocabulary, with its row; null when all are. */
export function wrongWord(rows: readonly unknown[]): string | null {
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    if (typeof row !== 'object' || row === null) return `codes: row ${index + 1} is no object`;
    const problem = wrongInRow(row as Readonly<Record<string, unknown>>);
    if (problem !== null) return `codes: row ${index + 1} (${nameOf(row)}) ${problem}`;
  }
  return null;
}

function wrongInRow(row: Readonly<Record<string, unknown>>): string | null {
  if (row['means'] === undefined) return 'has no means: which milestone it is';
  if (row['reasons'] !== undefined && !Array.isArray(row['reasons'])) return 'has reasons that are no list';
  for (const { field, what, words, known } of KNOWN) {
    const value = row[field];
    if (value === undefined) continue;
    const strange = (Array.isArray(value) ? value : [value]).find((word) => !known.has(word)) as unknown;
    if (strange !== undefined) return `has the ${what} ${said(strange)}, which is none${suggestion(strange, words)}`;
  }
  return null;
}

const said = (word: unknown): string =>
  typeof word === 'string' ? JSON.stringify(word) : `of the type ${typeof word}`;

/** People write `delivered` and `Out For Delivery` for what they mean. */
function suggestion(word: unknown, words: readonly string[]): string {
  if (typeof word !== 'string') return '';
  const plain = (text: string) => text.toLowerCase().replace(/[\s-]+/g, '_');
  const right = words.find((one) => plain(one) === plain(word)) ?? nearest(word, words);
  return right === null || right === undefined ? '' : `: do you mean ${right}?`;
}

function nameOf(row: object): string {
  const { code, subCode, text } = row as Readonly<Record<string, unknown>>;
  const parts = [code, subCode].filter((part) => typeof part === 'string');
  return text instanceof RegExp ? `${parts.join('/')} ${String(text)}` : parts.join('/');
}
