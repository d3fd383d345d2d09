import { DAY, earlier, later, msBetween, type Instant } from '@whereabouts/model';
import { shipmentId, type LockedShipment } from '@whereabouts/store';
import { EMPTY_SUMMARY } from '@whereabouts/model';
import { spanOf, type HeardMilestone, type ParcelNews } from './heard';

/** Carriers recycle numbers: one that has been silent for longer bears a new parcel. */
export const RECYCLED_AFTER = 120 * DAY;

export const UNKNOWN_CARRIER = 'unknown';

/** A parcel and what a batch says of it. */
export interface Parcel {
  readonly shipment: LockedShipment;
  readonly isNew: boolean;
  /** The news told its carrier, or widened the time in which it is heard of. */
  readonly isExtended: boolean;
  readonly milestones: readonly HeardMilestone[];
  readonly claims: ParcelNews['claims'];
  /** What sources call its shipment; one may stand twice. */
  readonly externals: ParcelNews['externals'];
}

interface Candidate extends Parcel {
  shipment: LockedShipment;
  isExtended: boolean;
  readonly milestones: HeardMilestone[];
  readonly claims: ParcelNews['claims'][number][];
  readonly externals: ParcelNews['externals'][number][];
}

const sameCarrier = (shipment: LockedShipment, carrier: string | null): boolean =>
  carrier === null || shipment.carrier === carrier || shipment.carrier === UNKNOWN_CARRIER;

/** Milliseconds between the time in which a parcel was heard of and the time of its news; 0 where they meet. */
const distance = ({ heardFrom, heardTo }: LockedShipment, from: Instant, to: Instant): number =>
  heardFrom === null || heardTo === null ? 0 : Math.max(0, msBetween(heardTo, from), msBetween(to, heardFrom));

/** The parcel that this news speaks of: an exact carrier before an unknown one, then the nearest, then a later one. */
function choose(
  candidates: readonly Candidate[],
  carrier: string | null,
  from: Instant,
  to: Instant,
): Candidate | null {
  const fitting = candidates.filter(
    ({ shipment }) => sameCarrier(shipment, carrier) && distance(shipment, from, to) <= RECYCLED_AFTER,
  );
  const exact = fitting.filter(({ shipment }) => shipment.carrier === carrier);
  let chosen: Candidate | null = null;
  for (const one of exact.length ? exact : fitting)
    if (!chosen || distance(one.shipment, from, to) <= distance(chosen.shipment, from, to)) chosen = one;
  return chosen;
}

const epochOf = (carrier: string, known: readonly Candidate[]): number =>
  known.filter(({ shipment }) => shipment.carrier === carrier).length;

function create(news: ParcelNews, known: readonly Candidate[]): Candidate {
  const carrier = news.carrier ?? UNKNOWN_CARRIER;
  return {
    shipment: {
      merchantId: news.merchantId,
      id: shipmentId(news.merchantId, news.trackingNumber, known.length),
      trackingNumber: news.trackingNumber,
      carrier,
      epoch: epochOf(carrier, known),
      orderId: null,
      summary: EMPTY_SUMMARY,
      heardFrom: null,
      heardTo: null,
      openCases: 0,
      nextCheckAt: null,
    },
    isNew: true,
    isExtended: false,
    milestones: [],
    claims: [],
    externals: [],
  };
}

function extend(
  shipment: LockedShipment,
  carrier: string | null,
  span: { from: Instant; to: Instant } | null,
  known: readonly Candidate[],
): LockedShipment {
  const isAdopted = shipment.carrier === UNKNOWN_CARRIER && carrier !== null;
  return {
    ...shipment,
    ...(isAdopted && { carrier, epoch: epochOf(carrier, known) }),
    heardFrom: span ? (shipment.heardFrom ? earlier(shipment.heardFrom, span.from) : span.from) : shipment.heardFrom,
    heardTo: span ? (shipment.heardTo ? later(shipment.heardTo, span.to) : span.to) : shipment.heardTo,
  };
}

const isEqual = (a: LockedShipment, b: LockedShipment): boolean =>
  a.carrier === b.carrier && a.heardFrom === b.heardFrom && a.heardTo === b.heardTo;

const numberKey = (merchantId: string, trackingNumber: string): string => `${merchantId}|${trackingNumber}`;

/**
 * Finds the parcel that each piece of news belongs to, among those that exist and those that the batch itself brings.
 * Identity: merchant + carrier + tracking number + epoch. Pure. Parcels without news come back as well.
 */
export function identify(existing: readonly LockedShipment[], news: readonly ParcelNews[]): Parcel[] {
  const byNumber = new Map<string, Candidate[]>();
  for (const shipment of [...existing].sort((a, b) => a.epoch - b.epoch)) {
    const key = numberKey(shipment.merchantId, shipment.trackingNumber);
    const candidates = byNumber.get(key) ?? [];
    candidates.push({ shipment, isNew: false, isExtended: false, milestones: [], claims: [], externals: [] });
    byNumber.set(key, candidates);
  }
  for (const item of news) {
    const key = numberKey(item.merchantId, item.trackingNumber);
    const candidates = byNumber.get(key) ?? [];
    byNumber.set(key, candidates);
    const span = spanOf(item.milestones);
    let target = choose(candidates, item.carrier, span?.from ?? item.receivedAt, span?.to ?? item.receivedAt);
    if (!target) {
      target = create(item, candidates);
      candidates.push(target);
    }
    const extended = extend(target.shipment, item.carrier, span, candidates);
    target.isExtended ||= !isEqual(extended, target.shipment);
    target.shipment = extended;
    target.milestones.push(...item.milestones);
    target.claims.push(...item.claims);
    target.externals.push(...item.externals);
  }
  return [...byNumber.values()].flat();
}
