import type { ShipEvidence } from '../evidence/ship-evidence';
import type { Money, OrderLine } from '../orders/order';
import type { ClaimType } from '../policy/claims';
import type { Instant } from '../time/instant';
import type { TicketTopic } from '../vocabulary/ticket-topics';

/** What a carrier wants to see of a claim, and what to do while it is not there. */
export const CLAIM_ITEMS = {
  PROOF_OF_VALUE: 'Proof of value: the order with its articles and prices. Connect the shop, or ask for the invoice.',
  HAND_OVER: 'Proof of hand-over: a scan by the carrier, or the word of the warehouse. Ask the node for the manifest.',
  DECLARED_PARCEL: 'Declared weight: what the box weighed as it left. Ask the node for its pack record.',
  BILLED_PARCEL: 'Billed weight: what the carrier weighed. It comes with its invoice.',
  SHIP_PHOTO: 'A photo of the box as it left. Ask the node for one, and post it to /photos.',
  PACKAGING: 'What it was packed in. Ask the node for its pack record.',
  ADDRESS: 'That the address was checked. Ask the node for its pack record.',
  DELIVERY_SCAN: 'The scan of the delivery. Ask the carrier for its proof of delivery.',
  PROMISED_TIME: 'When it should have arrived: the estimate of the carrier, or the promise.',
  CUSTOMER_WORD: 'The word of the customer, as a ticket. Ask the customer to write what is missing or wrong.',
  DAMAGE_PHOTO:
    'Photos of the damage from the customer. Ask for them, and post them to /photos with the id of the case.',
} as const;
export type ClaimItem = keyof typeof CLAIM_ITEMS;

/** Of a lost parcel that counts as delivered, more is wanted: see neededFor. */
const NEEDED: Readonly<Record<ClaimType, readonly ClaimItem[]>> = {
  LOSS: ['PROOF_OF_VALUE', 'HAND_OVER', 'DECLARED_PARCEL', 'ADDRESS'],
  DAMAGE: ['PROOF_OF_VALUE', 'HAND_OVER', 'SHIP_PHOTO', 'PACKAGING', 'DAMAGE_PHOTO'],
  MISSING_CONTENT: [
    'PROOF_OF_VALUE',
    'HAND_OVER',
    'DECLARED_PARCEL',
    'BILLED_PARCEL',
    'SHIP_PHOTO',
    'DELIVERY_SCAN',
    'CUSTOMER_WORD',
  ],
  LATE: ['HAND_OVER', 'PROMISED_TIME'],
};

export interface ClaimProof {
  readonly value: Money | null;
  readonly lines: readonly OrderLine[];
  readonly handedOverAt: Instant | null;
  readonly firstScanAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly promisedAt: Instant | null;
  /** Topics of the tickets of the parcel and its order. */
  readonly topics: readonly TicketTopic[];
  /** Photos that were added to the case. */
  readonly casePhotos: number;
  readonly atShipTime: Pick<ShipEvidence, 'addressValidation' | 'declared' | 'billed' | 'packagingType' | 'photoIds'>;
}

export interface ClaimChecklist {
  readonly complete: boolean;
  readonly items: readonly { readonly item: ClaimItem; readonly isThere: boolean }[];
  /** Sentences: what is missing, and what to do about it. */
  readonly missing: readonly string[];
}

const WORDS_OF_LOSS: ReadonlySet<TicketTopic> = new Set(['NOT_RECEIVED', 'WRONG_OR_MISSING_ITEM', 'DAMAGE']);

/** What of the proof of a claim is there. Without a claim nothing is needed, and nothing is complete. */
export function claimChecklist(type: ClaimType | null, proof: ClaimProof): ClaimChecklist {
  if (type === null) return { complete: false, items: [], missing: [] };
  const has = hasOf(proof);
  const items = neededFor(type, proof).map((item) => ({ item, isThere: has[item] }));
  const missing = items.filter(({ isThere }) => !isThere).map(({ item }) => CLAIM_ITEMS[item]);
  return { complete: missing.length === 0, items, missing };
}

const neededFor = (type: ClaimType, { deliveredAt }: ClaimProof): readonly ClaimItem[] =>
  type === 'LOSS' && deliveredAt !== null ? [...NEEDED.LOSS, 'DELIVERY_SCAN', 'CUSTOMER_WORD'] : NEEDED[type];

const hasOf = (proof: ClaimProof): Readonly<Record<ClaimItem, boolean>> => ({
  PROOF_OF_VALUE: proof.value !== null && proof.lines.length > 0,
  HAND_OVER: proof.handedOverAt !== null || proof.firstScanAt !== null,
  DECLARED_PARCEL: proof.atShipTime.declared !== null,
  BILLED_PARCEL: proof.atShipTime.billed !== null,
  SHIP_PHOTO: proof.atShipTime.photoIds.length > 0,
  PACKAGING: proof.atShipTime.packagingType !== null,
  ADDRESS: proof.atShipTime.addressValidation?.passed === true,
  DELIVERY_SCAN: proof.deliveredAt !== null,
  PROMISED_TIME: proof.promisedAt !== null,
  CUSTOMER_WORD: proof.topics.some((topic) => WORDS_OF_LOSS.has(topic)),
  DAMAGE_PHOTO: proof.casePhotos > 0,
});
