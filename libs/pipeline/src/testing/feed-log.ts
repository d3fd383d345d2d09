import { comparePositions, type ChangeEntry } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Feed } from '../pipeline';

/** All that a listener of a feed was told. */
export interface FeedLog {
  readonly told: readonly ChangeEntry[];
  /** Changes that the table holds behind the starting point and the listener missed, heard twice, or in wrong order. */
  faults(pool: Pool): Promise<{ missed: number; twice: number; disordered: number }>;
}

const nameOf = ({ xid, seq }: { readonly xid: string; readonly seq: number }): string => `${xid}/${seq}`;

/** Listens from now on. */
export function feedLog(feed: Feed): FeedLog {
  const told: ChangeEntry[] = [];
  const from = feed.position();
  feed.listen((changes) => told.push(...changes));
  return {
    told,
    async faults(pool) {
      const { rows } = await pool.query<{ xid: string; seq: number }>(
        'select xid::text, seq from change where (xid, seq) > ($1::xid8, $2::bigint)',
        [from.xid, from.seq],
      );
      const names = new Set(told.map(({ position }) => nameOf(position)));
      return {
        missed: rows.filter((row) => !names.has(nameOf(row))).length,
        twice: told.length - names.size,
        disordered: told.filter((change, i) => i > 0 && comparePositions(told[i - 1]!.position, change.position) >= 0)
          .length,
      };
    },
  };
}
