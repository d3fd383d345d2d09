import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXCEPTION_KINDS } from '@whereabouts/model';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import {
  buildHub,
  dataFolder,
  easypostSignature,
  easypostWebhook,
  post,
  query,
  runCommand,
  startHubProcess,
  until,
  type HubProcess,
} from './testing/hub-process';

const SECRET = 'demo-easypost-secret';
const CASES_OF = `query ($number: String) { shipment(carrier: "usps", trackingNumber: $number) {
  state cases { id ref kind status version } } }`;
interface CasesOf {
  readonly shipment: {
    readonly cases: readonly { readonly id: string; readonly kind: string; readonly status: string }[];
  } | null;
}
interface Change {
  readonly exceptionChanges: {
    readonly cursor: string;
    readonly type: string;
    readonly exceptionCase: { readonly kind: string; readonly shipment: { readonly trackingNumber: string } | null };
  };
}

const data = dataFolder();
const settings = { HUB_DATA_DIR: data.path };
let hub: HubProcess;

beforeAll(async () => {
  await buildHub();
  hub = await startHubProcess(['--demo'], settings);
});
afterAll(async () => {
  await hub.end('SIGTERM');
  data.dispose();
});

const send = (body: string, signature = easypostSignature(body, SECRET)) =>
  post(`${hub.url}/intake/easypost`, body, { 'x-hmac-signature': signature });
/** Numbers of parcels that these tests tell of begin so. */
const SENT_HERE = '94001000000000000000';
const damaged = (number: string) => easypostWebhook(number, 'failure', 'damaged', 'Package damaged');

