import { instant, type Instant, type Role } from '@whereabouts/model';
import type { Log, Pipeline } from '@whereabouts/pipeline';
import {
  feedEnd,
  openMerchantPool,
  openPool,
  readChanges,
  comparePositions,
  readShipmentChanges,
  shipmentFeedEnd,
  type ChangeEntry,
  type FeedPosition,
  type ShipmentChangeEntry,
  type MerchantPool,
  type Queryable,
} from '@whereabouts/store';
import { testDatabase, type TestDatabaseOptions } from '@whereabouts/store/testing';
import type { ExecutionResult } from 'graphql';
import type { Pool, QueryConfig } from 'pg';
import type { ApiParts } from '../api-parts';
import type { Viewer } from '../context';
import { createApi, type Api, type ApiSettings } from '../create-api';
import { insert, someId } from './rows';

type ShipmentListener = (changes: readonly ShipmentChangeEntry[]) => void;

/** A feed that is read when the test says so. */
export interface HandFeed {
  readonly feed: Pipeline['feed'];
  readonly shipmentFeed: Pipeline['shipmentFeed'];
  /**
   * Reads what was committed since the last call and hands it out at once. Waits for as many changes as are expected:
   * transactions of other tests on the same server hold the feed back.
   */
  advance(expected: number): Promise<number>;
  /** The same for the feed of shipments. */
  advanceShipments(expected: number): Promise<void>;
}

export async function handFeed(pool: Pool): Promise<HandFeed> {
  const listeners = new Set<(changes: readonly ChangeEntry[]) => void>();
  let position: FeedPosition = await feedEnd(pool);
  const followed = new Map<string, { position: FeedPosition; listeners: Set<ShipmentListener> }>();
  return {
    shipmentFeed: {
      async follow(merchantId, listener) {
        const one = followed.get(merchantId) ?? {
          position: await shipmentFeedEnd(pool, merchantId),
          listeners: new Set<ShipmentListener>(),
        };
        followed.set(merchantId, one);
        one.listeners.add(listener);
        return { position: () => one.position, leave: () => void one.listeners.delete(listener) };
      },
    },
    async advanceShipments(expected) {
      for (const [merchantId, one] of followed) {
        let changes = await readShipmentChanges(pool, merchantId, one.position, 500);
        while (changes.length < expected) changes = await readShipmentChanges(pool, merchantId, one.position, 500);
        one.position = changes.at(-1)?.position ?? one.position;
        for (const listener of one.listeners) listener(changes);
      }
    },
    feed: {
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      position: () => position,
      end: () => feedEnd(pool),
    },
    async advance(expected) {
      let changes = await readChanges(pool, position, 500);
      while (changes.length < expected) changes = await readChanges(pool, position, 500);
      const last = changes.at(-1);
      if (!last || comparePositions(last.position, position) <= 0) return 0;
      position = last.position;
      for (const listener of listeners) listener(changes);
      return changes.length;
    },
  };
}

export interface World {
  readonly databaseUrl: string;
  /** Sees all merchants. */
  readonly pool: Pool;
  /** What the API reads with. */
  readonly merchants: MerchantPool;
  /** Texts of the statements that the API ran, in order. Empty it before counting. */
  readonly asked: string[];
  /** The same statements whole. */
  readonly ran: Statement[];
  readonly api: Api;
  readonly now: Instant;
  readonly merchantId: string;
  readonly agentId: string;
  readonly leadId: string;
  readonly sourceId: string;
  readonly hand: HandFeed;
  readonly faults: unknown[];
  viewer(role: Role): Viewer;
  /** Runs a document for a role; errors as clients see them are left to the caller. */
  ask(query: string, variables?: Record<string, unknown>, role?: Role): Promise<ExecutionResult>;
  /** Another API on the same database, with other parts. */
  another(parts: Partial<ApiParts>, settings?: Partial<ApiSettings>): Api;
  close(): Promise<void>;
}

const NOW = instant('2026-11-22T12:00:00.000Z');

const unexpected = (): Promise<never> => Promise.reject(new Error('not expected'));
/** Nobody is to decide about incidents. */
export const NO_INCIDENTS: ApiParts['pipeline']['incidents'] = {
  accept: unexpected,
  dismiss: unexpected,
  link: unexpected,
  work: unexpected,
};

/** Nobody is to change or ask about policies. */
export const NO_POLICIES: ApiParts['pipeline']['policies'] = {
  check: unexpected,
  previewSla: unexpected,
  whatIf: unexpected,
  apply: unexpected,
  switchSurge: unexpected,
};

