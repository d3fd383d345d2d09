import type { TestDatabaseOptions } from '@whereabouts/store/testing';
import { parse, type ExecutionResult } from 'graphql';
import type { ApiParts } from '../api-parts';
import type { GraphContext } from '../context';
import type { Api } from '../create-api';
import type { Executor } from '../execution/executor';
import type { RootName } from './asked-documents';
import { deepDocuments, type DeepDocument } from './every-field';
import { kindNamedBy } from './kinds-of-ids';
import { populate, type Population } from './population';
import { pushing } from './pushing';
import { unmovedPipeline, type UnmovedPipeline } from './unmoved-pipeline';
import { world, type World } from './world';

/** One or the other is named, or none. */
const LEFT_OUT = new Set([
  'MatchTicketInput.orderId',
  'ReplayInput.ids',
  'ReplayInput.sourceId',
  'ShipEvidenceInput.photoIds',
  'Subscription.shipmentChanges.shipmentIds',
]);
const LISTS = new Set(['BulkInput.ids', 'LinkCasesInput.caseIds']);

const BEGINNING = Buffer.from('0.0').toString('base64url');
const GIVEN = { 'Query.changes.after': JSON.stringify(BEGINNING), 'Query.policyWhatIf.days': '1' };

export interface PopulatedMerchant {
  readonly merchantId: string;
  /** The same documents for each merchant, with ids of its own. */
  readonly documents: Readonly<Record<RootName, readonly DeepDocument[]>>;
  context(): GraphContext;
  ask(text: string): Promise<ExecutionResult>;
  /** What a subscription is told of all that changed and of all that is there, run by this executor. */
  told(text: string, executor: Executor): Promise<readonly string[]>;
}

export interface PopulatedHub extends Pick<World, 'databaseUrl' | 'pool' | 'asked' | 'ran'> {
  readonly api: Api;
  readonly merchants: readonly PopulatedMerchant[];
  /** Says that all was done, or refuses it. */
  readonly pipeline: UnmovedPipeline;
  close(): Promise<void>;
}

/** A hub with merchants that have so many of everything, and the documents that ask for every field. */
export async function populatedHub(
  counts: readonly number[],
  options: TestDatabaseOptions = {},
): Promise<PopulatedHub> {
  const hub = await world(options);
  const { hand } = hub;
  const unmoved = unmovedPipeline(hub);
  const pipeline: ApiParts['pipeline'] = Object.assign(unmoved, { feed: hand.feed, shipmentFeed: hand.shipmentFeed });
  const api = hub.another({ pipeline }, { federation: true });
  const push = pushing(hub, api);
  const merchants: PopulatedMerchant[] = [];
  for (const count of counts) {
    const { merchantId, userId, of } = await populate(hub, count);
    const viewer = { merchantId, userId, role: 'ADMIN' } as const;
    const context = (): GraphContext => api.createContext({ viewer, requestId: 'r' });
    const asked = { idFor: idsOf(of), given: GIVEN };
    merchants.push({
      merchantId,
      documents: {
        Query: deepDocuments(api.schema, 'Query', asked),
        Mutation: deepDocuments(api.schema, 'Mutation', asked),
        Subscription: deepDocuments(api.schema, 'Subscription', asked),
      },
      context,
      ask: async (text) => api.executor.execute(parse(text), null, context(), {}),
      told: (text, executor) => push(parse(text), context(), executor),
    });
  }
  // What was committed can be read once no older transaction runs.
  await hand.advance(counts.reduce((sum, count) => sum + count ** 3, 0));
  await hub.pool.query('analyze');
  const { databaseUrl, pool, asked, ran, close } = hub;
  return { api, merchants, pipeline: unmoved, databaseUrl, pool, asked, ran, close };
}

/** Lists of ids name one of each kind, or where there are more, that many. */
const idsOf =
  (of: Population) =>
  (place: string): string | readonly string[] | undefined => {
    if (place === 'Query.nodes.ids' || place === 'Query._entities.representations')
      return Object.values(of).flatMap((ids) => ids.slice(0, 5));
    if (LEFT_OUT.has(place)) return undefined;
    const kind = kindNamedBy(place);
    if (kind === undefined) throw new Error(`say in KINDS_OF_IDS what ${place} names`);
    return LISTS.has(place) ? of[kind] : of[kind][0];
  };
