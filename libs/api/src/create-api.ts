import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { WebSocketServer } from 'ws';
import { defaultPolicyOf } from '@whereabouts/model';
import { RELATIVE_LINKS, type ApiParts } from './api-parts';
import { feedsEnd } from './changes/cursor';
import type { GraphContext } from './context';
import { contextMaker, type CreateContext } from './create-context';
import { createSchema } from './create-schema';
import type { ErrorScope } from './errors';
import { apolloServer } from './execution/apollo-server';
import { documentDesk } from './execution/document-desk';
import { documentCache, type PrepareDocument } from './execution/documents';
import { createExecutor, type Executor } from './execution/executor';
import { createGate } from './execution/gate';
import { knownDocuments, type AnswerKnown } from './execution/known-documents';
import { costs } from './execution/limits/cost';
import { DOCUMENT_LIMITS } from './execution/limits/document-limits';
import { rateLimits, type RateSettings } from './execution/limits/rates';
import { operationAnswers } from './execution/operation-answers';
import { textTaker, type TakeText } from './execution/take-text';
import { trustedDocuments, type RegisteredDocument } from './execution/trusted-documents';
import { toSubgraph } from './federation/to-subgraph';
import { BACKLOG_LIMITS, type BacklogLimits } from './subscriptions/backlog';
import { feedHub } from './subscriptions/feed-hub';
import { openByField } from './subscriptions/open-by-field';
import { operationStreams, type OpenStream } from './subscriptions/operation-stream';
import { openers } from './subscriptions/operations';
import { withPlaces } from './subscriptions/places';
import { serveSubscriptions, type SubscriptionServerSettings } from './subscriptions/subscription-server';
import { caseTopic } from './subscriptions/topics/case-changes';
import { summaryHub } from './subscriptions/topics/queue-summaries';
import { shipmentTopic } from './subscriptions/topics/shipment-changes';

export interface ApiSettings {
  /** Whether clients may ask for the schema. Off in production. */
  readonly introspection: boolean;
  /** Whether a gateway of Apollo Federation 2 may compose this API with others. Default: no. */
  readonly federation?: boolean;
  /** What a subscriber may leave untaken. Default 1,000 changes and 1 MiB. */
  readonly backlog?: BacklogLimits;
  /** Documents that clients name by hash. @default none */
  readonly registered?: readonly RegisteredDocument[];
  /** Whether other documents are for keys only that may explore. @default false */
  readonly trustedOnly?: boolean;
  /** What an asker may ask for in a minute. @default as much as it likes */
  readonly rates?: RateSettings;
  /** Subscriptions that a merchant may have open in this process. @default as many as it likes */
  readonly mostSubscriptions?: number;
  /** Told the code of each operation that is refused before it is run. */
  readonly onRefused?: (code: string) => void;
}

export interface Api {
  readonly schema: GraphQLSchema;
  readonly createContext: CreateContext;
  readonly executor: Executor;
  readonly prepare: PrepareDocument;
  /** The text that a request over HTTP wants run, if its viewer may have it run. */
  readonly takeText: TakeText;
  /** Answers a request with a document that was run before, where nothing else is unusual about it either. */
  readonly answerKnown: AnswerKnown;
  /** For every other request. Not started; HTTP is the caller's. */
  createApolloServer(): ApolloServer<GraphContext>;
  serveSubscriptions(
    settings: SubscriptionServerSettings,
    sockets: WebSocketServer,
  ): { readonly dispose: () => Promise<void> };
  /** Operations for transports that carry one each, such as server-sent events. */
  readonly openStream: OpenStream;
  /** Open subscriptions of this process: for metrics. */
  subscribers(): number;
  /** Hands out no more changes. Close the sockets as well: clients then come back with their cursors. */
  stop(): void;
}

const NO_RATES: RateSettings = { queries: 0, mutations: 0 };

/** The GraphQL API, put together. @throws Error that names registered documents that do not fit the schema. */
export function createApi(parts: ApiParts, settings: ApiSettings): Api {
  const {
    introspection,
    federation = false,
    backlog = BACKLOG_LIMITS,
    registered = [],
    trustedOnly = false,
    rates = NO_RATES,
    mostSubscriptions = Infinity,
    onRefused = () => undefined,
  } = settings;
  const { db, pipeline, clock, log, policyOf = defaultPolicyOf, links = RELATIVE_LINKS } = parts;
  const carrierName = parts.carrierName ?? (() => null);
  const logFault: ErrorScope['logFault'] = (fault, requestId) =>
    log.error({ err: fault, requestId }, 'a GraphQL request failed');
  const resolverParts = { pipeline, clock, carrierName, policyOf, links };
  const plain = createSchema(resolverParts);
  const schema = federation ? toSubgraph(plain, resolverParts) : plain;
  const createContext = contextMaker(db, clock, policyOf);
  const executor = createExecutor(schema);
  const documents = documentCache(schema, DOCUMENT_LIMITS, introspection);
  const { prepare } = documents;
  const trusted = trustedDocuments(registered, prepare, executor);
  const gate = createGate({
    desk: documentDesk({ trusted, trustedOnly }),
    parse: prepare,
    costOf: costs(schema),
    rates: rateLimits(rates),
    onRefused,
  });
  const answer = operationAnswers({ executor, gate, logFault });
  const { feed, shipmentFeed } = pipeline;
  const live = { log, limits: backlog };
  const topics = { db, createContext, carrierName, end: feedsEnd(db, feed) };
  const hubs = {
    cases: feedHub(caseTopic({ ...topics, feed }), live),
    shipments: feedHub(shipmentTopic({ ...topics, feed: shipmentFeed }), live),
    summaries: summaryHub({ db, feed, createContext, clock, log }),
  };
  const opening = withPlaces(openers({ schema, executor, logFault, byField: openByField(hubs) }), {
    mostOfMerchant: mostSubscriptions,
    onFull: () => onRefused('RATE_LIMITED'),
  });
  const serving = { gate, executor, createContext, opening, logFault };
  return {
    schema,
    createContext,
    executor,
    prepare,
    takeText: textTaker(gate, documents, logFault),
    answerKnown: knownDocuments(answer),
    createApolloServer: () =>
      apolloServer({ schema, answer, documents, gate, log, logFault, trusted }, { introspection }),
    serveSubscriptions: (settings, sockets) => serveSubscriptions(serving, settings, sockets),
    openStream: operationStreams(serving),
    subscribers: () => Object.values(hubs).reduce((sum, hub) => sum + hub.subscribers(), 0),
    stop: () => Object.values(hubs).forEach((hub) => hub.stop()),
  };
}
