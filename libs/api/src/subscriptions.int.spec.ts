import type { Client } from 'graphql-ws';
import { publicId } from '@whereabouts/store';
import { changeOf, commitChanges } from './testing/changes';
import { caseRow, insert, shipmentRow, someId, type Row } from './testing/rows';
import { socketHub, type SocketHub } from './testing/sockets';
import { world, type World } from './testing/world';

const DOCUMENT = `subscription Changes($filter: CaseFilter, $after: FeedCursor) {
  exceptionChanges(filter: $filter, after: $after) {
    cursor type exceptionCase { ref status owner { name } shipment { trackingNumber } }
  }
}`;

interface Change {
  readonly cursor: string;
  readonly type: string;
  readonly exceptionCase: { readonly ref: string; readonly status: string };
}
interface Listening {
  readonly changes: Change[];
  readonly ended: Promise<unknown>;
  until(count: number): Promise<readonly Change[]>;
  stop(): void;
}

function listen(client: Client, variables: Record<string, unknown> = {}, query = DOCUMENT): Listening {
  const changes: Change[] = [];
  const waiting: { count: number; resolve: (changes: readonly Change[]) => void }[] = [];
  let stop: () => void = () => undefined;
  const ended = new Promise<unknown>((resolve) => {
    stop = client.subscribe<{ exceptionChanges: Change }>(
      { query, variables },
      {
        next({ data, errors }) {
          if (errors) throw new Error(JSON.stringify(errors));
          changes.push(data!.exceptionChanges);
          for (const { count, resolve: go } of waiting) if (changes.length >= count) go(changes);
        },
        error: resolve,
        complete: () => resolve(null),
      },
    );
  });
  return {
    changes,
    ended,
    until: (count) =>
      changes.length >= count ? Promise.resolve(changes) : new Promise((resolve) => waiting.push({ count, resolve })),
    stop: () => stop(),
  };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 1_000) throw new Error('waited in vain');
    await wait(2);
  }
}
const said = (changes: readonly Change[]): string[] =>
  changes.map(({ type, exceptionCase }) => `${type} ${exceptionCase.ref}`);

