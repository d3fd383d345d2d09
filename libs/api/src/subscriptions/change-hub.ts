import type { Log, Pipeline } from '@whereabouts/pipeline';
import {
  casesByKeys,
  isUnavailable,
  type CaseFilter,
  type CaseSelection,
  type ChangeEntry,
  type FeedPosition,
  type Queryable,
} from '@whereabouts/store';
import { toCase } from '../cases/case-mapping';
import { seenBy, toChange, type ExceptionChangeType, type SeenChange } from '../changes/change.type';
import type { GraphContext, Viewer } from '../context';
import type { CreateContext } from '../create-context';
import { refuse } from '../errors';
import type { CarrierName } from '../shipments/shipment-mapping';
import type { Delivery, Outbox } from './outbox';

/** Subscriptions that get the same answers: one document, variables, filter, merchant and role. */
export interface Audience {
  readonly key: string;
  readonly viewer: Viewer;
  readonly filter: CaseFilter;
  readonly selection: CaseSelection;
  /** Runs the document for one change. Gives the whole result as JSON text. */
  answer(change: ExceptionChangeType, context: GraphContext): Promise<string>;
}

export interface ChangeHubParts {
  readonly db: Queryable;
  readonly feed: Pipeline['feed'];
  readonly createContext: CreateContext;
  readonly carrierName: CarrierName;
  readonly log: Log;
}

export interface ChangeHub {
  /** From now on, what is new for the audience is put into the outbox. Returns how to leave. */
  join(audience: Audience, outbox: Outbox): () => void;
  /** What an audience is told of entries that are read from the database. */
  answersTo(audience: Audience, entries: readonly ChangeEntry[]): Promise<Delivery[]>;
  /** Where this process has read the feed to. */
  position(): FeedPosition;
  subscribers(): number;
  /** Hands out nothing more. Subscriptions stay open: their sockets are closed, so that clients come back. */
  stop(): void;
}

interface Group {
  readonly audience: Audience;
  readonly members: Set<Outbox>;
}

/** Told of a change once, whoever hears of it. */
export const EVENT_REQUEST = 'change-feed';

/**
 * Hands the change feed to subscriptions. Each batch is read from the database once a process and executed once an
 * audience; subscribers share the text.
 */
export function changeHub(parts: ChangeHubParts): ChangeHub {
  const { feed, log } = parts;
  const groups = new Map<string, Group>();
  let tail: Promise<void> = Promise.resolve();
  let unlisten: (() => void) | undefined;

  const hand = async (entries: readonly ChangeEntry[]): Promise<void> => {
    const concerned = [...groups.values()]
      .map((group) => ({ group, seen: seenOf(group.audience, entries) }))
      .filter(({ seen }) => seen.length > 0);
    if (concerned.length === 0) return;
    try {
      const asked = concerned.map(({ group, seen }) => ({ audience: group.audience, seen }));
      const answers = await withPatience(() => answersOf(parts, asked));
      concerned.forEach(({ group }, index) => {
        for (const delivery of answers[index]!) for (const member of group.members) member.push(delivery);
      });
    } catch (error) {
      log.error({ err: error }, 'a batch of changes could not be handed to its subscribers');
      const failure = refuse('UNAVAILABLE', 'The feed was interrupted: subscribe again with the last cursor.');
      for (const { group } of concerned) for (const member of group.members) member.fail(failure);
    }
  };

  const listen = (): void => {
    unlisten ??= feed.listen((entries) => {
      if (groups.size > 0) tail = tail.then(() => hand(entries));
    });
  };

  return {
    join(audience, outbox) {
      listen();
      const group = groups.get(audience.key) ?? { audience, members: new Set<Outbox>() };
      groups.set(audience.key, group);
      group.members.add(outbox);
      return () => {
        group.members.delete(outbox);
        if (group.members.size === 0 && groups.get(audience.key) === group) groups.delete(audience.key);
      };
    },
    async answersTo(audience, entries) {
      const seen = seenOf(audience, entries);
      return seen.length ? (await answersOf(parts, [{ audience, seen }]))[0]! : [];
    },
    position: () => feed.position(),
    subscribers: () => [...groups.values()].reduce((sum, { members }) => sum + members.size, 0),
    stop() {
      unlisten?.();
      groups.clear();
    },
  };
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

const seenOf = ({ viewer, filter }: Audience, entries: readonly ChangeEntry[]): SeenChange[] =>
  entries.flatMap((entry) => {
    const seen = entry.merchantId === viewer.merchantId ? seenBy(filter, entry) : null;
    return seen ? [seen] : [];
  });

interface Asked {
  readonly audience: Audience;
  readonly seen: readonly SeenChange[];
}

const keyOf = ({ merchantId, caseId }: { merchantId: string; caseId: string }): string => `${merchantId} ${caseId}`;

/** The answers to each audience, in feed order. One statement reads all cases; audiences of one scope share loaders. */
async function answersOf(parts: ChangeHubParts, asked: readonly Asked[]): Promise<Delivery[][]> {
  const entries = new Map(asked.flatMap(({ seen }) => seen.map(({ entry }) => [keyOf(entry), entry] as const)));
  const found = await casesByKeys(
    parts.db,
    [...entries.values()],
    unionOf(asked.map(({ audience }) => audience.selection)),
  );
  const contexts = new Map<string, GraphContext>();
  const contextOf = (viewer: Viewer): GraphContext => {
    const scope = `${viewer.merchantId} ${viewer.role}`;
    const context = contexts.get(scope) ?? parts.createContext({ viewer, requestId: EVENT_REQUEST });
    contexts.set(scope, context);
    return context;
  };
  const byCase = new Map(found.map((one) => [one.view.id, one]));
  return Promise.all(
    asked.map(({ audience, seen }) => {
      const context = contextOf(audience.viewer);
      return Promise.all(
        seen.map(async (change): Promise<Delivery> => {
          const exceptionCase = toCase(byCase.get(change.entry.caseId)!, context.now, parts.carrierName);
          return {
            position: change.entry.position,
            subject: change.entry.caseId,
            text: await audience.answer(toChange(change, exceptionCase), context),
          };
        }),
      );
    }),
  );
}

const unionOf = (selections: readonly CaseSelection[]): CaseSelection => {
  const [only, ...others] = selections;
  if (only && others.length === 0) return only;
  // Keys stay first: every selection begins with them.
  return {
    columns: [...new Set(selections.flatMap(({ columns }) => columns))],
    owner: [...new Set(selections.flatMap(({ owner }) => owner))],
    shipment: [...new Set(selections.flatMap(({ shipment }) => shipment))],
  };
};
