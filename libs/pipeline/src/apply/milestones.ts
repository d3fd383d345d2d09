import type { Milestone } from '@whereabouts/model';
import {
  milestoneId,
  putMilestones,
  readHistory,
  type MilestoneFate,
  type MilestoneWrite,
  type Tx,
} from '@whereabouts/store';
import type { HeardMilestone, OrderNews } from './heard';
import type { Parcel } from './identify';

/** A subject's milestones with their ids, each once. */
export interface Identified {
  readonly merchantId: string;
  readonly subjectId: string;
  readonly milestones: readonly MilestoneWrite[];
  /** Those of inputs that are replayed: they are no new observation. */
  readonly again: readonly MilestoneWrite[];
}

interface Subject {
  readonly merchantId: string;
  readonly subjectId: string;
}

/** Which of two reports of one event is kept: the one that came first. */
const cameFirst = (a: MilestoneWrite, b: MilestoneWrite): MilestoneWrite =>
  a.receivedAt < b.receivedAt || (a.receivedAt === b.receivedAt && (a.inputId ?? '') <= (b.inputId ?? '')) ? a : b;

/** @param heard in the order of inputs. */
function onceEach({ merchantId, subjectId }: Subject, heard: readonly HeardMilestone[]): MilestoneWrite[] {
  const byId = new Map<string, MilestoneWrite>();
  const lastInput = new Map<string, string>();
  for (const event of heard) {
    const id = milestoneId(subjectId, event);
    const write: MilestoneWrite = { ...event, id, merchantId, subjectId, heard: 1 };
    const known = byId.get(id);
    // One input that lists an event twice observes it once.
    const isHeardAgain = lastInput.get(id) !== event.inputId;
    byId.set(id, known ? { ...cameFirst(known, write), heard: known.heard + (isHeardAgain ? 1 : 0) } : write);
    lastInput.set(id, event.inputId);
  }
  return [...byId.values()];
}

const identified = (subject: Subject, heard: readonly HeardMilestone[]): Identified => ({
  ...subject,
  milestones: onceEach(
    subject,
    heard.filter(({ replay }) => !replay),
  ),
  again: onceEach(
    subject,
    heard.filter(({ replay }) => replay),
  ),
});

export const ofParcel = ({ shipment: { merchantId, id: subjectId }, milestones }: Parcel): Identified =>
  identified({ merchantId, subjectId }, milestones);

export function ofOrders(news: readonly OrderNews[]): Identified[] {
  const bySubject = new Map<string, Subject & { readonly heard: HeardMilestone[] }>();
  for (const { merchantId, orderId: subjectId, milestones } of news) {
    if (milestones.length === 0) continue;
    const subject = bySubject.get(subjectId) ?? { merchantId, subjectId, heard: [] };
    subject.heard.push(...milestones);
    bySubject.set(subjectId, subject);
  }
  return [...bySubject.values()].map(({ heard, ...subject }) => identified(subject, heard));
}

/** What became of milestones, by id. */
export type Fates = ReadonlyMap<string, MilestoneFate>;

/** Stores the milestones of a batch. */
export async function storeMilestones(tx: Tx, subjects: readonly Identified[]): Promise<Fates> {
  const first = subjects.flatMap(({ milestones }) => milestones);
  const again = subjects.flatMap((subject) => subject.again);
  const fates = first.length ? await putMilestones(tx, first, false) : new Map<string, MilestoneFate>();
  if (again.length) await putMilestones(tx, again, true);
  return fates;
}

/** What is merged into a summary: a repeated event has said its word, which may have been another one, before. */
export const newsOf = ({ milestones }: Identified, fates: Fates): MilestoneWrite[] =>
  milestones.filter(({ id }) => fates.get(id) === 'added');

/** Merging is not enough when a word that a summary holds is replaced. */
const needsHistory = ({ milestones, again }: Identified, fates: Fates): boolean =>
  again.length > 0 || milestones.some(({ id }) => fates.get(id) === 'replaced');

/** The whole history of the subjects that must be folded anew. */
export async function historiesOf(
  tx: Tx,
  subjects: readonly Identified[],
  fates: Fates,
): Promise<ReadonlyMap<string, readonly Milestone[]>> {
  const wanted = subjects.filter((subject) => needsHistory(subject, fates));
  return wanted.length ? readHistory(tx, wanted) : new Map();
}
