/**
 * Why something happened, as `party.cause`. The party says who is responsible: it steers the recovery track and the
 * suggested close code. Reasons outside this list do not compile.
 */
export const CAUSES = {
  carrier: [
    'missort',
    'processing_delay',
    'vehicle',
    'capacity',
    'damage',
    'lost',
    'destroyed',
    'rejected',
    'investigating',
    'held_at_facility',
  ],
  shipper: [
    'data_missing',
    'not_ready',
    'packaging',
    'weight_or_dimensions',
    'prohibited',
    'label_unreadable',
    'cancelled',
    'out_of_stock',
    'wrong_item',
    'missing_item',
  ],
  recipient: [
    'not_available',
    'business_closed',
    'refused',
    'moved',
    'unknown',
    'verification_failed',
    'payment_due',
    'requested_change',
    'not_collected',
    'cancelled',
    'says_not_received',
  ],
  address: ['incorrect', 'not_found', 'corrected', 'access_restricted', 'no_safe_place'],
  customs: ['delay', 'documents', 'duties_unpaid', 'inspection', 'prohibited'],
  external: ['weather', 'disaster', 'security', 'non_service_day'],
  delivery: ['partial', 'arrived_damaged', 'wrong_address'],
  unknown: ['unknown'],
} as const;

export type Party = keyof typeof CAUSES;
export type Reason = { [P in Party]: `${P}.${(typeof CAUSES)[P][number]}` }[Party];

export const REASONS: readonly Reason[] = Object.entries(CAUSES).flatMap(([party, causes]) =>
  causes.map((cause) => `${party}.${cause}` as Reason),
);

/** Who is responsible: the part before the dot. */
export const partyOf = (reason: Reason): Party => reason.slice(0, reason.indexOf('.')) as Party;
