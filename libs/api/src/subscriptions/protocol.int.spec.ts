import { WebSocket } from 'ws';
import { socketHub, type SocketHub } from '../testing/sockets';
import { world, type World } from '../testing/world';

interface Raw {
  readonly socket: WebSocket;
  /** What came, parsed. */
  readonly messages: { readonly type: string; readonly id?: string }[];
  say(message: unknown): void;
  /** Waits for a message of a type. */
  until(type: string): Promise<void>;
  readonly closed: Promise<number>;
}

const INIT = { type: 'connection_init', payload: { token: 'x' } };
const SUBSCRIBE = { type: 'subscribe', id: '1', payload: { query: 'subscription { exceptionChanges { type } }' } };

/** Close codes of graphql-transport-ws, https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md. */
describe('the protocol of a socket', () => {
  let hub: World;
  let sockets: SocketHub;
  const credentials = { hold: true };
  const open: WebSocket[] = [];
  beforeAll(async () => {
    hub = await world();
    const viewer = { ...hub.viewer('AGENT'), isGood: () => credentials.hold };
    sockets = await socketHub(hub.api, viewer, { initWaitMs: 150, recheckMs: 20 });
  });
  beforeEach(() => (credentials.hold = true));
  afterEach(() => open.splice(0).forEach((socket) => socket.terminate()));
  afterAll(async () => {
    await sockets.close();
    await hub.close();
  });

  async function connect(protocols: string[] = ['graphql-transport-ws'], url = sockets.url): Promise<Raw> {
    const socket = new WebSocket(url, protocols);
    open.push(socket);
    const messages: Raw['messages'][number][] = [];
    const heard = new Set<() => void>();
    socket.on('message', (data: Buffer) => {
      messages.push(JSON.parse(data.toString()) as Raw['messages'][number]);
      for (const tell of heard) tell();
    });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('open', resolve));
    return {
      socket,
      messages,
      closed,
      say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
      until: (type) =>
        new Promise((resolve) => {
          const look = (): void => {
            if (!messages.some((one) => one.type === type)) return;
            heard.delete(look);
            resolve();
          };
          heard.add(look);
          look();
        }),
    };
  }
  async function ready(): Promise<Raw> {
    const raw = await connect();
    raw.say(INIT);
    await raw.until('connection_ack');
    return raw;
  }

  it.each<[string, number, (raw: Raw) => void]>([
    ['init twice', 4429, (raw) => raw.say(INIT)],
    ['a second operation under the id of a running one', 4409, (raw) => [raw.say(SUBSCRIBE), raw.say(SUBSCRIBE)]],
    ['an unknown type', 4400, (raw) => raw.say({ type: 'hello' })],
    ['what is no JSON', 4400, (raw) => raw.say('{')],
    ['a subscribe without a query', 4400, (raw) => raw.say({ type: 'subscribe', id: '2', payload: {} })],
    ['a subscribe without an id', 4400, (raw) => raw.say({ ...SUBSCRIBE, id: undefined })],
    ['binary rubbish', 4400, (raw) => raw.socket.send(Buffer.from([0, 255, 1, 254]))],
    ['a frame of 2 MB', 1009, (raw) => raw.say(`{"type":"ping","payload":{"x":"${'x'.repeat(2_000_000)}"}}`)],
  ])('after the ack, %s closes with %i', async (_name, code, act) => {
    const raw = await ready();
    act(raw);
    expect(await raw.closed).toBe(code);
  });

  it.each<[string, number, (raw: Raw) => void]>([
    ['a subscribe before the ack', 4401, (raw) => raw.say(SUBSCRIBE)],
    ['no init in time', 4408, () => undefined],
    ['an init without credentials', 4403, (raw) => raw.say({ type: 'connection_init' })],
  ])('%s closes with %i', async (_name, code, act) => {
    const raw = await connect();
    act(raw);
    expect(await raw.closed).toBe(code);
  });

  it('an init that lies unread while the hub is busy came in time', async () => {
    const patient = await socketHub(hub.api, hub.viewer('AGENT'), { initWaitMs: 1_000 });
    const raw = await connect(['graphql-transport-ws'], patient.url);
    raw.say(INIT);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200);
    await Promise.race([raw.until('connection_ack'), raw.closed]);
    expect(raw.messages).toEqual([{ type: 'connection_ack' }]);
    await patient.close();
  });

  it('no protocol of ours closes with 4406', async () => {
    const raw = await connect([]);
    expect(await raw.closed).toBe(4406);
  });

  it('a flood of pings is answered, and the socket goes on', async () => {
    const raw = await ready();
    for (let ping = 0; ping < 1_000; ping++) raw.say({ type: 'ping' });
    raw.say({ type: 'subscribe', id: 'q', payload: { query: '{ viewer { role } }' } });
    await raw.until('complete');
    expect(raw.messages.filter(({ type }) => type === 'pong')).toHaveLength(1_000);
  });

  it('a socket from which nothing comes any more is ended, and one that answers pings is not', async () => {
    const lively = await socketHub(hub.api, hub.viewer('AGENT'), { keepAliveMs: 240 });
    const connected = (autoPong: boolean): WebSocket => {
      const socket = new WebSocket(lively.url, ['graphql-transport-ws'], { autoPong });
      open.push(socket);
      socket.on('open', () => socket.send(JSON.stringify(INIT)));
      return socket;
    };
    const [mute, alive] = [connected(false), connected(true)];
    await new Promise((resolve) => mute.once('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(alive.readyState).toBe(WebSocket.OPEN);
    await lively.close();
  });

  it('credentials that end in mid-stream close with 4403, without any traffic', async () => {
    const raw = await ready();
    raw.say(SUBSCRIBE);
    credentials.hold = false;
    expect(await raw.closed).toBe(4403);
  });

  it('credentials that ended get no further operation', async () => {
    const raw = await ready();
    credentials.hold = false;
    raw.say({ type: 'subscribe', id: 'q', payload: { query: '{ viewer { role } }' } });
    expect(await raw.closed).toBe(4403);
    expect(raw.messages.filter(({ type }) => type === 'next')).toEqual([]);
  });
});
