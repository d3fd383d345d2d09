import { InvalidArgumentError } from 'commander';

/** A day begins at midnight UTC. */
export const dayOrMoment = (value: string): string =>
  momentArgument(/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value);

export function dayArgument(value: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))) return value;
  throw new InvalidArgumentError('A day is like 2026-11-22.');
}

export function momentArgument(value: string): string {
  if (/(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value))) return value;
  throw new InvalidArgumentError('A time needs its offset: 2026-11-22T10:00:00Z.');
}
