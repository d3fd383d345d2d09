import { parse } from 'csv-parse/sync';
import { windows1252Text, type Read } from '@whereabouts/plugin-sdk';
import type { Cell, Mapping } from './mapping';

/** A row of a table: its number in the file, and what its cells say. */
export interface Row {
  readonly number: number;
  /** The trimmed text of a cell; null when it is empty, not there, or not mapped. */
  text(cell: Cell | undefined): string | null;
}

export interface Table {
  readonly rows: readonly Row[];
  /** Columns that the mapping names and the table lacks. */
  readonly missing: readonly string[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

const squeezed = (heading: string): string => heading.normalize('NFC').replace(/\s+/g, '').toLowerCase();

/** Reads a table of text. A delimiter that is not stated is the one that the first line has most of. */
export function readTable(bytes: Uint8Array, mapping: Mapping): Read<Table> {
  const { encoding } = mapping;
  const decoded = encoding === 'windows-1252' ? windows1252Text(bytes) : new TextDecoder(encoding).decode(bytes);
  const text = decoded.replace(/^\uFEFF/, '');
  if (text.trim() === '') return { ok: false, problem: 'there is nothing in it' };
  const [firstLine = ''] = text.split(/\r?\n/, 1);
  const delimiter =
    mapping.delimiter ??
    DELIMITERS.reduce((best, one) => (count(firstLine, one) > count(firstLine, best) ? one : best));
  let records: string[][];
  try {
    records = parse(text, {
      delimiter,
      trim: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (fault) {
    return { ok: false, problem: `not a table: ${fault instanceof Error ? fault.message : 'it cannot be read'}` };
  }
  const headings = (mapping.headings ? records[0] : undefined)?.map(squeezed);
  const body = mapping.headings ? records.slice(1) : records;
  const indexOf = (name: string): number => (headings ? headings.indexOf(squeezed(name)) : Number(name) - 1);
  const first = mapping.headings ? 2 : 1;
  return {
    ok: true,
    value: {
      rows: body.map((record, index) => ({ number: index + first, text: (cell) => textOf(cell, record, indexOf) })),
      missing: headings === undefined ? [] : columnsOf(mapping).filter((name) => indexOf(name) < 0),
    },
  };
}

const count = (text: string, part: string): number => text.split(part).length - 1;

function textOf(cell: Cell | undefined, record: readonly string[], indexOf: (name: string) => number): string | null {
  if (cell === undefined) return null;
  if (typeof cell === 'object' && 'value' in cell) return cell.value;
  return record[indexOf(typeof cell === 'string' ? cell : cell.column)]?.trim() || null;
}

function columnsOf({ parcel, event, shipment, order, inventory }: Mapping): string[] {
  const cells = [parcel, event, shipment, order, inventory].flatMap(
    (group) => Object.values(group ?? {}) as (Cell | undefined)[],
  );
  const names = cells.flatMap((cell) => {
    if (typeof cell === 'string') return [cell];
    return cell !== undefined && 'column' in cell ? [cell.column] : [];
  });
  return [...new Set(names)];
}
