import type { CodeRow } from '@whereabouts/plugin-sdk';

export type Cause = Omit<CodeRow, 'code' | 'subCode'>;
type Causes = readonly (readonly [codes: string, cause: Cause])[];

/** Two digits: the status and delivery exception codes of couriers (STAT, DEX), which X12 element 641 repeats. */
const EXPRESS: Causes = [
  ['01', { means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Not delivered, not attempted' }],
  ['02', { means: 'EXCEPTION', reasons: ['recipient.unknown'] }],
  ['03', { means: 'EXCEPTION', reasons: ['address.incorrect'], says: 'Incorrect address' }],
  ['05', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'], says: 'Customer security delay' }],
  ['07', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Shipment refused by recipient' }],
  ['08', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Not in, or business closed' }],
  ['10', { means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Damaged, delivery not completed' }],
  ['12 18', { means: 'EXCEPTION', reasons: ['carrier.missort'], says: 'Missorted, or sorted to the wrong route' }],
  ['14', { means: 'RETURNING', says: 'Undeliverable, returned' }],
  ['15', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'], says: 'Business closed' }],
  ['16', { means: 'INFORMATION', says: 'Payment received' }],
  ['17', { means: 'HELD', reasons: ['recipient.requested_change'], says: 'Customer requested future delivery' }],
  ['20', { means: 'EXCEPTION', reasons: ['shipper.prohibited'], says: 'Dangerous goods not acceptable' }],
  ['22 23 31 48', { means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Too late for plane or courier' }],
  ['29', { means: 'DELAYED', reasons: ['carrier.missort'], says: 'Rerouted' }],
  ['32 33 47', { means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Plane or linehaul late' }],
  ['36', { means: 'HELD', reasons: ['carrier.held_at_facility'], says: 'Held in overgoods' }],
  ['37', { means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Damage observed' }],
  ['41', { means: 'INFORMATION', says: 'Commitment not due or not available' }],
  ['42', { means: 'DELAYED', reasons: ['external.non_service_day'], says: 'Holiday' }],
  ['50 88', { means: 'HELD', reasons: ['customs.documents'], says: 'Paperwork missing or incorrect' }],
  ['55 60 64 73', { means: 'HELD', reasons: ['customs.delay'], says: 'Regulatory agency clearance delay' }],
  ['58', { means: 'HELD', reasons: ['customs.documents'], says: 'Recipient not reached for what the broker asks' }],
  ['59', { means: 'HELD', says: 'Hold at location' }],
  ['63', { means: 'HELD', reasons: ['customs.duties_unpaid'], says: 'Held for taxes' }],
  ['79', { means: 'DELAYED', reasons: ['carrier.capacity'], says: 'Uplift not available' }],
  ['84', { means: 'DELAYED', reasons: ['external.disaster'], says: 'Delay beyond our control' }],
  ['85 89', { means: 'DELAYED', reasons: ['carrier.vehicle'], says: 'Mechanical delay, transport accident' }],
  ['91', { means: 'DELAYED', reasons: ['shipper.weight_or_dimensions'], says: 'Exceeds service limits' }],
  ['93', { means: 'HELD', reasons: ['recipient.payment_due'], says: 'Unable to collect payment' }],
  ['95', { means: 'EXCEPTION', reasons: ['shipper.label_unreadable'] }],
  ['99', { means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Unable to deliver' }],
];

/** Three digits: the delivery codes of Ground drivers. Scans whose code FedEx does not publish are told by their wording. */
const GROUND: Causes = [
  ['001', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'], says: 'Customer security delay' }],
  ['002', { means: 'EXCEPTION', reasons: ['address.incorrect'], says: 'Incorrect address' }],
  ['003', { means: 'EXCEPTION', reasons: ['address.not_found'], says: 'Unable to locate the address' }],
  ['004 007', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Not available or closed' }],
  ['006 030', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Refused by recipient or shop' }],
  ['010', { means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Damaged or open, inspection required' }],
  ['011', { means: 'DELAYED', reasons: ['external.non_service_day'], says: 'Business closed on Saturday' }],
  ['012', { means: 'EXCEPTION', reasons: ['carrier.missort'], says: 'Sorted to the wrong route' }],
  ['015', { means: 'HELD', says: 'Held for the recipient' }],
  ['016 027', { means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'No attempt made' }],
  ['017', { means: 'EXCEPTION', reasons: ['delivery.wrong_address'], says: 'Misdelivered and taken back' }],
  ['034 100', { means: 'HELD', reasons: ['recipient.requested_change'], says: 'Future delivery requested' }],
  ['082', { means: 'DELAYED', reasons: ['external.weather'], says: 'Local weather delay' }],
  ['083', { means: 'EXCEPTION', reasons: ['address.access_restricted'], says: 'Restriction, not attempted' }],
  ['099', { means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Unable to deliver' }],
];

/** Codes such as A12 are a third list that nobody publishes: the wording beside them decides. */
export const CAUSES: Causes = [...EXPRESS, ...GROUND];
