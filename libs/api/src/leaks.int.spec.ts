import { after, type Instant, type Role } from '@whereabouts/model';
import { createPipeline, type Pipeline } from '@whereabouts/pipeline';
import { appendChanges, appendShipmentChanges, inTransaction, publicId } from '@whereabouts/store';
import type { Api } from './create-api';
import { changeOf } from './testing/changes';
import { caseRow, insert, orderRow, shipmentRow, someId, type Row } from './testing/rows';
import { world, type World } from './testing/world';

/** Changes that are pushed to subscribers; `npm run soak` pushes a million. */
const PUSHES = process.env['SOAK'] ? 1_000_000 : 20_000;
const MERCHANTS = 12;
const THINGS = 10;
/** Subscribers that ask the same are told the same bytes. */
const ALIKE = 4;
/** Of each merchant, in one commit together with those of all others. */
const CHANGES_AT_ONCE = 100;

const CASE = `cursor at exceptionCase { id tags owner { id name }
  order { id number } shipment { id trackingNumber } }`;
/** What people listen to. No filter names a merchant, and all of it would match the things of any. */
const DOCUMENTS: readonly (readonly [text: string, roles: readonly Role[]])[] = [
  [`subscription ($after: FeedCursor) { exceptionChanges(after: $after) { ${CASE} } }`, ['LEAD', 'VIEWER']],
  [
    `subscription ($after: FeedCursor) { exceptionChanges(after: $after, filter: { carrier: ["ups"], status: [OPEN] }) { ${CASE} } }`,
    ['AGENT'],
  ],
  [
    `subscription ($after: FeedCursor) { shipmentChanges(after: $after, filter: { carrier: ["ups"] }) {
       cursor at shipment { id trackingNumber order { id number } } } }`,
    ['AGENT'],
  ],
];

const OF_A_MERCHANT = ALIKE * DOCUMENTS.reduce((sum, [, roles]) => sum + roles.length, 0);

interface Merchant {
  readonly id: string;
  readonly ownerId: string;
  readonly cases: readonly Row[];
  readonly shipments: readonly Row[];
}

/** One subscriber, and all that it was told. */
interface Listener {
  readonly merchant: Merchant;
  readonly document: string;
  readonly role: Role;
  pushes: number;
  leaks: string[];
  cursor: string;
  latest: string;
  close: () => void;
}

const ID = /\b(?:case|ord|shp|usr)_[0-9a-f]{32}\b/g;

