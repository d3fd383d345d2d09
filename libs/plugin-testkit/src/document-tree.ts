import { readJson, readXml, type JsonObject, type JsonValue } from '@whereabouts/plugin-sdk';
import { isList, isRecord } from './json-tree';
import { xmlOf } from './xml-writer';

/** A fixture as a tree of values that can be changed and written back. */
export interface DocumentTree {
  readonly format: 'json' | 'xml' | 'table' | 'segments';
  readonly root: JsonValue;
  /** Do records stand in lists whose order means nothing, so that they can be moved about? */
  readonly hasLists: boolean;
  write(root: JsonValue): Uint8Array;
}

/** Reads a fixture as a tree, or null: then only its bytes can be changed. */
export function treeOf(bytes: Uint8Array): DocumentTree | null {
  const json = readJson(bytes);
  if (json.ok && typeof json.value === 'object')
    return {
      format: 'json',
      root: json.value,
      hasLists: true,
      write: (root) => Buffer.from(JSON.stringify(root) ?? ''),
    };
  const xml = readXml(bytes);
  if (xml.ok) return { format: 'xml', root: xml.value, hasLists: true, write: (root) => Buffer.from(xmlOf(root)) };
  const text = Buffer.from(bytes).toString('utf8');
  return segmentsOf(text) ?? tableOf(text);
}

/** EDI: segments of elements. X12 states its separators in its first segment of fixed width, EDIFACT in UNA. */
function segmentsOf(text: string): DocumentTree | null {
  const start = text.trimStart();
  const separators = start.startsWith('ISA')
    ? ([start[3], start[105]] as const)
    : start.startsWith('UNA')
      ? ([start[4], start[8]] as const)
      : start.startsWith('UNB')
        ? (['+', "'"] as const)
        : null;
  const [element, end] = separators ?? [];
  if (element === undefined || end === undefined) return null;
  return {
    format: 'segments',
    root: text.split(end).map((segment) => {
      const elements = segment.split(element);
      return rowOf(elements, elements[0]?.trim() ?? '');
    }),
    hasLists: false,
    write: (root) => Buffer.from(joined(root, element, end)),
  };
}

const DELIMITERS = ['\t', ';', ',', '|'];

/** Rows of cells. Cells in quotes keep them: what matters is that rows and cells can be moved and changed. */
function tableOf(text: string): DocumentTree | null {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(lineEnd);
  const delimiter = DELIMITERS.find((one) => lines[0]?.includes(one));
  if (delimiter === undefined || lines.length < 2 || /^\s*</.test(text)) return null;
  const rows = lines.map((line) => cellsOf(line, delimiter));
  const hasHeading = rows[0]?.every(isHeading) ?? false;
  return {
    format: 'table',
    root: rows.map((cells, index) => rowOf(cells, index === 0 && hasHeading ? 'heading' : 'column')),
    hasLists: true,
    write: (root) => Buffer.from(joined(root, delimiter, lineEnd)),
  };
}

/** A delimiter inside quotes is part of the cell. */
function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = [''];
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === delimiter && !isQuoted) cells.push('');
    else cells[cells.length - 1] += character;
  }
  return cells;
}

/** Headings are words; cells of records have numbers and dates among them. */
const isHeading = (cell: string): boolean => /\p{L}/u.test(cell) && !/\d{3}/.test(cell);

/** Cells under names that tell columns apart, and keep their places when one is gone: `column-2`, `AT7-1`. */
const rowOf = (cells: readonly string[], kind: string): JsonObject =>
  Object.fromEntries(cells.map((cell, index) => [`${kind}-${index}`, cell]));

function cellsIn(row: JsonValue): readonly JsonValue[] {
  if (!isRecord(row)) return isList(row) ? row : [row];
  const cells: JsonValue[] = [];
  for (const [name, cell] of Object.entries(row)) {
    const [, place] = /-(\d{1,3})$/.exec(name) ?? [];
    cells[place === undefined ? cells.length : Number(place)] = cell;
  }
  return Array.from(cells, (cell) => cell ?? null);
}

const joined = (root: JsonValue, between: string, after: string): string =>
  (isList(root) ? root : [root])
    .map((row) =>
      cellsIn(row)
        .map((cell) => (cell === null ? '' : plain(cell)))
        .join(between),
    )
    .join(after);

const plain = (cell: JsonValue): string => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell));
