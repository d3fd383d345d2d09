import type { Tried } from './steps.fixture';

/** What a case looks like from outside: all that the simple model knows of it. Times are minutes. */
export interface SimpleCase {
  kind: Tried;
  episode: number;
  cycle: number;
  status: 'OPEN' | 'IN_PROGRESS' | 'WAITING' | 'CLOSED';
  waitsOn: string | null;
  until: number | null;
  owner: string;
  tags: string[];
  /** Since when the trouble exists that the case is about. */
  since: number;
  openedAt: number;
  actedAt: number | null;
  breachedAt: number | null;
  closedAt: number | null;
  closedBy: string | null;
  code: string | null;
  customer: {
    state: string;
    what: string | null;
    dollars: number | null;
    from: string | null;
    ok: string | null;
    at: number | null;
  };
  recovery: { state: string; outcome: string | null; filed: boolean; paid: number | null; at: number };
  /** Letter: which of all that customers were sent asks for it; null when it asks somebody else. */
  evidence: { from: string; by: string; at: number; letter: number | null }[];
}
export type Field = keyof SimpleCase;

/** What the history keeps of a step, so that it can be taken back. */
export interface Done {
  readonly what: string;
  readonly before: Partial<SimpleCase>;
  readonly after: Partial<SimpleCase>;
  readonly tags?: { readonly added: string[]; readonly removed: string[] };
}

export const NOBODY = { state: 'OPEN', what: null, dollars: null, from: null, ok: null, at: null };

/** A case as it begins. */
export const opened = (kind: Tried, episode: number, since: number, now: number): SimpleCase => ({
  kind,
  episode,
  cycle: 1,
  status: 'OPEN',
  waitsOn: null,
  until: null,
  owner: 'usr-ana',
  tags: [],
  since,
  openedAt: now,
  actedAt: null,
  breachedAt: null,
  closedAt: null,
  closedBy: null,
  code: null,
  customer: { ...NOBODY },
  recovery: { state: 'NOT_APPLICABLE', outcome: null, filed: false, paid: null, at: now },
  evidence: [],
});
