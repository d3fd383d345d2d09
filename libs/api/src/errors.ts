import { Abandoned, isUnavailable } from '@whereabouts/store';
import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError } from 'graphql';

/** The codes of ours that a client may see; beside them only those that GraphQL over HTTP itself needs. */
export const ERROR_CODES = {
  BAD_USER_INPUT: { retryable: false },
  UNAUTHENTICATED: { retryable: false },
  FORBIDDEN: { retryable: false },
  NOT_FOUND: { retryable: false },
  /** Only registered documents are run for this viewer. */
  DOCUMENT_NOT_TRUSTED: { retryable: false },
  CURSOR_EXPIRED: { retryable: false },
  /** The subscriber was too slow: go on from `extensions.cursor`. */
  RESYNC: { retryable: true },
  RATE_LIMITED: { retryable: true },
  UNAVAILABLE: { retryable: true },
  /** A statement took longer than the hub gives it. */
  TIMEOUT: { retryable: true },
  INTERNAL: { retryable: false },
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

const isOurs = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
/** Apollo's own: syntax, validation, persisted queries and the like. */
const PROTOCOL_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
]);

/** A refusal that is shown as it is. */
export const refuse = (code: ErrorCode, message: string, extensions: GraphQLErrorExtensions = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, ...extensions } });

/** Of a look-up that names nothing: null would say that there is no such thing. */
export const nothingNamed = (what: string, otherName: string): GraphQLError =>
  refuse('BAD_USER_INPUT', `Say which ${what}: give its id or its ${otherName}.`);

export interface ErrorScope {
  readonly requestId: string;
  /** Told of every fault, whole. */
  readonly logFault: (fault: unknown, requestId: string) => void;
}

/** Variables of the wrong type: graphql-js and the compiled executor word it alike and give no code. */
const VARIABLE = /^Variable "\$/;

/** Arguments by a variable that is null though its default is not: found when the field is run, in the same words. */
const ARGUMENT = /^Argument "\w+" (?:of (?:required|non-null) type|has invalid value) /;

/** SQLSTATE query_canceled: what nobody waits for any more is told apart, so that it is the statement timeout. */
const STATEMENT_CANCELED = '57014';

/** SQLSTATE character_not_in_repertoire: PostgreSQL has no U+0000, and no text of ours holds one. */
const NO_SUCH_CHARACTER = '22021';

const sqlStateOf = ({ originalError }: GraphQLError): unknown =>
  (originalError as { code?: unknown } | undefined)?.code;

/** Errors of the compiled executor may have none, whatever their type says. */
const extensionsOf = ({ extensions }: GraphQLError): GraphQLErrorExtensions =>
  (extensions as GraphQLErrorExtensions | undefined) ?? {};

function codeOf(error: GraphQLError): string {
  const given =
    extensionsOf(error)['code'] ??
    (error.originalError as { extensions?: { code?: unknown } } | undefined)?.extensions?.code;
  if (isOurs(given) && given !== 'INTERNAL') return given;
  if (typeof given === 'string' && PROTOCOL_CODES.has(given)) return given;
  if (error.originalError instanceof Abandoned) return 'UNAVAILABLE';
  if (error.originalError && isUnavailable(error.originalError)) return 'UNAVAILABLE';
  if (sqlStateOf(error) === STATEMENT_CANCELED) return 'TIMEOUT';
  if (sqlStateOf(error) === NO_SUCH_CHARACTER) return 'BAD_USER_INPUT';
  // Without a path: nothing was running yet.
  if (error.path === undefined && VARIABLE.test(error.message)) return 'BAD_USER_INPUT';
  const isOfGraphql = error.originalError === undefined || error.originalError instanceof GraphQLError;
  if (isOfGraphql && ARGUMENT.test(error.message)) return 'BAD_USER_INPUT';
  return 'INTERNAL';
}

/** An error as clients see it. */
export interface ClientError extends GraphQLFormattedError {
  readonly extensions: GraphQLErrorExtensions;
}

/**
 * What a client sees of an error: a code, whether a retry helps, and the request's id. Anything that was not thrown on
 * purpose is a fault: it is logged whole and shown as a reference.
 */
export function toClientError(error: GraphQLError, { requestId, logFault }: ErrorScope): ClientError {
  const code = codeOf(error);
  const retryable = isOurs(code) && ERROR_CODES[code].retryable;
  // The interpreter finds them by the nodes; the compiled executor, which keeps none, brings them along.
  const { locations, path } = error;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (code === 'INTERNAL' || code === 'UNAVAILABLE' || code === 'TIMEOUT') {
    // Whose client went away: nobody's fault, and nobody hears of it.
    if (!(error.originalError instanceof Abandoned)) logFault(error.originalError ?? error, requestId);
    return { message: `${FAULTS[code]} (${requestId}).`, ...place, extensions: { code, retryable, requestId } };
  }
  const { stacktrace: _, ...extensions } = extensionsOf(error);
  const message = sqlStateOf(error) === NO_SUCH_CHARACTER ? HAS_NUL : error.message;
  return { message, ...place, extensions: { ...extensions, code, retryable, requestId } };
}

/** Said of arguments with the character U+0000. */
export const HAS_NUL = 'A text that was sent holds the character U+0000, which nothing here does: leave it out.';

const FAULTS = {
  INTERNAL: 'Something failed on our side',
  UNAVAILABLE: 'The hub cannot reach its database at the moment; try again soon',
  TIMEOUT: 'This took longer than the hub allows; ask for smaller pages, or for less below them',
} as const;

/** The same of all that was thrown; what is no error of GraphQL is a fault. */
export const toClientErrors = (errors: readonly unknown[], scope: ErrorScope): ClientError[] =>
  errors.map((error) =>
    toClientError(
      error instanceof GraphQLError ? error : new GraphQLError('fault', { originalError: error as Error }),
      scope,
    ),
  );
