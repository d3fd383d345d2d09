import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import { migrate } from '@whereabouts/store';
import { postgresCluster } from '@whereabouts/store/testing';
import type { IntakeReply } from '../pipeline';
import { audit, type Audit } from './audit';
import { random, type Random } from './random';
import { sign, testShop, toyBody, type TestShop } from './test-hub';
import { traffic } from './traffic';

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  /** How many processes work on the database; each kill meets one of them. */
  readonly processes: number;
  /** The built `hub-process`. */
  readonly processFile: string;
  readonly report?: (line: string) => void;
}

export interface KillFigures extends Audit {
  readonly acknowledged: number;
  /** Inputs on record that no sender was told of: the answer was lost with the process. */
  readonly unheard: number;
  readonly cases: number;
  /** Answers other than stored, and what processes called an error. */
  readonly errors: readonly string[];
  /** From the start of a process to the commit of its first effect, in milliseconds: median and slowest. */
  readonly firstEffectMs: { readonly median: number; readonly slowest: number };
}

const SENDERS = 12;
const LIMIT_MS = 60_000;

/** One process that receives and applies. */
interface Hub {
  readonly child: ChildProcess;
  readonly url: string;
  /** Settles with the milliseconds that its first effect took. */
  readonly firstEffect: Promise<number>;
}

function startHub({ url, secretKey }: TestShop, file: string, errors: string[]): Promise<Hub> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', file], {
    env: { ...process.env, DATABASE_URL: url, SECRET_KEY: secretKey.toString('hex') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.on('data', (text: Buffer) => errors.push(text.toString()));
  return new Promise((resolve, reject) => {
    let effect: (ms: number) => void;
    const firstEffect = new Promise<number>((done) => (effect = done));
    child.once('exit', () => reject(new Error(`the process ended: ${errors.join('\n')}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [word = ''] = line.split(' ', 1);
      const facts = JSON.parse(line.slice(word.length)) as unknown[];
      if (word === 'ready') resolve({ child, url: `http://127.0.0.1:${String(facts[0])}`, firstEffect });
      else if (word === 'applied') effect(performance.now() - began);
      else errors.push(line);
    });
  });
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** Sends news until told to stop; each document until some process acknowledges it. */
function sendersTo(hubs: readonly Hub[], chance: Random, errors: string[]) {
  const news = traffic({ random: chance, parcels: 60, repeats: 0.1, now: instant(Date.now()) });
  const acknowledged: string[] = [];
  const state = { sending: true };
  const send = async (): Promise<void> => {
    while (state.sending) {
      const body = toyBody(news.next());
      for (let isStored = false; !isStored && state.sending;) {
        try {
          const { url } = chance.pick(hubs);
          const response = await fetch(`${url}/toy`, {
            method: 'POST',
            headers: sign(body),
            body: body as Buffer<ArrayBuffer>,
          });
          const reply = (await response.json()) as IntakeReply;
          isStored = reply.status === 'stored';
          if (reply.status === 'stored') acknowledged.push(reply.inputId);
          else errors.push(JSON.stringify(reply));
        } catch {
          await sleep(10); // that process is dead; another one will answer
        }
      }
    }
  };
  const all = Promise.all(Array.from({ length: SENDERS }, send));
  return {
    acknowledged,
    async stop() {
      state.sending = false;
      await all;
    },
  };
}

/** Kills processes at random moments while they receive and apply, starts them again, and looks at what is left. */
export async function repeatedKills({
  kills,
  seed,
  processes,
  processFile,
  report,
}: KillOptions): Promise<KillFigures> {
  const cluster = await postgresCluster();
  await migrate(cluster.url);
  const shop = await testShop({ url: cluster.url, now: instant(Date.now()) });
  const errors: string[] = [];
  const chance = random(seed);
  const hubs: Hub[] = [];
  const firstEffects: number[] = [];
  const begin = async (index: number): Promise<void> => {
    hubs[index] = await startHub(shop, processFile, errors);
    void hubs[index].firstEffect.then((ms) => firstEffects.push(ms));
  };
  /** What a dead process held is taken up after a grace; half of the time, let it be over. */
  const hurry = () => shop.pool.query('update pending set try_after = now()');
  try {
    for (let index = 0; index < processes; index++) await begin(index);
    const senders = sendersTo(hubs, chance, errors);
    for (let kill = 0; kill < kills; kill++) {
      const index = kill % processes;
      await Promise.race([hubs[index]!.firstEffect, sleep(LIMIT_MS, undefined, { ref: false })]);
      await sleep(chance.below(250));
      const { child } = hubs[index]!;
      child.kill('SIGKILL');
      await ended(child);
      if (chance.next() < 0.5) await hurry();
      await begin(index);
      report?.(`kill ${kill + 1}/${kills}: ${senders.acknowledged.length} acknowledged so far`);
    }
    await Promise.race([
      Promise.all(hubs.map(({ firstEffect }) => firstEffect)),
      sleep(LIMIT_MS, undefined, { ref: false }),
    ]);
    await senders.stop();
    await hurry();
    const since = performance.now();
    while ((await shop.pool.query('select 1 from pending limit 1')).rowCount && performance.now() < since + LIMIT_MS)
      await sleep(50);
    const sorted = [...firstEffects].sort((a, b) => a - b);
    const onRecord = await shop.pool.query<{ inputs: number; cases: number }>(
      'select (select count(*)::int from inbox) as inputs, (select count(*)::int from exception_case) as cases',
    );
    const { inputs, cases } = onRecord.rows[0]!;
    return {
      ...(await audit(shop.pool, senders.acknowledged)),
      acknowledged: senders.acknowledged.length,
      unheard: inputs - senders.acknowledged.length,
      cases,
      errors,
      firstEffectMs: { median: sorted[sorted.length >> 1] ?? NaN, slowest: sorted.at(-1) ?? NaN },
    };
  } finally {
    for (const { child } of hubs) child.kill('SIGTERM');
    await Promise.all(hubs.map(({ child }) => ended(child)));
    await shop.close();
    await cluster.close();
  }
}
