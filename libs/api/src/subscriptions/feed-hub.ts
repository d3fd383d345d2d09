import type { Log } from '@whereabouts/pipeline';
import { comparePositions, isUnavailable, laterPosition, Waiter, type FeedPosition } from '@whereabouts/store';
import { expired } from '../changes/cursor';
import { refuse } from '../errors';
import type { Audience } from './audience';
import { createAudiences, type Audiences } from './audiences';
import type { BacklogLimits } from './backlog';
import type { Delivery } from './delivery';
import type { Outlet, Running } from './outlet';
import { Recent } from './recent';
import { Subscriber, type Page } from './subscriber';
import { together } from './together';

/** A feed whose merchant somebody follows in this process. */
export interface Followed {
  /** Where this process has read to: what the listener is told later lies behind it. */
  position(): FeedPosition;
  leave(): void;
}

/** A change feed of the store, and what it takes to answer its subscribers. */
export interface Topic<Entry, A extends Audience> {
  follow(merchantId: string, listener: (entries: readonly Entry[]) => void): Followed | Promise<Followed>;
  read(merchantId: string, after: FeedPosition, limit: number): Promise<readonly Entry[]>;
  positionOf(entry: Entry): FeedPosition;
  /** Everything up to here was pruned. */
  floor(merchantId: string): Promise<FeedPosition | null>;
  /** Where the feeds end in the database: cursors of one are good for the other. */
  end(merchantId: string): Promise<FeedPosition>;
  /** What each audience is told of entries of its merchant, in feed order. Nothing is read for nobody. */
  answers(audiences: readonly A[], entries: readonly Entry[]): Promise<readonly (readonly Delivery[])[]>;
  /** What matches now, in a stable order, without what changed behind `position`: the feed tells of that. */
  snapshot(audience: A, place: SnapshotStart, waiter: Waiter): Promise<SnapshotPage>;
}

/** Where a page of a snapshot begins. */
export interface SnapshotStart {
  /** Of the snapshot in the feed. */
  readonly position: FeedPosition;
  readonly after: string | null;
}

