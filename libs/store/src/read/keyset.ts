/** One column of an order, with the PostgreSQL type of its value in a cursor. */
export interface SortColumn {
  readonly sql: string;
  readonly type: 'timestamptz' | 'int' | 'uuid' | 'text';
  readonly descending?: boolean;
}

/** What a row is sorted by: the values of its sort columns. The last one is unique. */
export type SortKey = readonly (string | number)[];

export interface PageRequest {
  /** Rows wanted. */
  readonly limit: number;
  /** True: the last rows of what is asked, still in the order of the list. */
  readonly backward: boolean;
  readonly after: SortKey | null;
  readonly before: SortKey | null;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** `order by`, turned round when a page is read from its end. */
export const orderBy = (sort: readonly SortColumn[], backward: boolean): string =>
  sort.map(({ sql, descending = false }) => `${sql} ${descending !== backward ? 'desc' : 'asc'}`).join(', ');

/** The condition for rows that come after (or before) a key in this order. */
export function beyond(
  sort: readonly SortColumn[],
  key: SortKey,
  side: 'after' | 'before',
  add: (value: unknown) => string,
): string {
  const places = sort.map(({ type }, index) => `${add(key[index])}::${type}`);
  const sign = ({ descending = false }: SortColumn): string => (descending === (side === 'after') ? '<' : '>');
  const [first] = sort;
  if (sort.every((column) => sign(column) === sign(first!)))
    return `(${sort.map(({ sql }) => sql).join(', ')}) ${sign(first!)} (${places.join(', ')})`;
  const chain = (index: number): string => {
    const strict = `${sort[index]!.sql} ${sign(sort[index]!)} ${places[index]!}`;
    return index === sort.length - 1
      ? strict
      : `(${strict} or (${sort[index]!.sql} = ${places[index]!} and ${chain(index + 1)}))`;
  };
  // The first term lets an index begin at the key.
  return `${first!.sql} ${sign(first!)}= ${places[0]!} and ${chain(0)}`;
}

/** Cuts the one row too many that tells whether there are more, and restores the order. */
export function toPage<Row>(rows: readonly Row[], request: PageRequest): Page<Row> {
  const more = rows.length > request.limit;
  const kept = more ? rows.slice(0, request.limit) : rows;
  return request.backward
    ? { rows: kept.toReversed(), hasPreviousPage: more, hasNextPage: request.before !== null }
    : { rows: kept, hasNextPage: more, hasPreviousPage: request.after !== null };
}

/** Counts on a request path stop here: "exact up to 10,000". */
export const COUNT_LIMIT = 10_001;

export const boundedCount = (from: string): string =>
  `select count(*)::int as total from (select 1 ${from} limit ${COUNT_LIMIT}) t`;
