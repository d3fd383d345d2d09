import {
  after,
  DAY,
  groupsOf,
  groupsOfOrder,
  type CaseGroup,
  type Incident,
  type Instant,
  type NewCase,
  type Policy,
} from '@whereabouts/model';
import {
  countSharedKeys,
  dropSharedKeys,
  keyOf,
  liveIncidents,
  openIncidents,
  placeOfMilestone,
  putSharedKeys,
  together,
  type KeyCount,
  type StoredCase,
  type Tx,
} from '@whereabouts/store';
import type { CasePair } from '../apply/case-totals';
import type { Look } from '../apply/judge';

/** A group of a case with what the policy says of it: from how many cases on, in which time, it is an incident. */
export interface SharedGroup extends CaseGroup {
  readonly atLeastCases: number;
  readonly since: Instant;
  /** Said to be none since then: not offered again. */
  readonly quietSince: Instant;
}

/** The groups of a case that is about to be opened. */
export function sharedGroups(
  { kind, reason, detection }: NewCase,
  { shipment, view, summary }: Look,
  { incidents }: Policy,
  now: Instant,
): SharedGroup[] {
  const { conditionSince } = detection;
  const one = { kind, reason, conditionSince, carrier: shipment.carrier, view, summary };
  return groupsOf(one).map((group) => withThreshold(group, incidents, now));
}

/** The groups of a case of an order that is about to be opened. */
export function sharedGroupsOfOrder(
  { kind, detection: { conditionSince } }: NewCase,
  nodes: readonly string[],
  { incidents }: Policy,
  now: Instant,
): SharedGroup[] {
  return groupsOfOrder({ kind, conditionSince, nodes }).map((group) => withThreshold(group, incidents, now));
}

function withThreshold(group: CaseGroup, { groups, dismissedDays }: Policy['incidents'], now: Instant): SharedGroup {
  const { atLeastCases, windowDays } = groups[group.type];
  return {
    ...group,
    atLeastCases,
    since: after(now, -windowDays * DAY),
    quietSince: after(now, -dismissedDays * DAY),
  };
}

/** A case that was opened, with its groups. */
export interface OpenedCase {
  readonly case: StoredCase;
  readonly groups: readonly SharedGroup[];
}

interface Grouped {
  readonly merchantId: string;
  readonly groups: readonly SharedGroup[];
}

/** Of each of these, the live incident that it belongs to from the start. One statement; none where nothing is grouped. */
export async function incidentsFor(tx: Tx, opened: readonly Grouped[]): Promise<(string | null)[]> {
  const keys = new Map(
    opened.flatMap(({ merchantId, groups }) =>
      groups.map(({ key }) => [keyOf({ merchantId, key }), { merchantId, key }] as const),
    ),
  );
  if (keys.size === 0) return opened.map(() => null);
  const live = await liveIncidents(tx, [...keys.values()]);
  return opened.map(({ merchantId, groups }) => {
    const of = groups.find(({ key }) => live.has(keyOf({ merchantId, key })));
    return of === undefined ? null : live.get(keyOf({ merchantId, key: of.key }))!;
  });
}

/** Cases that were opened look for others like them; where enough came together, an incident is offered. */
export async function offerIncidents(tx: Tx, opened: readonly OpenedCase[], now: Instant): Promise<void> {
  const seeking = opened.filter(({ case: one, groups }) => one.incidentId === null && groups.length > 0);
  if (seeking.length === 0) return;
  const keys = seeking.flatMap(({ case: { merchantId, id: caseId }, groups }) =>
    groups.map(({ key }) => ({ merchantId, key, caseId, openedAt: now })),
  );
  const questions = new Map(
    seeking.flatMap(({ case: { merchantId, shipmentId }, groups }) =>
      groups.map((group) => [keyOf({ merchantId, key: group.key }), { merchantId, shipmentId, ...group }] as const),
    ),
  );
  const [, counts] = await together([putSharedKeys(tx, keys), countSharedKeys(tx, [...questions.values()])]);
  const enough = [...questions].flatMap(([key, group]) => {
    const count = counts.get(key);
    return count && count.cases >= group.atLeastCases ? [{ group, count }] : [];
  });
  if (enough.length === 0) return;
  const offers = [];
  for (const { group, count } of enough) {
    const { merchantId, shipmentId, milestoneId } = group;
    const place = shipmentId && milestoneId ? await placeOfMilestone(tx, merchantId, shipmentId, milestoneId) : null;
    offers.push(offerOf(group, count, place));
  }
  await openIncidents(tx, offers, now, true);
}

function offerOf(
  { merchantId, type, key, title, milestoneId, since }: SharedGroup & { readonly merchantId: string },
  { cases, firstAt }: KeyCount,
  place: string | null,
): Parameters<typeof openIncidents>[1][number] {
  const where = milestoneId === null ? title : `${title} at ${place ?? 'a facility that it does not name'}`;
  return {
    merchantId,
    type,
    key,
    title: where,
    because: `${cases} open cases have this in common: ${where}. They may have one cause.`,
    since: firstAt < since ? since : firstAt,
    sourceId: null,
  };
}

/** Cases that look for others no more, as they are closed or found them. One statement at most. */
export function settleSeekers(tx: Tx, pairs: readonly CasePair[]): Promise<void>[] {
  const done = pairs.flatMap(({ before, after: one }) =>
    before !== null &&
    before.incidentId === null &&
    before.status !== 'CLOSED' &&
    (one.status === 'CLOSED' || one.incidentId !== null)
      ? [one]
      : [],
  );
  return done.length ? [dropSharedKeys(tx, done)] : [];
}

/** Incidents that people can still decide about. */
export const isLive = ({ status }: Pick<Incident, 'status'>): boolean => status === 'OFFERED' || status === 'ACCEPTED';
