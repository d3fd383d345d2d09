import type { MilestoneRecord, Place } from '@whereabouts/plugin-sdk';

/**
 * UPS says that a package goes back, and then scans it like any other. In one reply, what follows the return belongs to
 * the way back, and a delivery then is one to the sender. Unless the package was delivered at its destination after
 * all: then the return was called off, and nothing is changed.
 */
export function markReturnLeg(
  scans: readonly MilestoneRecord[],
  origin: Place | null,
  destination: Place | null,
): readonly MilestoneRecord[] {
  const turned = scans
    .flatMap(({ code, occurredAt }) => (code === 'RETURNING' && occurredAt !== null ? [occurredAt] : []))
    .sort()
    .at(0);
  if (turned === undefined) return scans;
  const follows = ({ occurredAt }: MilestoneRecord): boolean => occurredAt !== null && occurredAt > turned;
  const reached = (scan: MilestoneRecord): boolean =>
    scan.code === 'DELIVERED' && isTown(scan.place, destination) && !isTown(scan.place, origin);
  if (scans.some((scan) => follows(scan) && reached(scan))) return scans;
  return scans.map((scan) => (follows(scan) ? onTheWayBack(scan) : scan));
}

function onTheWayBack(scan: MilestoneRecord): MilestoneRecord {
  if (scan.code !== 'DELIVERED') return { ...scan, direction: 'RETURN' };
  const { deliveredTo: _toTheSender, ...rest } = scan;
  return { ...rest, code: 'RETURNED', direction: 'RETURN' };
}

const isTown = (place: Place | null, town: Place | null): boolean =>
  place?.city !== undefined &&
  place.city.toUpperCase() === town?.city?.toUpperCase() &&
  (place.region === undefined || town.region === undefined || place.region === town.region);
