import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Log } from '@whereabouts/pipeline';
import type { GraphContext } from '../context';
import { refuse, type ErrorScope } from '../errors';
import { toClientResult } from './client-result';
import type { Executor } from './executor';
import type { Gate } from './gate';
import { DOCUMENT_LIMITS, documentLimits } from './limits/document-limits';
import { rateHeaders } from './limits/rate-headers';
import type { TrustedDocuments } from './trusted-documents';
import { trustedStore } from './trusted-store';

export interface ApolloServerSettings {
  /** Whether clients may ask for the schema. Off in production. */
  readonly introspection: boolean;
}

export interface ApolloServerParts {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly gate: Gate;
  readonly log: Log;
  readonly logFault: ErrorScope['logFault'];
  readonly trusted: TrustedDocuments;
}

/** Apollo Server with our executor, limits and errors. Whoever serves HTTP starts and stops it. */
export function apolloServer(
  { schema, executor, gate, log, logFault, trusted }: ApolloServerParts,
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
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      compiledExecution({ executor, gate, logFault }),
      requestIds(gate),
    ],
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
  executor,
  gate,
  logFault,
}: Pick<ApolloServerParts, 'executor' | 'gate' | 'logFault'>): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation }) {
          if (operation?.operation === 'subscription')
            throw refuse('BAD_USER_INPUT', 'Subscriptions are served over the WebSocket.', { http: { status: 400 } });
        },
        async responseForOperation({ document, request, operation, contextValue, response }) {
          // Without a single operation to run, Apollo's own message fits.
          if (!operation) return null;
          const { operationName, variables } = request;
          const { cost, refusal, allowance } = await gate.charge(document, operationName, variables, contextValue);
          const { headers } = response.http;
          for (const [name, value] of allowance ? rateHeaders(allowance) : []) headers.set(name, value);
          if (allowance?.isSpent) headers.set('retry-after', String(allowance.resetSeconds));
          const result = refusal
            ? { errors: [refusal] }
            : await executor.execute(document, operationName, contextValue, variables);
          const { requestId } = contextValue;
          const shown = toClientResult(result, { requestId, logFault });
          const singleResult = { ...shown, extensions: { ...shown.extensions, cost } };
          const isRefused = singleResult.data === undefined && singleResult.errors !== undefined;
          return {
            http: { status: allowance?.isSpent ? 429 : isRefused ? 400 : undefined, headers },
            body: { kind: 'single', singleResult },
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

/** Whoever asks for the older media type gets 200 also for a document that cannot be run: GraphQL over HTTP, 6.4.1. */
const acceptsOnlyJson = ({ request }: GraphQLRequestContext<GraphContext>): boolean =>
  !request.http?.headers.get('accept')?.includes('application/graphql-response+json');

const ABOUT_THE_DOCUMENT = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

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
          const isAboutTheDocument = body.singleResult.errors.every(({ extensions }) =>
            ABOUT_THE_DOCUMENT.has(String(extensions?.['code'])),
          );
          if (http.status === 400 && isAboutTheDocument && acceptsOnlyJson(request)) http.status = 200;
        },
      };
    },
  };
}
