import type { MerchantPool, Queryable } from '@whereabouts/store';
import { WebSocket } from 'ws';
import type { Api } from '../create-api';
import { changeOf, commitChanges } from '../testing/changes';
import { caseRow, insert, someId } from '../testing/rows';
import { socketHub, type SocketHub } from '../testing/sockets';
import { handFeed, world, type HandFeed, type World } from '../testing/world';

const SUBSCRIBERS = 200;
const STALLED = 3;
const OTHERS = 10;
const QUERY = `subscription ($after: FeedCursor) { exceptionChanges(after: $after) { cursor exceptionCase { number tags } } }`;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A subscriber that keeps its cursor, and comes back with it. */
class Subscriber {
  readonly numbers: number[] = [];
  cursor: string;
  ended: { code: string; cursor: string } | null = null;
  private socket: WebSocket | null = null;

  constructor(cursor: string) {
    this.cursor = cursor;
  }

  connect(url: string): void {
    const socket = new WebSocket(url, ['graphql-transport-ws']);
    this.socket = socket;
    const say = (message: object): void => socket.send(JSON.stringify(message));
    socket.on('open', () => say({ type: 'connection_init', payload: { token: 'x' } }));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const { type, payload } = JSON.parse(data.toString()) as {
        type: string;
        payload: { data: { exceptionChanges: { cursor: string; exceptionCase: { number: number } } } } & {
          extensions: { code: string; cursor: string };
        }[];
      };
      if (type === 'connection_ack')
        say({ type: 'subscribe', id: '1', payload: { query: QUERY, variables: { after: this.cursor } } });
      if (type === 'error') this.ended = payload[0]!.extensions;
      if (type !== 'next') return;
      const { cursor, exceptionCase } = payload.data.exceptionChanges;
      this.cursor = cursor;
      this.numbers.push(exceptionCase.number);
    });
  }
  stall = (): void => void this.socket?.pause();
  awake = (): void => void this.socket?.resume();
  end = (): void => void this.socket?.terminate();
}

/** What is read of the feed's past. */
interface PastReads {
  pages: number;
  /** So many of the next ones find the database away. */
  failures: number;
}

/** The same pool; it counts, and fails where it is to. */
const watched = (merchants: MerchantPool, past: PastReads): MerchantPool => ({
  ...merchants,
  of(merchantId) {
    const db = merchants.of(merchantId);
    const query = (statement: { readonly name?: string }): unknown => {
      if (statement.name !== 'read-merchant-changes') return db.query(statement as never);
      past.pages++;
      if (past.failures-- <= 0) return db.query(statement as never);
      return Promise.reject(Object.assign(new Error('the database system is starting up'), { code: '57P03' }));
    };
    return { query } as Queryable;
  },
});

