import { codeTable, RELAYED, type CodeRow } from '@whereabouts/plugin-sdk';

/** Status of a tracker or of one of its events. Source: EasyPost API reference, Tracker object. */
export const STATUSES = [
  'unknown',
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'available_for_pickup',
  'return_to_sender',
  'failure',
  'cancelled',
  'error',
] as const;
export type Status = (typeof STATUSES)[number];

/** Detail of a status. Source: EasyPost API reference, Tracker object. An event without detail counts as `unknown`. */
export const STATUS_DETAILS = [
  'address_correction',
  'arrived_at_destination',
  'arrived_at_facility',
  'arrived_at_pickup_location',
  'awaiting_information',
  'cancelled',
  'damaged',
  'delayed',
  'delivery_exception',
  'departed_facility',
  'departed_origin_facility',
  'expired',
  'failure',
  'held',
  'in_transit',
  'label_created',
  'lost',
  'missorted',
  'out_for_delivery',
  'received_at_destination_facility',
  'received_at_origin_facility',
  'refused',
  'return',
  'status_update',
  'transferred_to_destination_carrier',
  'transit_exception',
  'unknown',
  'weather_delay',
] as const;
export type StatusDetail = (typeof STATUS_DETAILS)[number];

type Meaning = Omit<CodeRow, 'code' | 'subCode' | 'text'>;
/** What a carrier's message says where status and detail leave it open. */
type Wording = Meaning & { readonly text: RegExp };

const pairs = (statuses: readonly Status[], details: readonly StatusDetail[], meaning: Meaning): CodeRow[] =>
  statuses.flatMap((code) => details.map((subCode): CodeRow => ({ code, subCode, ...meaning })));

const worded = (
  statuses: readonly Status[],
  details: readonly StatusDetail[],
  wordings: readonly Wording[],
): CodeRow[] =>
  statuses.flatMap((code) =>
    details.flatMap((subCode) => wordings.map((wording): CodeRow => ({ code, subCode, ...wording }))),
  );

const alone = (code: Status, meaning: Meaning, wordings: readonly Wording[] = []): CodeRow[] => [
  ...wordings.map((wording): CodeRow => ({ code, ...wording })),
  { code, ...meaning },
];

const UNSAID = ['unknown.unknown'] as const;
/** Details that only repeat or leave open what the status says. */
const OPEN = ['unknown', 'status_update'] as const;
const SCANS = [
  'arrived_at_facility',
  'received_at_origin_facility',
  'departed_facility',
  'departed_origin_facility',
  'received_at_destination_facility',
  'arrived_at_destination',
  'transferred_to_destination_carrier',
] as const;
const MOVING = ['in_transit', 'unknown'] as const;
/** Statuses of a parcel that is on its way or was, where the detail tells the event. */
const WITH_CARRIER = ['unknown', 'in_transit', 'out_for_delivery', 'failure'] as const;
const VAGUE_TROUBLE = ['failure', 'delivery_exception', 'transit_exception', 'delayed'] as const;
const ADDRESS_SAID: readonly Wording[] = [
  {
    text: /^(?!.*\b(be|not|must|needs?)\b).*\b(corrected|updated)\b/i,
    means: 'INFORMATION',
    reasons: ['address.corrected'],
  },
  // "The apartment number is either missing or incorrect."
  {
    text: /\b(street|apartment|suite|city|(zip|postal) code|address)\b.*\b(incorrect|missing|invalid|incomplete)\b/i,
    means: 'EXCEPTION',
    reasons: ['address.incorrect'],
  },
  ...RELAYED.trouble,
];

