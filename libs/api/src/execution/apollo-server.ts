import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Log } from '@whereabouts/pipeline';
import type { GraphContext } from '../context';
import { refuse, type ErrorScope } from '../errors';
import { statusShown } from './client-status';
import type { Documents } from './documents';
import type { Gate } from './gate';
import { DOCUMENT_LIMITS, documentLimits } from './limits/document-limits';
import type { AnswerOperation } from './operation-answers';
import type { TrustedDocuments } from './trusted-documents';
import { trustedStore } from './trusted-store';

export interface ApolloServerSettings {
  /** Whether clients may ask for the schema. Off in production. */
  readonly introspection: boolean;
}

export interface ApolloServerParts {
  readonly schema: GraphQLSchema;
  readonly answer: AnswerOperation;
  readonly documents: Documents;
  readonly gate: Gate;
  readonly log: Log;
  readonly logFault: ErrorScope['logFault'];
  readonly trusted: TrustedDocuments;
}

/** Apollo Server with our executor, limits and errors. Whoever serves HTTP starts and stops it. */
export function apolloServer(
  { schema, answer, documents, gate, log, logFault, trusted }: ApolloServerParts,
  { introspection }: ApolloServerSettings,
): ApolloServer<GraphContext> {
  const { maxTokens, operation, maxErrors } = DOCUMENT_LIMITS;
  return new ApolloServer<GraphContext>({
    schema,
    introspection,
    parseOptions: { maxTokens },
    validationRules: [documentLimits(operation)],
    validationOptions: { maxErrors },
    maxRecursiveSelections: true,
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // Which document a request names is found out before: nobody registers one by asking.
    persistedQueries: false,
    documentStore: trustedStore(trusted),
    stopOnTerminationSignals: false,
    logger: apolloLogger(log),
    formatError: (shown) => withRetryable(shown, logFault),
    plugins: [ApolloServerPluginLandingPageDisabled(), compiledExecution({ answer, documents }), requestIds(gate)],
  });
}

const apolloLogger = (log: Log) => ({
  debug: () => undefined,
  info: (message: unknown) => log.info({}, String(message)),
  warn: (message: unknown) => log.warn({}, String(message)),
  error: (message: unknown) => log.error({}, String(message)),
});

/** Executes with the compiled executor instead of Apollo's own call of graphql-js. */
function compiledExecution({
  answer,
  documents,
}: Pick<ApolloServerParts, 'answer' | 'documents'>): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation }) {
          if (operation?.operation === 'subscription')
            throw refuse(
              'BAD_USER_INPUT',
              'Subscriptions go over a WebSocket at this address, or as events to whoever accepts text/event-stream.',
              { http: { status: 400 } },
            );
        },
        async responseForOperation({ document, source, request, operation, contextValue, response }) {
          // Without a single operation to run, Apollo's own message fits.
          if (!operation) return null;
          documents.keep(source, document);
          const { operationName, variables } = request;
          const { status, headers, result } = await answer({ document, operationName, variables }, contextValue);
          for (const [name, value] of headers) response.http.headers.set(name, value);
          return {
            http: { status, headers: response.http.headers },
            body: { kind: 'single', singleResult: result },
          };
        },
      };
    },
  };
}

/** Errors from before execution: syntax, validation, persisted queries, CSRF. Anything else is a fault. */
function withRetryable(shown: GraphQLFormattedError, logFault: ErrorScope['logFault']): GraphQLFormattedError {
  const code = shown.extensions?.['code'];
  if (code === 'INTERNAL_SERVER_ERROR') {
    logFault(shown, 'unknown');
    return { message: 'Something failed on our side.', extensions: { code: 'INTERNAL', retryable: false } };
  }
  return { ...shown, extensions: { retryable: false, ...shown.extensions } };
}

/** Whose text could not be read at all. */
const UNREADABLE = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

function requestIds(gate: Gate): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse(request) {
          const { body, http } = request.response;
          if (body.kind !== 'single' || !body.singleResult.errors) return;
          const { requestId } = request.contextValue;
          const first = request.errors?.[0];
          if (first && UNREADABLE.has(String(first.extensions['code'])))
            await gate.noteRefused(request.contextValue, first);
          body.singleResult.errors = body.singleResult.errors.map((error) => ({
            ...error,
            extensions: { ...error.extensions, requestId },
          }));
          const accept = request.request.http?.headers.get('accept');
          http.status = statusShown(http.status, body.singleResult.errors, accept);
        },
      };
    },
  };
}
