import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(__dirname, '../../../..');
const main = join(root, 'apps/hub/dist/main.js');

const LOCK_LIMIT_MS = 60_000;

/** Builds what the tests start, if need be. One suite at a time: a bundle must not change while another one loads it. */
export async function buildHub(): Promise<void> {
  const lock = join(tmpdir(), `whereabouts-build-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);
  const began = performance.now();
  while (!takeLock(lock)) {
    if (performance.now() - began > LOCK_LIMIT_MS) rmSync(lock, { recursive: true, force: true });
    await sleep(50);
  }
  try {
    execFileSync(process.execPath, [join(root, 'tools/build/build.mjs'), '--if-stale'], { stdio: 'inherit' });
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** A data folder for one suite, removed by `dispose`. */
export function dataFolder(): { readonly path: string; dispose(): void } {
  const path = mkdtempSync(join(tmpdir(), 'whereabouts-hub-'));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

export type Settings = Readonly<Record<string, string>>;

/** Our own settings only: those of whoever runs the tests must not matter. */
const environment = (settings: Settings): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HUB_'))),
  ...settings,
});

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command to its end. */
export function runCommand(args: readonly string[], settings: Settings): Promise<CommandResult> {
  const child = spawn(process.execPath, [main, ...args], { env: environment(settings), cwd: root });
  const output = gather(child);
  return new Promise((settle) => child.once('close', (code) => settle({ code, ...output() })));
}

function gather(child: ChildProcess): () => { stdout: string; stderr: string } {
  const parts = { stdout: '', stderr: '' };
  child.stdout!.on('data', (data: Buffer) => (parts.stdout += data.toString()));
  child.stderr!.on('data', (data: Buffer) => (parts.stderr += data.toString()));
  return () => ({ ...parts });
}

export interface HubProcess {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from its start until it answered. */
  readonly startMs: number;
  output(): string;
  /** Sends a signal and waits for the end. Gives the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const START_LIMIT_MS = 60_000;

/** Starts a serving hub on a free port and waits until it is ready. */
export async function startHubProcess(args: readonly string[], settings: Settings): Promise<HubProcess> {
  const began = performance.now();
  const child = spawn(process.execPath, [main, 'serve', ...args], {
    env: environment({ HUB_PORT: '0', ...settings }),
    cwd: root,
  });
  const gathered = gather(child);
  const output = (): string => gathered().stdout + gathered().stderr;
  const ended = new Promise<number | null>((settle) => child.once('exit', (code) => settle(code)));
  let url: string | undefined;
  while (url === undefined) {
    if (child.exitCode !== null || performance.now() - began > START_LIMIT_MS) {
      child.kill('SIGKILL');
      throw new Error(`The hub did not start:\n${output()}`);
    }
    await sleep(20);
    url = /is ready/.test(output()) ? /http:\/\/[\d.a-z]+:\d+/.exec(output())?.[0] : undefined;
  }
  return {
    url,
    pid: child.pid!,
    startMs: performance.now() - began,
    output,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** A tracker event of EasyPost with one thing that just happened. */
export function easypostWebhook(trackingNumber: string, status: string, detail: string, message: string): string {
  const now = new Date().toISOString();
  return JSON.stringify({
    object: 'Event',
    description: 'tracker.updated',
    result: {
      object: 'Tracker',
      id: `trk_${trackingNumber}`,
      tracking_code: trackingNumber,
      carrier: 'USPS',
      status,
      status_detail: detail,
      tracking_details: [
        {
          object: 'TrackingDetail',
          status,
          status_detail: detail,
          message,
          datetime: `${now.slice(0, 19)}Z`,
          tracking_location: { city: 'MEMPHIS', state: 'TN', country: 'US', zip: '38118' },
        },
      ],
    },
  });
}

export const easypostSignature = (body: string, secret: string): string =>
  `hmac-sha256-hex=${createHmac('sha256', secret).update(body).digest('hex')}`;

export const post = (url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

/** Data of a query; throws what the hub refused. */
export async function query<Data>(
  url: string,
  text: string,
  variables: object = {},
  headers: Settings = {},
): Promise<Data> {
  const answer = await post(`${url}/graphql`, JSON.stringify({ query: text, variables }), headers);
  const { data, errors } = (await answer.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Asks until the answer satisfies. */
export async function until<Value>(
  ask: () => Promise<Value>,
  isGood: (value: Value) => boolean,
  limitMs = 10_000,
): Promise<Value> {
  const limit = performance.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (isGood(value)) return value;
    if (performance.now() > limit) throw new Error(`not in time: ${JSON.stringify(value)}`);
    await sleep(20);
  }
}
