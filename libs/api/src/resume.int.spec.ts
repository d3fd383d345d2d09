import { appendChanges, inTransaction } from '@whereabouts/store';
import type { Api } from './create-api';
import { changeOf } from './testing/changes';
import { caseRow, insert, someId, type Row } from './testing/rows';
import { socketHub, type SocketHub } from './testing/sockets';
import { handFeed, world, type HandFeed, type World } from './testing/world';

const CASES = 25;
const WRITERS = 4;
const WRITES = 60;
const SUBSCRIBERS = 4;
const FILTER = { status: ['OPEN', 'WAITING'] };
const DOCUMENT = `subscription ($filter: CaseFilter, $after: FeedCursor) {
  exceptionChanges(filter: $filter, after: $after) { cursor type exceptionCase { id version } } }`;

interface Change {
  readonly cursor: string;
  readonly type: string;
  readonly exceptionCase: { readonly id: string; readonly version: number };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** A fixed sequence that looks random. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % sides;
  };
}
const orderOf = (cursor: string): readonly [bigint, number] => {
  const [xid, seq] = Buffer.from(cursor, 'base64url').toString().split('.');
  return [BigInt(xid!), Number(seq)];
};
const isBehind = (a: string, b: string): boolean => {
  const [x, y] = [orderOf(a), orderOf(b)];
  return x[0] === y[0] ? x[1] > y[1] : x[0] > y[0];
};

describe('a subscriber that is cut off again and again, on two processes', () => {
  let hub: World;
  const processes: { api: Api; hand: HandFeed; sockets: SocketHub }[] = [];
  const cases: Row[] = [];

  beforeAll(async () => {
    hub = await world();
    for (let number = 1; number <= CASES; number++)
      cases.push(caseRow(hub.merchantId, hub.agentId, hub.now, { number, shipment_id: someId() }));
    await insert(hub.pool, 'exception_case', ...cases);
    for (const _ of ['one', 'two']) {
      const hand = await handFeed(hub.pool);
      const api = hub.another({ pipeline: { feed: hand.feed } as never });
      processes.push({ api, hand, sockets: await socketHub(api, hub.viewer('AGENT')) });
    }
  });
  afterAll(async () => {
    for (const { sockets } of processes) await sockets.close();
    await hub.close();
  });

  /** Changes random cases; commits late now and then, so that later numbers become visible first. */
  async function write(writer: number): Promise<void> {
    const roll = dice(writer + 1);
    for (let turn = 0; turn < WRITES; turn++) {
      const index = roll(CASES);
      await inTransaction(hub.pool, async (tx) => {
        await tx.query('select 1 from exception_case where merchant_id = $1 and id = $2 for update', [
          hub.merchantId,
          cases[index]!['id'],
        ]);
        const before = cases[index]!;
        const status = ['OPEN', 'WAITING', 'CLOSED'][roll(3)];
        const after = { ...before, status, version: (before['version'] as number) + 1 };
        await tx.query('update exception_case set status = $3, version = $4 where merchant_id = $1 and id = $2', [
          hub.merchantId,
          before['id'],
          status,
          after.version,
        ]);
        await appendChanges(tx, [changeOf(hub, 'UPDATED', before, after)]);
        if (roll(4) === 0) await wait(roll(15));
        cases[index] = after;
      });
    }
  }

  /** Keeps a list as a console does. Cut off at random; comes back to either process with its last cursor. */
  function subscribe(seed: number, first: string) {
    const roll = dice(seed);
    const list = new Map<string, number>();
    const state = { cursor: first, repeats: 0, cuts: 0, isDone: false };
    const run = async (): Promise<void> => {
      while (!state.isDone) {
        const { sockets } = processes[roll(2)]!;
        const client = sockets.client();
        const left = state.isDone ? Infinity : 1 + roll(25);
        let heard = 0;
        await new Promise<void>((resolve) => {
          // A socket that is not open yet cannot be cut.
          let cut: NodeJS.Timeout | undefined;
          client.on('connected', () => (cut = setTimeout(resolve, 400)));
          client.subscribe<{ exceptionChanges: Change }>(
            { query: DOCUMENT, variables: { filter: FILTER, after: state.cursor } },
            {
              next({ data }) {
                if (heard >= left) return;
                const { cursor, type, exceptionCase } = data!.exceptionChanges;
                if (!isBehind(cursor, state.cursor)) state.repeats++;
                state.cursor = cursor;
                if (type === 'LEFT') list.delete(exceptionCase.id);
                else list.set(exceptionCase.id, exceptionCase.version);
                if (++heard < left) return;
                clearTimeout(cut);
                resolve();
              },
              error: () => resolve(),
              complete: () => undefined,
            },
          );
        });
        state.cuts++;
        client.terminate();
      }
    };
    return { list, state, run };
  }

  it('ends equal to a fresh query: nothing missed, nothing twice', async () => {
    const { data } = await hub.ask('{ changes { cursor } }');
    const { cursor } = (data as { changes: { cursor: string } }).changes;
    const snapshot = await fresh();
    const subscribers = Array.from({ length: SUBSCRIBERS }, (_, n) => subscribe(n + 7, cursor));
    for (const { list } of subscribers) for (const [id, version] of snapshot) list.set(id, version);

    const reading = { goesOn: true };
    const reads = processes.map(async ({ hand }, index) => {
      for (; reading.goesOn; await wait(3 + index * 4)) await hand.advance(0);
    });
    const running = subscribers.map(({ run }) => run());
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    const final = await fresh();
    const isEqual = (list: ReadonlyMap<string, number>): boolean =>
      list.size === final.size && [...final].every(([id, version]) => list.get(id) === version);
    for (let tries = 0; tries < 400 && !subscribers.every(({ list }) => isEqual(list)); tries++) await wait(10);
    for (const { state } of subscribers) state.isDone = true;
    await Promise.all(running);
    reading.goesOn = false;
    await Promise.all(reads);

    for (const { list, state } of subscribers) {
      expect(new Map([...list].sort())).toEqual(new Map([...final].sort()));
      expect(state.repeats).toBe(0);
    }
    expect(subscribers.reduce((sum, { state }) => sum + state.cuts, 0)).toBeGreaterThan(SUBSCRIBERS * 4);
  });

  async function fresh(): Promise<ReadonlyMap<string, number>> {
    const { data } = await hub.ask(
      'query ($filter: CaseFilter) { exceptionCases(filter: $filter, first: 200) { nodes { id version } } }',
      { filter: FILTER },
    );
    const { nodes } = (data as { exceptionCases: { nodes: { id: string; version: number }[] } }).exceptionCases;
    return new Map(nodes.map(({ id, version }) => [id, version]));
  }
});