describe('exceptionChanges over graphql-transport-ws', () => {
  let hub: World;
  let sockets: SocketHub;
  const number = { next: 1 };
  const makeCase = (given: Row = {}): Row =>
    caseRow(hub.merchantId, hub.agentId, hub.now, { number: number.next++, shipment_id: someId(), ...given });
  const open = async (given: Row = {}): Promise<Row> => {
    const row = makeCase(given);
    await insert(hub.pool, 'exception_case', row);
    await commitChanges(hub, [changeOf(hub, 'OPENED', null, row)]);
    return row;
  };
  /** All that is subscribed by now is known to the hub once this is done. */
  const subscribed = async (count: number): Promise<void> => {
    await eventually(() => hub.api.subscribers() >= count);
  };

  beforeAll(async () => {
    hub = await world();
    sockets = await socketHub(hub.api, hub.viewer('AGENT'));
  });
  afterEach(async () => {
    await eventually(() => hub.api.subscribers() === 0);
  });
  afterAll(async () => {
    await sockets.close();
    await hub.close();
  });

  it('sends what is committed from now on, with the case as it stands', async () => {
    await open();
    await hub.hand.advance(1);
    const shipment = shipmentRow(hub.merchantId, hub.now);
    await insert(hub.pool, 'shipment', shipment);
    const one = listen(sockets.client());
    await subscribed(1);
    await open({ shipment_id: shipment['id'], number: 100_500 });
    await hub.hand.advance(1);
    expect(await one.until(1)).toEqual([
      {
        cursor: expect.any(String) as string,
        type: 'OPENED',
        exceptionCase: {
          ref: 'EX-100500',
          status: 'OPEN',
          owner: { name: 'Ada Agent' },
          shipment: { trackingNumber: shipment['tracking_number'] },
        },
      },
    ]);
    one.stop();
  });

  it('replays after a cursor, then goes on live: nothing missed, nothing twice', async () => {
    const first = listen(sockets.client());
    await subscribed(1);
    for (let index = 0; index < 3; index++) await open();
    await hub.hand.advance(3);
    const [begin] = await first.until(3);
    first.stop();
    await eventually(() => hub.api.subscribers() === 0);

    for (let index = 0; index < 450; index++) await open(); // more than a page of history
    const second = listen(sockets.client(), { after: begin!.cursor });
    const live = (async () => {
      for (let index = 0; index < 50; index++) {
        await open();
        await hub.hand.advance(1);
      }
    })();
    await live;
    const changes = await second.until(2 + 450 + 50);
    await wait(20);
    const refs = changes.map(({ exceptionCase }) => exceptionCase.ref);
    expect(refs).toHaveLength(502);
    expect(new Set(refs).size).toBe(502);
    expect(refs).toEqual(refs.toSorted((a, b) => Number(a.slice(3)) - Number(b.slice(3))));
    second.stop();
  });

  it('does not pass over a transaction that commits late', async () => {
    const start = await open();
    await hub.hand.advance(1);
    const one = listen(sockets.client());
    await subscribed(1);
    const [late, early] = [makeCase(), makeCase()];
    await insert(hub.pool, 'exception_case', late, early);
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const slow = commitChanges(hub, [changeOf(hub, 'OPENED', null, late)], () => gate);
    await wait(30);
    await commitChanges(hub, [changeOf(hub, 'OPENED', null, early)]);
    expect(await hub.hand.advance(0)).toBe(0);
    go();
    await slow;
    await hub.hand.advance(2);
    expect(said(await one.until(2))).toEqual([
      `OPENED EX-${String(late['number'])}`,
      `OPENED EX-${String(early['number'])}`,
    ]);
    expect(start['number']).toBeLessThan(late['number'] as number);
    one.stop();
  });

  it('says LEFT when a case stops to match the filter, and nothing about others', async () => {
    const one = listen(sockets.client(), { filter: { status: ['OPEN', 'IN_PROGRESS'], mine: true } });
    await subscribed(1);
    const mine = await open();
    await open({ owner_id: hub.leadId });
    const closed = { ...mine, status: 'CLOSED', closed_at: hub.now, close_code: 'DAMAGE' };
    await hub.pool.query(`update exception_case set status = 'CLOSED', closed_at = $2 where id = $1`, [
      mine['id'],
      hub.now,
    ]);
    await commitChanges(hub, [changeOf(hub, 'CLOSED', mine, closed)]);
    await hub.hand.advance(3);
    expect(said(await one.until(2))).toEqual([
      `OPENED EX-${String(mine['number'])}`,
      `LEFT EX-${String(mine['number'])}`,
    ]);
    await wait(10);
    expect(one.changes).toHaveLength(2);
    one.stop();
  });

  it('reads each batch once and executes it once, however many listen to the same', async () => {
    const clients = Array.from({ length: 20 }, () => listen(sockets.client()));
    await subscribed(20);
    await open();
    await open();
    await wait(50);
    hub.asked.length = 0;
    await hub.hand.advance(2);
    await Promise.all(clients.map((client) => client.until(2)));
    expect(hub.asked).toEqual([expect.stringContaining('from exception_case c')]); // with its neighbours
    for (const client of clients) client.stop();
  });

  it.each([
    ['a cursor that is none', () => 'nonsense', 'BAD_USER_INPUT'],
    ['a cursor of another database', () => Buffer.from('99999999999.1').toString('base64url'), 'CURSOR_EXPIRED'],
  ])('refuses %s', async (_name, cursor, code) => {
    const one = listen(sockets.client(), { after: cursor() });
    expect(await one.ended).toMatchObject([
      { extensions: { code, retryable: false, requestId: expect.any(String) as string } },
    ]);
  });

  it('ends with CURSOR_EXPIRED when the feed was pruned behind the cursor', async () => {
    await hub.pool.query(`update feed_floor set xid = '50', seq = 1`);
    const one = listen(sockets.client(), { after: Buffer.from('49.1').toString('base64url') });
    expect(await one.ended).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
    await hub.pool.query(`update feed_floor set xid = '0', seq = 0`);
  });

  it('refuses documents that are wrong, and sockets without credentials', async () => {
    const wrong = listen(sockets.client(), {}, 'subscription { exceptionChanges { nothing } }');
    expect(await wrong.ended).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    const variables = listen(sockets.client(), { filter: { status: ['GONE'] } });
    expect(await variables.ended).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    const { createClient } = await import('graphql-ws');
    const { WebSocket } = await import('ws');
    const nobody = createClient({ url: sockets.url, webSocketImpl: WebSocket, retryAttempts: 0 });
    expect(await listen(nobody).ended).toMatchObject({ code: 4403 });
  });

  it('answers queries on the socket as well', async () => {
    const answer = await new Promise((resolve, reject) => {
      sockets
        .client()
        .subscribe(
          { query: '{ viewer { role user { id } } }' },
          { next: resolve, error: reject, complete: () => undefined },
        );
    });
    expect(answer).toEqual({
      data: { viewer: { role: 'AGENT', user: { id: publicId('user', hub.agentId) } } },
      extensions: { cost: { requested: 2, limit: 20_000 } },
    });
  });

  it('tells a subscriber that is too slow where to go on, and misses nothing then', async () => {
    const api = hub.another({}, { backlog: { items: 5, bytes: 1 << 20 } });
    const stream = async (after: string | null) => {
      const reply = await api.openStream({
        query: DOCUMENT,
        variables: { after },
        viewer: hub.viewer('AGENT'),
        requestId: 'slow',
      });
      if (!reply.ok) throw new Error(reply.body);
      return reply.stream;
    };
    interface Answer {
      readonly data: { readonly exceptionChanges: Change };
      readonly errors?: readonly { readonly extensions: { readonly code: string; readonly cursor: string } }[];
    }
    const opened: Row[] = [];
    const slow = await stream(null);
    const first = slow.next();
    for (let index = 0; index < 10; index++) {
      opened.push(await open());
      await hub.hand.advance(1); // one batch after the other, of which one is taken
      await wait(5);
    }
    const refs: string[] = [];
    const read = (text: string | null): Answer => JSON.parse(text!) as Answer;
    let answer = read(await first);
    for (; !answer.errors; answer = read(await slow.next())) refs.push(answer.data.exceptionChanges.exceptionCase.ref);
    expect(answer.errors[0]!.extensions.code).toBe('RESYNC');
    expect(await slow.next()).toBeNull();
    expect(refs.length).toBeLessThan(10);
    const again = await stream(answer.errors[0]!.extensions.cursor);
    while (refs.length < 10) refs.push(read(await again.next()).data.exceptionChanges.exceptionCase.ref);
    expect(refs).toEqual(opened.map((row) => `EX-${String(row['number'])}`));
    again.close();
    api.stop();
  });
});
