import { after, defaultPolicyOf, HOUR, type Clock, type Instant } from '@whereabouts/model';
import { fireDue, type Pipeline, type PluginLoading } from '@whereabouts/pipeline';
import type { Directory } from '@whereabouts/store';
import type { HubPool } from '../foundation';
import { SILENT } from '../logging/log';
import { tally } from '../metrics/meter';
import { addDemoMerchant, hasDemoMerchant, type DemoSource } from './demo-merchant';
import { documentsOf, type DemoDocument } from './documents';
import { inventParcels } from './parcels';
import { workers, workSomeCases } from './work-some-cases';

const SEED = 20_261_122;
/** News is taken in and timers are looked at once for each slice of the past days. */
const SLICE = 2 * HOUR;

export interface DemoNeeds {
  readonly pool: HubPool;
  readonly directory: Directory;
  readonly plugins: PluginLoading['plugins'];
  readonly clock: Clock;
  /** A pipeline whose clock the demo sets: it lives through the past days in a few seconds. */
  readonly pipelineAt: (clock: Clock) => Promise<Pipeline>;
}

export interface SeededDemo {
  readonly parcels: number;
  readonly inputs: number;
  readonly casesOpened: number;
}

/**
 * Adds the demo merchant and lets the past days happen to its parcels: every document goes through the pipeline at the
 * time at which it came in. Returns null when the merchant is there already.
 */
export async function seedDemo(needs: DemoNeeds): Promise<SeededDemo | null> {
  const { directory, plugins, clock } = needs;
  if (await hasDemoMerchant(directory)) return null;
  const now = clock();
  const { merchant, sources } = await addDemoMerchant(directory, plugins, clock);
  const parcels = inventParcels(SEED, now);
  const documents = parcels
    .flatMap(documentsOf)
    .filter(({ at }) => at <= now)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const casesOpened = await live(needs, documents, merchant.id, sources, now);
  return { parcels: parcels.length, inputs: documents.length, casesOpened };
}

async function live(
  needs: DemoNeeds,
  documents: readonly DemoDocument[],
  merchantId: string,
  sources: ReadonlyMap<DemoSource, string>,
  now: Instant,
): Promise<number> {
  const first = documents[0];
  if (first === undefined) return 0;
  const time = { now: first.at };
  const clock = (): Instant => time.now;
  const meter = tally();
  const people = await workers(needs.directory, merchantId);
  const pipeline = await needs.pipelineAt(clock);
  await pipeline.start();
  const fire = () =>
    fireDue({ pool: needs.pool, policyOf: defaultPolicyOf, clock, log: SILENT, meter, onCommitted: () => undefined });
  let next = 0;
  try {
    for (let end = after(first.at, SLICE); ; end = after(end, SLICE)) {
      const sliceEnd = end < now ? end : now;
      const deposits: Promise<string>[] = [];
      for (; next < documents.length && documents[next]!.at <= sliceEnd; next++) {
        const { source, at, headers, body } = documents[next]!;
        time.now = at;
        deposits.push(
          pipeline.deposit({
            merchantId,
            sourceId: sources.get(source)!,
            contentType: 'application/json',
            headers,
            body: Buffer.from(JSON.stringify(body)),
          }),
        );
      }
      time.now = sliceEnd;
      await Promise.all(deposits);
      await pipeline.settled();
      while ((await fire()) > 0);
      if (sliceEnd === now) break;
      await workSomeCases({ db: needs.pool, pipeline, merchantId, people }, sliceEnd);
    }
  } finally {
    await pipeline.stop();
  }
  return meter.total('cases_opened');
}