/** Impediments that a detail names whatever the status beside it. */
const impediments = (statuses: readonly Status[]): CodeRow[] => [
  ...pairs(statuses, ['damaged'], { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...pairs(statuses, ['lost'], { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...pairs(statuses, ['missorted'], { means: 'EXCEPTION', reasons: ['carrier.missort'] }),
  ...pairs(statuses, ['refused'], { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  ...pairs(statuses, ['return'], { means: 'RETURNING' }),
  ...pairs(statuses, ['delayed'], { means: 'DELAYED' }),
  ...pairs(statuses, ['weather_delay'], { means: 'DELAYED', reasons: ['external.weather'] }),
  ...pairs(statuses, ['held'], { means: 'HELD', reasons: ['carrier.held_at_facility'] }),
  // For whose information it waits is not said.
  ...pairs(statuses, ['awaiting_information'], { means: 'HELD', reasons: UNSAID }),
  ...pairs(statuses, ['failure', 'delivery_exception', 'transit_exception'], { means: 'EXCEPTION', reasons: UNSAID }),
  // Only the party that bought the label can cancel it.
  ...pairs(statuses, ['cancelled'], { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
];

/**
 * EasyPost's status and status detail of an event. Sources: EasyPost API reference (Tracker object) for the lists,
 * EasyPost support article "Understanding Trackers" for the statuses' definitions.
 *
 * A detail outside the published list is UNMAPPED, except beside the statuses whose definition stands alone: delivered,
 * out_for_delivery, available_for_pickup, return_to_sender, cancelled, error.
 */
export const CODES = codeTable('EasyPost API reference, Tracker object: status and status_detail', [
  // unknown: the carrier gives nothing that EasyPost can place. Only a detail that names an event says more.
  ...pairs(['unknown'], OPEN, { means: 'INFORMATION' }),
  // error, expired: EasyPost could not follow, or stopped following, the parcel. Nothing about the parcel itself.
  ...alone('error', { means: 'INFORMATION' }),
  ...pairs(['unknown', 'pre_transit', 'in_transit', 'out_for_delivery', 'failure'], ['expired'], {
    means: 'INFORMATION',
  }),
  ...pairs(['available_for_pickup', 'return_to_sender'], ['expired'], { means: 'INFORMATION' }),

  // pre_transit: announced; the carrier does not have it. So a facility named here is not a scan by the carrier.
  ...pairs(
    ['pre_transit'],
    [...OPEN, ...SCANS, 'label_created', 'in_transit', 'out_for_delivery', 'arrived_at_pickup_location'],
    { means: 'LABEL_CREATED' },
  ),
  ...impediments(['pre_transit']),
  ...pairs(['pre_transit'], ['address_correction'], { means: 'INFORMATION', reasons: ['address.corrected'] }),

  // The detail names the event.
  ...worded(['in_transit'], ['arrived_at_facility', 'received_at_origin_facility'], RELAYED.pickedUp),
  ...pairs(MOVING, ['arrived_at_facility', 'received_at_origin_facility'], {
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  }),
  ...pairs(MOVING, ['departed_facility', 'departed_origin_facility'], {
    means: 'IN_TRANSIT',
    facilityAction: 'DEPARTED',
  }),
  ...pairs(MOVING, ['received_at_destination_facility', 'arrived_at_destination'], {
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'ARRIVED',
  }),
  ...pairs(MOVING, ['transferred_to_destination_carrier'], { means: 'PARTNER_HANDOFF' }),
  ...pairs(['unknown'], ['in_transit'], { means: 'IN_TRANSIT' }),
  ...pairs(MOVING, ['out_for_delivery'], { means: 'OUT_FOR_DELIVERY' }),
  ...pairs([...MOVING, 'failure'], ['label_created'], { means: 'LABEL_CREATED' }),
  ...pairs(WITH_CARRIER, ['arrived_at_pickup_location'], { means: 'AVAILABLE_FOR_PICKUP' }),
  // Corrected, or yet to be corrected: a failure is the latter, where its message says no more.
  ...worded(WITH_CARRIER, ['address_correction'], ADDRESS_SAID),
  ...pairs(['unknown', 'in_transit', 'out_for_delivery'], ['address_correction'], {
    means: 'INFORMATION',
    reasons: ['address.corrected'],
  }),
  ...pairs(['failure'], ['address_correction'], { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
  ...worded(['unknown', 'in_transit', 'out_for_delivery', 'failure'], VAGUE_TROUBLE, RELAYED.trouble),
  ...worded(['in_transit', 'failure'], ['held', 'awaiting_information'], RELAYED.held),
  ...impediments(WITH_CARRIER),

  // in_transit: also a failed delivery that will be tried again; only the message tells it (EasyPost FAQ).
  ...worded(
    ['in_transit'],
    [...OPEN, 'in_transit'],
    [...RELAYED.progress, ...RELAYED.trouble, ...RELAYED.scans, ...RELAYED.abroad],
  ),
  ...pairs(['in_transit'], [...OPEN, 'in_transit'], { means: 'IN_TRANSIT' }),

  // failure: an impediment, whatever the detail; the parcel may move again.
  ...worded(
    ['failure'],
    [...OPEN, ...SCANS, 'in_transit', 'out_for_delivery'],
    [...RELAYED.trouble, ...RELAYED.abroadTrouble],
  ),
  ...pairs(['failure'], [...OPEN, ...SCANS, 'in_transit', 'out_for_delivery'], {
    means: 'EXCEPTION',
    reasons: UNSAID,
  }),

  ...alone('out_for_delivery', { means: 'OUT_FOR_DELIVERY' }),

  ...alone('available_for_pickup', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...pairs(['available_for_pickup'], ['damaged'], { means: 'AVAILABLE_FOR_PICKUP', reasons: ['carrier.damage'] }),
  ...pairs(['available_for_pickup'], ['refused'], { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  ...pairs(['available_for_pickup'], ['return'], { means: 'RETURNING' }),
  ...pairs(['available_for_pickup'], ['lost'], { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...pairs(['available_for_pickup'], ['cancelled'], { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),

  // delivered: also to the sender, to a partner or to a counter; the detail or the message tells it.
  ...alone('delivered', { means: 'DELIVERED' }, RELAYED.delivered),
  ...pairs(['delivered'], ['return'], { means: 'RETURNED' }),
  ...pairs(['delivered'], ['damaged'], { means: 'DELIVERED', reasons: ['carrier.damage'] }),
  ...pairs(['delivered'], ['transferred_to_destination_carrier'], { means: 'PARTNER_HANDOFF' }),
  ...worded(
    ['delivered'],
    ['arrived_at_pickup_location'],
    RELAYED.delivered.filter((wording) => wording.deliveredTo === 'SERVICE_POINT'),
  ),
  ...pairs(['delivered'], ['arrived_at_pickup_location'], { means: 'AVAILABLE_FOR_PICKUP' }),

  // return_to_sender: on the way back; only a delivery to the sender, said in words, is the return itself.
  ...alone('return_to_sender', { means: 'RETURNING' }, RELAYED.return),
  ...worded(['return_to_sender'], ['arrived_at_facility', 'departed_facility'], RELAYED.return),
  ...pairs(['return_to_sender'], ['arrived_at_facility'], { means: 'RETURNING', facilityAction: 'ARRIVED' }),
  ...pairs(['return_to_sender'], ['departed_facility'], { means: 'RETURNING', facilityAction: 'DEPARTED' }),
  ...pairs(['return_to_sender'], ['refused'], { means: 'RETURNING', reasons: ['recipient.refused'] }),
  ...pairs(['return_to_sender'], ['damaged'], { means: 'RETURNING', reasons: ['carrier.damage'] }),
  ...pairs(['return_to_sender'], ['missorted'], { means: 'RETURNING', reasons: ['carrier.missort'] }),
  ...pairs(['return_to_sender'], ['lost'], { means: 'TERMINATED', reasons: ['carrier.lost'], to: 'RETURN' }),

  ...alone('cancelled', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
]);
