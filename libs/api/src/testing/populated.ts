import type { ExecutionResult } from 'graphql';
import { parse } from 'graphql';
import type { ApiParts } from '../api-parts';
import type { GraphContext } from '../context';
import type { Api } from '../create-api';
import type { NamedKind } from '../nodes/node-types';
import { deepDocuments, type DeepDocument } from './every-field';
import { populate, type Population } from './population';
import { NO_POLICIES, world } from './world';

/** Whose ids the arguments of queries take. */
const KINDS: Readonly<Record<string, NamedKind>> = {
  'Query.exceptionCase.id': 'case',
  'Query.node.id': 'case',
  'Query.order.id': 'order',
  'Query.shipment.id': 'shipment',
};

const BEGINNING = Buffer.from('0.0').toString('base64url');
const GIVEN = { 'Query.changes.after': JSON.stringify(BEGINNING), 'Query.policyWhatIf.days': '1' };

export interface PopulatedMerchant {
  /** The same documents for each merchant, with ids of its own. */
  readonly documents: readonly DeepDocument[];
  context(): GraphContext;
  ask(text: string): Promise<ExecutionResult>;
}

export interface PopulatedHub {
  readonly api: Api;
  readonly merchants: readonly PopulatedMerchant[];
  /** Texts of the statements that the API ran. Empty it before counting. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** A hub with merchants that have so many of everything, and the documents that ask for every field. */
export async function populatedHub(...counts: readonly number[]): Promise<PopulatedHub> {
  const hub = await world();
  const policies = { ...NO_POLICIES, ...drafts(hub.now) };
  const pipeline = { policies, feed: hub.hand.feed, shipmentFeed: hub.hand.shipmentFeed } as ApiParts['pipeline'];
  const api = hub.another({ pipeline }, { federation: true });
  const merchants: PopulatedMerchant[] = [];
  for (const count of counts) {
    const { merchantId, userId, of } = await populate(hub, count);
    const viewer = { merchantId, userId, role: 'ADMIN' } as const;
    const context = (): GraphContext => api.createContext({ viewer, requestId: 'r' });
    merchants.push({
      documents: deepDocuments(api.schema, idsOf(of), GIVEN),
      context,
      ask: async (text) => api.executor.execute(parse(text), null, context(), {}),
    });
  }
  // What was committed can be read once no older transaction runs.
  await hub.hand.advance(counts.reduce((sum, count) => sum + count ** 3, 0));
  await hub.pool.query('analyze');
  return { api, merchants, asked: hub.asked, close: hub.close };
}

/** Lists of ids name one of each kind, or where there are more, that many. */
const idsOf =
  (of: Population) =>
  (place: string): string | readonly string[] | undefined => {
    if (place === 'Query.nodes.ids' || place === 'Query._entities.representations')
      return Object.values(of).flatMap((ids) => ids.slice(0, 5));
    const kind = KINDS[place];
    return kind && of[kind][0];
  };

/** What the pipeline says of drafts: it works that out over connections of its own. */
function drafts(now: string): Partial<ApiParts['pipeline']['policies']> {
  const subject = { type: 'shipment', id: '00000000-0000-7000-8000-000000000001', number: 'TN1' };
  const state = { openedAt: now, dueAt: now };
  const example = { effect: 'OPENED', subject, before: state, after: state };
  const kind = {
    before: 1,
    after: 2,
    effects: { OPENED: 1, MISSED: 0, EARLIER: 0, LATER: 0 },
    examples: [example, example],
  };
  const move = { caseId: subject.id, ref: 'EX-7', kind: 'DAMAGE_REPORTED', dueBefore: now, dueAfter: now };
  const moves = { cases: 2, examples: [move, move] };
  return {
    whatIf: async () =>
      ({
        ok: true,
        against: 1,
        window: { from: now, to: now },
        tally: {
          shipments: 1,
          orders: 1,
          tickets: 1,
          milestones: 1,
          kinds: { STALLED_IN_TRANSIT: kind, DAMAGE_REPORTED: kind },
        },
      }) as never,
    previewSla: async () =>
      ({
        ok: true,
        against: 1,
        sla: { openCases: 2, breached: moves, relieved: moves, sooner: moves, later: moves },
      }) as never,
  };
}
