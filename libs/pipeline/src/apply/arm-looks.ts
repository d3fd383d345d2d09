import { armDeadlines, together, type Deadline, type ShipmentWrite, type Tx } from '@whereabouts/store';
import type { Folded } from './folded';
import { moveDeadlines } from './move-deadlines';

/** A parcel, and what is written of it. */
export interface WrittenParcel {
  readonly one: Folded;
  readonly write: ShipmentWrite;
}

/**
 * Arms the next look at each parcel: in the place of the deadline that brought this one, or because news calls for an
 * earlier one than is armed. Deadlines after which nothing more is to be looked at are removed.
 */
export async function armLooks(
  tx: Tx,
  written: readonly WrittenParcel[],
  due: readonly Deadline[],
  families: readonly Deadline[],
): Promise<void> {
  const again: Deadline[] = [];
  const earlier: Deadline[] = [];
  for (const { one, write } of written) {
    const { merchantId, id: subjectId, nextCheckAt: dueAt } = write;
    if (dueAt === null) continue;
    if (one.isDue) again.push({ merchantId, subjectKind: 'shipment', subjectId, dueAt });
    else if (dueAt !== one.shipment.nextCheckAt)
      earlier.push({ merchantId, subjectKind: 'shipment', subjectId, dueAt });
  }
  const seen = new Set(written.map(({ write }) => write.id));
  const done = due.filter(({ subjectId }) => seen.has(subjectId));
  const sooner = [...earlier, ...families];
  await together([moveDeadlines(tx, done, again), sooner.length ? armDeadlines(tx, sooner) : null]);
}
