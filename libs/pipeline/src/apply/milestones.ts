import type { Milestone } from '@whereabouts/model';
import {
  milestoneId,
  putMilestones,
  readHistory,
  type MilestoneFate,
  type MilestoneWrite,
  type Tx,
} from '@whereabouts/store';
import type { ExternalNews, HeardMilestone, OrderNews } from './heard';
import type { Parcel } from './identify';

/** A subject's milestones with their ids, each once. */
export interface Identified {
  readonly merchantId: string;
  readonly subjectId: string;
  readonly milestones: readonly MilestoneWrite[];
  /** Those of inputs that are replayed: they are no new observation. */
  readonly again: readonly MilestoneWrite[];
}

export interface Subject {
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

export const ofOrders = (news: readonly OrderNews[]): Identified[] =>
  bySubject(news.map(({ merchantId, orderId: subjectId, milestones }) => ({ merchantId, subjectId, milestones })));

export const ofExternals = (news: readonly ExternalNews[]): Identified[] =>
  bySubject(news.map(({ external: { merchantId, id }, milestones }) => ({ merchantId, subjectId: id, milestones })));

function bySubject(news: readonly (Subject & { readonly milestones: readonly HeardMilestone[] })[]): Identified[] {
  const subjects = new Map<string, Subject & { readonly heard: HeardMilestone[] }>();
  for (const { merchantId, subjectId, milestones } of news) {
    if (milestones.length === 0) continue;
    const subject = subjects.get(subjectId) ?? { merchantId, subjectId, heard: [] };
    subject.heard.push(...milestones);
    subjects.set(subjectId, subject);
  }
  return [...subjects.values()].map(({ heard, ...subject }) => identified(subject, heard));
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
export const newsOf = (told: readonly Identified[], fates: Fates): MilestoneWrite[] =>
  told.flatMap(({ milestones }) => milestones.filter(({ id }) => fates.get(id) === 'added'));

/** Merging is not enough when a word that a summary holds is replaced. */
const needsHistory = ({ milestones, again }: Identified, fates: Fates): boolean =>
  again.length > 0 || milestones.some(({ id }) => fates.get(id) === 'replaced');

/**
 * The whole history of the parcels that must be folded anew, and of ids that a parcel was joined to.
 * @param told of each parcel what the batch says of it, under its own number first, then under ids of sources.
 */
export async function historiesOf(
  tx: Tx,
  told: readonly (readonly [own: Identified, ...others: Identified[]])[],
  joined: readonly Subject[],
  fates: Fates,
): Promise<ReadonlyMap<string, readonly Milestone[]>> {
  const anew = told.flatMap((all) => (all.some((subject) => needsHistory(subject, fates)) ? [all[0]] : []));
  const wanted = new Map([...anew, ...joined].map((subject) => [subject.subjectId, subject]));
  return wanted.size ? readHistory(tx, [...wanted.values()]) : new Map();
}
