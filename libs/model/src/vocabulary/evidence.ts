/** What is to be known of a parcel before it leaves, so that a claim can be proven later. */
export const EVIDENCE_ITEMS = {
  ORDER_LINK: 'The order that it belongs to.',
  CARRIER_SERVICE: 'Carrier and service level.',
  SHIP_TIME: 'When it left.',
  ADDRESS_VALIDATION: 'Whether the address was checked, and what came of it.',
  DECLARED_PARCEL: 'Weight and size as declared to the carrier.',
  BILLED_PARCEL: 'Weight and size as the carrier billed them: known after it left.',
  PACKER: 'Who packed it.',
  PACKAGING: 'What it was packed in.',
  SIGNATURE: 'Which signature on delivery was booked, or that none was.',
  PHOTO: 'A photo of the parcel as it left.',
} as const;
export type EvidenceItem = keyof typeof EVIDENCE_ITEMS;

export const SIGNATURE_OPTIONS = {
  NONE: 'No signature on delivery.',
  DIRECT: 'Somebody at the address signs.',
  ADULT: 'An adult at the address signs.',
} as const;
export type SignatureOption = keyof typeof SIGNATURE_OPTIONS;
