import { buildSchema } from 'graphql';
import { deprecationsOf } from './deprecations';
import type { Release } from './releases';
import { schemaChanges, type SchemaChange } from './schema-changes';

export interface Checked {
  /** Why this schema must not be released; empty: it may. */
  readonly faults: readonly string[];
  /** What clients that are written with care bear. */
  readonly dangerous: readonly SchemaChange[];
}

/** Holds a schema to the one that was released last, and its deprecations to having a day. */
export async function check(sdl: string, last: Release | undefined, today: string): Promise<Checked> {
  const schema = buildSchema(sdl);
  const changes = last ? await schemaChanges(buildSchema(last.sdl), schema, today) : [];
  const undated = deprecationsOf(schema).filter(({ until }) => until === null);
  return {
    faults: [
      ...changes
        .filter(({ weight }) => weight === 'breaking')
        .map(({ path, message }) => `${path}: breaks clients of ${last!.version}: ${message}.`),
      ...undated.map(
        ({ path, reason }) =>
          `${path}: is deprecated without a day. End the reason by one, such as "… until 2027-06-30": ${reason}`,
      ),
    ],
    dangerous: changes.filter(({ weight }) => weight === 'dangerous'),
  };
}
