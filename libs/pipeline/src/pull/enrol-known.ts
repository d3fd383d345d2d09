import type { Clock } from '@whereabouts/model';
import { enrolPage, markEnrolled } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Log } from '../pipeline';
import type { PullSource } from './pull-sources';

const PAGE = 2_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Puts the parcels that are known already on the schedules of sources that can be asked from now on. Several processes may
 * do it at once; one that dies leaves it to the next.
 */
export async function enrolKnown(
  { pool, clock, log }: { pool: Pool; clock: Clock; log: Log },
  sources: readonly PullSource[],
  isStopping: () => boolean,
): Promise<void> {
  for (const merchantId of new Set(sources.map((source) => source.merchantId))) {
    const own = sources.filter((source) => source.merchantId === merchantId);
    const asked = own
      .filter(({ pull }) => pull.batchSize > 0)
      .map(({ sourceId, carriers }) => ({ sourceId, carriers: [...carriers] }));
    for (let afterId: string | null = asked.length > 0 ? FIRST : null; afterId !== null;) {
      if (isStopping()) return;
      afterId = await enrolPage(pool, { merchantId, sources: asked, afterId, limit: PAGE }, clock());
    }
    await markEnrolled(pool, own, clock());
    log.info({ sources: own.map(({ name }) => name) }, 'sources can be asked from now on');
  }
}
