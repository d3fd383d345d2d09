import { firstPoll, type Instant } from '@whereabouts/model';
import { enrolPolls, putFollows, type NewFollow, type PollCandidate, type Tx } from '@whereabouts/store';
import type { Read } from '../work/read-inputs';
import type { PullSource, PullSources } from './pull-sources';

/** What inputs that are being applied mean for the schedules of sources. */
export interface NewsForSchedules {
  /** To be called before the transaction; gives what is to be done inside it. */
  prepare(): Promise<ScheduleWrites>;
}

export interface ScheduleWrites {
  /** Notes the links that inputs point to. Before their dead letters are cleared. */
  links(tx: Tx, reads: readonly Read[], now: Instant): Promise<void>;
  /** Puts their parcels on schedules. After the parcels are there. */
  parcels(tx: Tx, reads: readonly Read[], now: Instant): Promise<void>;
  /** To be called after the commit. */
  committed(): void;
}

/** Says of an input that it was asked for, and how many links led to it. Never taken from a sender. */
export const PULLED_HEADER = 'x-whereabouts-pulled';
/** A document that points to another one, and so on: what goes on for longer goes in a circle. */
const MAX_DEPTH = 3;
const MAX_LINKS = 100;
/** Beyond this a number may be put on a schedule again, which does no harm. */
const MOST_REMEMBERED = 100_000;

/** How many links led to an input; null when it came by itself. */
const depthOf = ({ input }: Read): number | null => {
  const depth = input.headers[PULLED_HEADER];
  return depth === undefined ? null : Number(depth);
};

function linksOf(read: Read): NewFollow[] {
  const { input, understood } = read;
  const depth = (depthOf(read) ?? 0) + 1;
  if (!understood || depth > MAX_DEPTH) return [];
  const links = understood.said.follow.filter((link) => typeof link === 'string' && link !== '').slice(0, MAX_LINKS);
  return [...new Set(links)].map((link) => ({
    merchantId: input.merchantId,
    sourceId: input.sourceId,
    inputId: input.id,
    link,
    depth,
    onlyIfDead: understood.replay,
  }));
}

/** The carrier of each number that an input speaks of, where it says one. */
function numbersOf({ understood }: Read): ReadonlyMap<string, string | null> {
  const numbers = new Map<string, string | null>();
  const add = (number: string | null, carrier: string | null): void => {
    if (number) numbers.set(number, carrier ?? numbers.get(number) ?? null);
  };
  for (const { trackingNumber, carrier } of understood?.said.shipments ?? []) add(trackingNumber, carrier);
  for (const { trackingNumber, carrier } of understood?.said.milestones ?? []) add(trackingNumber, carrier);
  return numbers;
}

/**
 * Enrols parcels in the transaction that applies the news of them, so that none is forgotten. A number that this process
 * has enrolled is not looked at again for a while: what is applied all the time costs nothing.
 */
export function newsForSchedules(pulls: PullSources, random: () => number): NewsForSchedules {
  const remembered = { recent: new Set<string>(), before: new Set<string>() };
  const isKnown = (key: string): boolean => remembered.recent.has(key) || remembered.before.has(key);
  const remember = (keys: Iterable<string>): void => {
    for (const key of keys) remembered.recent.add(key);
    if (remembered.recent.size <= MOST_REMEMBERED / 2) return;
    remembered.before = remembered.recent;
    remembered.recent = new Set();
  };

  const candidatesOf = (
    read: Read,
    sources: readonly PullSource[],
    now: Instant,
    done: Set<string>,
  ): PollCandidate[] => {
    const { merchantId, sourceId: speaker } = read.input;
    const pushes = depthOf(read) === null;
    const own = sources.filter((source) => source.merchantId === merchantId && source.pull.batchSize > 0);
    if (own.length === 0) return [];
    return [...numbersOf(read)].flatMap(([trackingNumber, carrier]) =>
      own.flatMap(({ sourceId, carriers, canPush }): PollCandidate[] => {
        const spoke = sourceId === speaker;
        const fits = spoke || (carrier === null ? carriers.length > 0 : carriers.includes(carrier));
        const key = `${sourceId}|${trackingNumber}`;
        if (!fits || isKnown(key) || done.has(key)) return [];
        // Of a parcel whose carrier is not told here, the table decides; it may decide differently next time.
        if (spoke || carrier !== null) done.add(key);
        const dueAt = firstPoll({ pushes: pushes && canPush, now, random: random() }, spoke);
        return [{ merchantId, sourceId, trackingNumber, carriers: spoke ? null : carriers, dueAt }];
      }),
    );
  };

  return {
    async prepare() {
      const sources = await pulls.all();
      const done = new Set<string>();
      return {
        async links(tx, reads, now) {
          const links = reads.flatMap(linksOf);
          if (links.length) await putFollows(tx, links, now);
        },
        async parcels(tx, reads, now) {
          done.clear();
          const candidates = sources.length ? reads.flatMap((read) => candidatesOf(read, sources, now, done)) : [];
          if (candidates.length) await enrolPolls(tx, candidates, now);
        },
        committed: () => remember(done),
      };
    },
  };
}
