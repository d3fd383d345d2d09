import type { Client } from 'graphql-ws';
import type { Api } from '../create-api';
import { hear } from '../testing/listen';
import { socketHub, type SocketHub } from '../testing/sockets';
import { world, type World } from '../testing/world';

const CHANGES = 'subscription { exceptionChanges { type } }';
const A_SOCKET = 100;

interface Running {
  /** The code that ended it; null while it runs. */
  readonly code: () => string | null;
  readonly stop: () => void;
}

describe('places for subscriptions', () => {
  let hub: World;
  const open: (() => unknown)[] = [];
  beforeAll(async () => void (hub = await world()));
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
  afterAll(() => hub.close());

  function apiWith(mostSubscriptions: number, refused: string[] = []): Api {
    const api = hub.another({}, { mostSubscriptions, onRefused: (code) => refused.push(code) });
    open.push(() => api.stop());
    return api;
  }
  async function socketsOf(api: Api, viewer = hub.viewer('AGENT')): Promise<SocketHub> {
    const sockets = await socketHub(api, viewer);
    open.push(() => sockets.close());
    return sockets;
  }
  function subscribe(client: Client, query = CHANGES): Running {
    let code: string | null = null;
    const over = (errors: unknown): void => {
      const [error] = Array.isArray(errors)
        ? (errors as readonly { readonly extensions: { readonly code: string } }[])
        : [];
      code = error?.extensions.code ?? 'BROKEN OFF';
    };
    const stop = client.subscribe(
      { query },
      { next: ({ errors }) => errors && over(errors), error: over, complete: () => undefined },
    );
    return { code: () => code, stop };
  }
  /** A query goes behind all that was asked on its socket: when it is answered, so is everything before it. */
  const settled = (client: Client): Promise<void> =>
    new Promise((resolve, reject) =>
      client.subscribe({ query: '{ viewer { role } }' }, { next: () => undefined, error: reject, complete: resolve }),
    );
  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  it(`are ${A_SOCKET} on a socket: one more is refused alone, and finds room when another one ends`, async () => {
    const api = apiWith(1_000);
    const sockets = await socketsOf(api);
    const [client, neighbour] = [sockets.client(), sockets.client()];
    const running = Array.from({ length: A_SOCKET }, () => subscribe(client));
    await until(() => api.subscribers() === A_SOCKET);

    const surplus = [subscribe(client), subscribe(client, '{ viewer { role } }')];
    await until(() => surplus.every((one) => one.code() !== null));
    expect(surplus.map((one) => one.code())).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    const beside = subscribe(neighbour);
    await until(() => api.subscribers() === A_SOCKET + 1);
    expect([...running, beside].filter((one) => one.code() !== null)).toEqual([]);

    running[0]!.stop();
    await until(() => api.subscribers() === A_SOCKET);
    const next = subscribe(client);
    await until(() => api.subscribers() === A_SOCKET + 1);
    expect(next.code()).toBeNull();
  });

  it('of a merchant count over all of its sockets and streams; others have their own', async () => {
    const refused: string[] = [];
    const api = apiWith(3, refused);
    const sockets = await socketsOf(api);
    const other = await socketsOf(api, { ...hub.viewer('AGENT'), merchantId: hub.sourceId });
    const [first, second, third] = [sockets.client(), sockets.client(), other.client()];
    const mine = [subscribe(first), subscribe(second)];
    const stream = hear(api, hub.viewer('LEAD'), CHANGES);
    await until(() => api.subscribers() === 3);

    const [onSocket, onStream] = [subscribe(first), hear(api, hub.viewer('LEAD'), CHANGES)];
    expect(await onStream.ended).toMatchObject({ code: 'RATE_LIMITED' });
    await until(() => onSocket.code() !== null);
    expect(onSocket.code()).toBe('RATE_LIMITED');
    expect(refused).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    // Queries need no place.
    await settled(first);
    const theirs = subscribe(third);
    await until(() => api.subscribers() === 4);
    expect([...mine, theirs].map((one) => one.code())).toEqual([null, null, null]);

    stream.stop();
    await until(() => api.subscribers() === 3);
    const next = subscribe(second);
    await until(() => api.subscribers() === 4);
    expect(next.code()).toBeNull();
  });

  it('are free again when a socket breaks off, and after what was never begun', async () => {
    const api = apiWith(2);
    const sockets = await socketsOf(api);
    const client = sockets.client();
    for (let count = 0; count < 5; count++) subscribe(client, 'subscription { exceptionChanges(after: "x") { type } }');
    await settled(client);
    subscribe(client);
    subscribe(client);
    await until(() => api.subscribers() === 2);
    client.terminate();
    await until(() => api.subscribers() === 0);
    const again = [subscribe(sockets.client()), subscribe(sockets.client())];
    await until(() => api.subscribers() === 2);
    expect(again.map((one) => one.code())).toEqual([null, null]);
  });
});
