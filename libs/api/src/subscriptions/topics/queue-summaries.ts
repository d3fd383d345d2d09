import type { Clock } from '@whereabouts/model';
import type { Log, Pipeline } from '@whereabouts/pipeline';
import {
  isKept,
  mayHaveMatched,
  matchesCase,
  queueSummary,
  queueTotals,
  type CaseFilter,
  type ChangeEntry,
  type MerchantPool,
  type QueueSummaryView,
} from '@whereabouts/store';
import { toQueueSummary } from '../../cases/case-mapping';
import type { CreateContext } from '../../create-context';
import type { Audience } from '../audience';
import { createAudiences, type Audiences } from '../audiences';
import { Delivery } from '../delivery';
import type { Followed } from '../feed-hub';
import type { Outlet, Running } from '../outlet';
import { Subscriber } from '../subscriber';
import { byMerchant } from './by-merchant';
import { scopedContexts } from './scoped-contexts';

export interface SummaryAudience extends Audience {
  readonly filter: CaseFilter;
}

export interface SummaryHub {
  subscribe(audience: SummaryAudience, outlet: Outlet): Running;
  subscribers(): number;
  stop(): void;
}

export interface SummaryParts {
  readonly db: MerchantPool;
  readonly feed: Pipeline['feed'];
  readonly createContext: CreateContext;
  readonly clock: Clock;
  readonly log: Log;
}

/** Between two looks. A filter that kept totals cannot answer reads all of its open cases: more seldom. */
const EVERY_MS = 1_000;
const EVERY_UNKEPT_MS = 5_000;
/** Only the newest summary counts. */
const LIMITS = { items: 2, bytes: 1 << 20 };

/** All who look at the same cases, whatever they ask of them. */
interface Board {
  readonly key: string;
  readonly merchantId: string;
  readonly filter: CaseFilter;
  readonly audiences: Audiences<SummaryAudience>;
  readonly newest: Map<string, Delivery>;
  view: QueueSummaryView | null;
  revision: number;
  isDirty: boolean;
  looking: boolean;
  timer: NodeJS.Timeout | null;
  followed: Followed | null;
}

/**
 * Summaries of the queue that are pushed when they change. Each filter is looked at once a process and at most every so
 * often, when the change feed said that cases of it changed; answers are executed once an audience.
 */
export function summaryHub({ db, feed, createContext, clock, log }: SummaryParts): SummaryHub {
  const boards = new Map<string, Board>();
  const follow = byMerchant(feed);

  const answers = async (board: Board, audiences: readonly SummaryAudience[]): Promise<void> => {
    const { view, revision } = board;
    if (view === null) return;
    const contextOf = scopedContexts(createContext);
    for (const audience of audiences) {
      const text = await audience.answer(toQueueSummary(view), contextOf(audience.viewer));
      const delivery = new Delivery({ xid: '0', seq: revision }, 'summary', text);
      board.newest.set(audience.key, delivery);
      await board.audiences.tell(audience, (member) => member.push([delivery]));
    }
  };

  const answer = (board: Board, audience: SummaryAudience): Promise<void> =>
    answers(board, [audience]).catch((error: unknown) => {
      log.warn({ error }, 'a live summary could not be answered; the next look comes');
      stir(board);
    });

  const look = async (board: Board): Promise<void> => {
    board.isDirty = false;
    board.looking = true;
    try {
      const read = isKept(board.filter) ? queueTotals : queueSummary;
      const view = await read(db.of(board.merchantId), board.merchantId, board.filter, clock());
      const isNews = board.view === null || !isSame(board.view, view);
      if (isNews) board.revision++;
      board.view = view;
      // Who came while others were answered has had no answer yet.
      await answers(
        board,
        board.audiences.all().filter(({ key }) => isNews || !board.newest.has(key)),
      );
    } catch (error) {
      log.warn({ error }, 'a live summary could not be read; the next look comes');
      board.isDirty = true;
    } finally {
      board.looking = false;
      board.timer = setTimeout(
        () => {
          board.timer = null;
          if (board.isDirty) void look(board);
        },
        isKept(board.filter) ? EVERY_MS : EVERY_UNKEPT_MS,
      ).unref();
    }
  };

  function stir(board: Board): void {
    board.isDirty = true;
    if (!board.looking && board.timer === null) void look(board);
  }

  const open = ({ filter, viewer: { merchantId } }: SummaryAudience, key: string): Board => {
    const board: Board = {
      key,
      merchantId,
      filter,
      audiences: createAudiences(() => {
        const live = new Set(board.audiences.all().map((one) => one.key));
        for (const one of board.newest.keys()) if (!live.has(one)) board.newest.delete(one);
        if (live.size === 0 && boards.get(key) === board) close(board);
      }),
      newest: new Map(),
      view: null,
      revision: 0,
      isDirty: true,
      looking: false,
      timer: null,
      followed: null,
    };
    boards.set(key, board);
    board.followed = follow(merchantId, (entries) => {
      if (entries.some((entry) => isConcerned(filter, entry))) stir(board);
    });
    return board;
  };

  function close(board: Board): void {
    board.followed?.leave();
    if (board.timer) clearTimeout(board.timer);
    boards.delete(board.key);
  }

  return {
    subscribe(audience, outlet) {
      const key = JSON.stringify([audience.viewer.merchantId, audience.filter]);
      const board = boards.get(key) ?? open(audience, key);
      const subscriber = new Subscriber(outlet, LIMITS);
      subscriber.beginLive({ xid: '0', seq: 0 });
      const group = board.audiences.join(audience, subscriber);
      subscriber.joined(group.leave);
      const isFirst = group.audience === audience;
      const newest = board.newest.get(audience.key);
      if (newest) subscriber.push([newest]);
      // What was read for others is good for another audience, too.
      else if (isFirst && board.view !== null && !board.looking) void answer(board, audience);
      else if (isFirst) stir(board);
      return subscriber;
    },
    subscribers: () => [...boards.values()].reduce((sum, { audiences }) => sum + audiences.count(), 0),
    stop() {
      for (const board of boards.values()) close(board);
    },
  };
}

const isConcerned = (filter: CaseFilter, { before, after, at }: ChangeEntry): boolean =>
  matchesCase(filter, after, at) || (before !== null && mayHaveMatched(filter, before, at));

/** Ages grow by themselves: alone they are no news. */
const isSame = ({ averageAgeMs: _, ...a }: QueueSummaryView, { averageAgeMs: _b, ...b }: QueueSummaryView): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
