import { parse } from 'graphql';
import { WebSocket } from 'ws';
import { createHubClient, type HubClient } from './create-client';
import { typed, type TypedDocument } from './document';
import type { RequestFailed } from './errors';
import { pauseBefore } from './pause';
import { scriptedHub, type Script, type ScriptedHub } from './testing.fixture';

interface Things {
  readonly things: { readonly cursor: string; readonly value: unknown };
}
const CHANGES = typed<Things, { after?: string; color?: string }>(
  'subscription ($after: FeedCursor) { things(after: $after) { cursor value } }',
);
const SNAPSHOT = typed<
  { readonly list: readonly number[]; readonly changes: { readonly cursor: string } },
  { first: number }
>('query ($first: Int) { list(first: $first) changes { cursor } }');

describe('the client', () => {
  const open: { hub: ScriptedHub; client: HubClient }[] = [];
  afterEach(async () => {
    for (const { hub, client } of open.splice(0)) {
      await client.dispose();
      await hub.close();
    }
  });

  async function start(
    script: Script,
    answer?: Parameters<typeof scriptedHub>[1],
    credential: Parameters<typeof createHubClient>[0]['credential'] = 'whb_1',
  ): Promise<{ hub: ScriptedHub; client: HubClient; retries: unknown[] }> {
    const hub = await scriptedHub(script, answer);
    const retries: unknown[] = [];
    const client = createHubClient({
      url: hub.url,
      credential,
      webSocketImpl: WebSocket,
      onRetry: (retry) => retries.push(retry),
    });
    open.push({ hub, client });
    return { hub, client, retries };
  }
  const nothing: Script = () => undefined;

  /** Reads until `count` values came, then leaves. */
  async function take<Value>(source: AsyncIterable<Value>, count: number): Promise<Value[]> {
    const taken: Value[] = [];
    for await (const value of source) if (taken.push(value) === count) break;
    return taken;
  }

  describe('a request', () => {
    it('carries document, variables and credential, and gives the data', async () => {
      const { hub, client } = await start(nothing, () => ({ data: { n: 1 } }));
      expect(await client.request(typed<{ n: number }, { a: number }>('query ($a: Int) { n }'), { a: 7 })).toEqual({
        n: 1,
      });
      expect(hub.requests).toEqual([
        { body: { query: 'query ($a: Int) { n }', variables: { a: 7 } }, authorization: 'Bearer whb_1' },
      ]);
    });

    it('asks for the credential each time', async () => {
      const tokens = ['one', 'two'];
      const { hub, client } = await start(nothing, undefined, async () => tokens.shift());
      await client.request(typed('{ n }'), {});
      await client.request(typed('{ n }'), {});
      expect(hub.requests.map(({ authorization }) => authorization)).toEqual(['Bearer one', 'Bearer two']);
    });

    it('fails with what the hub says', async () => {
      const errors = [{ message: 'no', extensions: { code: 'FORBIDDEN', retryable: false } }];
      const { client } = await start(nothing, () => ({ data: null, errors }));
      await expect(client.request(typed('{ n }'), {})).rejects.toMatchObject({
        message: 'no',
        code: 'FORBIDDEN',
        retryable: false,
        errors,
        status: 200,
      });
    });

    it.each([
      [502, '<html>Bad gateway</html>', true],
      [429, '', true],
      [404, 'null', false],
    ])('fails when somebody else answers, such as with %i', async (status, text, retryable) => {
      const { client } = await start(nothing, (_body, response) => void response.writeHead(status).end(text));
      await expect(client.request(typed('{ n }'), {})).rejects.toMatchObject({ errors: [], status, retryable });
    });
  });

  describe('changes', () => {
    it('come in order, each with its cursor', async () => {
      const { client } = await start(({ change }) => ['c1', 'c2', 'c3'].forEach((cursor, n) => change(cursor, n)));
      expect(await take(client.changes(CHANGES, { color: 'red' }), 3)).toEqual([
        { data: { things: { cursor: 'c1', value: 0 } }, cursor: 'c1' },
        { data: { things: { cursor: 'c2', value: 1 } }, cursor: 'c2' },
        { data: { things: { cursor: 'c3', value: 2 } }, cursor: 'c3' },
      ]);
    });

    it('go on behind the last one when the connection breaks, again and again', async () => {
      const asked: unknown[] = [];
      const { client } = await start(({ variables, change, breakOff }) => {
        asked.push(variables);
        const n = Number(String(variables['after'] ?? 'c0').slice(1)) + 1;
        change(`c${n}`, n);
        setTimeout(breakOff, 5);
      });
      const got = await take(client.changes(CHANGES, { color: 'red' }, { after: 'c4' }), 4);
      expect(got.map(({ cursor }) => cursor)).toEqual(['c5', 'c6', 'c7', 'c8']);
      expect(asked).toEqual(['c4', 'c5', 'c6', 'c7'].map((after) => ({ color: 'red', after })));
    });

    it('go on where the hub says, when it says that they were too slow', async () => {
      const { client } = await start(({ variables, change, fail }) =>
        variables['after'] === 'c9' ? change('c10', 'ok') : fail('RESYNC', { retryable: true, cursor: 'c9' }),
      );
      expect((await take(client.changes(CHANGES, {}), 1))[0]!.cursor).toBe('c10');
    });

    it('go by the hash of a registered document, as requests do', async () => {
      const hash = `sha256:${'ab'.repeat(32)}`;
      const registered = Object.assign(
        parse('subscription ($after: FeedCursor) { things(after: $after) { cursor } }'),
        {
          __meta__: { hash },
        },
      );
      const asked: unknown[] = [];
      const hub = await scriptedHub(({ payload, change }) => {
        asked.push(payload);
        change('c1', 1);
      });
      const client = createHubClient({ url: hub.url, registeredDocuments: true, webSocketImpl: WebSocket });
      open.push({ hub, client });
      const document = registered as TypedDocument<Things, { after?: string }>;
      expect(await take(client.changes(document, {}, { after: 'c0' }), 1)).toHaveLength(1);
      await client.request(document, {});
      expect(asked).toEqual([{ query: '', documentId: hash, variables: { after: 'c0' } }]);
      expect(hub.requests.map(({ body }) => body)).toEqual([{ documentId: hash, variables: {} }]);
    });

    it('end when the hub ended them for good', async () => {
      const { client } = await start(({ fail }) => fail('CURSOR_EXPIRED'));
      await expect(take(client.changes(CHANGES, {}, { after: 'old' }), 1)).rejects.toMatchObject({
        code: 'CURSOR_EXPIRED',
      });
    });

    it.each([
      'BAD_USER_INPUT',
      'GRAPHQL_VALIDATION_FAILED',
      'FORBIDDEN',
      'NOT_FOUND',
      'DOCUMENT_NOT_TRUSTED',
      'INTERNAL',
    ])('end when the hub refuses the operation with %s, and do not ask again', async (code) => {
      const { client, hub, retries } = await start(({ fail }) => fail(code));
      await expect(take(client.changes(CHANGES, {}), 1)).rejects.toMatchObject({ name: 'RequestFailed', code });
      expect([hub.subscriptions(), retries]).toEqual([1, []]);
    });

    it.each([
      [4400, 'BAD_REQUEST'],
      [4401, 'UNAUTHENTICATED'],
      [4403, 'UNAUTHENTICATED'],
      [4406, 'BAD_REQUEST'],
      [4409, 'BAD_REQUEST'],
      [1002, 'BAD_REQUEST'],
      [1009, 'BAD_REQUEST'],
    ])('end when the hub closes with %i, which another try would not heal', async (closeCode, code) => {
      const { client, hub, retries } = await start(({ breakOff }) => breakOff(closeCode));
      await expect(take(client.changes(CHANGES, {}), 1)).rejects.toMatchObject({
        name: 'RequestFailed',
        code,
        retryable: false,
        message: expect.stringMatching(new RegExp(`^The hub .*\\(${closeCode}: test\\)\\.$`)),
      });
      expect([hub.subscriptions(), retries]).toEqual([1, []]);
    });

    it.each([undefined, 1000, 1001, 1011, 1012, 1013, 4408, 4429, 4500])(
      'go on behind the last one when the connection ends with %p',
      async (closeCode) => {
        const asked: unknown[] = [];
        const { client, retries } = await start(({ variables, change, breakOff }) => {
          asked.push(variables['after']);
          change(`c${asked.length}`, asked.length);
          setTimeout(() => breakOff(closeCode), 5);
        });
        const got = await take(client.changes(CHANGES, {}, { after: 'c0' }), 3);
        expect(got.map(({ cursor }) => cursor)).toEqual(['c1', 'c2', 'c3']);
        expect(asked).toEqual(['c0', 'c1', 'c2']);
        expect(retries).toHaveLength(2);
      },
    );

    it('go on at once when another list was left and its socket is still closing', async () => {
      const { client, retries } = await start(({ change }) => change('c1', 1));
      await take(client.changes(CHANGES, {}), 1);
      await Promise.resolve();
      await take(client.changes(CHANGES, {}), 1);
      expect(retries).toEqual([]);
    });

    it('wait for as long as the hub asks for', async () => {
      const { client, retries } = await start(({ variables, change, fail }) =>
        variables['after'] === 'c9'
          ? change('c10', 'ok')
          : fail('RATE_LIMITED', { retryable: true, retryAfterSeconds: 1, cursor: 'c9' }),
      );
      expect(await take(client.changes(CHANGES, {}), 1)).toHaveLength(1);
      expect((retries as { waitMs: number }[])[0]!.waitMs).toBeGreaterThanOrEqual(1_000);
    });

    it('ask for the credential once more when the hub closes for it, and go on with another one', async () => {
      const tokens = ['old', 'new'];
      const { client } = await start(
        ({ authorization, change, breakOff }) => (authorization === 'Bearer new' ? change('c1', 1) : breakOff(4403)),
        undefined,
        () => tokens.shift(),
      );
      expect(await take(client.changes(CHANGES, {}), 1)).toHaveLength(1);
      expect(tokens).toEqual([]);
    });

    it('do so for all lists on the socket together', async () => {
      const tokens = ['old', 'new'];
      const { client } = await start(
        ({ authorization, change, breakOff }) => (authorization === 'Bearer new' ? change('c1', 1) : breakOff(4403)),
        undefined,
        () => tokens.shift(),
      );
      const lists = [1, 2, 3].map(() => client.changes(CHANGES, {})[Symbol.asyncIterator]());
      const first = await Promise.all(lists.map((list) => list.next()));
      expect(first.map(({ done }) => done)).toEqual([false, false, false]);
      expect(tokens).toEqual([]);
    });

    it('end when the hub does not take another credential either', async () => {
      let asked = 0;
      const { client, hub } = await start(
        ({ breakOff }) => breakOff(4403),
        undefined,
        () => `token ${++asked}`,
      );
      await expect(take(client.changes(CHANGES, {}), 1)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
      expect([hub.subscriptions(), asked]).toEqual([2, 2]);
    });

    it('wait for whoever gives the credential', async () => {
      let asked = 0;
      const { client, retries } = await start(
        ({ change }) => change('c1', 1),
        undefined,
        () => {
          if (++asked === 1) throw new Error('the issuer is away');
          return 'token';
        },
      );
      expect(await take(client.changes(CHANGES, {}), 1)).toHaveLength(1);
      expect(retries).toMatchObject([{ attempt: 1, reason: { message: 'the issuer is away' } }]);
    });

    it('end by the signal, also while nothing comes', async () => {
      const { client } = await start(nothing);
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 20);
      expect(await take(client.changes(CHANGES, {}, { signal: stop.signal }), 1)).toEqual([]);
    });

    it('want a cursor to be selected', async () => {
      const { client } = await start(({ change }) => change(undefined as never, 1));
      await expect(take(client.changes(CHANGES, {}), 1)).rejects.toThrow('Select `cursor`');
    });
  });

  describe('a sink', () => {
    interface Heard {
      readonly cursors: string[];
      readonly ends: unknown[];
    }
    function listen(client: HubClient, after?: string): Heard & { stop: () => void } {
      const heard: Heard = { cursors: [], ends: [] };
      const stop = client.subscribe(
        CHANGES,
        { color: 'red', after },
        {
          next: ({ data }) => heard.cursors.push(data.things.cursor),
          error: (reason) => heard.ends.push(reason),
          complete: () => heard.ends.push('complete'),
        },
      );
      return { ...heard, stop };
    }
    const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

    it('is told every change across breaks, beginning where it says, and nothing once it stopped', async () => {
      const asked: unknown[] = [];
      const { client, hub } = await start(({ variables, change, breakOff }) => {
        asked.push(variables);
        change(`c${Number(String(variables['after']).slice(1)) + 1}`, 1);
        setTimeout(breakOff, 5);
      });
      const heard = listen(client, 'c4');
      while (heard.cursors.length < 3) await quiet();
      heard.stop();
      const { length } = heard.cursors;
      expect(heard.cursors.slice(0, 3)).toEqual(['c5', 'c6', 'c7']);
      expect(asked.slice(0, 2)).toEqual(['c4', 'c5'].map((after) => ({ color: 'red', after })));
      const subscriptions = hub.subscriptions();
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect([heard.cursors.length, heard.ends, hub.subscriptions()]).toEqual([length, [], subscriptions]);
    });

    it('is told why the hub ended it for good', async () => {
      const { client } = await start(({ fail }) => fail('CURSOR_EXPIRED'));
      const heard = listen(client, 'old');
      while (heard.ends.length === 0) await quiet();
      expect(heard.ends).toMatchObject([{ code: 'CURSOR_EXPIRED' }]);
    });
  });

  describe('a list that is followed', () => {
    const what = { snapshot: SNAPSHOT, snapshotVariables: { first: 2 }, changes: CHANGES, changesVariables: {} };

    it('is a snapshot and then what came behind it', async () => {
      const { client } = await start(
        ({ variables, change }) => change(`${String(variables['after'])}+1`, 'new'),
        () => ({ data: { list: [1, 2], changes: { cursor: 's1' } } }),
      );
      expect(await take(client.follow(what), 2)).toEqual([
        { type: 'snapshot', data: { list: [1, 2], changes: { cursor: 's1' } }, cursor: 's1' },
        { type: 'change', data: { things: { cursor: 's1+1', value: 'new' } }, cursor: 's1+1' },
      ]);
    });

    it('is taken anew when the feed does not reach back far enough', async () => {
      let snapshots = 0;
      const { client } = await start(
        ({ variables, change, fail }) => (variables['after'] === 's2' ? change('c', 1) : fail('CURSOR_EXPIRED')),
        () => ({ data: { list: [], changes: { cursor: `s${++snapshots}` } } }),
      );
      const got = await take(client.follow(what), 3);
      expect(got.map(({ type, cursor }) => `${type} ${cursor}`)).toEqual(['snapshot s1', 'snapshot s2', 'change c']);
    });

    it('waits for a hub that is away, and says so', async () => {
      let asked = 0;
      const { client, retries } = await start(
        ({ change }) => change('c', 1),
        (_body, response) =>
          ++asked < 2 ? void response.writeHead(503).end('') : { data: { list: [], changes: { cursor: 's' } } },
      );
      expect(await take(client.follow(what), 1)).toHaveLength(1);
      expect(retries).toMatchObject([{ attempt: 1, reason: { status: 503 } as Partial<RequestFailed> }]);
    });

    it('fails when the hub refuses', async () => {
      const errors = [{ message: 'no', extensions: { code: 'FORBIDDEN', retryable: false } }];
      const { client, retries } = await start(nothing, () => ({ errors }));
      await expect(take(client.follow(what), 1)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect(retries).toEqual([]);
    });

    it('fails when the hub refuses its changes', async () => {
      const { client, hub, retries } = await start(
        ({ fail }) => fail('GRAPHQL_VALIDATION_FAILED'),
        () => ({ data: { list: [], changes: { cursor: 's' } } }),
      );
      await expect(take(client.follow(what), 2)).rejects.toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
      expect([hub.requests.length, hub.subscriptions(), retries]).toEqual([1, 1, []]);
    });

    it.each([
      ['a snapshot without a cursor', { data: { list: [] } }, 'Select `changes { cursor }`'],
      ['no data at all', { data: null }, 'Select `changes { cursor }`'],
    ])('fails on %s', async (_name, answer, message) => {
      const { client, retries } = await start(nothing, () => answer);
      await expect(take(client.follow(what), 1)).rejects.toThrow(message);
      expect(retries).toEqual([]);
    });

    it('fails when what is sent cannot be written', async () => {
      const { client, retries } = await start(nothing);
      const circle: Record<string, unknown> = {};
      circle['self'] = circle;
      await expect(take(client.follow({ ...what, snapshotVariables: circle as never }), 1)).rejects.toThrow(
        /circular/i,
      );
      expect(retries).toEqual([]);
    });

    it('waits for a hub that nobody reaches', async () => {
      const retries: RequestFailed[] = [];
      const client = createHubClient({
        url: 'http://127.0.0.1:1/graphql',
        onRetry: ({ reason }) => retries.push(reason as RequestFailed),
      });
      const stop = new AbortController();
      const taken = take(client.follow({ ...what, signal: stop.signal }), 1);
      while (retries.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
      stop.abort();
      expect(await taken).toEqual([]);
      expect(retries[0]).toMatchObject({
        name: 'RequestFailed',
        retryable: true,
        status: null,
        message: 'The hub was not reached.',
      });
      expect(retries[0]!.cause).toMatchObject({ name: 'TypeError' });
    });
  });

  describe('a list that is followed in one operation', () => {
    const FOLLOW = typed<Things, { after?: string; snapshot?: boolean; color?: string }>(
      'subscription ($after: FeedCursor, $snapshot: Boolean) { things(after: $after, snapshot: $snapshot) { cursor value } }',
    );
    const what = { changes: FOLLOW, changesVariables: { color: 'red' } };

    it('goes on within its snapshot when the connection breaks', async () => {
      const asked: unknown[] = [];
      const { client } = await start(({ variables, change, breakOff }) => {
        asked.push(variables);
        if (variables['after'] === undefined) {
          change('s1', 1);
          setTimeout(breakOff, 5);
        } else change('s2', 2);
      });
      const got = await take(client.followInOne(what), 3);
      expect(got.map((one) => (one.type === 'begin' ? 'begin' : one.cursor))).toEqual(['begin', 's1', 's2']);
      expect(asked).toEqual([
        { color: 'red', snapshot: true },
        { color: 'red', snapshot: true, after: 's1' },
      ]);
    });

    it('begins anew when the feed does not reach back far enough', async () => {
      let begun = 0;
      const { client } = await start(({ variables, change, fail, breakOff }) => {
        if (variables['after'] !== undefined) return fail('CURSOR_EXPIRED');
        change(`s${++begun}`, begun);
        if (begun === 1) setTimeout(breakOff, 5);
      });
      const got = await take(client.followInOne(what), 4);
      expect(got.map((one) => (one.type === 'begin' ? 'begin' : one.cursor))).toEqual(['begin', 's1', 'begin', 's2']);
    });

    it('fails when the hub refuses', async () => {
      const { client } = await start(({ fail }) => fail('FORBIDDEN'));
      await expect(take(client.followInOne(what), 2)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });

  it.each(['', 'hub.example.com/graphql', 'ftp://hub.example.com/graphql'])('is not made for the address %j', (url) => {
    expect(() => createHubClient({ url })).toThrow(/is not the address of a hub/);
  });

  it('waits longer each time, spread, and never too long', () => {
    expect([1, 2, 3, 20].map((attempt) => pauseBefore(attempt, () => 1))).toEqual([250, 500, 1_000, 15_000]);
    expect(pauseBefore(3, () => 0)).toBe(500);
  });
});
