import { createHash } from 'node:crypto';
import type { AccessScope } from '@whereabouts/model';
import type { Viewer } from '@whereabouts/api';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { serveGraphql, type ServedGraphql } from '../testing/serve-graphql';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const KNOWN = 'query Known { __typename }';
const FREE = '{ __typename }';
const MUTATION = 'mutation Known { __typename }';
const registered = [KNOWN, MUTATION].map((text) => ({ hash: sha256(text), text, from: 'web.json' }));
const UNKNOWN = sha256('another');

const person: Viewer = { merchantId: 'm', userId: 'u', role: 'LEAD' };
const key = (scopes: readonly AccessScope[] | null): Viewer => ({ ...person, key: 'k', scopes });
const VIEWERS: Readonly<Record<string, Viewer>> = {
  person,
  key: key(['READ', 'WORK']),
  explorer: key(['READ', 'EXPLORE']),
  'key without scopes': key(null),
};

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { message: string; extensions: { code: string; retryable: boolean; requestId: string } }[];
}
type Asked = Readonly<Record<string, unknown>>;
type Ask = (url: string, asked: Asked, who?: string) => Promise<Answer>;

const headers = (who?: string): Record<string, string> => ({
  'content-type': 'application/json',
  ...(who && { authorization: who }),
});
const post = (url: string, asked: Asked, who?: string, accept = 'application/json') =>
  fetch(url, { method: 'POST', headers: { ...headers(who), accept }, body: JSON.stringify(asked) });

const byPost: Ask = async (url, asked, who) => (await post(url, asked, who)).json() as Promise<Answer>;

const byGet: Ask = async (url, asked, who) => {
  const search = new URLSearchParams(
    Object.fromEntries(
      Object.entries(asked).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    ),
  );
  const answer = await fetch(`${url}?${search}`, { headers: { ...headers(who), 'apollo-require-preflight': 'yes' } });
  return answer.json() as Promise<Answer>;
};

const byEvents: Ask = async (url, asked, who) => {
  const text = await (await post(url, asked, who, 'text/event-stream')).text();
  return JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? text) as Answer;
};

const bySocket: Ask = (url, asked, who) => {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: who },
  });
  const answer = new Promise<Answer>((resolve, reject) =>
    // Its own checks want a `query` of everybody.
    client.subscribe(
      { query: '', ...asked },
      {
        next: (value) => resolve(value as Answer),
        error: (errors) => (Array.isArray(errors) ? resolve({ errors } as Answer) : reject(errors as Error)),
        complete: () => undefined,
      },
    ),
  );
  return answer.finally(() => void client.dispose());
};

const TRANSPORTS: readonly (readonly [name: string, ask: Ask])[] = [
  ['POST', byPost],
  ['GET', byGet],
  ['server-sent events', byEvents],
  ['WebSocket', bySocket],
];
const ANSWERED = { __typename: 'Query' };
const codeOf = (answer: Answer): string | undefined => answer.errors?.[0]?.extensions.code;

