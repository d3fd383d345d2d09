import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

export interface ProgramOrder {
  /** Another program of this package, as built, or the path of any. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Of Node itself. */
  readonly flags?: readonly string[];
  /** Asked until it answers well. */
  readonly isReady?: () => Promise<Response>;
  /** It tells how much memory it holds when it is asked: see `tell-memory`. */
  readonly tellsMemory?: boolean;
}

/** A process that is asked by messages. It ends with this one. */
export interface Program {
  readonly pid: number;
  /** Sends a message with an id, and waits for the reply that bears it. */
  ask(message: object): Promise<unknown>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const beside = (name: string): string => fileURLToPath(new URL(`./${name}.js`, import.meta.url));
const PAUSE_MS = 50;
const TRIES = 600;

export async function startProgram(order: ProgramOrder): Promise<Program> {
  const { file, args = [], env = {}, flags = [], isReady, tellsMemory = false } = order;
  const memory = tellsMemory ? ['--expose-gc', '--import', beside('live/tell-memory')] : [];
  const program = [file.startsWith('/') ? file : beside(file), ...args];
  const child = spawn(process.execPath, [...flags, '--import', beside('exit-with-parent'), ...memory, ...program], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  child.on('message', ({ id, reply }: { id: number; reply: unknown }) => {
    waiting.get(id)?.resolve(reply);
    waiting.delete(id);
  });
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended before it answered`));
  });
  let asked = 0;
  const answers = async (): Promise<boolean> =>
    isReady === undefined ||
    isReady().then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; !(await answers()); tries++) {
    if (tries > TRIES || child.exitCode !== null) throw new Error(`${file} did not start`);
    await sleep(PAUSE_MS);
  }
  return {
    pid: child.pid!,
    ask(message) {
      const answer = Promise.withResolvers<unknown>();
      const id = ++asked;
      waiting.set(id, answer);
      child.send({ id, ...message });
      return answer.promise;
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await gone;
    },
  };
}

/** What a process holds, in bytes, after it gave back what it could. */
export interface Memory {
  readonly rss: number;
  readonly heap: number;
}

export const memoryOf = async (program: Program): Promise<Memory> => (await program.ask({ memory: true })) as Memory;
