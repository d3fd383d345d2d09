import { ensurePartitions, migrate, pendingMigrations, type Queryable } from '@whereabouts/store';
import type { Clock } from '@whereabouts/model';
import type { HubLog } from '../logging/log';

/** Brings the schema up to date when it is not. Looking costs one query; only real work loads the migrations' machinery. */
export async function bringUpToDate(url: string, db: Queryable, clock: Clock, log: HubLog): Promise<readonly string[]> {
  const pending = await pendingMigrations(db);
  const applied = pending.length > 0 ? await migrate(url) : [];
  if (applied.length > 0) log.info({ applied }, 'the schema was brought up to date');
  await ensurePartitions(db, clock());
  return applied;
}
