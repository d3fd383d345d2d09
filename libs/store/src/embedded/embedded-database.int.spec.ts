import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import pg from 'pg';
import { openEmbeddedDatabase } from './embedded-database';
import type { EmbeddedDatabase } from './embedded-database';
import { readPostmaster, servesFolder } from './postmaster';

/** What another process runs: opens the database, says so, and leaves it when its input ends. */
const OTHER_PROCESS = `
  import { openEmbeddedDatabase } from './embedded-database';
  const say = (what: object) => console.log(JSON.stringify(what));
  const db = await openEmbeddedDatabase({ dataDir: process.argv[2]!, log: (line) => say({ line }) });
  say({ role: db.role, url: db.url });
  process.stdin.on('end', () => void db.release()).resume();
`;
const bundle = resolve(__dirname, `../../../../node_modules/.cache/whereabouts-store-${process.pid}.mjs`);
const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-embedded-'));
const children = new Set<ChildProcess>();
const folders: string[] = [];

const newFolder = (): string => {
  const folder = join(scratch, `data-${folders.length}`);
  folders.push(folder);
  return folder;
};
const dataOf = (folder: string): string => join(folder, 'postgres/data');
const serverPid = async (folder: string): Promise<number> => (await readPostmaster(dataOf(folder)))?.pid ?? 0;
const open = (dataDir: string, lines: string[] = []): Promise<EmbeddedDatabase> =>
  openEmbeddedDatabase({ dataDir, log: (line) => lines.push(line), waitMs: 20_000 });

interface Other {
  readonly process: ChildProcess;
  readonly role: string;
  readonly url: string;
  leave(): Promise<void>;
  kill(): Promise<void>;
}

async function otherProcess(dataDir: string): Promise<Other> {
  const child = spawn(process.execPath, [bundle, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.add(child);
  const gone = once(child, 'exit').then(() => void children.delete(child));
  for await (const text of createInterface({ input: child.stdout })) {
    const said = JSON.parse(text) as { role?: string; url?: string };
    if (said.role === undefined || said.url === undefined) continue;
    child.stdout.resume();
    const leave = (): Promise<void> => (child.stdin.end(), gone);
    return { process: child, role: said.role, url: said.url, leave, kill: () => (child.kill('SIGKILL'), gone) };
  }
  throw new Error('the other process ended before it had the database');
}

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  const begin = performance.now();
  return [await work(), performance.now() - begin];
};

beforeAll(async () => {
  await build({
    stdin: { contents: OTHER_PROCESS, resolveDir: __dirname, loader: 'ts' },
    outfile: bundle,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) {
    const pid = await serverPid(folder);
    if (pid > 0 && (await servesFolder(pid, dataOf(folder)))) process.kill(pid, 'SIGQUIT');
  }
  await sleep(50);
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10 });
  rmSync(bundle, { force: true });
});

describe('the embedded database of one process', () => {
  const folder = newFolder();

  it('is made at the first start, durable and for this machine only', async () => {
    const db = await open(folder);
    expect(db.role).toBe('started');
    const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'jit', 'server_encoding'];
    const rows = await ask<{ name: string; setting: string }>(
      db.url,
      `select name, setting from pg_settings where name in (${names.map((name) => `'${name}'`).join()})`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      jit: 'off',
      server_encoding: 'UTF8',
    });
    await ask(db.url, 'create table kept as select 42 as answer');
    await db.release();
  });

  it('keeps its passwords to its user, and gives the hub an account that row-level security holds for', async () => {
    expect(statSync(join(folder, 'postgres/credentials.json')).mode & 0o777).toBe(0o600);
    const db = await open(folder);
    const [account] = await ask(db.url, 'select rolsuper, rolbypassrls from pg_roles where rolname = current_user');
    expect(account).toEqual({ rolsuper: false, rolbypassrls: false });
    await db.release();
  });

  it('starts again within a second, at the same address and with its data', async () => {
    const first = await open(folder);
    await first.release();
    const [second, ms] = await timed(() => open(folder));
    expect(second.role).toBe('started');
    expect(second.url).toBe(first.url);
    expect(ms).toBeLessThan(1_000);
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.release();
    expect(await serverPid(folder)).toBe(0);
  });

  it('can be released twice', async () => {
    const db = await open(folder);
    await db.release();
    await db.release();
    expect(() => db.ensureRunning()).toThrow('released');
  });
});

