import type { GraphQLFormattedError } from 'graphql';

const ABOUT_THE_DOCUMENT = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

/** Whoever asks for the older media type gets 200 also for a document that cannot be run: GraphQL over HTTP, 6.4.1. */
export const statusShown = <Status extends number | undefined>(
  status: Status,
  errors: readonly GraphQLFormattedError[] | undefined,
  accept: string | undefined,
): Status | 200 =>
  status === 400 &&
  !accept?.includes('application/graphql-response+json') &&
  errors?.every(({ extensions }) => ABOUT_THE_DOCUMENT.has(String(extensions?.['code'])))
    ? 200
    : status;
