import { CriticalityLevel, diff, type Rule } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';
import { deprecationsOf } from './deprecations';

/** What a client notices of a change: it fails; it may meet what it does not know; nothing. */
export type Weight = 'breaking' | 'dangerous' | 'safe';

export interface SchemaChange {
  readonly weight: Weight;
  readonly path: string;
  readonly message: string;
}

const WEIGHTS: Readonly<Record<CriticalityLevel, Weight>> = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
};

const ABOUT_WORDS = /DESCRIPTION|DEPRECATION/;

/** What became of a schema, without changes of wording. What was deprecated may go once its day (`YYYY-MM-DD`) has passed. */
export async function schemaChanges(
  before: GraphQLSchema,
  after: GraphQLSchema,
  today: string,
): Promise<SchemaChange[]> {
  const gone = new Set(
    deprecationsOf(before)
      .filter(({ until }) => until !== null && until < today)
      .map(({ path }) => path),
  );
  const announced: Rule = ({ changes }) =>
    changes.map((change) =>
      change.type.endsWith('_REMOVED') && gone.has(change.path ?? '')
        ? { ...change, criticality: { ...change.criticality, level: CriticalityLevel.NonBreaking } }
        : change,
    );
  const changes = await diff(before, after, [announced]);
  return changes
    .filter(({ type }) => !ABOUT_WORDS.test(type))
    .map(({ criticality, path, message }) => ({ weight: WEIGHTS[criticality.level], path: path ?? '', message }));
}
