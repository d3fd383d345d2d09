import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import type { World } from './world';

const NS_IN_MS = 1_000_000;

/** What a thread has run for, in milliseconds; 0 where it is gone. */
function ranFor(task: string): number {
  try {
    return Number(readFileSync(`${task}/schedstat`, 'utf8').split(' ')[0]) / NS_IN_MS;
  } catch {
    return 0;
  }
}

/** What the threads of a process have used; 0 where it is gone, or where the system does not say it in /proc. */
function usedBy(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  return existsSync(tasks) ? readdirSync(tasks).reduce((sum, thread) => sum + ranFor(`${tasks}/${thread}`), 0) : 0;
}

const backends = async (pool: Pool): Promise<number[]> =>
  (await pool.query<{ pid: number }>('select pid from pg_stat_activity')).rows.map(({ pid }) => pid);

/**
 * CPU time that work takes in some processes and in the database, in milliseconds: a figure that other work on the
 * machine changes little.
 */
export async function cpuTimeOf<T>(
  { pool }: World,
  pids: readonly number[],
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cpuMs: number }> {
  const before = new Map([...pids, ...(await backends(pool))].map((pid) => [pid, usedBy(pid)]));
  const result = await work();
  const after = [...pids, ...(await backends(pool))];
  return { result, cpuMs: after.reduce((sum, pid) => sum + usedBy(pid) - (before.get(pid) ?? 0), 0) };
}
