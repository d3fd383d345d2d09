import type { Instant, SlaState } from '@whereabouts/model';
import type { CaseSnapshot } from '../change-feed';
import type { CaseFilter } from './case-filter';
import { searchTerms } from './search-terms';

/** What is said of the first-action clock of a snapshot at a moment; the same as `slaState` of a case. */
export function snapshotSlaState(snapshot: CaseSnapshot, now: Instant): SlaState {
  if (snapshot.breachedAt !== null) return 'BREACHED';
  const stoppedAt = snapshot.firstActionAt ?? snapshot.closedAt;
  if (stoppedAt !== null) return stoppedAt <= snapshot.firstActionDueAt ? 'MET' : 'BREACHED';
  if (snapshot.pausedSince !== null && isBefore(now, snapshot.pausedUntil)) return 'PAUSED';
  if (now >= snapshot.firstActionDueAt) return 'BREACHED';
  return now >= snapshot.warnAt ? 'WARNING' : 'ON_TRACK';
}

/** A pause without a cap does not end by itself. */
const isBefore = (now: Instant, end: Instant | null | undefined): boolean => end == null || now < end;

/** Does the case match, as of this moment? Gives what the SQL of `caseConditions` gives for the same case. */
export const matchesCase = (filter: CaseFilter, snapshot: CaseSnapshot, now: Instant): boolean =>
  matchesFacts(filter, snapshot) && (!filter.sla || filter.sla.includes(snapshotSlaState(snapshot, now)));

/**
 * Can the case have matched at some moment since the snapshot was taken? Clocks run on without a change: a case that
 * was ON_TRACK when it was written may have been shown as such, although it is in WARNING now.
 */
export const mayHaveMatched = (filter: CaseFilter, snapshot: CaseSnapshot, now: Instant): boolean =>
  matchesFacts(filter, snapshot) &&
  (!filter.sla || statesUntil(snapshot, now).some((state) => filter.sla!.includes(state)));

/** How a clock that nobody stops goes on. */
const COURSE: readonly SlaState[] = ['ON_TRACK', 'WARNING', 'BREACHED'];

function statesUntil(snapshot: CaseSnapshot, now: Instant): readonly SlaState[] {
  const latest = snapshotSlaState(snapshot, now);
  const stands = snapshot.breachedAt ?? snapshot.firstActionAt ?? snapshot.closedAt;
  return stands !== null || latest === 'PAUSED'
    ? [latest]
    : [...(snapshot.pausedSince ? ['PAUSED' as const] : []), ...COURSE.slice(0, COURSE.indexOf(latest) + 1)];
}

function matchesFacts(filter: CaseFilter, snapshot: CaseSnapshot): boolean {
  return (
    isOneOf(filter.status, snapshot.status) &&
    isOneOf(filter.kind, snapshot.kind) &&
    (filter.ownerId === undefined || filter.ownerId === snapshot.ownerId) &&
    isOneOf(filter.carrier, snapshot.carrier) &&
    isOneOf(filter.nodeCode, snapshot.nodeCode) &&
    (!filter.flags || filter.flags.some((flag) => snapshot.flags.includes(flag))) &&
    (filter.openedFrom === undefined || snapshot.openedAt >= filter.openedFrom) &&
    (filter.openedTo === undefined || snapshot.openedAt < filter.openedTo) &&
    isOneOf(filter.closeCode, snapshot.closeCode) &&
    (filter.tag === undefined || snapshot.tags.includes(filter.tag)) &&
    (!filter.search?.trim() || isFoundBy(filter.search, snapshot))
  );
}

const isOneOf = (wanted: readonly string[] | undefined, value: string | null): boolean =>
  !wanted || (value !== null && wanted.includes(value));

function isFoundBy(search: string, snapshot: CaseSnapshot): boolean {
  const { caseNumber, trackingNumbers, orderNumbers, email } = searchTerms(search);
  return (
    (caseNumber !== null && caseNumber === snapshot.number) ||
    (snapshot.trackingNumber !== null && trackingNumbers.includes(snapshot.trackingNumber)) ||
    (snapshot.orderNumber !== null && orderNumbers.includes(snapshot.orderNumber)) ||
    (email !== null && snapshot.customerEmail?.toLowerCase() === email)
  );
}