describe('several processes on one data folder', () => {
  it('make one database when they all come first', async () => {
    const folder = newFolder();
    const all = await Promise.all([1, 2, 3].map(() => otherProcess(folder)));
    expect(all.map(({ role }) => role).sort()).toEqual(['joined', 'joined', 'started']);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    expect(readdirSync(folder)).toEqual(['postgres']);
    await Promise.all(all.map((other) => other.leave()));
    expect(await serverPid(folder)).toBe(0);
  });

  it('share it, and the last one out stops it', async () => {
    const folder = newFolder();
    const first = await otherProcess(folder);
    const second = await open(folder);
    expect([first.role, second.role]).toEqual(['started', 'joined']);
    const pid = await serverPid(folder);
    await first.leave();
    expect(await serverPid(folder)).toBe(pid);
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.release();
    expect(await serverPid(folder)).toBe(0);
  });

  it('come and go at the same time, and each finds it running', async () => {
    const folder = newFolder();
    await (await open(folder)).release();
    const visit = async (): Promise<void> => {
      for (let round = 0; round < 8; round++) {
        const db = await open(folder);
        expect(await ask(db.url, 'select 1 as one')).toEqual([{ one: 1 }]);
        await db.release();
      }
    };
    await Promise.all([visit(), visit(), visit()]);
    expect(await serverPid(folder)).toBe(0);
  });
});

