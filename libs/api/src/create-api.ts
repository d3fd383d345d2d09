import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { WebSocketServer } from 'ws';
import { defaultPolicyOf } from '@whereabouts/model';
import { RELATIVE_LINKS, type ApiParts } from './api-parts';
import type { GraphContext } from './context';
import { contextMaker, type CreateContext } from './create-context';
import { createSchema } from './create-schema';
import type { ErrorScope } from './errors';
import { apolloServer } from './execution/apollo-server';
import { documentCache, type PrepareDocument } from './execution/documents';
import { createExecutor, type Executor } from './execution/executor';
import { costs } from './execution/limits/cost';
import { DOCUMENT_LIMITS } from './execution/limits/document-limits';
import { toSubgraph } from './federation/to-subgraph';
import { audiences } from './subscriptions/audience';
import { changeHub } from './subscriptions/change-hub';
import { operationStreams, type OpenStream } from './subscriptions/operation-stream';
import type { OutboxLimits } from './subscriptions/outbox';
import { serveSubscriptions, type SubscriptionServerSettings } from './subscriptions/subscription-server';

export interface ApiSettings {
  /** Whether clients may ask for the schema. Off in production. */
  readonly introspection: boolean;
  /** Whether a gateway of Apollo Federation 2 may compose this API with others. Default: no. */
  readonly federation?: boolean;
  /** What a subscriber may leave untaken. Default 1,000 changes and 1 MiB. */
  readonly outbox?: OutboxLimits;
}

export interface Api {
  readonly schema: GraphQLSchema;
  readonly createContext: CreateContext;
  readonly executor: Executor;
  readonly prepare: PrepareDocument;
  /** Not started; HTTP is the caller's. */
  createApolloServer(): ApolloServer<GraphContext>;
  serveSubscriptions(
    settings: SubscriptionServerSettings,
    sockets: WebSocketServer,
  ): { readonly dispose: () => void | Promise<void> };
  /** Operations for transports that carry one each, such as server-sent events. */
  readonly openStream: OpenStream;
  /** Open subscriptions of this process: for metrics. */
  subscribers(): number;
  /** Hands out no more changes. Close the sockets as well: clients then come back with their cursors. */
  stop(): void;
}

/** The GraphQL API, put together. */
export function createApi(parts: ApiParts, { introspection, federation = false, outbox }: ApiSettings): Api {
  const { db, pipeline, clock, log, policyOf = defaultPolicyOf, links = RELATIVE_LINKS } = parts;
  const carrierName = parts.carrierName ?? (() => null);
  const logFault: ErrorScope['logFault'] = (fault, requestId) =>
    log.error({ err: fault, requestId }, 'a GraphQL request failed');
  const resolverParts = { db, pipeline, clock, carrierName, policyOf, links };
  const plain = createSchema(resolverParts);
  const schema = federation ? toSubgraph(plain, resolverParts) : plain;
  const createContext = contextMaker(db, clock, policyOf);
  const executor = createExecutor(schema);
  const costOf = costs(schema);
  const prepare = documentCache(schema, DOCUMENT_LIMITS, introspection);
  const hub = changeHub({ db, feed: pipeline.feed, createContext, carrierName, log });
  const audienceOf = audiences({ schema, executor, logFault });
  const subscriptions = {
    db,
    hub,
    limits: outbox,
    schema,
    prepare,
    executor,
    costOf,
    createContext,
    audienceOf,
    logFault,
  };
  return {
    schema,
    createContext,
    executor,
    prepare,
    createApolloServer: () => apolloServer({ schema, executor, costOf, log, logFault }, { introspection }),
    serveSubscriptions: (settings, sockets) => serveSubscriptions(subscriptions, settings, sockets),
    openStream: operationStreams(subscriptions),
    subscribers: () => hub.subscribers(),
    stop: () => hub.stop(),
  };
}
