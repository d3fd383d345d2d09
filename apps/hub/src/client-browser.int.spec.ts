import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { NO_BROWSER, openBrowser } from './testing/browser';
import {
  buildHub,
  dataFolder,
  easypostSignature,
  easypostWebhook,
  post,
  query,
  startHubProcess,
  until,
  type HubProcess,
} from './testing/hub-process';
import { wireTo, type Wire } from './testing/wire';

const examples = resolve(__dirname, '../../../libs/client/examples');
const KEY = 'a-token-of-the-browser-0123456789';
const SECRET = 'demo-easypost-secret';

/** What a front end writes: a query, and then the queue, of which it notes all that it is told. */
const PAGE = `
  import { createHubClient, typed } from '@whereabouts/client';
  import { QueueChangesDocument, QueueDocument } from './generated/graphql';

  export const told = { snapshots: [], changes: [], retries: 0, end: null };
  export const ask = (url, credential) => createHubClient({ url, credential })
    .request(typed('query ($first: Int!) { viewer { role } exceptionCases(first: $first) { nodes { ref } } }'), { first: 2 })
    .catch(({ name, code, message }) => ({ name, code, message }));
  export const follow = (url, credential) => void (async () => {
    const hub = createHubClient({ url, credential, onRetry: () => told.retries++ });
    const queue = { snapshot: QueueDocument, snapshotVariables: { first: 50 }, changes: QueueChangesDocument, changesVariables: {} };
    for await (const event of hub.follow(queue))
      if (event.type === 'snapshot') told.snapshots.push(event.data.exceptionCases.nodes);
      else told.changes.push({ cursor: event.cursor, ...event.data.exceptionChanges.exceptionCase });
  })().catch(({ code, message }) => { told.end = { code, message }; });
`;

interface Row {
  readonly id: string;
  readonly version: number;
  readonly shipment: { readonly trackingNumber: string } | null;
}
interface Told {
  readonly snapshots: readonly (readonly Row[])[];
  readonly changes: readonly (Row & { readonly cursor: string })[];
  readonly retries: number;
  readonly end: { readonly code?: string; readonly message: string } | null;
}

