import type { Pool, PoolClient } from 'pg';

/** The process died: to whoever asked, the database was away. */
class Crashed extends Error {
  readonly code = 'ECONNRESET';
}

/** A pool of a process that dies in the moment in which it would commit: all its work is lost, and nobody is told of it. */
export function crashingPool(pool: Pool): Pool {
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
    const dying = async (...given: unknown[]): Promise<unknown> => {
      if (given[0] !== 'commit') return query(...given);
      await query('rollback');
      throw new Crashed('the process died before it committed');
    };
    return new Proxy(client, {
      get(target, name) {
        if (name === 'query') return dying;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  };
  return new Proxy(pool, {
    get: (target, name) => {
      if (name === 'connect') return connect;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
