import type { Instant } from '@whereabouts/model';

/** The rows of a read as one value, so that one statement answers several reads. */
export const jsonRows = (select: string): string => `(select coalesce(json_agg(q), '[]') from (${select}) q)`;

/** `2026-11-22T12:00:00.5+00:00`, as PostgreSQL writes a moment into JSON, to an Instant. The session's zone is UTC. */
export const momentOfJson = (text: string): Instant =>
  `${text.slice(0, 19)}.${text
    .slice(20, text.length - 6)
    .padEnd(3, '0')
    .slice(0, 3)}Z` as Instant;

/** Rows that travelled as JSON: the columns that hold moments are named, since JSON has none. */
export const fromJsonRows = <View extends object>(
  rows: readonly View[],
  moments: readonly (keyof View & string)[],
): View[] =>
  rows.map((row) => {
    const view = { ...row } as Record<string, unknown>;
    for (const name of moments) if (typeof view[name] === 'string') view[name] = momentOfJson(view[name]);
    return view as View;
  });
