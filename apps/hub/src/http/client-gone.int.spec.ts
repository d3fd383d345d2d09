import { openMerchantPool, openPool, type MerchantPool, type Queryable } from '@whereabouts/store';
import { testDatabase, type TestDatabase } from '@whereabouts/store/testing';
import { createClient } from 'graphql-ws';
import type { Pool } from 'pg';
import { WebSocket } from 'ws';
import { serveGraphql, type ServedGraphql } from '../testing/serve-graphql';

const MERCHANT = '01930000-0000-7000-8000-00000000000a';
/** Far longer than any test: it ends because it is cancelled. */
const SLOW = 'select pg_sleep(600)';
const QUERY = '{ sources { name } }';
const SNAPSHOT = 'subscription { exceptionChanges(snapshot: true) { cursor } }';

/** A way to ask, and how the client hangs up. */
type Ask = (url: string, query: string) => () => void;

const json = (query: string, accept: string, signal: AbortSignal): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', accept },
  body: JSON.stringify({ query }),
  signal,
});
const byFetch =
  (accept: string): Ask =>
  (url, query) => {
    const gone = new AbortController();
    const answer = fetch(url, json(query, accept, gone.signal)).then((response) => response.text());
    answer.catch(() => undefined);
    return () => gone.abort();
  };
const bySocket =
  (hangUp: 'unsubscribe' | 'terminate'): Ask =>
  (url, query) => {
    const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
    const unsubscribe = client.subscribe(
      { query },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    return () => {
      if (hangUp === 'terminate') client.terminate();
      else unsubscribe();
    };
  };

describe('a client that goes away while the database works for it', () => {
  let database: TestDatabase;
  let pool: Pool;
  let merchants: MerchantPool;
  let hub: ServedGraphql;

  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool({ url: database.url, max: 2 });
    merchants = openMerchantPool({ url: database.url, max: 1, statementTimeoutMs: 0 });
    // What nobody is said to wait for is as ever.
    const slow: MerchantPool = {
      ...merchants,
      of: (id, waiter) =>
        waiter ? ({ query: () => merchants.of(id, waiter).query(SLOW) } as unknown as Queryable) : merchants.of(id),
    };
    const nowhere = { xid: '0', seq: 0 };
    const feed = { listen: () => () => undefined, position: () => nowhere, end: async () => nowhere };
    const viewer = { merchantId: MERCHANT, userId: MERCHANT, role: 'LEAD' } as const;
    hub = await serveGraphql({ introspection: true }, () => viewer, {
      db: slow,
      pipeline: { feed } as never,
    });
  });
  afterAll(async () => {
    await hub.stop();
    await merchants.end();
    await pool.end();
    await database.close();
  });

  const running = async (): Promise<number> => {
    const { rows } = await pool.query(`select from pg_stat_activity where query = '${SLOW}' and state = 'active'`);
    return rows.length;
  };
  const until = async (count: number): Promise<void> => {
    while ((await running()) !== count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const backend = async (): Promise<unknown> =>
    (await merchants.of(MERCHANT).query('select pg_backend_pid() as pid')).rows[0];

  it.each<[string, Ask, string]>([
    ['a request over HTTP', byFetch('application/json'), QUERY],
    ['a query as a stream of events', byFetch('text/event-stream'), QUERY],
    ['a query over a WebSocket, taken back', bySocket('unsubscribe'), QUERY],
    ['a query over a WebSocket that breaks', bySocket('terminate'), QUERY],
    ['a snapshot over a WebSocket, taken back', bySocket('unsubscribe'), SNAPSHOT],
    ['a snapshot as a stream of events', byFetch('text/event-stream'), SNAPSHOT],
  ])('has its statement cancelled, and the connection goes on: %s', async (_, ask, query) => {
    const before = await backend();
    const hangUp = ask(hub.url, query);
    await until(1);
    hangUp();
    await until(0);
    expect(await backend()).toEqual(before);
  });
});
