import type { ExceptionKind } from '../vocabulary/exceptions';
import type { Reason } from '../vocabulary/reasons';
import { INCIDENT_GROUPS, type IncidentGroup } from '../policy/incidents';
import { countableLane } from '../lanes/lane-keys';
import { lastMovement } from '../shipment/movement';
import { readingsOf } from '../shipment/reading';
import { isReturnItself, type ShipmentView } from '../shipment/shipment-view';
import type { Summary } from '../shipment/summary';
import type { Instant } from '../time/instant';

/** What a case has in common with others that may have the same cause. */
export interface CaseGroup {
  readonly type: IncidentGroup;
  readonly key: string;
  /** What the group is, as a title; a facility is added to it by name once somebody needs to read it. */
  readonly title: string;
  /** The scan that tells where; null where no place matters. */
  readonly milestoneId: string | null;
}

/** A case as it is opened, and what is known of its parcel. */
export interface GroupedCase {
  readonly kind: ExceptionKind;
  readonly reason: Reason | null;
  readonly conditionSince: Instant;
  readonly carrier: string;
  readonly view: ShipmentView;
  readonly summary: Summary;
}

/** Trouble that begins in a warehouse. */
const OF_NODE: ReadonlySet<ExceptionKind> = new Set([
  'NO_FIRST_SCAN',
  'INVENTORY_SHORT',
  'WRONG_OR_MISSING_ITEM',
  'DAMAGE_REPORTED',
]);
/** Trouble that begins on the way. */
const OF_WAY: ReadonlySet<ExceptionKind> = new Set([
  'STALLED_IN_TRANSIT',
  'FAILED_ATTEMPT',
  'DAMAGE_REPORTED',
  'RETURN_TO_SENDER',
  'PROMISE_AT_RISK',
]);

/** Sources write what they like; a name longer than this tells nothing apart. */
const LONGEST_NAME = 80;

/** The groups that a case belongs to, in the order in which they are preferred. */
export function groupsOf(one: GroupedCase): CaseGroup[] {
  const made: Record<IncidentGroup, CaseGroup | null> = {
    NODE: nodeGroup(one),
    FACILITY: facilityGroup(one),
    WEATHER: weatherGroup(one),
    LANE: laneGroup(one),
  };
  return (Object.keys(INCIDENT_GROUPS) as IncidentGroup[]).flatMap((group) => made[group] ?? []);
}

/** A case of an order itself, as it is opened, and the nodes at which it lacks its articles. */
export interface GroupedOrderCase extends Pick<GroupedCase, 'kind' | 'conditionSince'> {
  readonly nodes: readonly string[];
}

/** The groups of a case of an order: with the cases of parcels of the same nodes. */
export const groupsOfOrder = ({ nodes, ...one }: GroupedOrderCase): CaseGroup[] =>
  one.kind === 'INVENTORY_SHORT' ? nodes.flatMap((code) => nodeGroup({ ...one, view: { node: { code } } }) ?? []) : [];

function nodeGroup({
  kind,
  conditionSince,
  view: { node },
}: Pick<GroupedCase, 'kind' | 'conditionSince'> & { readonly view: Pick<ShipmentView, 'node'> }): CaseGroup | null {
  if (node === null || node.code.length > LONGEST_NAME || !OF_NODE.has(kind)) return null;
  const day = conditionSince.slice(0, 10);
  return {
    type: 'NODE',
    key: `NODE|${kind}|${day}|${node.code}`,
    title: `${kind} from ${node.name ?? node.code}, ${day}`,
    milestoneId: null,
  };
}

function facilityGroup({ kind, carrier, view, summary }: GroupedCase): CaseGroup | null {
  if (!OF_WAY.has(kind)) return null;
  const movement = lastMovement(readingsOf(summary, isReturnItself(view)));
  if (movement === null || movement.place === '') return null;
  return {
    type: 'FACILITY',
    key: `FACILITY|${carrier}|${movement.place}`,
    title: `Last scanned by ${carrier}`,
    milestoneId: movement.id,
  };
}

function weatherGroup({ kind, reason, view, summary }: GroupedCase): CaseGroup | null {
  const { destination } = view;
  if (!OF_WAY.has(kind) || !destination?.country) return null;
  const isWeather = (told: Reason | null): boolean => told === 'external.weather';
  if (!isWeather(reason) && !readingsOf(summary, isReturnItself(view)).some(({ reasons }) => reasons.some(isWeather)))
    return null;
  const region = destination.region ? `${destination.country}-${destination.region}` : destination.country;
  return region.length > LONGEST_NAME
    ? null
    : { type: 'WEATHER', key: `WEATHER|${region}`, title: `Weather on the way to ${region}`, milestoneId: null };
}

function laneGroup({ kind, carrier, view }: GroupedCase): CaseGroup | null {
  const lane = countableLane(view.lane);
  if (lane === null || !OF_WAY.has(kind)) return null;
  return { type: 'LANE', key: `LANE|${carrier}|${lane}`, title: `${carrier} on ${lane}`, milestoneId: null };
}
