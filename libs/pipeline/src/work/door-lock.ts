import type { Tx } from '@whereabouts/store';
import type { Pool, PoolClient } from 'pg';

const DOOR = 5_739_013;

/** Everybody who applies anything holds the door open for the length of its transaction. */
export const shareDoor = async (tx: Tx): Promise<void> => {
  await tx.query({ name: 'share-door', text: `select pg_advisory_xact_lock_shared(${DOOR})` });
};

/** Closes the door to all other processes while `work` runs: for a rebuild. */
export async function aloneBehindDoor<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query(`select pg_advisory_lock(${DOOR})`);
    return await work(client);
  } finally {
    await client.query(`select pg_advisory_unlock(${DOOR})`).catch(() => undefined);
    client.release(true);
  }
}