describe('after a kill', () => {
  const folder = newFolder();

  it('of the hub, the next start takes the running database over', async () => {
    const killed = await otherProcess(folder);
    await ask(killed.url, 'create table kept as select 42 as answer');
    const pid = await serverPid(folder);
    await killed.kill();
    const [next, ms] = await timed(() => open(folder));
    expect([next.role, next.url]).toEqual(['taken-over', killed.url]);
    expect(await serverPid(folder)).toBe(pid);
    expect(await ask(next.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(ms).toBeLessThan(1_000);
    await next.release();
  });

  it('of the server, every process gets it back, without being asked and at the same address', async () => {
    const lines: string[] = [];
    const db = await open(folder, lines);
    const other = await otherProcess(folder);
    const pid = await serverPid(folder);
    await ask(db.url, 'insert into kept values (43)');
    process.kill(pid, 'SIGKILL');
    for (let tries = 0; tries < 500 && !lines.includes('the database is back'); tries++) await sleep(10);
    expect(lines).toContain('the database is back');
    expect(await serverPid(folder)).not.toBe(pid);
    expect(await ask(other.url, 'select count(*)::int as kept from kept')).toEqual([{ kept: 2 }]);
    await other.leave();
    await db.release();
    expect(await serverPid(folder)).toBe(0);
  });

  it('of the server, ensureRunning brings it back, however many ask', async () => {
    const db = await open(folder);
    process.kill(await serverPid(folder), 'SIGKILL');
    const urls = await Promise.all([db.ensureRunning(), db.ensureRunning(), db.ensureRunning()]);
    expect(new Set(urls)).toEqual(new Set([db.url]));
    expect(await db.ensureRunning()).toBe(db.url);
    await db.release();
  });

  it('of the server, a long statement does not hold the next one up', async () => {
    const db = await open(folder);
    const long = ask(db.url, 'select count(*) from generate_series(1, 1e8::int)').catch(() => 'ended');
    for (let busy = 0; busy === 0;)
      [busy = 0] = (
        await ask<{ n: number }>(db.url, `select count(*)::int n from pg_stat_activity where query like '%1e8::int)'`)
      ).map(({ n }) => n);
    process.kill(await serverPid(folder), 'SIGKILL');
    const [, ms] = await timed(() => db.ensureRunning());
    if (existsSync('/proc/self/cwd')) expect(ms).toBeLessThan(3_000);
    expect(await long).toBe('ended');
    await db.release();
  });

  it('of both, the next start recovers', async () => {
    const killed = await otherProcess(folder);
    const pid = await serverPid(folder);
    const gone = killed.kill();
    process.kill(pid, 'SIGKILL');
    await gone;
    const db = await open(folder);
    expect(db.role).toBe('started');
    expect(await ask(db.url, 'select count(*)::int as kept from kept')).toEqual([{ kept: 2 }]);
    await db.release();
  });

  it('of a process that was making the database, the next one makes it', async () => {
    const young = newFolder();
    const killed = spawn(process.execPath, [bundle, young], { stdio: 'ignore' });
    while (!existsSync(young) || !readdirSync(young).some((name) => name.includes('.new-'))) await sleep(5);
    await sleep(100);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const db = await open(young);
    expect(db.role).toBe('started');
    expect(readdirSync(young)).toEqual(['postgres']);
    await db.release();
  });
});

describe('what was left behind', () => {
  const folder = newFolder();
  const lock = join(dataOf(folder), 'postmaster.pid');
  beforeAll(async () => (await open(folder)).release());

  it.each(['ready', 'starting', 'stopping'])(
    'a stale lock file (%s) of a living process does not block',
    async (status) => {
      const { uid, gid } = statSync(dataOf(folder));
      const bystander = spawn('sleep', ['60'], { uid, gid, stdio: 'ignore' });
      children.add(bystander);
      const lines = [bystander.pid, dataOf(folder), 1, 1, '', '127.0.0.1', '', status];
      writeFileSync(lock, `${lines.join('\n')}\n`);
      const db = await open(folder);
      expect(db.role).toBe('started');
      expect(await serverPid(folder)).not.toBe(bystander.pid);
      await db.release();
      expect(bystander.kill()).toBe(true);
      children.delete(bystander);
    },
  );

  it('nor does one of a dead process, nor an empty one', async () => {
    writeFileSync(lock, `4194303\n${dataOf(folder)}\n1\n1\n\n127.0.0.1\n\nready\n`);
    const first = await open(folder);
    expect(first.role).toBe('started');
    await first.release();
    writeFileSync(lock, '');
    const second = await open(folder);
    expect(second.role).toBe('started');
    await second.release();
  });

  it('a port that another program took since: the database moves, and says so', async () => {
    const port = Number(readFileSync(join(folder, 'postgres/port'), 'utf8'));
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const lines: string[] = [];
    const db = await open(folder, lines);
    expect(db.role).toBe('started');
    expect(db.url).not.toContain(`:${port}/`);
    expect(lines.join()).toContain(`port ${port} is taken by another program`);
    await db.release();
    squatter.close();
  });
});

describe('what cannot be helped is said, with the way out', () => {
  const folder = newFolder();
  const inData = (name: string): string => join(dataOf(folder), name);
  beforeAll(async () => (await open(folder)).release());

  /** Opens the database while a file has another content, or is missing. */
  const openWith = async (path: string, content: string | null): Promise<unknown> => {
    renameSync(path, `${path}.kept`);
    if (content !== null) writeFileSync(path, content);
    return open(folder).finally(() => renameSync(`${path}.kept`, path));
  };

  it('a data folder that is a file', async () => {
    const file = newFolder();
    writeFileSync(file, '');
    await expect(open(file)).rejects.toThrow(/data folder .* could not be opened.*HUB_DATA_DIR/s);
  });

  it('a database of another major version, or of none', async () => {
    await expect(openWith(inData('PG_VERSION'), '15\n')).rejects.toThrow(/made by PostgreSQL 15.*HUB_DATABASE_URL/s);
    await expect(openWith(inData('PG_VERSION'), null)).rejects.toThrow(/PG_VERSION is missing/);
  });

  it('a server that cannot start: the end of its log', async () => {
    const broken = openWith(inData('global/pg_control'), null);
    await expect(broken).rejects.toThrow(/PostgreSQL did not start.*server\.log.*pg_control/s);
  });

  it('a server that gives up over a file it may not write', async () => {
    if (process.getuid?.() !== 0) return;
    const control = inData('global/pg_control');
    const { uid, gid } = statSync(control);
    chownSync(control, 0, 0);
    await expect(open(folder)).rejects.toThrow(/PostgreSQL did not start.*pg_control.*Permission denied/s);
    chownSync(control, uid, gid);
  });

  it('passwords that are lost or wrong', async () => {
    const credentials = join(folder, 'postgres/credentials.json');
    await expect(openWith(credentials, null)).rejects.toThrow(/passwords .* could not be read/);
    const wrong = openWith(credentials, JSON.stringify({ admin: 'wrong', hub: 'wrong' }));
    await expect(wrong).rejects.toThrow(/refuses the password in .*credentials.json/);
  });
});
