import type { SourceKind } from '../vocabulary/sources';
import { msOf } from '../time/instant';
import { claimText, type Claim, type ClaimValue, type FactName } from './claims';
import { markOf, type Mark } from './mark';
import { joinMarks, markSet } from './mark-set';
import type { Milestone } from './milestone';

/** What a source says now of one fact: fact, epoch milliseconds of the statement, value. */
export type Said = readonly [fact: FactName, at: number, value: ClaimValue];

/** What one source said of a shipment. Lists are sorted, so that equal knowledge is equal JSON. */
export interface SourceSummary {
  readonly kind: SourceKind;
  readonly id: string;
  /** By time, then id; see `joinMarks` for which are kept. */
  readonly marks: readonly Mark[];
  /** One per fact, by fact. */
  readonly claims: readonly Said[];
}

/**
 * All that the hub needs of a shipment's history to say where it stands. Plain JSON, stored with every shipment.
 * A join-semilattice: `mergeSummaries` is commutative, associative and idempotent, so any order, grouping and
 * repetition of milestones and claims gives the same summary.
 */
export interface Summary {
  /** By kind, then id. */
  readonly sources: readonly SourceSummary[];
}

export const EMPTY_SUMMARY: Summary = { sources: [] };

/** The summary of a set of milestones and claims. INFORMATION and UNMAPPED change nothing. */
export function summarize(milestones: readonly Milestone[], claims: readonly Claim[] = []): Summary {
  if (milestones.length === 1 && claims.length === 0) return summaryOf(milestones[0]!);
  const drafts = new Map<string, Draft>();
  for (const milestone of milestones) {
    const mark = markOf(milestone);
    if (mark !== null) draftOf(drafts, milestone.sourceKind, milestone.sourceId).marks.push(mark);
  }
  for (const claim of claims) {
    const said: Said = [claim.fact, msOf(claim.at), claim.value];
    const draft = draftOf(drafts, claim.sourceKind, claim.sourceId);
    draft.claims = joinClaims(draft.claims, [said]);
  }
  if (drafts.size === 0) return EMPTY_SUMMARY;
  const sources: SourceSummary[] = [];
  for (const { kind, id, marks, claims: said } of drafts.values())
    sources.push({ kind, id, marks: markSet(marks), claims: said });
  return { sources: sources.length === 1 ? sources : sources.sort(compareSources) };
}

/** Most news is one milestone. */
function summaryOf(milestone: Milestone): Summary {
  const mark = markOf(milestone);
  const { sourceKind: kind, sourceId: id } = milestone;
  return mark === null ? EMPTY_SUMMARY : { sources: [{ kind, id, marks: [mark], claims: [] }] };
}

/** Everything that either knows. Returns `a` itself when `b` adds nothing. Neither is changed. */
export function mergeSummaries(a: Summary, b: Summary): Summary {
  if (a === b || b.sources.length === 0) return a;
  if (a.sources.length === 0) return b;
  const sources: SourceSummary[] = [];
  let changed = false;
  let i = 0;
  let j = 0;
  while (i < a.sources.length || j < b.sources.length) {
    const left = a.sources[i];
    const right = b.sources[j];
    const order = left === undefined ? 1 : right === undefined ? -1 : compareSources(left, right);
    const source = order < 0 ? left! : order > 0 ? right! : joinSources(left!, right!);
    if (source !== left) changed = true;
    sources.push(source);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return changed ? { sources } : a;
}

interface Draft {
  readonly kind: SourceKind;
  readonly id: string;
  readonly marks: Mark[];
  claims: readonly Said[];
}

function draftOf(drafts: Map<string, Draft>, kind: SourceKind, id: string): Draft {
  const key = `${kind}:${id}`;
  let draft = drafts.get(key);
  if (draft === undefined) drafts.set(key, (draft = { kind, id, marks: [], claims: [] }));
  return draft;
}

function compareSources(a: SourceSummary, b: SourceSummary): number {
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

function joinSources(a: SourceSummary, b: SourceSummary): SourceSummary {
  const marks = joinMarks(a.marks, b.marks);
  const claims = joinClaims(a.claims, b.claims);
  return marks === a.marks && claims === a.claims ? a : { kind: a.kind, id: a.id, marks, claims };
}

/** Per fact the newest statement. Returns `a` itself when `b` adds nothing. */
function joinClaims(a: readonly Said[], b: readonly Said[]): readonly Said[] {
  if (b.length === 0) return a;
  let joined: Said[] | null = null;
  for (const said of b) {
    const current: readonly Said[] = joined ?? a;
    let index = 0;
    while (index < current.length && current[index]![0] < said[0]) index++;
    const earlier = current[index];
    const known = earlier !== undefined && earlier[0] === said[0];
    if (known && !isNewer(said, earlier)) continue;
    joined ??= a.slice();
    joined.splice(index, known ? 1 : 0, said);
  }
  return joined ?? a;
}

/** Two statements of one moment: the larger text wins, so that the order of arrival does not matter. */
function isNewer(said: Said, than: Said): boolean {
  if (said[1] !== than[1]) return said[1] > than[1];
  return said[2] !== than[2] && claimText(said[2]) > claimText(than[2]);
}