function subscribe(client: Client, after: string | null = null) {
  const changes: { readonly change: Change['exceptionChanges']; readonly at: number }[] = [];
  const end = client.subscribe<Change>(
    {
      query: `subscription ($after: FeedCursor) { exceptionChanges(after: $after) {
        cursor type exceptionCase { kind shipment { trackingNumber } } } }`,
      variables: { after },
    },
    {
      next: ({ data: told }) => {
        const change = told?.exceptionChanges;
        // The demo lives on meanwhile: its clocks run, and cases are linked to incidents.
        if (change?.exceptionCase.shipment?.trackingNumber.startsWith(SENT_HERE) && change.type === 'OPENED')
          changes.push({ change, at: performance.now() });
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  return { changes, end };
}
const socketTo = (url: string): Client =>
  createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
  });

describe('the first minute', () => {
  it('says loudly what demo mode is, where things are, and what to try', () => {
    const said = hub.output();
    expect(said).toContain('DEMO MODE: requests without credentials');
    expect(said).toContain(`${hub.url}/graphql`);
    expect(said).toContain('X-Hmac-Signature');
  });

  it('has parcels in every state, and all ten kinds of trouble', async () => {
    const { queueSummary } = await query<{ queueSummary: { byKind: { kind: string; count: number }[] } }>(
      hub.url,
      '{ queueSummary { byKind { kind count } } }',
    );
    const kinds = queueSummary.byKind.filter(({ count }) => count > 0).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(Object.keys(EXCEPTION_KINDS).sort());
    const states =
      'EXPECTED PACKED LABEL_CREATED HANDED_OVER IN_TRANSIT HELD OUT_FOR_DELIVERY ATTEMPT_FAILED AVAILABLE_FOR_PICKUP DELIVERED RETURNING RETURNED LOST CANCELLED';
    const asked = states
      .split(' ')
      .map((state) => `${state}: shipments(filter: { state: [${state}] }, first: 1) { totalCount }`);
    const counts = await query<Record<string, { totalCount: number }>>(hub.url, `{ ${asked.join(' ')} }`);
    expect(Object.entries(counts).filter(([, { totalCount }]) => totalCount === 0)).toEqual([]);
    expect(Object.values(counts).reduce((sum, { totalCount }) => sum + totalCount, 0)).toBeGreaterThan(300);
  });

  it('understood every document of the demo', async () => {
    const { deadLetters } = await query<{ deadLetters: { totalCount: number } }>(
      hub.url,
      '{ deadLetters { totalCount } }',
    );
    expect(deadLetters.totalCount).toBe(0);
    expect(await (await fetch(`${hub.url}/metrics`)).text()).toMatch(/^whereabouts_dead_letters 0$/m);
  });
});

describe('a webhook', () => {
  it('is a live exception on a subscription within a quarter of a second, and queryable', async () => {
    const client = socketTo(hub.url);
    const { changes, end } = subscribe(client);
    await until(
      async () => (await fetch(`${hub.url}/metrics`)).text(),
      (text) => /^whereabouts_subscribers 1$/m.test(text),
    );
    await send(damaged('9400100000000000000001')); // the first one wakes the worker thread up
    await until(
      async () => changes.length,
      (count) => count === 1,
    );
    const sent = performance.now();
    expect((await send(damaged('9400100000000000000002'))).status).toBe(202);
    await until(
      async () => changes.length,
      (count) => count === 2,
    );
    expect(changes[1]!.change).toMatchObject({
      type: 'OPENED',
      exceptionCase: { kind: 'DAMAGE_REPORTED', shipment: { trackingNumber: '9400100000000000000002' } },
    });
    expect(changes[1]!.at - sent).toBeLessThan(250);
    end();
    await client.dispose();
    const { shipment } = await query<CasesOf>(hub.url, CASES_OF, { number: '9400100000000000000002' });
    expect(shipment?.cases.map(({ kind }) => kind)).toEqual(['DAMAGE_REPORTED']);
  });

  it.each([
    ['wrong', easypostSignature('another body', SECRET)],
    ['missing', ''],
  ])('with a %s signature is refused, and nothing of it is stored', async (_, signature) => {
    const answer = await send(damaged('9400100000000000000003'), signature);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ title: 'Not accepted', next: expect.any(String) as string });
    expect((await query<CasesOf>(hub.url, CASES_OF, { number: '9400100000000000000003' })).shipment).toBeNull();
  });

  it('that nobody understands is kept as a dead letter with the reason', async () => {
    expect((await send('{"object":')).status).toBe(202);
    const ask = () =>
      query<{ deadLetters: { nodes: { error: string; source: { name: string } }[] } }>(
        hub.url,
        '{ deadLetters { nodes { error source { name } } } }',
      );
    const { deadLetters } = await until(ask, (found) => found.deadLetters.nodes.length > 0);
    expect(deadLetters.nodes[0]).toMatchObject({
      source: { name: 'easypost' },
      error: expect.stringContaining('cut off') as string,
    });
  });
});

describe('a page of another site', () => {
  it('gets neither an answer nor a socket from a hub in demo mode', async () => {
    const origin = 'https://evil.example.test';
    const answer = await post(`${hub.url}/graphql`, '{"query":"{ viewer { role } }"}', { origin });
    expect(answer.status).toBe(403);
    const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin });
    const refusal = await new Promise<string>((settle) => socket.on('error', ({ message }) => settle(message)));
    expect(refusal).toContain('403');
  });
});

describe('a second process on the same data folder', () => {
  it('joins the database of the first', async () => {
    const { code, stdout } = await runCommand(['source', 'list', '--json'], settings);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)).toEqual([
      'easypost',
      'ups',
      'shipbob',
      'shopify',
      'zendesk',
    ]);
  });

  it('serves what the first one took in, with its own port', async () => {
    const second = await startHubProcess(['--demo'], settings);
    await send(damaged('9400100000000000000004'));
    const { shipment } = await until(
      () => query<CasesOf>(second.url, CASES_OF, { number: '9400100000000000000004' }),
      (found) => (found.shipment?.cases.length ?? 0) > 0,
    );
    expect(shipment?.cases[0]?.status).toBe('OPEN');
    expect(await second.end('SIGTERM')).toBe(0);
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
  });
});

