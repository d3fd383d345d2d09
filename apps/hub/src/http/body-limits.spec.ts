import { request as open, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { instant } from '@whereabouts/model';
import type { FastifyInstance } from 'fastify';
import { WebSocket } from 'ws';
import { BARE_SERVER } from '../testing/bare-server';
import { serveGraphql, type ServedGraphql } from '../testing/serve-graphql';
import { buildServer } from './server';

const LIMIT = 50_000;
const PHOTO_LIMIT = 200_000;
const MEGABYTE = 1_000_000;
const PHOTO = {
  id: '0198c0de-0000-7000-8000-000000000001',
  merchantId: '0198c0de-0000-7000-8000-000000000002',
  sha256: 'a',
  mediaType: 'image/jpeg' as const,
  size: 1,
  takenAt: instant('2026-11-22T12:00:00.000Z'),
  storageKey: 'k',
  uploadedBy: null,
  uploadedAt: instant('2026-11-22T12:00:00.000Z'),
};

interface Answer {
  readonly status: number;
  readonly text: string;
}

describe('the limit of a body', () => {
  const taken = { inputs: 0, operations: 0, photos: 0 };
  let app: FastifyInstance;
  let port: number;
  beforeAll(async () => {
    app = buildServer({
      ...BARE_SERVER,
      receive: async () => (taken.inputs++, { status: 'stored', inputId: PHOTO.id }),
      maxBodyBytes: LIMIT,
      execute: async () => (taken.operations++, { status: 200, headers: [], body: '{"data":{}}' }),
      files: {
        photos: {
          take: async () => (taken.photos++, { ok: true, photo: PHOTO }),
          find: async () => null,
          bytesOf: async () => null,
        },
        claims: { packet: () => Promise.reject(new Error('not expected')) },
        maxPhotoBytes: PHOTO_LIMIT,
        viewerOf: async () => ({ merchantId: PHOTO.merchantId, userId: PHOTO.id, role: 'AGENT' }),
        isUnavailable: () => false,
      },
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    port = (app.server.address() as AddressInfo).port;
  });
  beforeEach(() => void Object.assign(taken, { inputs: 0, operations: 0, photos: 0 }));
  afterAll(() => app.close());

  /** Writes a request piece by piece until the answer is there, as a client does that listens while it sends. */
  function send(path: string, body: Iterable<Buffer | string>, headers: Record<string, string | number> = {}) {
    return new Promise<Answer>((resolve, reject) => {
      const request = open({ port, path, method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
      const state = { isAnswered: false };
      const gone = new Promise((settle) => request.once('close', settle));
      request.on('response', (response: IncomingMessage) => {
        state.isAnswered = true;
        let text = '';
        response.on('data', (data: Buffer) => (text += data.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode!, text });
          request.destroy();
        });
      });
      request.on('error', (error) => state.isAnswered || reject(error));
      void (async () => {
        for (const piece of body) {
          if (state.isAnswered) return;
          if (!request.write(piece)) await Promise.race([gone, new Promise((go) => request.once('drain', go))]);
        }
        request.end();
      })();
    });
  }
  function* endless(): Iterable<Buffer> {
    for (;;) yield Buffer.alloc(16_000, 'a');
  }
  const connected = (): Promise<Socket> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket));
    });
  const closed = (socket: Socket): Promise<string> =>
    new Promise((resolve) => {
      let text = '';
      socket.on('data', (data) => (text += data.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });

  const PATHS = [
    ['/graphql', LIMIT, /larger than the 50000 bytes.*HUB_MAX_BODY_BYTES/],
    ['/intake/ups', LIMIT, /larger than the 50000 bytes.*HUB_MAX_BODY_BYTES/],
    ['/photos', PHOTO_LIMIT, /at most 200000 bytes.*HUB_PHOTO_MAX_BYTES/],
  ] as const;

  describe.each(PATHS)('of POST %s', (path, limit, words) => {
    it('is told before the bytes are sent, and the connection is let go', async () => {
      const socket = await connected();
      const answer = closed(socket);
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: ${limit + 1}\r\n\r\n`,
      );
      expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(await answer).toMatch(words);
    });

    it.each([
      ['a length that is too large', (): Iterable<Buffer> => [Buffer.alloc(3 * MEGABYTE, 'a')], 3 * MEGABYTE],
      ['no length, and no end', endless, null],
    ])('is told to who sends a body with %s', async (_name, body, length) => {
      const sized: Record<string, number> = length === null ? {} : { 'content-length': length };
      const { status, text } = await send(path, body(), sized);
      expect(status).toBe(413);
      expect(text).toMatch(words);
      expect(taken).toEqual({ inputs: 0, operations: 0, photos: 0 });
    });

    it('is met by nobody else: neighbours are answered while others send too much', async () => {
      const tooMuch = Array.from({ length: 8 }, () => send(path, endless()));
      const neighbours = [
        send('/graphql', ['{"query":"{ __typename }"}']),
        send('/intake/ups', ['{}']),
        send('/photos', ['bytes']),
      ];
      expect((await Promise.all(neighbours)).map(({ status }) => status)).toEqual([200, 202, 201]);
      expect((await Promise.all(tooMuch)).map(({ status }) => status)).toEqual(Array<number>(8).fill(413));
      expect(taken).toEqual({ inputs: 1, operations: 1, photos: 1 });
    });

    it('is the last byte that is taken', async () => {
      const json = JSON.stringify({ query: '{ __typename }', x: '' });
      const body = json.replace('"x":""', `"x":"${'a'.repeat(limit - json.length)}"`);
      expect(body).toHaveLength(limit);
      expect((await send(path, [body])).status).toBeLessThan(300);
      expect((await send(path, [`${body} `])).status).toBe(413);
    });
  });
});

describe('a frame of 2 MB', () => {
  let hub: ServedGraphql;
  const sockets: WebSocket[] = [];
  beforeAll(async () => {
    const viewer = { merchantId: PHOTO.merchantId, userId: PHOTO.id, role: 'AGENT' as const };
    hub = await serveGraphql({ introspection: false }, () => viewer);
  });
  afterAll(async () => {
    for (const socket of sockets) socket.terminate();
    await hub.stop();
  });

  async function ready(): Promise<WebSocket> {
    const socket = new WebSocket(hub.url.replace('http', 'ws'), 'graphql-transport-ws');
    sockets.push(socket);
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('{"type":"connection_init"}');
    await new Promise((resolve) => socket.once('message', resolve));
    return socket;
  }
  const said = (socket: WebSocket): Promise<string> =>
    new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())));

  it.each(['text', 'binary', 'pieces'])('closes its socket with 1009, sent as %s, and no other one', async (form) => {
    const [large, neighbour] = await Promise.all([ready(), ready()]);
    const code = new Promise((resolve) => large.once('close', resolve));
    const bytes = Buffer.from(`{"type":"ping","payload":{"x":"${'x'.repeat(2 * MEGABYTE)}"}}`);
    if (form === 'pieces')
      for (let at = 0; at < bytes.length; at += 60_000)
        large.send(bytes.subarray(at, at + 60_000), { fin: at + 60_000 >= bytes.length, binary: false });
    else large.send(bytes, { binary: form === 'binary' });
    const pong = said(neighbour);
    neighbour.send('{"type":"ping"}');
    expect(JSON.parse(await pong)).toEqual({ type: 'pong' });
    expect(await code).toBe(1009);
    const again = said(neighbour);
    neighbour.send('{"type":"ping"}');
    expect(JSON.parse(await again)).toEqual({ type: 'pong' });
  });
});
