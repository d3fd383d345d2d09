import type { ParcelSize } from '../shipment/shipment-view';
import type { Instant } from '../time/instant';
import type { SignatureOption } from '../vocabulary/evidence';
import type { AddressFault } from '../detection/finding';

export interface AddressValidation {
  readonly passed: boolean;
  /** What failed, in the words of whoever checked. */
  readonly failures: readonly string[];
  readonly checkedAt: Instant;
}

/** What a packing station says of a parcel at once; absent: not said this time. */
export interface EvidenceStatement {
  readonly address?: { readonly passed: boolean; readonly failures: readonly string[] };
  readonly declared?: ParcelSize;
  readonly billed?: ParcelSize;
  readonly packerId?: string;
  readonly packagingType?: string;
  readonly signature?: SignatureOption;
  readonly photoIds?: readonly string[];
}

/** A statement with who made it and when. Nothing of what was said is ever overwritten. */
export interface EvidenceEntry {
  readonly at: Instant;
  /** A user id. */
  readonly by: string;
  readonly said: EvidenceStatement;
}

/** All that was recorded of a parcel: of each item the latest word, and every photo. */
export interface RecordedEvidence {
  readonly addressValidation: AddressValidation | null;
  readonly declared: ParcelSize | null;
  readonly billed: ParcelSize | null;
  readonly packerId: string | null;
  readonly packagingType: string | null;
  readonly signature: SignatureOption | null;
  readonly photoIds: readonly string[];
}

export const NOTHING_RECORDED: RecordedEvidence = {
  addressValidation: null,
  declared: null,
  billed: null,
  packerId: null,
  packagingType: null,
  signature: null,
  photoIds: [],
};

/** Reads entries, oldest first. */
export const recordedOf = (entries: readonly EvidenceEntry[]): RecordedEvidence =>
  entries.reduce<RecordedEvidence>(
    (known, { at, said }) => ({
      addressValidation: said.address
        ? { passed: said.address.passed, failures: said.address.failures, checkedAt: at }
        : known.addressValidation,
      declared: said.declared ?? known.declared,
      billed: said.billed ?? known.billed,
      packerId: said.packerId ?? known.packerId,
      packagingType: said.packagingType ?? known.packagingType,
      signature: said.signature ?? known.signature,
      photoIds: said.photoIds ? [...new Set([...known.photoIds, ...said.photoIds])] : known.photoIds,
    }),
    NOTHING_RECORDED,
  );

/** What detection is told of a validation: only that it failed, when, and by what. */
export const addressFaultOf = (validation: AddressValidation | null): AddressFault | null =>
  validation === null || validation.passed ? null : { at: validation.checkedAt, what: validation.failures.join('; ') };
