import {
  EMPTY_CHAIN,
  entryHash,
  inCaseOrder,
  sealHash,
  type ChainEnd,
  type LoggedEntry,
  type Seal,
} from './activity-chain';

/** The end of a merchant's chain at the end of a day, or so far today. Kept elsewhere it proves what came before. */
export interface ActivityHead extends ChainEnd {
  readonly merchantId: string;
  /** UTC. */
  readonly day: string;
}

export type ActivityFaultKind =
  /** A number of the chain is not there. */
  | 'SEAL_MISSING'
  /** It was sealed, and is gone. */
  | 'ENTRY_MISSING'
  /** Not what was sealed: the entry, its seal or its place was changed. */
  | 'CHANGED'
  /** Does not follow from the entry before it in the history of its case. */
  | 'UNFOUNDED'
  /** No change of its case accounts for it. */
  | 'INSERTED'
  /** The case knows of a later entry than its history has. */
  | 'HISTORY_CUT'
  /** The case of the entry is gone. */
  | 'CASE_MISSING'
  /** The chain is shorter than a head says. */
  | 'TRUNCATED'
  /** The chain had another hash at this number when the head was taken. */
  | 'HEAD_DIFFERS';

/** One thing that is wrong with an activity log, and where. */
export interface ActivityFault {
  readonly kind: ActivityFaultKind;
  /** Place in the chain, where it has one. */
  readonly number: number | null;
  readonly caseId: string | null;
  readonly entryId: string | null;
  /** Of the head that says otherwise. */
  readonly day?: string;
}

/** A seal with the entry that it is for, as far as that is still there. */
export interface SealedRow extends Omit<Seal, 'merchantId'> {
  readonly entry: LoggedEntry | null;
}

export interface ChainCheck {
  /** Takes the next seal in order of their numbers. Returns what is wrong at it. */
  take(row: SealedRow): readonly ActivityFault[];
  /** After the last one. */
  end(): { readonly end: ChainEnd; readonly faults: readonly ActivityFault[] };
}

/** Recomputes the chain of one merchant from its entries. Goes on after a fault with the hash that is on record. */
export function checkChain(heads: readonly ActivityHead[]): ChainCheck {
  const headsAt = Map.groupBy(heads, ({ number }) => number);
  let end = EMPTY_CHAIN;
  const check = (row: SealedRow): ActivityFault[] => {
    const { number, caseId, entryId, entry } = row;
    const faults: ActivityFault[] = [];
    if (number !== end.number + 1)
      faults.push({ kind: 'SEAL_MISSING', number: end.number + 1, caseId: null, entryId: null });
    if (entry === null) faults.push({ kind: 'ENTRY_MISSING', number, caseId, entryId });
    else if (sealHash(end.hash, number, entry) !== row.hash) faults.push({ kind: 'CHANGED', number, caseId, entryId });
    for (const { hash, day } of headsAt.get(number) ?? [])
      if (hash !== row.hash) faults.push({ kind: 'HEAD_DIFFERS', number, caseId, entryId, day });
    return faults;
  };
  return {
    take(row) {
      const faults = check(row);
      end = { number: row.number, hash: row.hash };
      return faults;
    },
    end: () => ({
      end,
      faults: heads
        .filter(({ number }) => number > end.number)
        .sort((a, b) => a.number - b.number)
        .map(({ day }) => ({ kind: 'TRUNCATED', number: end.number + 1, caseId: null, entryId: null, day })),
    }),
  };
}

/** The history of one case, with what the case itself knows of it. */
export interface CaseHistory {
  readonly caseId: string;
  /** The hash of the newest entry that the case holds; null when there is no such case. */
  readonly end: string | null;
  /** How many of its entries the sealer has yet to come to. */
  readonly awaiting: number;
  /** With the number of the seal; null where there is none. */
  readonly entries: readonly { readonly entry: LoggedEntry; readonly number: number | null }[];
}

/** Checks that every entry follows from the one before it, and that the unsealed ones have a right to be so. */
export function checkCase({ caseId, end, awaiting, entries }: CaseHistory): {
  readonly unsealed: number;
  readonly faults: readonly ActivityFault[];
} {
  const sealed = entries.filter(({ number }) => number !== null).sort((a, b) => a.number! - b.number!);
  const free = entries.flatMap(({ entry, number }) => (number === null ? [entry] : []));
  const unsealed = inCaseOrder(sealed.at(-1)?.entry.hash ?? '', free).map((entry) => ({ entry, number: null }));
  const faults: ActivityFault[] = [];
  let last = '';
  for (const { entry, number } of [...sealed, ...unsealed]) {
    if (entryHash(last, entry) !== entry.hash) faults.push({ kind: 'UNFOUNDED', number, caseId, entryId: entry.id });
    last = entry.hash;
  }
  for (const { entry } of unsealed.slice(awaiting))
    faults.push({ kind: 'INSERTED', number: null, caseId, entryId: entry.id });
  if (end !== last)
    faults.push({ kind: end === null ? 'CASE_MISSING' : 'HISTORY_CUT', number: null, caseId, entryId: null });
  return { unsealed: unsealed.length, faults };
}
