/** What must be proven of a parcel before it leaves the building. */
export interface ShipEvidencePolicy {
  /** A signature is required when the order is worth more than this in its own currency; decimal text. */
  readonly signatureAbove: Readonly<Record<string, string>>;
  /** An outbound photo is required for fragile goods. */
  readonly photoForFragile: boolean;
  /** An outbound photo is required on lanes that lose or damage too much: see the flag REPEAT_LANE. */
  readonly photoForRepeatLane: boolean;
}

export const DEFAULT_SHIP_EVIDENCE: ShipEvidencePolicy = {
  signatureAbove: { USD: '300.00', EUR: '300.00', GBP: '300.00' },
  photoForFragile: true,
  photoForRepeatLane: true,
};