export interface SnapshotPage {
  readonly deliveries: readonly Delivery[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

/** Where a subscription begins. */
export interface Start {
  /** Behind which change; null: from now on. */
  readonly after: FeedPosition | null;
  /** Begin with all that matches, or go on with it behind this one. */
  readonly snapshot: { readonly after: string | null } | null;
}

export interface FeedHub<A extends Audience> {
  /** Begins a subscription. */
  subscribe(audience: A, start: Start, outlet: Outlet): Running;
  subscribers(): number;
  /** Hands out nothing more. Subscriptions stay open: their sockets are closed, so that clients come back. */
  stop(): void;
}

export interface FeedHubParts {
  readonly log: Log;
  readonly limits: BacklogLimits;
}

/** All that concerns one merchant: its audiences, told of one batch after the other. */
interface Desk<A extends Audience> {
  readonly audiences: Audiences<A>;
  followed: Followed | null;
  /** Until it is followed. */
  opening: Promise<void> | null;
  tail: Promise<void>;
}

const PAGE = 200;
/** Pages of the past, and of snapshots, that are kept; and how large one may be. */
const MOST_KEPT = 32;
const MOST_KEPT_LENGTH = 512 * 1024;
const isKept = ({ deliveries }: Pick<Page, 'deliveries'>): boolean =>
  deliveries.reduce((length, { text }) => length + text.length, 0) <= MOST_KEPT_LENGTH;

/** A page of the past, and up to where it tells of everything. */
interface KeptPage {
  readonly page: Page;
  readonly covers: FeedPosition;
}

/**
 * Hands a change feed to subscriptions. Each batch is read from the database once a process and executed once an audience;
 * subscribers share the bytes. So do subscribers that come back together: what they missed is read once for all.
 */
export function feedHub<Entry, A extends Audience>(topic: Topic<Entry, A>, parts: FeedHubParts): FeedHub<A> {
  const { log, limits } = parts;
  const desks = new Map<string, Desk<A>>();
  const pages = together<Page>();
  const snapshots = together<SnapshotPage>();
  const floors = together<FeedPosition | null>();
  const ends = together<FeedPosition>();
  const keptPages = new Recent<KeptPage>(MOST_KEPT);
  const keptSnapshots = new Recent<SnapshotPage>(MOST_KEPT);

  const hand = async ({ audiences }: Desk<A>, entries: readonly Entry[]): Promise<void> => {
    const asked = audiences.all();
    if (asked.length === 0) return;
    try {
      const answers = await withPatience(() => topic.answers(asked, entries));
      for (const [index, audience] of asked.entries())
        if (answers[index]!.length > 0) await audiences.tell(audience, (member) => member.push(answers[index]!));
    } catch (error) {
      log.error({ err: error }, 'a batch of changes could not be handed to its subscribers');
      const failure = refuse('UNAVAILABLE', 'The feed was interrupted: subscribe again with the last cursor.');
      for (const audience of asked) await audiences.tell(audience, (member) => member.fail(failure));
    }
  };

  const open = (merchantId: string): Desk<A> => {
    const onLeft = (): void => {
      if (desk.audiences.count() > 0) return;
      desk.followed?.leave();
      if (desks.get(merchantId) === desk) desks.delete(merchantId);
    };
    const desk: Desk<A> = {
      audiences: createAudiences<A>(onLeft),
      followed: null,
      opening: null,
      tail: Promise.resolve(),
    };
    desks.set(merchantId, desk);
    const followed = topic.follow(merchantId, (entries) => {
      desk.tail = desk.tail.then(() => hand(desk, entries));
    });
    if (!(followed instanceof Promise)) desk.followed = followed;
    else
      desk.opening = followed.then(
        (feed) => {
          desk.opening = null;
          if (desks.get(merchantId) === desk) desk.followed = feed;
          else feed.leave();
        },
        (error) => {
          if (desks.get(merchantId) === desk) desks.delete(merchantId);
          throw error;
        },
      );
    return desk;
  };

  const page = async (audience: A, after: FeedPosition): Promise<Page> => {
    const entries = await topic.read(audience.viewer.merchantId, after, PAGE);
    // Looked at afterwards: what was pruned until now may be missing in what was read.
    const floor = await topic.floor(audience.viewer.merchantId);
    if (floor && comparePositions(after, floor) < 0) throw expired('reach');
    const last = entries.at(-1);
    return {
      deliveries: last === undefined ? [] : (await topic.answers([audience], entries))[0]!,
      upTo: last === undefined ? after : topic.positionOf(last),
      isMore: entries.length === PAGE,
    };
  };

  /**
   * Told together with all who ask for the same, and again while this process has read of nothing newer, as that reaches
   * whoever asks: thousands come back within seconds after a restart.
   */
  const sharedPage = (followed: Followed, audience: A, after: FeedPosition): Promise<Page> | Page => {
    const key = `${audience.key} ${after.xid}.${after.seq}`;
    const kept = keptPages.get(key);
    if (kept && comparePositions(followed.position(), kept.covers) <= 0) return kept.page;
    return pages(key, async () => {
      const read = followed.position();
      const made = await withPatience(() => page(audience, after));
      if (isKept(made)) keptPages.put(key, { page: made, covers: laterPosition(read, made.upTo) });
      return made;
    });
  };

  /** What changes behind the position of a snapshot is told after it: of one position, all get the same. */
  const sharedSnapshot = async (audience: A, start: SnapshotStart, waiter: Waiter): Promise<SnapshotPage> => {
    const { position, after } = start;
    const key = `${audience.key} ${position.xid}.${position.seq} ${after ?? ''}`;
    const kept = keptSnapshots.get(key);
    if (kept) return kept;
    const read = (all: Waiter): Promise<SnapshotPage> => withPatience(() => topic.snapshot(audience, start, all));
    const made = await snapshots(key, read, waiter);
    if (isKept(made)) keptSnapshots.put(key, made);
    return made;
  };

  async function* introduction(
    audience: A,
    position: FeedPosition,
    first: string | null,
    waiter: Waiter,
  ): AsyncGenerator<readonly Delivery[], void> {
    for (let after = first, isMore = true; isMore;) {
      const { deliveries, next } = await sharedSnapshot(audience, { position, after }, waiter);
      yield deliveries;
      after = next;
      isMore = next !== null;
    }
  }

  /** @throws CURSOR_EXPIRED when it is no position of this database, such as after a restore from a backup. */
  const checkReached = async (merchantId: string, after: FeedPosition, read: FeedPosition): Promise<void> => {
    if (comparePositions(after, read) <= 0) return;
    const end = await ends(merchantId, () => withPatience(() => topic.end(merchantId)));
    if (comparePositions(after, end) > 0) throw expired('know');
  };

  /** Where nothing was read for days, days behind that may be gone. They are in every snapshot: they are old. */
  const beginning = async (merchantId: string, read: FeedPosition): Promise<FeedPosition> => {
    const floor = await floors(merchantId, () => withPatience(() => topic.floor(merchantId)));
    return floor ? laterPosition(read, floor) : read;
  };

  const begin = (subscriber: Subscriber, audience: A, desk: Desk<A>, { after, snapshot }: Start): void => {
    const state = { from: after };
    void subscriber.begin(
      async () => {
        await desk.opening;
        const followed = desk.followed!;
        const read = followed.position();
        if (after) await checkReached(audience.viewer.merchantId, after, read);
        state.from ??= snapshot ? await beginning(audience.viewer.merchantId, read) : read;
        return { from: state.from, page: async (from) => sharedPage(followed, audience, from) };
      },
      snapshot ? () => introduction(audience, state.from!, snapshot.after, leaving(subscriber)) : undefined,
    );
  };

  return {
    subscribe(asked, start, outlet) {
      const { merchantId } = asked.viewer;
      const desk = desks.get(merchantId) ?? open(merchantId);
      const subscriber = new Subscriber(outlet, limits);
      const { audience, leave } = desk.audiences.join(asked, subscriber);
      subscriber.joined(leave);
      if (desk.followed && start.after === null && start.snapshot === null)
        subscriber.beginLive(desk.followed.position());
      else begin(subscriber, audience, desk, start);
      return subscriber;
    },
    subscribers: () => [...desks.values()].reduce((sum, { audiences }) => sum + audiences.count(), 0),
    stop() {
      for (const { followed } of desks.values()) followed?.leave();
      desks.clear();
    },
  };
}

/** A subscriber that may leave before it was told all of a snapshot. */
function leaving(subscriber: Subscriber): Waiter {
  const waiter = new Waiter();
  subscriber.whenClosed(() => waiter.leave());
  return waiter;
}

const TRIES = 40;
const PAUSE_MS = 250;

/** A database that restarts is back after some seconds; until then the feed waits, and keeps its order. */
async function withPatience<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === TRIES || !isUnavailable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
