import { after, instant } from '@whereabouts/model';
import type { Pool } from 'pg';
import {
  appendChanges,
  areChangesHeldBack,
  changedSince,
  feedEnd,
  pruneChanges,
  readChanges,
  readMerchantChanges,
  type CaseSnapshot,
  type FeedPosition,
} from './change-feed';
import { openPool } from './db';
import { inTransaction } from './transactions';
import {
  appendShipmentChanges,
  areShipmentChangesHeldBack,
  readMerchantsShipmentChanges,
  readShipmentChanges,
  shipmentFeedEnd,
  shipmentsChangedSince,
} from './shipment-feed';
import { leaveUncleaned, readMore, rowCounter, testDatabase, type RowsRead, type TestDatabase } from './testing';

const FEW = 300;
const MANY = 6_000;
/** Changes behind the reader: as many as come within a moment. */
const NEWS = 20;
/** Rows that are read more by chance. */
const CHANCE = 100;
/** After so many runs the server may settle on one plan for whatever is asked. */
const SETTLED = 6;

const NOW = instant('2026-11-27T12:00:00Z');
const [mine, others] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const facts = { carrier: 'ups', state: 'IN_TRANSIT', nodeCode: null, orderNumber: null, shippedAt: null } as const;

const rowsRead = rowCounter();

describe.each([
  ['a pool for hot paths', { probesOnly: true }],
  ['a pool that looks up', { looksUp: true }],
])('a reader of the feeds over %s', (_, how) => {
  let database: TestDatabase;
  let pool: Pool;
  let read: Pool;
  beforeEach(async () => {
    database = await testDatabase({ alone: true });
    pool = openPool({ url: database.url, max: 2 });
    read = openPool({ url: database.url, max: 1, ...how });
    await leaveUncleaned(pool);
  });
  afterEach(async () => {
    await Promise.all([pool.end(), read.end()]);
    await database.close();
  });

  const write = (merchantId: string, count: number): Promise<void> =>
    inTransaction(pool, async (tx) => {
      const each = Array.from({ length: count }, (_, n) => ({ merchantId, at: NOW, n: idOf(n) }));
      const known = { ...facts, hasOpenCase: false };
      await appendShipmentChanges(
        tx,
        each.map(({ n, ...one }) => ({
          ...one,
          shipmentId: n,
          trackingNumber: n,
          milestoneId: null,
          before: known,
          after: known,
        })),
      );
      const snapshot = { number: 1 } as CaseSnapshot;
      await appendChanges(
        tx,
        each.map(({ n, ...one }) => ({
          ...one,
          caseId: n,
          type: 'UPDATED' as const,
          changed: ['status'],
          actor: 'x',
          before: null,
          after: snapshot,
        })),
      );
    });
  /** Both merchants have a past; what is new is of both. Where the news begin. */
  const grow = async (count: number): Promise<FeedPosition> => {
    await write(others, count);
    await write(mine, count);
    const { rows } = await pool.query<FeedPosition>(
      'select xid::text, seq from change order by change.xid desc, seq desc limit 1',
    );
    await write(others, NEWS);
    await write(mine, NEWS);
    return rows[0]!;
  };

  const READS: Readonly<Record<string, (from: FeedPosition) => Promise<unknown>>> = {
    'the next of all': (from) => readChanges(read, from, 200),
    'the next of one merchant': (from) => readMerchantChanges(read, mine, from, 200),
    'which cases changed': (from) => changedSince(read, mine, from, [idOf(1), idOf(2)]),
    'whether something is held back': (from) => areChangesHeldBack(read, from),
    'where it ends': () => feedEnd(read),
    'the next of its parcels': (from) => readShipmentChanges(read, mine, from, 200),
    'the next of parcels of several merchants': (from) =>
      readMerchantsShipmentChanges(read, new Map([mine, others].map((id) => [id, from])), 200),
    'whether some of parcels are held back': (from) =>
      areShipmentChangesHeldBack(read, new Map([mine, others].map((id) => [id, from]))),
    'which parcels changed': (from) => shipmentsChangedSince(read, mine, from, [idOf(1), idOf(2)]),
    'where that of parcels ends': () => shipmentFeedEnd(read, mine),
    'what is too old, when nothing is': () => pruneChanges(read, after(NOW, -1), 100),
  };

  it('reads no more rows where more happened before', async () => {
    const counted = async (from: FeedPosition, name: string): Promise<RowsRead> => {
      for (let i = 0; i < SETTLED; i++) await READS[name]!(from);
      return rowsRead(pool, () => READS[name]!(from));
    };
    const begun = await grow(FEW);
    const few = new Map<string, RowsRead>();
    for (const name of Object.keys(READS)) few.set(name, await counted(begun, name));
    const from = await grow(MANY);
    const more: unknown[] = [];
    for (const [name, was] of few)
      for (const [table, before, now] of readMore(was, await counted(from, name), CHANCE))
        more.push(`${name}: ${table} ${before} -> ${now}`);
    expect(more).toEqual([]);
  }, 60_000);
});
