import type { Viewer } from '@whereabouts/api';
import type { AccessScope, Clock, Instant } from '@whereabouts/model';
import { accountsOf, holdersOfKeys, touchApiKeys, type Account, type Queryable } from '@whereabouts/store';
import type { HubLog } from '../logging/log';
import { isSecret, type KeyToken } from './key-token';

/** Who comes in by a key or as a person, and whether that still holds. */
export interface Authorities {
  byKey(token: KeyToken): Promise<Viewer | null>;
  /** @param until when the credentials end that named the person. */
  byPerson(userId: string, until: Instant | null): Promise<Viewer | null>;
  /** Looks again at all that is in use, and notes which keys were used. */
  refresh(): Promise<void>;
  start(): void;
  stop(): void;
}

export interface AuthorityNeeds {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly log: HubLog;
}

interface Rights extends Account {
  readonly scopes: readonly AccessScope[] | null;
  readonly expiresAt: Instant | null;
  readonly hash: Buffer | null;
}

/** A credential in use. No rights: it was taken back. */
interface Entry {
  rights: Rights | null;
  /** As whom a key acts: thousands of sockets may hold it. */
  viewer: Viewer | null;
  /** Rounds of looking again since it last came in. */
  idle: number;
}

/** For how long a key that was taken back may still open something in this process. */
const REFRESH_MS = 2_000;
/** Sockets may live for days without a request: only what had no use for an hour is forgotten. */
const MOST_IDLE = 1_800;
/** Credentials whose rights are kept; more are looked up each time. */
const MOST_KEPT = 10_000;

/**
 * Keeps the rights of credentials in use and looks at them again every two seconds: a request costs no statement, and an
 * open socket learns that its key was revoked or that its user's role changed.
 */
export function authorities({ db, clock, log }: AuthorityNeeds): Authorities {
  const keys = new Map<string, Entry>();
  const people = new Map<string, Entry>();
  const usedKeys = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const rightsOfKeys = async (ids: readonly string[]): Promise<ReadonlyMap<string, Rights>> =>
    new Map((await holdersOfKeys(db, ids)).map(({ keyId, ...rights }) => [keyId, rights]));
  const rightsOfPeople = async (ids: readonly string[]): Promise<ReadonlyMap<string, Rights>> =>
    new Map(
      (await accountsOf(db, ids)).map((one) => [one.userId, { ...one, scopes: null, expiresAt: null, hash: null }]),
    );

  const entryOf = async (kept: Map<string, Entry>, id: string, read: typeof rightsOfKeys): Promise<Entry> => {
    const known = kept.get(id);
    if (known) {
      known.idle = 0;
      return known;
    }
    const entry: Entry = { rights: (await read([id])).get(id) ?? null, viewer: null, idle: 0 };
    // What opens nothing is not kept: whoever tries ids at random fills no memory.
    if (entry.rights && kept.size < MOST_KEPT) kept.set(id, entry);
    return entry;
  };

  const viewerOf = (entry: Entry, until: Instant | null, key: string | null): Viewer | null => {
    const { rights } = entry;
    const hasEnded = (): boolean => until !== null && clock() >= until;
    if (!rights || hasEnded()) return null;
    const { merchantId, userId, role, plugin, scopes } = rights;
    const isGood = (): boolean => isSame(entry.rights, rights) && !hasEnded();
    return { merchantId, userId, role, plugin, key, scopes, expiresAt: until, isGood };
  };

  const look = async (kept: Map<string, Entry>, read: typeof rightsOfKeys): Promise<void> => {
    if (kept.size === 0) return;
    const found = await read([...kept.keys()]);
    for (const [id, entry] of kept) {
      const now = found.get(id) ?? null;
      if (!isSame(entry.rights, now)) entry.rights = now;
      if (now === null || ++entry.idle > MOST_IDLE) kept.delete(id);
    }
  };

  const refresh = async (): Promise<void> => {
    try {
      await look(keys, rightsOfKeys);
      await look(people, rightsOfPeople);
      if (usedKeys.size === 0) return;
      await touchApiKeys(db, [...usedKeys], clock());
      usedKeys.clear();
    } catch (error) {
      log.warn({ error }, 'credentials could not be looked at again; what was known of them stands');
    }
  };

  return {
    async byKey({ id, secret }) {
      const entry = await entryOf(keys, id, rightsOfKeys);
      if (!entry.rights?.hash || !isSecret(secret, entry.rights.hash)) return null;
      usedKeys.add(id);
      if (!entry.viewer?.isGood?.()) entry.viewer = viewerOf(entry, entry.rights.expiresAt, id);
      return entry.viewer;
    },
    async byPerson(userId, until) {
      return viewerOf(await entryOf(people, userId, rightsOfPeople), until, null);
    },
    refresh,
    start() {
      const again = (): void => {
        timer = setTimeout(() => void refresh().finally(() => timer && again()), REFRESH_MS).unref();
      };
      again();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

const isSame = (a: Rights | null, b: Rights | null): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
