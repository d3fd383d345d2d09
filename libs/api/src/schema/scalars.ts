import { instant, type Instant } from '@whereabouts/model';
import { GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

const asIs = (value: unknown): unknown => value;

const RFC_3339 = /^(\d{4}-\d\d-\d\d)[Tt](?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

function toInstant(value: unknown): Instant {
  const date = typeof value === 'string' ? RFC_3339.exec(value)?.[1] : undefined;
  if (date === undefined)
    throw new TypeError('A DateTime is an RFC 3339 text with its offset, such as 2026-11-22T04:36:00Z.');
  const at = instant((value as string).toUpperCase());
  // Date takes the 30th of February for the 2nd of March.
  if (!instant(`${date}T00:00:00Z`).startsWith(date)) throw new TypeError(`There is no ${date} in the calendar.`);
  return at;
}

/** All moments of ours are Instants already: nothing is converted on the way out. */
export const DateTime = new GraphQLScalarType<Instant>({
  name: 'DateTime',
  description: 'A moment in time as RFC 3339 text. Answers are in UTC with milliseconds; any offset is taken in.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: asIs as (value: unknown) => Instant,
  parseValue: toInstant,
  parseLiteral: (node) => toInstant(node.kind === Kind.STRING ? node.value : null),
});

/** A text that only goes out. */
const outgoing = (name: string, description: string): GraphQLScalarType => {
  const never = (): never => {
    throw new TypeError(`${name} is not an input.`);
  };
  return new GraphQLScalarType({ name, description, serialize: asIs, parseValue: never, parseLiteral: never });
};

export const Duration = outgoing(
  'Duration',
  'An ISO-8601 duration, such as PT4H; with a leading minus when it is negative.',
);
export const Url = outgoing('URL', 'A URL as its source wrote it.');

export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  serialize: asIs,
  parseValue: asIs,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

const text = (value: unknown): string => {
  // An empty one would be taken for none: whoever lost theirs would go on from now, and miss what was between.
  if (typeof value !== 'string' || value === '')
    throw new TypeError('A FeedCursor is a text that an earlier answer gave; null is from now on.');
  return value;
};

export const FeedCursor = new GraphQLScalarType<string>({
  name: 'FeedCursor',
  description: 'Opaque position in the change feed. A feed position is good for at least seven days.',
  serialize: asIs as (value: unknown) => string,
  parseValue: text,
  parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : null),
});
