import { createHash } from 'node:crypto';
import type { DeliveredTo, Direction, FacilityAction, MilestoneCode, Reason } from '@whereabouts/model';
import { RowFinder, WordingMemory, type Asked } from './row-finder';

/** One line of a source's code table: which raw code, under which conditions, means what. */
export interface CodeRow {
  /** The source's code, exactly as written unless the table folds case. `*`: any code, and none; tried last. */
  readonly code: string;
  /** The row holds only with this sub-code. */
  readonly subCode?: string;
  /** The row holds only when the source's wording matches. Tried in the order of the rows. */
  readonly text?: RegExp;
  /** The row holds only for this service. */
  readonly service?: string;
  /** The row holds only for a parcel that travels in this direction. */
  readonly direction?: Direction;
  readonly means: MilestoneCode;
  readonly reasons?: readonly Reason[];
  readonly facilityAction?: FacilityAction;
  readonly deliveredTo?: DeliveredTo;
  /** The milestone's direction when the code itself says so, such as a code for "returned to shipper". */
  readonly to?: Direction;
  /** The source's wording, for documentation and the plugin's health page. */
  readonly says?: string;
}

/** A row for each of the codes, separated by blanks, that mean the same: sources publish many codes and few meanings. */
export const alike = (codes: string, row: Omit<CodeRow, 'code'>): CodeRow[] =>
  codes
    .trim()
    .split(/\s+/)
    .map((code) => ({ code, ...row }));

/** What is known of an event when its row is looked up. */
export interface CodeKey {
  readonly code: string | null;
  readonly subCode?: string | null;
  readonly text?: string | null;
  readonly service?: string | null;
  readonly direction?: Direction;
}

export interface CodeTable {
  /** The document that the rows were taken from. */
  readonly document: string;
  readonly rows: readonly CodeRow[];
  /** Changes when any row does: eight hexadecimal digits. Stored with what was mapped by it. */
  readonly fingerprint: string;
  /** The most specific row that fits, or null: then the milestone is UNMAPPED. Never throws. */
  find(key: CodeKey): CodeRow | null;
}

export interface CodeTableOptions {
  /** `case`: codes, sub-codes and services are compared without regard to case. */
  readonly fold?: 'case';
}

/**
 * Makes a code table of data. Of the rows that fit an event the most specific wins: text and sub-code, then sub-code,
 * then text, then the plain row; service and direction decide between rows that are otherwise equally specific.
 *
 * @throws Error where the table is defined, for two rows with the same key or a text pattern that keeps state.
 */
export function codeTable(document: string, rows: readonly CodeRow[], options: CodeTableOptions = {}): CodeTable {
  const isFolded = options.fold === 'case';
  const fold = isFolded ? foldingOf(rows) : (text: string) => text;
  const seen = new Set<string>();
  const byCode = new Map<string, { readonly plain: CodeRow[]; readonly bySubCode: Map<string, CodeRow[]> }>();
  for (const row of rows) {
    refuseUnusable(document, row, seen, fold);
    const ofCode = atOrNew(byCode, fold(row.code), () => ({ plain: [], bySubCode: new Map<string, CodeRow[]>() }));
    (row.subCode === undefined ? ofCode.plain : atOrNew(ofCode.bySubCode, fold(row.subCode), () => [])).push(row);
  }
  const memory = new WordingMemory();
  const finder = (some: readonly CodeRow[]) => new RowFinder(some, fold, memory);
  const finders = mapValues(byCode, ({ plain, bySubCode }) => ({
    plain: finder(plain),
    bySubCode: bySubCode.size === 0 ? null : mapValues(bySubCode, finder),
  }));
  const anyCode = finders.get(ANY_CODE)?.plain;
  // Keys are folded: what is one needs no folding.
  const at = <Value>(map: ReadonlyMap<string, Value>, key: string): Value | undefined =>
    map.get(key) ?? (isFolded ? map.get(fold(key)) : undefined);

  return {
    document,
    rows,
    fingerprint: fingerprintOf(rows),
    find({ code, subCode, text, service, direction }) {
      const asked: Asked = {
        text: text == null ? null : text.length > LONGEST_WORDING ? text.slice(0, LONGEST_WORDING) : text,
        service: service ?? null,
        direction: direction ?? null,
      };
      const ofCode = code === null ? undefined : at(finders, code);
      const bySubCode = ofCode?.bySubCode ?? null;
      const special = subCode == null || bySubCode === null ? undefined : at(bySubCode, subCode);
      return special?.first(asked) ?? ofCode?.plain.first(asked) ?? anyCode?.first(asked) ?? null;
    },
  };
}

/** Upper case. Sources mostly write as the rows are written: of these it is known. */
function foldingOf(rows: readonly CodeRow[]): (text: string) => string {
  const known = new Map<string, string>();
  for (const { code, subCode = code, service = code } of rows)
    for (const text of [code, subCode, service]) known.set(text, text.toUpperCase());
  return (text) => known.get(text) ?? text.toUpperCase();
}

function atOrNew<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const before = map.get(key);
  if (before !== undefined) return before;
  const value = make();
  map.set(key, value);
  return value;
}

const mapValues = <Key, From, To>(map: ReadonlyMap<Key, From>, change: (value: From) => To): Map<Key, To> =>
  new Map([...map].map(([key, value]) => [key, change(value)]));

/** Longer wordings are no carrier's; patterns must not be kept busy by them. */
const LONGEST_WORDING = 300;

/** Order counts: it decides between rows of equal weight. What a row says to people does not. */
function fingerprintOf(rows: readonly CodeRow[]): string {
  const hash = createHash('sha256');
  for (const { says: _says, text, ...row } of rows) hash.update(JSON.stringify([text?.toString(), row]));
  return hash.digest('hex').slice(0, 8);
}

/** For sources that tell by wording alone: such rows have a text pattern. */
const ANY_CODE = '*';

function refuseUnusable(document: string, row: CodeRow, seen: Set<string>, fold: (text: string) => string): void {
  const { code, subCode, text, service, direction } = row;
  const optional = (value: string | undefined) => (value === undefined ? null : fold(value));
  const key = JSON.stringify([fold(code), optional(subCode), text?.toString() ?? null, optional(service), direction]);
  if (code === ANY_CODE && (text === undefined || subCode !== undefined))
    throw new Error(`${document}: a row for any code needs a text pattern, and no sub-code`);
  if (seen.has(key)) throw new Error(`${document}: two rows with the same key ${key}`);
  // A pattern with `g` or `y` remembers where it stopped, so that equal events would get different rows.
  if (text?.global || text?.sticky) throw new Error(`${document}: the pattern of ${key} must not be global or sticky`);
  seen.add(key);
}
