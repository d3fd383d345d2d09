import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
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
import { openIssuer, type TokenIssuer } from './testing/token-issuer';
import { wireTo, type Wire } from './testing/wire';

const root = resolve(__dirname, '../../..');
const examples = join(root, 'libs/client/examples');
const KEY = 'a-token-of-the-examples-0123456789';
const SECRET = 'demo-easypost-secret';

const EXAMPLES = ['hub-client', 'urql', 'apollo-client', 'fetch'];

interface Row {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly shipment: { readonly trackingNumber: string } | null;
}

/** Bundles an example as a front end would be, and runs it in a process of its own. `credential`: text of a function. */
async function run(
  example: string,
  url: string,
  folder: string,
  credential = `() => '${KEY}'`,
): Promise<{ child: ChildProcess; rows: Row[] }> {
  const outfile = join(folder, `${example}.mjs`);
  await build({
    stdin: {
      contents: `import { followQueue } from './${example}';
        const show = (row) => console.log(JSON.stringify(row));
        await followQueue({ url: ${JSON.stringify(url)}, credential: ${credential}, show, signal: new AbortController().signal });`,
      resolveDir: examples,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@whereabouts/source'],
    logLevel: 'error',
  });
  const child = spawn(process.execPath, [outfile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const rows: Row[] = [];
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    const lines = (text + data.toString()).split('\n');
    text = lines.pop()!;
    rows.push(...lines.map((line) => JSON.parse(line) as Row));
  });
  return { child, rows };
}

/** Each state of a case was shown once. */
function expectNoRepeats(rows: readonly Row[]): void {
  const versions = rows.map(({ id, version }) => `${id} ${version}`);
  expect(versions).toEqual([...new Set(versions)]);
}

describe('the examples of the client', () => {
  const data = dataFolder();
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-examples-'));
  let hub: HubProcess;
  let wire: Wire;
  let issuer: TokenIssuer;
  beforeAll(async () => {
    await buildHub();
    issuer = await openIssuer();
    hub = await startHubProcess(['--demo'], {
      HUB_DATA_DIR: data.path,
      HUB_API_TOKEN: KEY,
      HUB_JWT_ISSUER: issuer.url,
      HUB_TRUSTED_DOCUMENTS: join(examples, 'generated/persisted-documents.json'),
    });
    wire = await wireTo(hub.url);
  }, 120_000);
  afterAll(async () => {
    await wire.close();
    await hub.end('SIGTERM');
    await issuer.close();
    data.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  async function damage(number: string): Promise<void> {
    const body = easypostWebhook(number, 'failure', 'damaged', 'Package damaged');
    const answer = await post(`${hub.url}/intake/easypost`, body, {
      'x-hmac-signature': easypostSignature(body, SECRET),
    });
    expect(answer.status).toBe(202);
  }
  const casesOf = async (number: string): Promise<readonly unknown[]> =>
    (
      await query<{ shipment: { cases: readonly unknown[] } | null }>(
        hub.url,
        `{ shipment(carrier: "usps", trackingNumber: "${number}") { cases { id } } }`,
      )
    ).shipment?.cases ?? [];

  it.each(EXAMPLES)(
    '%s shows the queue, sees a change, and goes on where it was after a break',
    async (example) => {
      const [first, second, third] = [1, 2, 3].map(
        (n) => `94001000000000007${example.length.toString().padStart(2, '0')}${example.charCodeAt(0) % 100}${n}`,
      );
      const { child, rows } = await run(example, `${wire.url}/graphql`, folder);
      const isDead = new Promise<never>((_, reject) =>
        child.once('exit', (code) => reject(new Error(`the example ended with ${code}`))),
      );
      isDead.catch(() => undefined);
      const of = (number: string | undefined): Row[] => rows.filter((row) => row.shipment?.trackingNumber === number);
      const sees = (number: string | undefined) =>
        Promise.race([
          until(
            async () => of(number),
            (found) => found.length > 0,
            30_000,
          ),
          isDead,
        ]);
      try {
        // The snapshot of the queue, and then one live change.
        await Promise.race([
          until(
            async () => rows.length,
            (count) => count > 10,
            30_000,
          ),
          isDead,
        ]);
        await damage(first!);
        await sees(first);

        wire.cut();
        await damage(second!);
        await until(
          () => casesOf(second!),
          (found) => found.length > 0,
          30_000,
        );
        expect(of(second)).toEqual([]);
        wire.mend();
        // What happened meanwhile comes late, not never; then it is live again.
        await sees(second);
        await damage(third!);
        await sees(third);
        for (const number of [first, second, third]) expectNoRepeats(of(number));
      } finally {
        wire.mend();
        child.kill('SIGKILL');
      }
    },
    120_000,
  );

  it('go on while the tokens of their user end and are replaced', async () => {
    const lead = await query<{ viewer: { user: { email: string } } }>(hub.url, '{ viewer { user { email } } }');
    const mint = `${issuer.url}/token?email=${encodeURIComponent(lead.viewer.user.email)}`;
    const credential = `async () => (await fetch('${mint}')).text()`;
    const running = await Promise.all(
      EXAMPLES.map((example) => run(example, `${hub.url}/graphql`, folder, credential)),
    );
    const seenBy = ({ rows }: (typeof running)[number]): string[] =>
      rows.flatMap(({ shipment }) => (shipment?.trackingNumber.startsWith('9400200') ? [shipment.trackingNumber] : []));
    try {
      await until(
        async () => Math.min(...running.map(({ rows }) => rows.length)),
        (least) => least > 10,
        30_000,
      );
      const minted = issuer.minted();
      const numbers: string[] = [];
      // Three lives of a token, with a change every half second.
      for (const end = performance.now() + 3 * issuer.lifeMs; performance.now() < end;) {
        numbers.push(`9400200000000000${numbers.length.toString().padStart(6, '0')}`);
        await damage(numbers.at(-1)!);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      await until(
        async () => running.map((one) => new Set(seenBy(one)).size),
        (counts) => counts.every((count) => count === numbers.length),
        30_000,
      );
      for (const { rows, child } of running) {
        expect(child.exitCode).toBeNull();
        expectNoRepeats(rows);
      }
      expect(issuer.minted() - minted).toBeGreaterThanOrEqual(2 * EXAMPLES.length);
    } finally {
      for (const { child } of running) child.kill('SIGKILL');
    }
  }, 120_000);

  it('are typed by documents that are current; otherwise run libs/client/examples/generate.mjs', async () => {
    const child = spawn(process.execPath, [join(examples, 'generate.mjs'), '--check'], { stdio: 'inherit' });
    expect(await new Promise((settle) => child.once('exit', settle))).toBe(0);
  });
});
