import {
  claimChecklist,
  LOSS_KINDS,
  NOTHING_RECORDED,
  repeatFlag,
  recordedOf,
  shipEvidenceOf,
  type ClaimProof,
  type ClaimType,
  type EvidenceStatement,
  type ParcelSize,
  type Policy,
  type ShipEvidence,
} from '@whereabouts/model';
import { publicId, type EvidenceView, type PhotoRow } from '@whereabouts/store';
import type { Links } from '../api-parts';
import { insideId } from '../ids';
import type {
  ClaimEvidenceType,
  ParcelInput,
  ParcelType,
  PhotoType,
  ShipEvidenceInput,
  ShipTimeEvidenceType,
} from './evidence.type';

/** What the model makes of all that is known of a parcel. A shipment that is gone meanwhile has no evidence. */
export const judgedEvidence = (view: EvidenceView | null, policy: Policy): ShipEvidence =>
  shipEvidenceOf(
    view === null
      ? { ...NO_FACTS, recorded: NOTHING_RECORDED }
      : {
          ...view,
          order: view.lines === null ? null : { value: view.value, lines: view.lines },
          isRepeatLane: isRepeatLane(view, policy),
          recorded: recordedOf(view.entries),
        },
    policy.shipEvidence,
  );

/** Goods get lost or damaged on the lane of the parcel more often than the policy takes. */
const isRepeatLane = ({ lane, laneCounts }: EvidenceView, { repeats }: Policy): boolean =>
  lane !== null && repeatFlag('LANE', { name: lane, counts: laneCounts }, repeats, LOSS_KINDS) !== null;

/** What of the proof of a claim is there, and where all of it is had. */
export function toClaimEvidence(
  track: { readonly claimType: ClaimType | null; readonly insideCaseId: string },
  view: EvidenceView | null,
  policy: Policy,
  links: Links,
): ClaimEvidenceType {
  const { complete, missing } = claimChecklist(track.claimType, claimProof(view, track.insideCaseId, policy));
  return { complete, missing, downloadUrl: links.claimPacket(publicId('case', track.insideCaseId)) };
}

const claimProof = (view: EvidenceView | null, caseId: string, policy: Policy): ClaimProof => ({
  value: view?.value ?? null,
  lines: view?.lines ?? [],
  handedOverAt: view?.handedOverAt ?? null,
  firstScanAt: view?.firstScanAt ?? null,
  deliveredAt: view?.deliveredAt ?? null,
  promisedAt: view?.promiseTo ?? view?.carrierEstimate ?? null,
  topics: view?.topics ?? [],
  casePhotos: (view?.casePhotos ?? []).filter((photo) => photo.caseId === caseId).length,
  atShipTime: judgedEvidence(view, policy),
});

const NO_FACTS = {
  orderId: null,
  serviceLevel: null,
  shippedAt: null,
  lane: null,
  direction: 'FORWARD',
  declared: null,
  billed: null,
  order: null,
  isRepeatLane: false,
} as const;

export const toEvidence = (view: EvidenceView | null, policy: Policy, links: Links): ShipTimeEvidenceType => {
  const evidence = judgedEvidence(view, policy);
  return {
    completeness: evidence.completeness,
    missing: evidence.missing,
    shippedAt: evidence.shippedAt,
    addressValidation: evidence.addressValidation,
    declared: evidence.declared && toParcel(evidence.declared),
    billed: evidence.billed && toParcel(evidence.billed),
    packerId: evidence.packerId,
    packagingType: evidence.packagingType,
    signature: evidence.signature,
    photos: (view?.photos ?? []).map((photo) => toPhoto(photo, links)),
    violations: evidence.violations,
  };
};

export function toPhoto({ id: inside, takenAt, sha256 }: PhotoRow, links: Links): PhotoType {
  const id = publicId('photo', inside);
  return { id, url: links.photo(id), takenAt, sha256 };
}

const toParcel = (size: ParcelSize): ParcelType => ({
  weightGrams: size.weightGrams,
  lengthMm: size.lengthMm ?? null,
  widthMm: size.widthMm ?? null,
  heightMm: size.heightMm ?? null,
});

/** Null counts as left out. */
const given = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

const toSize = (input: ParcelInput | null | undefined): ParcelSize | undefined =>
  input
    ? {
        weightGrams: input.weightGrams,
        ...(input.lengthMm != null && { lengthMm: input.lengthMm }),
        ...(input.widthMm != null && { widthMm: input.widthMm }),
        ...(input.heightMm != null && { heightMm: input.heightMm }),
      }
    : undefined;

/** What the station said; failures alone say that the address did not pass. */
export function toStatement(input: ShipEvidenceInput): EvidenceStatement {
  const failures = input.addressFailures ?? [];
  const passed = input.addressPassed ?? (failures.length > 0 ? false : undefined);
  const said: { -readonly [Part in keyof EvidenceStatement]: EvidenceStatement[Part] } = {
    address: passed === undefined ? undefined : { passed, failures },
    declared: toSize(input.declared),
    billed: toSize(input.billed),
    packerId: given(input.packerId)?.trim(),
    packagingType: given(input.packagingType)?.trim(),
    signature: given(input.signature),
    photoIds: given(input.photoIds)?.map((id) => insideId('photo', id)),
  };
  for (const part of Object.keys(said) as (keyof EvidenceStatement)[]) if (said[part] === undefined) delete said[part];
  return said;
}
