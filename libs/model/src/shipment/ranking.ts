import type { MilestoneCode } from '../vocabulary/milestones';
import type { SourceKind } from '../vocabulary/sources';
import type { FactName } from './claims';

/** The facts whose source of truth is ranked; several milestones and claims share one ranking. */
export const TRUTH_FACTS = {
  order: 'Order, value, customer, and whose order a parcel belongs to.',
  promise: 'What the customer was told.',
  preparation: 'Allocated, picked, packed, labelled, packaging, declared weight.',
  handedOver: "The parcel left the shipper's hands.",
  transport: 'In transit, delivered, returned, billed weight.',
  carrierEstimate: 'When the carrier expects to deliver.',
  customerWord: 'Not received, damaged on arrival: the word of the customer, as a claim.',
} as const;
export type TruthFact = keyof typeof TRUTH_FACTS;

/** Per fact, the kinds of sources from the best down. Kinds not listed come last; MANUAL is always before all. */
export type TruthRanking = Readonly<Record<TruthFact, readonly SourceKind[]>>;

export const DEFAULT_RANKING: TruthRanking = {
  order: ['STOREFRONT', 'WAREHOUSE', 'AGGREGATOR', 'CARRIER'],
  promise: ['STOREFRONT', 'WAREHOUSE'],
  preparation: ['WAREHOUSE', 'STOREFRONT', 'CARRIER', 'AGGREGATOR'],
  handedOver: ['CARRIER', 'WAREHOUSE', 'STOREFRONT', 'AGGREGATOR'],
  transport: ['CARRIER', 'AGGREGATOR', 'WAREHOUSE', 'STOREFRONT'],
  carrierEstimate: ['CARRIER', 'AGGREGATOR'],
  customerWord: ['HELPDESK', 'CARRIER'],
};

/** Milestones that are not listed are transport: the carrier knows best. */
const MILESTONE_TRUTH: Partial<Record<MilestoneCode, TruthFact>> = {
  ORDER_PLACED: 'order',
  ALLOCATED: 'preparation',
  BACKORDERED: 'preparation',
  PICKED: 'preparation',
  PACKED: 'preparation',
  LABEL_CREATED: 'preparation',
  HANDED_OVER: 'handedOver',
};

const CLAIM_TRUTH: Readonly<Record<FactName, TruthFact>> = {
  orderNumber: 'order',
  serviceLevel: 'transport',
  trackingUrl: 'transport',
  shippedAt: 'handedOver',
  promise: 'promise',
  carrierEstimate: 'carrierEstimate',
  node: 'preparation',
  origin: 'preparation',
  destination: 'order',
  declared: 'preparation',
  billed: 'transport',
  isReturn: 'order',
};

export const truthOfMilestone = (code: MilestoneCode): TruthFact => MILESTONE_TRUTH[code] ?? 'transport';
export const truthOfClaim = (fact: FactName): TruthFact => CLAIM_TRUTH[fact];

/** Place of a source kind for a fact: smaller is better, MANUAL is -1, unlisted kinds share the last place. */
export function rankOf(ranking: TruthRanking, fact: TruthFact, kind: SourceKind): number {
  if (kind === 'MANUAL') return -1;
  const place = ranking[fact].indexOf(kind);
  return place < 0 ? ranking[fact].length : place;
}
