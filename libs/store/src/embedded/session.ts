import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from './cluster';
import { readPostmaster, servesFolder } from './postmaster';

/**
 * A process's place at a cluster: one connection of its own (`whereabouts:<pid>`) that holds a shared lock for as long
 * as the process lives. Who gets that lock alone is the last one, and may stop the server. The kernel closes the
 * connection of a killed process, so nothing of it stays behind.
 */
export interface Session {
  readonly client: pg.Client;
  readonly port: number;
  /** Other processes that were there when this one came. */
  readonly others: number;
}

const PRESENT = 7_239_401;
const PREPARING = 7_239_402;
const STOP_LIMIT_MS = 60_000;

/** Connects as the superuser. */
export function connectAdmin({ credentials }: Cluster, port: number, name: string): Promise<pg.Client> {
  return connect({ host: '127.0.0.1', port, user: 'postgres', password: credentials.admin, application_name: name });
}

async function connect(options: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ database: 'postgres', connectionTimeoutMillis: 5_000, keepAlive: true, ...options });
  client.on('error', () => undefined); // `end` follows
  await client.connect();
  return client;
}

/**
 * Joins the server at a port.
 * @returns the session, or in words why there is none yet.
 * @throws Error when waiting would not help.
 */
export async function joinServer(cluster: Cluster, port: number): Promise<Session | string> {
  let client: pg.Client | undefined;
  try {
    client = await connectAdmin(cluster, port, `whereabouts:${process.pid}`);
    if (!(await isServing(client, cluster))) return leaveWith(client, `another database answers on port ${port}`);
    await client.query(`set lock_timeout = '5s'`);
    await client.query(`select pg_advisory_lock_shared(${PRESENT})`);
    await prepareDatabase(client, cluster);
    return { client, port, others: await countOthers(client) };
  } catch (error) {
    await client?.end().catch(() => undefined);
    const code = (error as { code?: string }).code ?? '';
    if (code !== '28P01') return (error as Error).message;
    const { credentials } = cluster.files;
    throw new Error(`The database refuses the password in ${credentials}: put that file back from a backup.`, {
      cause: error,
    });
  }
}

async function leaveWith(client: pg.Client, why: string): Promise<string> {
  await client.end();
  return why;
}

async function isServing(client: pg.Client, { files }: Cluster): Promise<boolean> {
  const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
  return (await realpath(rows[0]?.folder ?? '').catch(() => '')) === files.data;
}

async function countOthers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ others: number }>(
    `select count(*)::int as others from pg_stat_activity
      where application_name like 'whereabouts:%' and pid <> pg_backend_pid()`,
  );
  return rows[0]?.others ?? 0;
}

/** The hub's account and database. It is no superuser, so that row-level security holds for it. */
async function prepareDatabase(client: pg.Client, { credentials }: Cluster): Promise<void> {
  const isThere = `select 1 from pg_database where datname = 'whereabouts'`;
  if ((await client.query(isThere)).rowCount === 1) return;
  await client.query(`select pg_advisory_lock(${PREPARING})`);
  const { rowCount } = await client.query(`select 1 from pg_roles where rolname = 'whereabouts'`);
  if (rowCount === 0) {
    await client.query(`create role whereabouts login createdb password ${client.escapeLiteral(credentials.hub)}`);
    await client.query(`grant pg_monitor to whereabouts`);
  }
  if ((await client.query(isThere)).rowCount === 0) await client.query(`create database whereabouts owner whereabouts`);
  await client.query(`select pg_advisory_unlock(${PREPARING})`);
}

/** True while the session's connection works. */
export async function isAnswering({ client }: Session): Promise<boolean> {
  const answer = client.query('select 1').then(
    () => true,
    () => false,
  );
  return Promise.race([answer, sleep(3_000, false, { ref: false })]);
}

/** Ends the connection without waiting for a server that may not answer. */
export function hangUp({ client }: Session): void {
  void client.end().catch(() => undefined);
}

/** Leaves the server; the last one out stops it. */
export async function leaveServer({ client }: Session, cluster: Cluster): Promise<void> {
  try {
    await client.query(`select pg_advisory_unlock_shared(${PRESENT})`);
    const { rows } = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(${PRESENT}) as alone`);
    // The lock is kept until the server is down: who comes meanwhile waits, and then starts it anew.
    if (rows[0]?.alone === true) await stopServer(cluster);
  } catch {
    // The connection is gone: the server was stopped or killed by somebody else.
  }
  await client.end().catch(() => undefined);
}

/** Asks the server to end its connections and stop, and waits until its data is written. */
export async function stopServer({ files, log }: Cluster, signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
  const running = await readPostmaster(files.data);
  if (running === null || !(await servesFolder(running.pid, files.data))) return;
  log('stopping the database');
  process.kill(running.pid, signal);
  const limit = performance.now() + STOP_LIMIT_MS;
  for (;;) {
    if ((await readPostmaster(files.data))?.pid !== running.pid) return;
    if (!(await servesFolder(running.pid, files.data))) return; // killed: its lock file stays
    if (performance.now() > limit) return log('the database is still writing; it stops by itself when it has finished');
    await sleep(10);
  }
}
