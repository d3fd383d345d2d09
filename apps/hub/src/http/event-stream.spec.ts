import type { AddressInfo } from 'node:net';
import type { OpenStream, StreamRequest, Viewer } from '@whereabouts/api';
import { fastify, type FastifyInstance } from 'fastify';
import { createClient } from 'graphql-sse';
import { eventStreams, type EventStreams } from './event-stream';
import { graphqlRoutes } from './graphql';

const VIEWER: Viewer = { merchantId: 'm', userId: 'u', role: 'AGENT' };

interface Subject {
  readonly url: string;
  readonly asked: StreamRequest[];
  readonly streams: EventStreams;
}

describe('GraphQL over server-sent events', () => {
  const apps: FastifyInstance[] = [];
  afterEach(async () => {
    for (const app of apps.splice(0)) {
      app.server.closeAllConnections();
      await app.close();
    }
  });

  async function serve(openStream: OpenStream, viewer: Viewer | null = VIEWER, keepAliveMs?: number): Promise<Subject> {
    const asked: StreamRequest[] = [];
    const streams = eventStreams({
      openStream: (request) => {
        asked.push(request);
        return openStream(request);
      },
      viewerOf: async (authorization) => (authorization === 'Bearer good' ? viewer : null),
      addressOf: () => '203.0.113.7',
      keepAliveMs,
    });
    const app = fastify();
    apps.push(app);
    await app.register(graphqlRoutes, {
      execute: () => Promise.reject(new Error('not expected')),
      streams,
      addressOf: () => '203.0.113.7',
      isUnavailable: () => false,
      maxBodyBytes: 1_000_000,
      explorer: null,
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/graphql`, asked, streams };
  }
  const results = (...texts: string[]): OpenStream => {
    const left = [...texts];
    return async () => ({ ok: true, stream: { next: async () => left.shift() ?? null, close: () => undefined } });
  };
  const send = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: 'Bearer good',
        ...headers,
      },
      body: JSON.stringify(body),
    });

  it('gives a client of the protocol every result and the end', async () => {
    const { url, asked } = await serve(results('{"data":{"n":1}}', '{"data":{"n":2}}'));
    const client = createClient({ url, headers: { authorization: 'Bearer good' }, retryAttempts: 0 });
    const heard: unknown[] = [];
    for await (const result of client.iterate({
      query: 'subscription S { n }',
      operationName: 'S',
      variables: { a: 1 },
    }))
      heard.push(result);
    client.dispose();
    expect(heard).toEqual([{ data: { n: 1 } }, { data: { n: 2 } }]);
    expect(asked).toMatchObject([
      { query: 'subscription S { n }', operationName: 'S', variables: { a: 1 }, viewer: VIEWER },
    ]);
  });

  it('writes events as the protocol says, for no cache and no proxy to keep', async () => {
    const { url } = await serve(results('{"data":{}}'));
    const response = await send(url, { query: '{ n }' });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toBe(':\n\nevent: next\ndata: {"data":{}}\n\nevent: complete\ndata:\n\n');
  });

  it('says what is wrong with a document before a stream begins', async () => {
    const { url } = await serve(async () => ({
      ok: false,
      body: '{"errors":[{"message":"no"}]}',
      retryAfterSeconds: null,
    }));
    const response = await send(url, { query: '{ x }' });
    expect([response.status, await response.json()]).toEqual([400, { errors: [{ message: 'no' }] }]);
  });

  it('says when to come back where that helps', async () => {
    const { url } = await serve(async () => ({ ok: false, body: '{"errors":[]}', retryAfterSeconds: 7 }));
    const response = await send(url, { query: '{ x }' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('keeps pages of other sites out: a form cannot ask for JSON', async () => {
    const { url, asked } = await serve(results('{"data":{}}'));
    const response = await send(url, { query: '{ n }' }, { 'content-type': 'text/plain' });
    expect([response.status, asked]).toEqual([400, []]);
  });

  it('says something now and then while nothing happens', async () => {
    const { url } = await serve(
      async () => ({ ok: true, stream: { next: () => new Promise(() => undefined), close: () => undefined } }),
      VIEWER,
      20,
    );
    const reader = (await send(url, { query: '{ n }' })).body!.getReader();
    let text = '';
    while (text.length < 12) text += new TextDecoder().decode((await reader.read()).value);
    expect(text).toMatch(/^(:\n\n)+$/);
    await reader.cancel();
  });

  it('ends a stream when its credentials do, before the next result', async () => {
    const rights = { hold: true };
    const { url } = await serve(
      async () => {
        const left = ['{"data":{"n":1}}', '{"data":{"secret":true}}'];
        return {
          ok: true,
          stream: {
            next: async () => {
              rights.hold = left.length === 2;
              return left.shift() ?? null;
            },
            close: () => undefined,
          },
        };
      },
      { ...VIEWER, isGood: () => rights.hold },
    );
    const text = await send(url, { query: '{ n }' })
      .then((response) => response.text())
      .catch((error: Error) => error.message);
    expect(text).not.toContain('secret');
    expect(text).not.toContain('complete');
  });

  it('closes the operation when the client goes, and all of them when the hub stops', async () => {
    let closed = 0;
    const open: OpenStream = async () => ({
      ok: true,
      stream: { next: () => new Promise(() => undefined), close: () => void closed++ },
    });
    const { url, streams } = await serve(open);
    const gone = new AbortController();
    const request = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: '{"query":"{ n }"}',
      signal: gone.signal,
    });
    expect(request.status).toBe(200);
    gone.abort();
    while (closed === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    const other = await send(url, { query: '{ n }' });
    streams.close();
    await expect(other.text()).rejects.toThrow();
  });
});
