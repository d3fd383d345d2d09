import { ERROR_CODES, type ErrorCode } from '@whereabouts/api';
import { isEnumType, type GraphQLSchema } from 'graphql';

/** What each code means to a client, and what to do. */
const MEANINGS: Readonly<Record<ErrorCode, string>> = {
  BAD_USER_INPUT: 'Something that was sent does not fit, or asks for too much. The message says what and where.',
  UNAUTHENTICATED: 'Nobody is signed in, or the credentials are no longer good. Get new ones.',
  FORBIDDEN: 'The role, or the scope of the key, does not allow it.',
  NOT_FOUND: 'There is no such thing for whoever asks.',
  CURSOR_EXPIRED: 'The cursor is older than the feed (`HUB_FEED_DAYS`). Take a new snapshot.',
  RESYNC: 'The subscriber was too slow. Go on from `extensions.cursor`.',
  TIMEOUT: 'A statement took longer than HUB_STATEMENT_SECONDS. Ask for smaller pages, or for less below them.',
  RATE_LIMITED: 'Too much was asked for lately. Wait as long as the answer says.',
  DOCUMENT_NOT_TRUSTED: 'A text was sent where only [registered documents](README.md#registered-documents) run.',
  UNAVAILABLE: 'The hub cannot reach its database for now. Try again soon.',
  INTERNAL: 'Something failed on our side. Tell support the `requestId`.',
};

/** Of GraphQL over HTTP itself, as Apollo Server names them. */
const OF_THE_PROTOCOL: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'The text is no GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema, or is beyond the [limits](README.md#limits).',
  OPERATION_RESOLUTION_FAILURE: 'The document holds several operations, or none of the name that was given.',
  PERSISTED_QUERY_NOT_FOUND: 'No document is registered under that hash.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'No documents are registered with this hub. Send texts.',
  BAD_REQUEST: 'The request is not one of GraphQL over HTTP.',
};

/** docs/api/errors.md: every code that a client may meet. */
export function apiErrorsPage(schema: GraphQLSchema): string {
  const userErrors = schema.getType('UserErrorCode');
  if (!isEnumType(userErrors)) throw new Error('the schema has no UserErrorCode');
  const text = [
    '# Errors',
    'Made from the codes of the API by `UPDATE_DOCS=1 npx jest -c tools/testing/jest.config.cjs apps/hub/src/docs`.',
    'There are two kinds. What a person may well run into, such as a stale version, is in the `userErrors` of a mutation: the request went well, and the answer says why nothing was done. All else is in `errors`, with `extensions { code retryable requestId }`. `retryable` says whether the same request may succeed later.',
    '## userErrors',
    userErrors
      .getValues()
      .map(({ name, description }) => `- \`${name}\`: ${description ?? ''}`)
      .join('\n'),
    '## errors',
    (Object.keys(ERROR_CODES) as ErrorCode[])
      .map((code) => `- \`${code}\`${ERROR_CODES[code].retryable ? ' (retryable)' : ''}: ${MEANINGS[code]}`)
      .join('\n'),
    '## Of the protocol',
    Object.entries(OF_THE_PROTOCOL)
      .map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
      .join('\n'),
    '## Close codes of WebSockets',
    [
      '- `1001`: the hub stops. Come back with the last cursor.',
      '- `1009`: a message is too long.',
      '- `1013`: the hub has no room for more. Come back later.',
      '- `4400`: a message is not one of graphql-transport-ws.',
      '- `4401`: an operation before `connection_ack`.',
      '- `4403`: the credentials do not let in, or no longer.',
      '- `4406`: not the protocol graphql-transport-ws.',
      '- `4408`: no `connection_init` in time.',
      '- `4409`: an id that is in use.',
      '- `4429`: `connection_init` twice.',
    ].join('\n'),
  ].join('\n\n');
  return `${text}\n`;
}
