import { feedLag, pendingMigrations, type Queryable } from '@whereabouts/store';
import type { Check, Readiness } from '../http/health';

export interface ReadinessNeeds {
  readonly db: Queryable;
  readonly isStopping: () => boolean;
  readonly plugins: () => { readonly loaded: number; readonly refused: number };
  /** Told that the database did not answer. */
  readonly onDatabaseAway: () => void;
}

/** The database has this long to answer before it counts as away. */
const PATIENCE_MS = 2_000;
/** A feed that hangs back further than this serves nobody. */
const MAX_FEED_LAG_SECONDS = 60;

/** Can this process do its work? Asked by load balancers; each check says what it saw. */
export function readiness(needs: ReadinessNeeds): () => Promise<Readiness> {
  return async () => {
    const stopping: Check = {
      name: 'process',
      ok: !needs.isStopping(),
      detail: needs.isStopping() ? 'stopping' : 'running',
    };
    const { loaded, refused } = needs.plugins();
    const plugins: Check = {
      name: 'plugins',
      ok: loaded > 0,
      detail: refused === 0 ? `${loaded} loaded` : `${loaded} loaded, ${refused} refused: see doctor`,
    };
    const checks = [stopping, plugins, ...(await databaseChecks(needs))];
    return { ready: checks.every(({ ok }) => ok), checks };
  };
}

async function databaseChecks({ db, onDatabaseAway }: ReadinessNeeds): Promise<Check[]> {
  try {
    const [version, pending, lag] = await withPatience(
      Promise.all([db.query<{ server_version: string }>('show server_version'), pendingMigrations(db), feedLag(db)]),
    );
    return [
      { name: 'database', ok: true, detail: `PostgreSQL ${version.rows[0]?.server_version ?? ''}` },
      {
        name: 'migrations',
        ok: pending.length === 0,
        detail: pending.length === 0 ? 'up to date' : `pending: ${pending.join(', ')}; run migrate`,
      },
      { name: 'feed', ok: lag < MAX_FEED_LAG_SECONDS, detail: `held back ${lag.toFixed(1)} s` },
    ];
  } catch (error) {
    onDatabaseAway();
    const code = (error as { code?: string }).code;
    return [{ name: 'database', ok: false, detail: code === undefined ? 'no answer' : `no answer (${code})` }];
  }
}

function withPatience<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