describe('when PostgreSQL dies', () => {
  it('the hub stays up, answers 503 meanwhile, and brings it back by itself', async () => {
    const postmaster = Number(readFileSync(join(data.path, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(postmaster, 'SIGKILL');
    const seen: string[] = [];
    const ask = async () => {
      const answers = await Promise.all([
        fetch(`${hub.url}/readyz`),
        post(`${hub.url}/graphql`, '{"query":"{ queueSummary { open } }"}'),
        send(damaged('9400100000000000000005')),
      ]);
      seen.push(answers.map(({ status }) => status).join());
      return seen;
    };
    // At first the server's processes may not have noticed: it is back when it has been so for a while.
    const isBack = (answers: readonly string[]) =>
      answers.length > 30 && answers.slice(-20).every((one) => one === '200,200,202');
    await until(ask, isBack, 45_000);
    expect(
      seen
        .join()
        .split(',')
        .filter((status) => !['200', '202', '503'].includes(status)),
    ).toEqual([]);
    const { shipment } = await until(
      () => query<CasesOf>(hub.url, CASES_OF, { number: '9400100000000000000005' }),
      (found) => (found.shipment?.cases.length ?? 0) > 0,
    );
    expect(shipment?.cases).toHaveLength(1);
  });
});

describe('killed without warning', () => {
  it('starts again within seconds, takes its database over, and has lost nothing that it acknowledged', async () => {
    const numbers = Array.from({ length: 40 }, (_, index) => `94002000000000000000${String(index).padStart(2, '0')}`);
    const acknowledged = await Promise.all(
      numbers.map(async (number) => ((await send(damaged(number))).status === 202 ? number : null)),
    );
    await hub.end('SIGKILL');
    hub = await startHubProcess(['--demo'], settings);
    expect(hub.output()).toContain('taken over');
    expect(hub.output()).not.toContain('with 339 parcels');
    expect(hub.startMs).toBeLessThan(5_000);
    for (const number of acknowledged.filter((one) => one !== null)) {
      const { shipment } = await until(
        () => query<CasesOf>(hub.url, CASES_OF, { number }),
        (found) => (found.shipment?.cases.length ?? 0) > 0,
        20_000,
      );
      expect(shipment?.cases).toHaveLength(1);
    }
  });
});

describe('a stop', () => {
  it('closes sockets so that clients come back, finishes its work, and leaves no database running', async () => {
    const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((opened) => socket.once('open', opened));
    const closed = new Promise<number>((settle) => socket.once('close', (code) => settle(code)));
    const postmaster = join(data.path, 'postgres/data/postmaster.pid');
    expect(readFileSync(postmaster, 'utf8')).not.toBe('');
    expect(await hub.end('SIGTERM')).toBe(0);
    expect(await closed).toBe(1001);
    expect(() => readFileSync(postmaster)).toThrow('ENOENT');
  });

  it('keeps what happened', async () => {
    hub = await startHubProcess(['--demo'], { ...settings, HUB_LOG_LEVEL: 'debug' });
    const { shipment } = await query<CasesOf>(hub.url, CASES_OF, { number: '9400100000000000000002' });
    expect(shipment?.cases).toHaveLength(1);
  });
});

describe('the log', () => {
  it('holds no personal data, whatever comes in', async () => {
    const canary = 'Mildred Canary, 7 Canary Lane, mildred@canary.test';
    const orders = JSON.stringify({
      result: { object: 'Tracker', tracking_code: canary, tracking_details: [{ message: canary }] },
    });
    await send(orders);
    await send(`{"broken": "${canary}`);
    await post(`${hub.url}/graphql`, JSON.stringify({ query: `{ orders(filter: { search: "${canary}" }) { nope } }` }));
    await post(
      `${hub.url}/graphql`,
      JSON.stringify({ query: 'query($s: Int){ orders(first: $s) { totalCount } }', variables: { s: canary } }),
    );
    await post(`${hub.url}/intake/${encodeURIComponent(canary)}`, canary, { authorization: `Bearer ${canary}` });
    await query(hub.url, '{ queueSummary { open } }');
    expect(hub.output()).not.toMatch(/canary/i);
  });
});
