import { msOf, type Milestone } from '@whereabouts/model';
import { milestoneId, putMilestones, readHistory, type MilestoneWrite, type Tx } from '@whereabouts/store';
import type { HeardMilestone, OrderNews } from './heard';
import type { Parcel } from './identify';

/** A subject's milestones with their ids, each once. */
export interface Identified {
  readonly merchantId: string;
  readonly subjectId: string;
  readonly replay: boolean;
  readonly milestones: readonly MilestoneWrite[];
}

/** Which of two reports of one event is kept: the one that came first. */
const cameFirst = (a: MilestoneWrite, b: MilestoneWrite): MilestoneWrite =>
  a.receivedAt < b.receivedAt || (a.receivedAt === b.receivedAt && (a.inputId ?? '') <= (b.inputId ?? '')) ? a : b;

function identified(
  subject: { merchantId: string; subjectId: string; replay: boolean },
  heard: readonly HeardMilestone[],
): Identified {
  const byId = new Map<string, MilestoneWrite>();
  for (const event of heard) {
    const id = milestoneId(subject.subjectId, event);
    const write: MilestoneWrite = {
      ...event,
      id,
      merchantId: subject.merchantId,
      subjectId: subject.subjectId,
      heard: 1,
    };
    const known = byId.get(id);
    // One input that lists an event twice observes it once.
    byId.set(
      id,
      known ? { ...cameFirst(known, write), heard: known.heard + (known.inputId === write.inputId ? 0 : 1) } : write,
    );
  }
  return { ...subject, milestones: [...byId.values()] };
}

export const ofParcel = ({ shipment, milestones, replay }: Parcel): Identified =>
  identified({ merchantId: shipment.merchantId, subjectId: shipment.id, replay }, milestones);

export function ofOrders(news: readonly OrderNews[]): Identified[] {
  const bySubject = new Map<
    string,
    { merchantId: string; subjectId: string; replay: boolean; heard: HeardMilestone[] }
  >();
  for (const { merchantId, orderId: subjectId, replay, milestones } of news) {
    if (milestones.length === 0) continue;
    const subject = bySubject.get(subjectId) ?? { merchantId, subjectId, replay: false, heard: [] };
    subject.replay ||= replay;
    subject.heard.push(...milestones);
    bySubject.set(subjectId, subject);
  }
  return [...bySubject.values()].map(({ heard, ...subject }) => identified(subject, heard));
}

/** Stores the milestones of a batch. */
export async function storeMilestones(tx: Tx, subjects: readonly Identified[]): Promise<void> {
  const first = subjects.filter(({ replay }) => !replay).flatMap(({ milestones }) => milestones);
  const again = subjects.filter(({ replay }) => replay).flatMap(({ milestones }) => milestones);
  if (first.length) await putMilestones(tx, first, false);
  if (again.length) await putMilestones(tx, again, true);
}

/** Merging is not enough after a replay, nor for an event whose only time is that of its first receipt. */
const needsHistory = ({ replay, milestones }: Identified): boolean =>
  replay ||
  milestones.some(
    ({ timeCertainty, receivedAt, occurredAt }) => timeCertainty === 'UNKNOWN' && msOf(occurredAt) === msOf(receivedAt),
  );

/** The whole history of the subjects that must be folded anew. */
export async function historiesOf(
  tx: Tx,
  subjects: readonly Identified[],
): Promise<ReadonlyMap<string, readonly Milestone[]>> {
  const wanted = subjects.filter(needsHistory);
  return wanted.length ? readHistory(tx, wanted) : new Map();
}
