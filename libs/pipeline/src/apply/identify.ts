import { DAY, earlier, EMPTY_SUMMARY, guessCarrier, later, msBetween, type Instant } from '@whereabouts/model';
import { carrierOf } from '@whereabouts/plugin-sdk';
import { shipmentId, type LockedShipment } from '@whereabouts/store';
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

/** Nobody said who carries it: the first who does is believed. */
const isUnnamed = ({ carrier, isCarrierGuessed }: LockedShipment): boolean =>
  isCarrierGuessed || carrier === UNKNOWN_CARRIER;

const sameCarrier = (shipment: LockedShipment, carrier: string | null): boolean =>
  carrier === null || shipment.carrier === carrier || isUnnamed(shipment);

/** The carrier that is named, or else whose numbers look like this one. */
function carrierOfNew({ carrier, trackingNumber }: ParcelNews): Pick<LockedShipment, 'carrier' | 'isCarrierGuessed'> {
  if (carrier !== null) return { carrier, isCarrierGuessed: false };
  const guess = guessCarrier(trackingNumber)?.carrier ?? '';
  return carrierOf(guess)
    ? { carrier: guess, isCarrierGuessed: true }
    : { carrier: UNKNOWN_CARRIER, isCarrierGuessed: false };
}

/** Milliseconds between the time in which a parcel was heard of and the time of its news; 0 where they meet. */
const distance = ({ heardFrom, heardTo }: LockedShipment, from: Instant, to: Instant): number =>
  heardFrom === null || heardTo === null ? 0 : Math.max(0, msBetween(heardTo, from), msBetween(to, heardFrom));

/** The parcel that this news speaks of: an exact carrier before one that nobody named, then the nearest, then a later one. */
function choose(
  candidates: readonly Candidate[],
  carrier: string | null,
  from: Instant,
  to: Instant,
): Candidate | null {
  const fitting = candidates.filter(
    ({ shipment }) => sameCarrier(shipment, carrier) && distance(shipment, from, to) <= RECYCLED_AFTER,
  );
  const exact = fitting.filter(({ shipment }) => shipment.carrier === carrier && !isUnnamed(shipment));
  let chosen: Candidate | null = null;
  for (const one of exact.length ? exact : fitting)
    if (!chosen || distance(one.shipment, from, to) <= distance(chosen.shipment, from, to)) chosen = one;
  return chosen;
}

/** One that no known parcel of the carrier has, also where one of them got another carrier since. */
const epochOf = (carrier: string, known: readonly Candidate[]): number =>
  1 +
  Math.max(-1, ...known.filter(({ shipment }) => shipment.carrier === carrier).map(({ shipment }) => shipment.epoch));

function create(news: ParcelNews, known: readonly Candidate[]): Candidate {
  const identity = carrierOfNew(news);
  return {
    shipment: {
      merchantId: news.merchantId,
      id: shipmentId(news.merchantId, news.trackingNumber, known.length),
      trackingNumber: news.trackingNumber,
      ...identity,
      epoch: epochOf(identity.carrier, known),
      orderId: null,
      summary: EMPTY_SUMMARY,
      heardFrom: null,
      heardTo: null,
      openCases: 0,
      nextCheckAt: null,
      counted: null,
      addressValidation: null,
      hasTickets: false,
      filed: null,
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
  const isNamed = isUnnamed(shipment) && carrier !== null;
  const epoch = shipment.carrier === carrier ? shipment.epoch : epochOf(carrier ?? '', known);
  return {
    ...shipment,
    ...(isNamed && { carrier, isCarrierGuessed: false, epoch }),
    heardFrom: span ? (shipment.heardFrom ? earlier(shipment.heardFrom, span.from) : span.from) : shipment.heardFrom,
    heardTo: span ? (shipment.heardTo ? later(shipment.heardTo, span.to) : span.to) : shipment.heardTo,
  };
}

const isEqual = (a: LockedShipment, b: LockedShipment): boolean =>
  a.carrier === b.carrier &&
  a.isCarrierGuessed === b.isCarrierGuessed &&
  a.heardFrom === b.heardFrom &&
  a.heardTo === b.heardTo;

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
