import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import type { World } from './world';

/** The kernel counts in hundredths of a second. */
const TICK_MS = 10;

/** What a process has used, in milliseconds; 0 where it is gone, or where the system does not say it in /proc. */
function usedBy(pid: number): number {
  try {
    // After the name, which may hold anything: the 14th and 15th field of all.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
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