const NO_CHANGE: FeedPosition = { xid: '0', seq: 0 };

const NO_PIPELINE: ApiParts['pipeline'] = {
  trackShipment: () => Promise.reject(new Error('not expected')),
  recordShipEvidence: () => Promise.reject(new Error('not expected')),
  openCase: () => Promise.reject(new Error('not expected')),
  commandCase: () => Promise.reject(new Error('not expected')),
  commandCases: () => Promise.reject(new Error('not expected')),
  incidents: NO_INCIDENTS,
  policies: NO_POLICIES,
  correctTopic: () => Promise.reject(new Error('not expected')),
  matchTicket: () => Promise.reject(new Error('not expected')),
  replayDeadLetters: () => Promise.reject(new Error('not expected')),
  feed: { listen: () => () => undefined, position: () => NO_CHANGE, end: async () => NO_CHANGE },
  shipmentFeed: { follow: unexpected },
};

/** A statement that the API ran. */
export interface Statement extends QueryConfig<unknown[]> {
  readonly merchantId: string;
}

/** The same pool, which notes what is asked of it. */
const heard = (merchants: MerchantPool, asked: string[], ran: Statement[]): MerchantPool => ({
  ...merchants,
  of(merchantId, waiter) {
    const db = merchants.of(merchantId, waiter);
    const query = (statement: string | QueryConfig<unknown[]>, values?: unknown[]): unknown => {
      const config = typeof statement === 'string' ? { text: statement, values } : statement;
      asked.push(config.text);
      ran.push({ ...config, merchantId });
      return db.query(statement as string, values);
    };
    return { query } as Queryable;
  },
});

/** A merchant with an agent, a lead and a source in a database of its own, and an API on it. */
export async function world(options: TestDatabaseOptions = {}): Promise<World> {
  const database = await testDatabase(options);
  const pool = openPool({ url: database.url, max: 6 });
  const asked: string[] = [];
  const ran: Statement[] = [];
  const merchants = heard(openMerchantPool({ url: database.url, max: 6 }), asked, ran);
  const [merchantId, agentId, leadId, sourceId] = [someId(), someId(), someId(), someId()];
  await insert(pool, 'merchant', {
    id: merchantId,
    name: 'Acme',
    time_zone: 'UTC',
    next_case_number: 1,
    created_at: NOW,
  });
  const person = { merchant_id: merchantId, open_cases: 3, created_at: NOW };
  await insert(
    pool,
    'app_user',
    { ...person, id: agentId, name: 'Ada Agent', email: 'ada@acme.test', role: 'AGENT' },
    { ...person, id: leadId, name: 'Lee Lead', email: 'lee@acme.test', role: 'LEAD' },
  );
  const source = {
    merchant_id: merchantId,
    plugin: 'ups',
    kind: 'CARRIER',
    enabled: true,
    settings: {},
    created_at: NOW,
  };
  await insert(pool, 'source', { ...source, id: sourceId, name: 'ups-main' });

  const hand = await handFeed(pool);
  const faults: unknown[] = [];
  const log: Log = { info: () => undefined, warn: () => undefined, error: (facts) => void faults.push(facts) };
  const another: World['another'] = (parts, settings) =>
    createApi(
      {
        db: merchants,
        pipeline: { ...NO_PIPELINE, feed: hand.feed, shipmentFeed: hand.shipmentFeed },
        clock: () => NOW,
        log,
        carrierName: nameOf,
        ...parts,
      },
      { introspection: true, ...settings },
    );
  const api = another({});
  const viewer = (role: Role): Viewer => ({ merchantId, userId: role === 'LEAD' ? leadId : agentId, role });
  return {
    databaseUrl: database.url,
    pool,
    merchants,
    asked,
    ran,
    api,
    now: NOW,
    merchantId,
    agentId,
    leadId,
    sourceId,
    hand,
    faults,
    viewer,
    another,
    async ask(query, variables = {}, role = 'LEAD') {
      const { document, errors } = api.prepare(query);
      if (!document) return { errors };
      const context = api.createContext({ viewer: viewer(role), requestId: 'req-1' });
      return api.executor.execute(document, null, context, variables);
    },
    async close() {
      api.stop();
      await merchants.end();
      await pool.end();
      await database.close();
    },
  };
}

const nameOf = (code: string): string | null => (code === 'ups' ? 'UPS' : null);