describe('what subscribers of many merchants are told', () => {
  let hub: World;
  let pipeline: Pipeline;
  let api: Api;
  const merchants: Merchant[] = [];
  /** Whose each thing is, by its outside id and by its name. */
  const whose = new Map<string, string>();

  async function settle(id: string, index: number): Promise<Merchant> {
    const { pool, now } = hub;
    const ownerId = someId();
    const named = { name: `shop ${index}`, time_zone: 'UTC', created_at: now };
    if (id !== hub.merchantId) await insert(pool, 'merchant', { id, ...named, next_case_number: 1 });
    const person = { merchant_id: id, id: ownerId, name: `owner-${index}`, email: `a${index}@shop.test` };
    await insert(pool, 'app_user', { ...person, role: 'AGENT', open_cases: 0, created_at: now });
    // Alike in all but the name: a filter of one shop fits the things of every other.
    const orders = Array.from({ length: THINGS }, (_, n) => orderRow(id, now, { number: `order-${index}-${n}` }));
    const shipments = orders.map((order, n) =>
      shipmentRow(id, now, {
        tracking_number: `parcel-${index}-${n}`,
        order_id: order['id'],
        order_number: order['number'],
        open_cases: 1,
      }),
    );
    const cases = shipments.map((shipment, n) =>
      caseRow(id, ownerId, now, {
        number: n + 1,
        shipment_id: shipment['id'],
        order_id: shipment['order_id'],
        tracking_number: shipment['tracking_number'],
        order_number: shipment['order_number'],
        customer_email: 'jo@example.test',
        tags: [`tag-${index}`],
      }),
    );
    await insert(pool, 'orders', ...orders);
    await insert(pool, 'shipment', ...shipments);
    await insert(pool, 'exception_case', ...cases);
    const own = (kind: 'order' | 'shipment' | 'case' | 'user', row: Row): unknown =>
      whose.set(publicId(kind, row['id'] as string), id);
    orders.forEach((row) => own('order', row));
    shipments.forEach((row) => own('shipment', row));
    cases.forEach((row) => own('case', row));
    own('user', person);
    return { id, ownerId, cases, shipments };
  }

  beforeAll(async () => {
    hub = await world();
    for (let index = 0; index < MERCHANTS; index++)
      merchants.push(await settle(index === 0 ? hub.merchantId : someId(), index));
    await hub.pool.query('analyze');
    pipeline = await createPipeline({
      databaseUrl: hub.databaseUrl,
      clock: () => hub.now,
      log: { info: () => undefined, warn: () => undefined, error: (facts) => void hub.faults.push(facts) },
      meter: { count: () => undefined, time: () => undefined },
      plugins: new Map(),
      secretKey: Buffer.alloc(32),
      roles: [],
    });
    await pipeline.start();
    api = hub.another({ pipeline });
  });
  afterAll(async () => {
    api.stop();
    await pipeline.stop();
    await hub.close();
  });

  /** What in a text is not this merchant's: ids of others, and numbers, names and tags of others. */
  function leaksOf(text: string, merchant: Merchant): string[] {
    const index = merchants.indexOf(merchant);
    const ids = (text.match(ID) ?? []).filter((id) => whose.get(id) !== merchant.id);
    const names = (text.match(/\b(?:order|parcel|owner|tag)-\d+/g) ?? []).filter((name) => !name.endsWith(`-${index}`));
    return [...ids, ...names];
  }

  async function listen(listener: Listener, afterCursor: string | null): Promise<void> {
    const { merchant, document, role } = listener;
    const viewer = { merchantId: merchant.id, userId: merchant.ownerId, role };
    const variables = { after: afterCursor };
    const reply = await api.openStream({ query: document, variables, viewer, requestId: 'r' });
    if (!reply.ok) throw new Error(reply.body);
    const { stream } = reply;
    listener.close = () => stream.close();
    void (async () => {
      for (let text = await stream.next(); text !== null; text = await stream.next()) {
        if (text.includes('"errors"')) throw new Error(text);
        listener.pushes += 1;
        listener.leaks.push(...leaksOf(text, merchant));
        listener.cursor = /"cursor":"([^"]+)"/.exec(text)![1]!;
        listener.latest = /"at":"([^"]+)"/.exec(text)![1]!;
      }
    })().catch((error: unknown) => void hub.faults.push(error));
  }

  /** The changes of all merchants in one commit, mixed. */
  const commit = (at: Instant): Promise<void> =>
    inTransaction(hub.pool, async (tx) => {
      const turns = Array.from({ length: CHANGES_AT_ONCE }, (_, turn) => turn % THINGS);
      await appendChanges(
        tx,
        turns.flatMap((thing) =>
          merchants.map(({ id, cases }) => ({
            ...changeOf({ ...hub, merchantId: id }, 'UPDATED', cases[thing]!, cases[thing]!),
            at,
          })),
        ),
      );
      await appendShipmentChanges(
        tx,
        turns.flatMap((thing) =>
          merchants.map(({ id: merchantId, shipments }) => {
            const shipment = shipments[thing]!;
            const after = {
              carrier: 'ups',
              state: 'IN_TRANSIT' as const,
              nodeCode: 'ATL1',
              orderNumber: shipment['order_number'] as string,
              shippedAt: shipment['shipped_at'] as Instant,
              hasOpenCase: true,
            };
            const named = {
              shipmentId: shipment['id'] as string,
              trackingNumber: shipment['tracking_number'] as string,
            };
            return { merchantId, ...named, milestoneId: null, at, before: null, after };
          }),
        ),
      );
    });

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds() && hub.faults.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('would be found out, if it were of another', () => {
    const [mine, theirs] = [merchants[1]!, merchants[2]!];
    const text = `{"id":"${publicId('case', theirs.cases[0]!['id'] as string)}","number":"order-2-0"}`;
    expect(leaksOf(text, theirs)).toEqual([]);
    expect(leaksOf(text, mine)).toHaveLength(2);
    expect(leaksOf(`"order-11-1"`, mine)).toEqual(['order-11']);
  });

  it(`is their own, in each of ${PUSHES} pushed changes`, async () => {
    const listeners = merchants.flatMap((merchant) =>
      DOCUMENTS.flatMap(([document, roles]) =>
        roles.flatMap((role) =>
          Array.from({ length: ALIKE }, (): Listener => {
            const none = { pushes: 0, leaks: [], cursor: '', latest: '', close: () => undefined };
            return { merchant, document, role, ...none };
          }),
        ),
      ),
    );
    for (const listener of listeners) await listen(listener, null);
    await until(() => api.subscribers() === listeners.length);
    await new Promise((resolve) => setTimeout(resolve, 500)); // feeds of shipments are opened for the first one
    const pushes = (): number => listeners.reduce((sum, one) => sum + one.pushes, 0);
    const began = performance.now();
    let rounds = 0;
    for (; pushes() < PUSHES && hub.faults.length === 0; rounds++) {
      const at = after(hub.now, rounds * 1_000);
      await commit(at);
      await until(() => listeners.every(({ latest }) => latest === at));
      if (rounds % 5 === 4) {
        // One of each merchant comes back, with a cursor that another was given: places in the feed are nobody's.
        for (const [index, listener] of listeners.entries())
          if (index % OF_A_MERCHANT === rounds % OF_A_MERCHANT) {
            const others = index + OF_A_MERCHANT * (1 + (rounds % (MERCHANTS - 1)));
            // The feed of shipments is each merchant's own: what lies behind its end is no place in it.
            const isOfAll = listener.document.includes('exceptionChanges');
            listener.close();
            await listen(listener, isOfAll ? listeners[others % listeners.length]!.cursor : listener.cursor);
          }
      }
    }
    for (const { close } of listeners) close();
    const leaks = listeners.flatMap((one) => one.leaks);
    if (process.env['SOAK'])
      process.stdout.write(
        `soak leaks pushed=${pushes()} merchants=${MERCHANTS} subscribers=${listeners.length} leaks=${leaks.length} seconds=${Math.round((performance.now() - began) / 1000)}\n`,
      );
    expect(hub.faults).toEqual([]);
    expect(leaks).toEqual([]);
    // Who falls behind is told of each thing at least once a commit.
    for (const { pushes: told } of listeners) expect(told).toBeGreaterThanOrEqual(rounds * THINGS);
  });
});