describe('subscribers that come back all at once', () => {
  const past: PastReads = { pages: 0, failures: 0 };
  let hub: World;
  const processes: { api: Api; hand: HandFeed; sockets: SocketHub }[] = [];
  const subscribers: Subscriber[] = [];
  const numbers: number[] = [];
  let start: string;

  const startProcess = async (): Promise<void> => {
    const hand = await handFeed(hub.pool);
    const api = hub.another({ db: watched(hub.merchants, past), pipeline: { feed: hand.feed } as never });
    processes.push({ api, hand, sockets: await socketHub(api, hub.viewer('AGENT')) });
  };
  beforeAll(async () => {
    hub = await world();
    await startProcess();
    await startProcess();
    const { data } = await hub.ask('{ changes { cursor } }');
    start = (data as { changes: { cursor: string } }).changes.cursor;
  });
  afterAll(async () => {
    for (const one of subscribers) one.end();
    for (const { sockets, api } of processes) {
      await sockets.close();
      api.stop();
    }
    await hub.close();
  });

  /** Changes a case; `size` makes it a large one. */
  async function change(size = 0): Promise<void> {
    const number = numbers.length + 1;
    const tags = size ? ['x'.repeat(size)] : [];
    const row = caseRow(hub.merchantId, hub.agentId, hub.now, { number, shipment_id: someId(), tags });
    await insert(hub.pool, 'exception_case', row);
    await commitChanges(hub, [changeOf(hub, 'OPENED', null, row)]);
    numbers.push(number);
  }
  /** Hands out what was committed, until all of these heard all of it. */
  async function heard(who: readonly Subscriber[]): Promise<void> {
    for (let tries = 0; tries < 3_000 && !who.every((one) => one.numbers.length >= numbers.length); tries++) {
      await Promise.all(processes.map(({ hand }) => hand.advance(0)));
      await wait(5);
    }
  }
  /** Some that heard all until now, and miss one change: nobody has asked from there yet. */
  async function someThatMissOne(count: number): Promise<Subscriber[]> {
    await heard(subscribers);
    const some = Array.from({ length: count }, () => new Subscriber(subscribers[0]!.cursor));
    for (const one of some) one.numbers.push(...numbers);
    await change();
    return some;
  }
  const connect = (one: Subscriber, index: number): void =>
    one.connect(processes[index % processes.length]!.sockets.url);

  it('miss nothing and hear nothing twice, while changes go on, and what they missed is read once for all', async () => {
    for (let index = 0; index < SUBSCRIBERS; index++) subscribers.push(new Subscriber(start));
    subscribers.forEach(connect);
    for (let index = 0; index < 20; index++) await change();
    await heard(subscribers);
    for (const one of subscribers) one.end();
    for (let index = 0; index < 20; index++) await change();
    past.pages = 0;
    subscribers.forEach((one, index) => connect(one, index + 1));
    for (let index = 0; index < 20; index++) await change();
    await heard(subscribers);
    for (const one of subscribers) expect(one.numbers).toEqual(numbers);
    expect(past.pages).toBeGreaterThan(0);
    expect(past.pages).toBeLessThan(SUBSCRIBERS / 2);
  });

  it('one after the other, are told what was read for the first, until there is something new', async () => {
    const some = await someThatMissOne(10);
    past.pages = 0;
    for (const one of some) {
      one.connect(processes[0]!.sockets.url);
      await heard([one]);
    }
    expect(past.pages).toBeGreaterThan(0);
    expect(past.pages).toBeLessThanOrEqual(2);
    await change();
    await heard(some);
    const late = new Subscriber(start);
    late.connect(processes[0]!.sockets.url);
    await heard([...some, late]);
    for (const one of [...some, late]) {
      expect(one.numbers).toEqual(numbers);
      one.end();
    }
  });

  it('wait where the database is away for a moment', async () => {
    const some = await someThatMissOne(5);
    past.failures = 3;
    for (const one of some) one.connect(processes[0]!.sockets.url);
    await heard(some);
    expect(past.failures).toBeLessThanOrEqual(0);
    for (const one of some) {
      expect(one.ended).toBeNull();
      expect(one.numbers).toEqual(numbers);
      one.end();
    }
  });

  it('are not held up by some that hang: these are told where to go on', async () => {
    const [stalled, others] = [subscribers.slice(0, STALLED), subscribers.slice(STALLED, STALLED + OTHERS)];
    for (const one of subscribers.slice(STALLED + OTHERS)) one.end();
    for (const one of stalled) one.stall();
    // More than the sockets of the system take, and than a backlog holds.
    for (let index = 0; index < 60; index++) {
      await change(200_000);
      await heard(others);
    }
    for (const one of others) expect(one.numbers).toEqual(numbers);
    for (const one of stalled) one.awake();
    for (let tries = 0; tries < 2_000 && stalled.some(({ ended }) => ended === null); tries++) await wait(10);
    for (const one of stalled) {
      expect(one.ended).toMatchObject({ code: 'RESYNC', cursor: one.cursor });
      one.end();
    }
    stalled.forEach(connect);
    await heard(stalled);
    for (const one of stalled) expect(one.numbers).toEqual(numbers);
  });
});
