import type { Money, OrderLine } from '../orders/order';
import type { ShipEvidencePolicy } from '../policy/ship-evidence';
import type { ParcelSize } from '../shipment/shipment-view';
import type { Direction } from '../vocabulary/attributes';
import type { Instant } from '../time/instant';
import { EVIDENCE_ITEMS, type EvidenceItem } from '../vocabulary/evidence';
import type { RecordedEvidence } from './recorded';

/** What is known of a parcel that its ship-time evidence is judged by. */
export interface EvidenceFacts {
  readonly orderId: string | null;
  readonly serviceLevel: string | null;
  readonly shippedAt: Instant | null;
  readonly lane: string | null;
  readonly direction: Direction;
  /** As sources declare and bill it. */
  readonly declared: ParcelSize | null;
  readonly billed: ParcelSize | null;
  /** Null while the order is not known. */
  readonly order: { readonly value: Money | null; readonly lines: readonly OrderLine[] } | null;
  /** The lane loses or damages too much: see the flag REPEAT_LANE. */
  readonly isRepeatLane: boolean;
  readonly recorded: RecordedEvidence;
}

export interface ShipEvidence extends RecordedEvidence {
  /** From 0 to 1. */
  readonly completeness: number;
  readonly missing: readonly EvidenceItem[];
  readonly shippedAt: Instant | null;
  /** Plain sentences: which rule is broken, by what, and what to do. */
  readonly violations: readonly string[];
}

const ITEMS = Object.keys(EVIDENCE_ITEMS) as EvidenceItem[];

/**
 * The ship-time evidence of a parcel. The station's word on what it declared goes before the sources'; of what was billed
 * the carrier's goes before the station's.
 */
export function shipEvidenceOf(facts: EvidenceFacts, policy: ShipEvidencePolicy): ShipEvidence {
  const { recorded } = facts;
  const joined: RecordedEvidence = {
    ...recorded,
    declared: recorded.declared ?? facts.declared,
    billed: facts.billed ?? recorded.billed,
  };
  const has: Readonly<Record<EvidenceItem, boolean>> = {
    ORDER_LINK: facts.orderId !== null,
    CARRIER_SERVICE: facts.serviceLevel !== null,
    SHIP_TIME: facts.shippedAt !== null,
    ADDRESS_VALIDATION: joined.addressValidation !== null,
    DECLARED_PARCEL: joined.declared !== null,
    BILLED_PARCEL: joined.billed !== null,
    PACKER: joined.packerId !== null,
    PACKAGING: joined.packagingType !== null,
    SIGNATURE: joined.signature !== null,
    PHOTO: joined.photoIds.length > 0,
  };
  const missing = ITEMS.filter((item) => !has[item]);
  return {
    ...joined,
    shippedAt: facts.shippedAt,
    missing,
    completeness: (ITEMS.length - missing.length) / ITEMS.length,
    violations: violationsOf(facts, joined, policy),
  };
}

/** A return is packed by the customer: the rules of the packing station are not for it. */
function violationsOf(facts: EvidenceFacts, joined: RecordedEvidence, policy: ShipEvidencePolicy): string[] {
  if (facts.direction === 'RETURN') return [];
  return [
    addressViolation(joined),
    signatureViolation(facts.order?.value ?? null, joined, policy),
    ...(joined.photoIds.length > 0 ? [] : photoViolations(facts, policy)),
  ].filter((found) => found !== null);
}

function addressViolation({ addressValidation }: RecordedEvidence): string | null {
  if (addressValidation === null || addressValidation.passed) return null;
  return `The address did not pass (${addressValidation.failures.join('; ')}): correct it before the box leaves.`;
}

/** A value in a currency without a threshold asks for nothing: no rate is guessed. */
function signatureViolation(
  value: Money | null,
  { signature }: RecordedEvidence,
  { signatureAbove }: ShipEvidencePolicy,
): string | null {
  if (value === null || !Object.hasOwn(signatureAbove, value.currency)) return null;
  const above = signatureAbove[value.currency]!;
  if (!(Number(value.amount) > Number(above))) return null;
  if (signature !== null && signature !== 'NONE') return null;
  const worth = `The order is worth ${value.amount} ${value.currency}, more than ${above} ${value.currency}`;
  return `${worth}: a signature on delivery is required. Book DIRECT or ADULT.`;
}

function photoViolations(facts: EvidenceFacts, policy: ShipEvidencePolicy): (string | null)[] {
  const fragile = policy.photoForFragile ? (facts.order?.lines ?? []).filter((line) => line.fragile) : [];
  return [
    fragile.length > 0
      ? `${fragile.map(({ title, sku }) => `${title} (${sku})`).join(', ')} can break: a photo of the packed box is required.`
      : null,
    policy.photoForRepeatLane && facts.isRepeatLane
      ? `The lane ${facts.lane ?? 'of this parcel'} has had too much trouble lately: a photo of the packed box is required.`
      : null,
  ];
}