describe('registered documents', () => {
  let hub: ServedGraphql;
  const viewerOf = (who: string | undefined): Viewer | null => VIEWERS[who ?? ''] ?? null;
  beforeAll(async () => (hub = await serveGraphql({ introspection: false, registered, trustedOnly: true }, viewerOf)));
  afterAll(() => hub.stop());

  describe.each(TRANSPORTS)('over %s', (_name, ask) => {
    it.each<[string, Asked]>([
      ['by documentId', { documentId: `sha256:${sha256(KNOWN)}` }],
      ['by documentId without the prefix', { documentId: sha256(KNOWN) }],
      [
        "by the hash of Apollo's clients",
        { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(KNOWN) } } },
      ],
      ['by its own text', { query: KNOWN }],
      ['by text and hash', { query: KNOWN, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(KNOWN) } } }],
    ])('are run %s, for everybody who signed in', async (_how, asked) => {
      for (let use = 0; use < 2; use++) expect((await ask(hub.url, asked, 'person')).data).toEqual(ANSWERED);
      expect((await ask(hub.url, { ...asked, operationName: 'Known' }, 'key')).data).toEqual(ANSWERED);
    });

    it.each<[string, Asked]>([
      ['documentId', { documentId: `sha256:${UNKNOWN}` }],
      ['a hash of another kind', { documentId: 'x-md5:5d41402abc4b2a76b9719d911017c592' }],
      ["the hash of Apollo's clients", { extensions: { persistedQuery: { version: 1, sha256Hash: UNKNOWN } } }],
    ])('that are unknown by %s are not found, whoever asks', async (_how, asked) => {
      for (const who of ['person', 'explorer']) {
        const { errors } = await ask(hub.url, asked, who);
        expect(errors![0]!.extensions).toEqual({
          code: 'PERSISTED_QUERY_NOT_FOUND',
          retryable: false,
          requestId: expect.any(String),
        });
      }
    });

    it('are the only ones for people and for keys that may not explore; the refusal says what to do', async () => {
      for (const who of ['person', 'key']) {
        const answer = await ask(hub.url, { query: FREE }, who);
        expect([answer.data, codeOf(answer)]).toEqual([undefined, 'DOCUMENT_NOT_TRUSTED']);
        expect(answer.errors![0]!.message).toMatch(/HUB_TRUSTED_DOCUMENTS.*EXPLORE/);
      }
    });

    it('are not the only ones for keys that may explore', async () => {
      for (const who of ['explorer', 'key without scopes'])
        expect((await ask(hub.url, { query: FREE }, who)).data).toEqual(ANSWERED);
    });

    it('are not registered by asking', async () => {
      const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(FREE) } };
      await ask(hub.url, { query: FREE, extensions }, 'explorer');
      expect(codeOf(await ask(hub.url, { extensions }, 'explorer'))).toBe('PERSISTED_QUERY_NOT_FOUND');
    });

    it('cannot be smuggled in below the hash of another', async () => {
      const answer = await ask(hub.url, { query: FREE, documentId: `sha256:${sha256(KNOWN)}` }, 'explorer');
      expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    });
  });

  it('need no query over a WebSocket', async () => {
    const socket = new WebSocket(hub.url.replace('http', 'ws'), 'graphql-transport-ws');
    const say = (message: object) => socket.send(JSON.stringify(message));
    const answer = await new Promise<unknown>((resolve, reject) => {
      socket.on('open', () => say({ type: 'connection_init', payload: { authorization: 'person' } }));
      socket.on('close', reject);
      socket.on('message', (data: Buffer) => {
        const { type, payload } = JSON.parse(data.toString()) as { type: string; payload: unknown };
        if (type === 'connection_ack') say({ type: 'subscribe', id: '1', payload: { documentId: sha256(KNOWN) } });
        if (type === 'next' || type === 'error') resolve(payload);
      });
    });
    socket.removeAllListeners('close').close();
    expect(answer).toMatchObject({ data: ANSWERED });
  });

  it.each([
    ['no query', { variables: {} }],
    ['a query that is no text', { query: 7 }],
    ['a list', [{ query: KNOWN }]],
  ])('are asked for by a name or a text, not by %s', async (_name, body) => {
    for (const accept of ['application/graphql-response+json', 'text/event-stream']) {
      const answer = await post(hub.url, body as never, 'explorer', accept);
      expect([answer.status, codeOf((await answer.json()) as Answer)]).toEqual([400, 'BAD_REQUEST']);
    }
  });

  it('are only read by GET', async () => {
    const answer = await byGet(hub.url, { documentId: `sha256:${sha256(MUTATION)}` }, 'person');
    expect([answer.data, codeOf(answer)]).toEqual([undefined, 'BAD_REQUEST']);
    expect((await byPost(hub.url, { documentId: `sha256:${sha256(MUTATION)}` }, 'person')).data).toEqual({
      __typename: 'Mutation',
    });
  });

  it('are run for somebody without credentials, whose other documents are not even parsed', async () => {
    expect((await byPost(hub.url, { documentId: `sha256:${sha256(KNOWN)}` })).data).toEqual(ANSWERED);
    for (const query of ['{ __schema { types { name } } }', '{'])
      expect(codeOf(await byPost(hub.url, { query }))).toBe('DOCUMENT_NOT_TRUSTED');
  });

  it('that are refused have the status that their media type wants', async () => {
    const status = async (accept: string) => (await post(hub.url, { documentId: UNKNOWN }, 'person', accept)).status;
    expect(await status('application/json')).toBe(200);
    expect(await status('application/graphql-response+json')).toBe(400);
  });
});

describe('a hub without registered documents', () => {
  it('says so, so that clients send texts at once', async () => {
    const hub = await serveGraphql({ introspection: true }, () => person);
    const asked = { extensions: { persistedQuery: { version: 1, sha256Hash: UNKNOWN } } };
    try {
      for (const [, ask] of TRANSPORTS) expect(codeOf(await ask(hub.url, asked))).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
      expect((await byPost(hub.url, { query: KNOWN })).data).toEqual(ANSWERED);
    } finally {
      await hub.stop();
    }
  });
});

describe('registered documents that do not fit', () => {
  it('keep the hub from starting, each named with where it stands', async () => {
    const wrong = 'query Old { viewer { gone } }';
    const start = serveGraphql({
      introspection: false,
      registered: [...registered, { hash: sha256(wrong), text: wrong, from: 'web-1.json' }],
    });
    await expect(start).rejects.toThrow(
      `web-1.json: document ${sha256(wrong).slice(0, 12)}… (query Old) does not fit the schema: Cannot query field "gone"`,
    );
  });
});