/** Serves one page with a script, from an origin of its own. */
async function servePage(script: string): Promise<Server> {
  const server = createServer(({ url }, response) =>
    url === '/page.js'
      ? response.setHeader('content-type', 'text/javascript').end(script)
      : response
          .setHeader('content-type', 'text/html')
          .end('<!doctype html><title>A desk</title><script src="/page.js"></script>'),
  );
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return server;
}
const originOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe('the client in a browser', () => {
  if (NO_BROWSER !== null) {
    process.stderr.write(`The client in a browser: ${NO_BROWSER}.\n`);
    it.skip('asks, follows, and goes on where it was', () => undefined);
    return;
  }
  const data = dataFolder();
  let hub: HubProcess;
  let wire: Wire;
  let listed: Server;
  let stranger: Server;
  let browser: Browser;
  beforeAll(async () => {
    await buildHub();
    const { outputFiles } = await build({
      // As it is built for others: without the condition that leads to its sources.
      stdin: { contents: PAGE, resolveDir: examples, loader: 'ts' },
      bundle: true,
      platform: 'browser',
      format: 'iife',
      globalName: 'front',
      write: false,
      logLevel: 'error',
    });
    [listed, stranger] = await Promise.all([servePage(outputFiles[0]!.text), servePage(outputFiles[0]!.text)]);
    hub = await startHubProcess(['--demo'], {
      HUB_DATA_DIR: join(data.path, 'data'),
      HUB_API_TOKEN: KEY,
      HUB_CORS_ORIGINS: originOf(listed),
    });
    wire = await wireTo(hub.url);
    browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await wire?.close();
    await hub?.end('SIGTERM');
    for (const server of [listed, stranger]) {
      server?.closeAllConnections();
      server?.close();
    }
    data.dispose();
  }, 60_000);

  async function open(server: Server): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(originOf(server));
    return page;
  }
  const call = <Answer>(page: Page, name: string, credential = KEY): Promise<Answer> =>
    page.evaluate(`front.${name}(${JSON.stringify(`${wire.url}/graphql`)}, ${JSON.stringify(credential)})`);
  const told = (page: Page): Promise<Told> => page.evaluate('front.told');

  async function damage(number: string): Promise<void> {
    const body = easypostWebhook(number, 'failure', 'damaged', 'Package damaged');
    const signed = { 'x-hmac-signature': easypostSignature(body, SECRET) };
    expect((await post(`${hub.url}/intake/easypost`, body, signed)).status).toBe(202);
  }
  const casesOf = async (number: string): Promise<readonly unknown[]> =>
    (
      await query<{ shipment: { cases: readonly unknown[] } | null }>(
        hub.url,
        `{ shipment(carrier: "usps", trackingNumber: "${number}") { cases { id } } }`,
        {},
        { authorization: `Bearer ${KEY}` },
      )
    ).shipment?.cases ?? [];
  const changesOf = (number: string, { changes }: Told): Told['changes'] =>
    changes.filter(({ shipment }) => shipment?.trackingNumber === number);
  const sees = (page: Page, number: string): Promise<Told> =>
    until(
      () => told(page),
      (now) => changesOf(number, now).length > 0,
      30_000,
    );

  it('asks, follows the queue, and goes on where it was when its socket breaks: nothing is missed, nothing comes twice', async () => {
    const page = await open(listed);
    const asked: { readonly type: string; readonly payload?: { readonly variables?: object } }[] = [];
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => void asked.push(JSON.parse(String(payload)) as (typeof asked)[number])),
    );
    const subscribed = () => asked.filter(({ type }) => type === 'subscribe');

    const answer = await call<{ viewer: object; exceptionCases: { nodes: readonly object[] } }>(page, 'ask');
    expect(answer).toMatchObject({ viewer: { role: 'ADMIN' } });
    expect(answer.exceptionCases.nodes).toHaveLength(2);

    await call(page, 'follow');
    await until(
      async () => subscribed().length,
      (count) => count === 1,
      30_000,
    );
    await damage('9400100000000000731001');
    const before = await sees(page, '9400100000000000731001');
    expect(before.snapshots).toHaveLength(1);
    expect(before.snapshots[0]!.length).toBeGreaterThan(10);

    wire.cut();
    await damage('9400100000000000731002');
    await damage('9400100000000000731003');
    for (const number of ['9400100000000000731002', '9400100000000000731003'])
      await until(
        () => casesOf(number),
        (found) => found.length > 0,
        30_000,
      );
    const meanwhile = await told(page);
    expect(changesOf('9400100000000000731002', meanwhile)).toEqual([]);
    wire.mend();
    await sees(page, '9400100000000000731002');
    await sees(page, '9400100000000000731003');
    await damage('9400100000000000731004');
    const after = await sees(page, '9400100000000000731004');

    expect(after.end).toBeNull();
    expect(after.retries).toBeGreaterThan(0);
    expect(after.snapshots).toHaveLength(1);
    expect(subscribed().at(-1)!.payload!.variables).toEqual({ after: meanwhile.changes.at(-1)!.cursor });
    const cursors = after.changes.map(({ cursor }) => cursor);
    expect(cursors).toEqual([...new Set(cursors)]);
    const versions = after.changes.map(({ id, version }) => `${id} ${version}`);
    expect(versions).toEqual([...new Set(versions)]);
  }, 120_000);

  it('ends with a clear error when the hub does not take its credential', async () => {
    const page = await open(listed);
    await call(page, 'follow', 'nobody-has-this-token-0123456789');
    const { end, changes } = await until(
      () => told(page),
      (now) => now.end !== null,
      30_000,
    );
    expect(end).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(changes).toEqual([]);
  }, 60_000);

  it('does not reach the hub from a page that is not listed', async () => {
    expect(await call(await open(stranger), 'ask')).toEqual({
      name: 'RequestFailed',
      message: 'The hub was not reached.',
    });
  }, 60_000);
});
