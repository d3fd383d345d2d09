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
import { documentDesk } from './execution/document-desk';
import { documentCache, type PrepareDocument } from './execution/documents';
import { createExecutor, type Executor } from './execution/executor';
import { costs } from './execution/limits/cost';
import { DOCUMENT_LIMITS } from './execution/limits/document-limits';
import { textTaker, type TakeText } from './execution/take-text';
import { trustedDocuments, type RegisteredDocument } from './execution/trusted-documents';
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
  /** Documents that clients name by hash. @default none */
  readonly registered?: readonly RegisteredDocument[];
  /** Whether other documents are for keys only that may explore. @default false */
  readonly trustedOnly?: boolean;
}

export interface Api {
  readonly schema: GraphQLSchema;
  readonly createContext: CreateContext;
  readonly executor: Executor;
  readonly prepare: PrepareDocument;
  /** The text that a request over HTTP wants run, if its viewer may have it run. */
  readonly takeText: TakeText;
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

/** The GraphQL API, put together. @throws Error that names registered documents that do not fit the schema. */
export function createApi(parts: ApiParts, settings: ApiSettings): Api {
  const { introspection, federation = false, outbox, registered = [], trustedOnly = false } = settings;
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
  const trusted = trustedDocuments(registered, prepare, executor);
  const desk = documentDesk(prepare, { trusted, trustedOnly });
  const hub = changeHub({ db, feed: pipeline.feed, createContext, carrierName, log });
  const audienceOf = audiences({ schema, executor, logFault });
  const subscriptions = {
    db,
    hub,
    limits: outbox,
    schema,
    desk,
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
    takeText: textTaker(desk, logFault),
    createApolloServer: () => apolloServer({ schema, executor, costOf, log, logFault, trusted }, { introspection }),
    serveSubscriptions: (settings, sockets) => serveSubscriptions(subscriptions, settings, sockets),
    openStream: operationStreams(subscriptions),
    subscribers: () => hub.subscribers(),
    stop: () => hub.stop(),
  };
}
