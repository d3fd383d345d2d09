import { createHash } from 'node:crypto';
import type { DeliveredTo, Direction, FacilityAction, MilestoneCode, Reason } from '@whereabouts/model';

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
  const fold = options.fold === 'case' ? (text: string) => text.toUpperCase() : (text: string) => text;
  const bySubCode = new Map<string, CodeRow[]>();
  const seen = new Set<string>();
  for (const row of rows) {
    refuseUnusable(document, row, seen, fold);
    const key = bucketKey(fold(row.code), row.subCode === undefined ? null : fold(row.subCode));
    bySubCode.set(key, [...(bySubCode.get(key) ?? []), row]);
  }
  // The sort is stable, so rows of equal weight keep the order in which they were written.
  for (const bucket of bySubCode.values()) bucket.sort((a, b) => weight(b) - weight(a));

  const firstFit = (key: string, event: CodeKey): CodeRow | undefined =>
    bySubCode.get(key)?.find((row) => fits(row, event, fold));

  return {
    document,
    rows,
    fingerprint: fingerprintOf(rows),
    find(asked) {
      const isLong = asked.text != null && asked.text.length > LONGEST_WORDING;
      const event = isLong ? { ...asked, text: asked.text?.slice(0, LONGEST_WORDING) } : asked;
      const any = (): CodeRow | null => firstFit(bucketKey(ANY_CODE, null), event) ?? null;
      if (event.code === null) return any();
      const code = fold(event.code);
      const special = event.subCode == null ? undefined : firstFit(bucketKey(code, fold(event.subCode)), event);
      return special ?? firstFit(bucketKey(code, null), event) ?? any();
    },
  };
}

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

/** A sub-code decides first, so it is part of the Map's key: a table of hundreds of sub-codes stays one look-up. */
const bucketKey = (code: string, subCode: string | null): string => JSON.stringify([code, subCode]);

const weight = (row: CodeRow): number =>
  (row.text === undefined ? 0 : 4) + (row.service === undefined ? 0 : 2) + (row.direction === undefined ? 0 : 1);

function fits(row: CodeRow, event: CodeKey, fold: (text: string) => string): boolean {
  if (row.direction !== undefined && row.direction !== event.direction) return false;
  if (row.service !== undefined && (event.service == null || fold(row.service) !== fold(event.service))) return false;
  return row.text === undefined || (event.text != null && row.text.test(event.text));
}

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
