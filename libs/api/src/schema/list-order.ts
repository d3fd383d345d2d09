import { instant } from '@whereabouts/model';
import type { SortKey } from '@whereabouts/store';
import { refuse } from '../errors';

/** What a list is sorted by. Its cursors hold its name, so that one of another list, or of another order, is refused. */
export interface ListOrder<Row> {
  readonly name: string;
  readonly parts: readonly KeyPart[];
  readonly keyOf: (row: Row) => SortKey;
}

export type KeyPart = keyof typeof FITS;

const MOST_INT = 2_147_483_647;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The database fails where a value is not of the type of its column: whatever goes there is looked at. */
const FITS = {
  id: (value: unknown) => typeof value === 'string' && UUID.test(value),
  int: (value: unknown) => Number.isInteger(value) && Math.abs(value as number) <= MOST_INT,
  moment: (value: unknown) => typeof value === 'string' && isMoment(value),
} as const satisfies Record<string, (value: unknown) => boolean>;

function isMoment(value: string): boolean {
  try {
    return instant(value) === value;
  } catch {
    return false;
  }
}

/** Many lists are sorted by the id alone. */
export const byId = <Row extends { readonly id: string }>(name: string): ListOrder<Row> => ({
  name,
  parts: ['id'],
  keyOf: ({ id }) => [id],
});

export const encodeCursor = <Row>({ name, keyOf }: ListOrder<Row>, row: Row): string =>
  Buffer.from(JSON.stringify([name, ...keyOf(row)])).toString('base64url');

/** @throws BAD_USER_INPUT when it is not one of this list in this order */
export function decodeCursor({ name, parts }: Omit<ListOrder<never>, 'keyOf'>, cursor: string): SortKey {
  const [list, ...key] = partsOf(cursor);
  if (list === name && key.length === parts.length && parts.every((part, index) => FITS[part](key[index])))
    return key as SortKey;
  throw refuse(
    'BAD_USER_INPUT',
    'The cursor does not belong to this list: pass one that it gave, with the same order, or none to begin anew.',
  );
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const held = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    return Array.isArray(held) ? held : [];
  } catch {
    return [];
  }
}
