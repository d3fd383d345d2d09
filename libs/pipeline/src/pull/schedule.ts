import {
  admits,
  after,
  DAY,
  MINUTE,
  msBetween,
  nextPoll,
  probing,
  slotsBy,
  spacingOf,
  type Clock,
  type Instant,
} from '@whereabouts/model';
import {
  claimFollows,
  claimPolls,
  dropPolls,
  glanceAt,
  inHand,
  inTransaction,
  lockAccount,
  saveCircuit,
  settlePolls,
  type Poll,
  type PullAccount,
  type SettledPoll,
  type SourceGlance,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import type { JobQueue } from '../jobs/jobs';
import { shareDoor } from '../work/door-lock';
import type { PullSource } from './pull-sources';
import type { PullJob } from './source-calls';

/** What is in hand for longer comes due again: whoever had it died. */
export const LEASE_MS = 5 * MINUTE;
/** A source that has not pushed for so long is asked as if it never did. */
const PUSH_SILENCE_MS = DAY;
/** Calls under way at one source, over all processes. */
const MOST_CALLS = 16;
/** Calls that could go out within this are put into the queue; the others wait where they are. */
const AHEAD_MS = 2_000;
/** Parcels looked at in one transaction; most are only looked at. */
const MOST_LOOKS = 500;
const FOLLOW_FIRST = 1;

export interface ScheduleNeeds {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queue: JobQueue<PullJob>;
  readonly random: () => number;
}

interface Look {
  readonly ask: Poll[];
  readonly later: SettledPoll[];
  readonly over: string[];
}

const row = ({ shipmentId, askedAt, misses, failures, digest, storedAt }: Poll) => ({
  shipmentId,
  askedAt,
  misses,
  failures,
  digest,
  storedAt,
});

/** A parcel that is due is looked at as it stands now: it may be asked about, wait a little longer, or be over. */
function lookAt(polls: readonly Poll[], pushes: boolean, now: Instant, random: () => number): Look {
  const look: Look = { ask: [], later: [], over: [] };
  for (const poll of polls) {
    const earliest = nextPoll(poll, { pushes, now, random: 0 });
    if (earliest === null) look.over.push(poll.shipmentId);
    else if (earliest <= now) look.ask.push(poll);
    else look.later.push({ ...row(poll), dueAt: nextPoll(poll, { pushes, now, random: random() })! });
  }
  return look;
}

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** How many calls may be put into the queue, and whether that is the one of an open circuit. */
function roomOf({ circuit, closedUntil, markInMs }: PullAccount, source: PullSource, now: Instant) {
  if (closedUntil !== null && closedUntil > now) return { calls: 0, isProbe: false };
  const may = admits(circuit, now);
  if (may !== 'all') return { calls: may === 'probe' ? 1 : 0, isProbe: true };
  return { calls: Math.min(MOST_CALLS, slotsBy(markInMs, 0, AHEAD_MS, spacingOf(source.rate))), isProbe: false };
}

/** Puts calls for what is due at one source into the queue. Returns how many, and whether more is due. */
async function scheduleSource(
  tx: Tx,
  { clock, queue, random }: ScheduleNeeds,
  source: PullSource,
  pushes: boolean,
): Promise<{ readonly calls: number; readonly isMoreDue: boolean }> {
  await shareDoor(tx);
  const now = clock();
  const account = await lockAccount(tx, source);
  if (!account) return { calls: 0, isMoreDue: false };
  const room = roomOf(account, source, now);
  const batch = Math.max(1, source.pull.batchSize);
  const held = await inHand(tx, source, now, MOST_CALLS * batch);
  const free = room.isProbe ? room.calls : room.calls - held.links - Math.ceil(held.parcels / batch);
  if (free <= 0) return { calls: 0, isMoreDue: false };

  const lease = after(now, LEASE_MS);
  const { merchantId, sourceId } = source;
  const call = { merchantId, sourceId, lease, isProbe: room.isProbe };
  const links = source.pull.follow ? await claimFollows(tx, source, now, free, lease) : [];
  const wanted = room.isProbe ? 1 - links.length : Math.min(MOST_LOOKS, (free - links.length) * batch);
  const polls = wanted > 0 && source.pull.batchSize > 0 ? await claimPolls(tx, source, now, wanted, lease) : [];
  const look = lookAt(polls, pushes, now, random);
  if (look.later.length) await settlePolls(tx, source, lease, look.later);
  if (look.over.length) await dropPolls(tx, source, look.over);
  const jobs = [
    ...links.map((follow) => ({ data: { ...call, kind: 'follow' as const, follow }, priority: FOLLOW_FIRST })),
    ...chunks(look.ask, batch).map((part) => ({
      data: {
        ...call,
        kind: 'ask' as const,
        polls: part.map((poll) => ({ ...row(poll), trackingNumber: poll.trackingNumber })),
      },
    })),
  ];
  if (jobs.length) await queue.put(tx, jobs);
  if (jobs.length && room.isProbe) await saveCircuit(tx, source, probing(account.circuit, now));
  return { calls: jobs.length, isMoreDue: !room.isProbe && polls.length === wanted && wanted > 0 };
}

/** A source that pushes now and then only needs to be reconciled. */
const isPushing = (source: PullSource, { lastPushAt }: SourceGlance, now: Instant): boolean =>
  source.canPush && lastPushAt !== null && msBetween(lastPushAt, now) < PUSH_SILENCE_MS;

/**
 * One round: puts calls for what is due into the queue, as many as each account lets out soon. Returns how many.
 * A round in which nothing is due costs one statement, whatever the number of parcels.
 */
export async function scheduleRound(
  needs: ScheduleNeeds,
  sources: readonly PullSource[],
): Promise<{ readonly calls: number; readonly glances: readonly SourceGlance[] }> {
  if (sources.length === 0) return { calls: 0, glances: [] };
  const { pool, clock } = needs;
  const now = clock();
  const byId = new Map(sources.map((source) => [source.sourceId, source]));
  const glances = await glanceAt(pool, sources);
  let calls = 0;
  for (const glance of glances) {
    const source = byId.get(glance.sourceId)!;
    for (let isDue = glance.dueAt !== null && glance.dueAt <= now; isDue;) {
      const done = await inTransaction(pool, (tx) => scheduleSource(tx, needs, source, isPushing(source, glance, now)));
      calls += done.calls;
      isDue = done.isMoreDue;
    }
  }
  return { calls, glances };
}
