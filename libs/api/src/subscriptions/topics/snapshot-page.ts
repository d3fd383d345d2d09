import type { InSnapshot } from '../../changes/snapshot';
import type { Delivery } from '../delivery';
import type { SnapshotPage } from '../feed-hub';

const PAGE = 200;

export interface SnapshotPageNeeds<Row> {
  readonly after: string | null;
  read(after: string | null, limit: number): Promise<readonly Row[]>;
  keyOf(row: Row): string;
  /** Which of these changed behind the snapshot's position. Asked after they were read. */
  changed(ids: readonly string[]): Promise<ReadonlySet<string>>;
  deliver(row: Row, place: Pick<InSnapshot, 'after'>): Promise<Delivery>;
}

/**
 * One page of a snapshot. What changed since its position is left out, as the feed tells of it: so nothing is said twice. It
 * looks one ahead, beyond what is left out, so that the last one can say that it is.
 */
export async function snapshotPage<Row>(needs: SnapshotPageNeeds<Row>): Promise<SnapshotPage> {
  const { read, keyOf, changed, deliver } = needs;
  const kept: Row[] = [];
  for (let { after } = needs, isMore = true; isMore && kept.length <= PAGE;) {
    const rows = await read(after, PAGE + 1);
    const left = rows.length === 0 ? new Set<string>() : await changed(rows.map(keyOf));
    kept.push(...rows.filter((row) => !left.has(keyOf(row))));
    isMore = rows.length > PAGE;
    after = rows.length > 0 ? keyOf(rows.at(-1)!) : after;
  }
  const page = kept.slice(0, PAGE);
  const next = kept.length > PAGE ? keyOf(page.at(-1)!) : null;
  const deliveries = await Promise.all(
    page.map((row, index) => deliver(row, { after: index === page.length - 1 && next === null ? null : keyOf(row) })),
  );
  return { deliveries, next };
}
