import type { Tx } from '@whereabouts/store';
import type { Pool, PoolClient } from 'pg';

const DOOR = 5_739_013;

/**
 * Everybody who applies anything holds the door open for the length of its transaction.
 * Nobody waits at a closed one: that would hold a connection, and end as a timeout for which an input would be blamed.
 * The server refuses with a code that counts as "away for now", since the same work gets through later; so what was sent
 * together with this does not wait either.
 */
export const shareDoor = async (tx: Tx): Promise<void> => {
  await tx.query({ name: 'share-door', text: `select share_door(${DOOR})` });
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
