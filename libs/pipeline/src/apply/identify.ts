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

const near = (shipment: LockedShipment, from: Instant, to: Instant): boolean =>
  shipment.heardFrom === null ||
  shipment.heardTo === null ||
  (msBetween(shipment.heardTo, from) <= RECYCLED_AFTER && msBetween(to, shipment.heardFrom) <= RECYCLED_AFTER);

const sameCarrier = (shipment: LockedShipment, carrier: string | null): boolean =>
  carrier === null || shipment.carrier === carrier || shipment.carrier === UNKNOWN_CARRIER;

/** The parcel that this news speaks of: an exact carrier before an unknown one, a later parcel before an earlier. */
function choose(
  candidates: readonly Candidate[],
  carrier: string | null,
  from: Instant,
  to: Instant,
): Candidate | null {
  const fitting = candidates.filter(({ shipment }) => sameCarrier(shipment, carrier) && near(shipment, from, to));
  const exact = fitting.filter(({ shipment }) => shipment.carrier === carrier);
  return (exact.length ? exact : fitting).at(-1) ?? null;
}

function create(news: ParcelNews, known: readonly Candidate[]): Candidate {
  const carrier = news.carrier ?? UNKNOWN_CARRIER;
  const epoch = known.filter(({ shipment }) => shipment.carrier === carrier).length;
  return {
    shipment: {
      merchantId: news.merchantId,
      id: shipmentId(news.merchantId, news.trackingNumber, known.length),
      trackingNumber: news.trackingNumber,
      carrier,
      epoch,
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
): LockedShipment {
  const adopted = shipment.carrier === UNKNOWN_CARRIER && carrier !== null ? carrier : shipment.carrier;
  return {
    ...shipment,
    carrier: adopted,
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
    const extended = extend(target.shipment, item.carrier, span);
    target.isExtended ||= !isEqual(extended, target.shipment);
    target.shipment = extended;
    target.milestones.push(...item.milestones);
    target.claims.push(...item.claims);
    target.externals.push(...item.externals);
  }
  return [...byNumber.values()].flat();
}
