import type { Tx } from '@whereabouts/store';
import type { Pool, PoolClient } from 'pg';

const DOOR = 5_739_013;

/** The door is closed for a rebuild: with a code that counts as "away for now", since the same work gets through later. */
class DoorClosed extends Error {
  readonly code = '57P03';
}

/**
 * Everybody who applies anything holds the door open for the length of its transaction.
 * Nobody waits at a closed one: that would hold a connection, and end as a timeout for which an input would be blamed.
 */
export const shareDoor = async (tx: Tx): Promise<void> => {
  const { rows } = await tx.query<{ open: boolean }>({
    name: 'share-door',
    text: `select pg_try_advisory_xact_lock_shared(${DOOR}) as open`,
  });
  if (!rows[0]!.open) throw new DoorClosed('a rebuild is under way: come back when it is done');
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
