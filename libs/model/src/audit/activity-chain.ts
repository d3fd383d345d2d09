// Hashing is a pure function, like all of this library.
import { hash } from 'node:crypto';
import { canonicalText } from '../canonical-text';

/**
 * One entry of the activity log, each part as the database prints it: what is hashed must not depend on how it is read,
 * and a change that a reader would round away is still a change.
 */
export interface LoggedEntry {
  readonly merchantId: string;
  readonly caseId: string;
  readonly id: string;
  /** `2026-11-26T10:00:00.123000Z` */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  /** JSON text. */
  readonly detail: string | null;
  /** Over the entry before it in the history of its case, and this one. */
  readonly hash: string;
}

/** The place of an entry in the chain of its merchant, which has one order for all of the merchant's entries. */
export interface Seal {
  readonly merchantId: string;
  /** From 1, without gaps. */
  readonly number: number;
  readonly caseId: string;
  readonly entryId: string;
  readonly hash: string;
}

/** Where a merchant's chain ends. */
export type ChainEnd = Pick<Seal, 'number' | 'hash'>;

export const EMPTY_CHAIN: ChainEnd = { number: 0, hash: '' };

const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** What the hash of an entry in its case's history is taken over. */
export const entryContent = (
  previous: string,
  entry: Pick<LoggedEntry, 'merchantId' | 'caseId' | 'id' | 'at' | 'actor' | 'action'> & { readonly detail: unknown },
): readonly unknown[] => [
  previous,
  entry.merchantId,
  entry.caseId,
  entry.id,
  entry.at,
  entry.actor,
  entry.action,
  entry.detail,
];

/** Entries are written by the millisecond. */
const NO_MICROSECONDS = /(?<=\.\d{3})000Z$/;

/** The same hash that was taken when the entry was written, from what the database holds of it. */
export const entryHash = (previous: string, entry: LoggedEntry): string =>
  sha256(
    canonicalText(
      entryContent(previous, {
        ...entry,
        at: entry.at.replace(NO_MICROSECONDS, 'Z'),
        detail: entry.detail === null ? null : (JSON.parse(entry.detail) as unknown),
      }),
    ),
  );

/** The hash of a seal: over the one before it, its number, and everything of its entry. */
export const sealHash = (previous: string, number: number, entry: LoggedEntry): string => {
  const { merchantId, caseId, id, at, actor, action, detail, hash: own } = entry;
  return sha256(JSON.stringify([previous, number, merchantId, caseId, id, at, actor, action, detail, own]));
};

/**
 * Entries of one case in the order in which each follows from the one before: ids come from the clocks of several
 * machines. One that follows from none keeps the place that its id gives it; verifying names it.
 */
export function inCaseOrder(previous: string, entries: readonly LoggedEntry[]): LoggedEntry[] {
  const left = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ordered: LoggedEntry[] = [];
  for (let end = previous; left.length > 0; end = ordered.at(-1)!.hash) {
    const follows = left.findIndex((entry) => entryHash(end, entry) === entry.hash);
    ordered.push(...left.splice(Math.max(0, follows), 1));
  }
  return ordered;
}

/** Continues the chains of the merchants with entries, in the order in which they are given. */
export function sealEntries(ends: ReadonlyMap<string, ChainEnd>, entries: readonly LoggedEntry[]): Seal[] {
  const now = new Map(ends);
  return entries.map((entry) => {
    const { merchantId, caseId, id: entryId } = entry;
    const end = now.get(merchantId) ?? EMPTY_CHAIN;
    const number = end.number + 1;
    const seal = { merchantId, number, caseId, entryId, hash: sealHash(end.hash, number, entry) };
    now.set(merchantId, seal);
    return seal;
  });
}
