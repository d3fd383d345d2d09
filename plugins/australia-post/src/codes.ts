import { codeTable, wordings } from '@whereabouts/plugin-sdk';

/**
 * Wordings of events. The Shipping and Tracking API gives neither codes nor a list of its wordings; these are of its
 * documentation's samples, of Australia Post's help pages on tracking statuses, and those that the universal-parcel-scraper
 * project (`statuses.json`) has seen live.
 */
export const CODES = codeTable('Australia Post Shipping and Tracking API, Track Items; help page "Tracking statuses"', [
  {
    code: '*',
    text: /^shipping information (received|approved)|^(label|manifest)\b.*(created|lodged)|^lodgement pending/i,
    means: 'LABEL_CREATED',
  },
  // What was asked for did not happen yet.
  { code: '*', text: /^(?!delivered|left|redirected|return).*\b(requested|request received)$/i, means: 'INFORMATION' },
  { code: '*', text: /^delivered to (the )?sender/i, means: 'RETURNED' },
  {
    code: '*',
    text: /^(collected|picked up) by (the )?(addressee|customer|recipient|receiver)|^collected from .*(post office|lpo|locker)/i,
    means: 'DELIVERED',
    deliveredTo: 'SERVICE_POINT',
  },
  // Posts abroad: not Australia Post's own acceptance.
  { code: '*', text: /^item received into customs/i, means: 'CUSTOMS_STARTED' },
  { code: '*', text: /^received by postal carrier/i, means: 'PARTNER_HANDOFF' },
  // Where it is meant to fly; nothing moved yet.
  { code: '*', text: /^booked for flight/i, means: 'INFORMATION' },
  { code: '*', text: /^(flight )?landed\b/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: '*', text: /\blost\b/i, means: 'TERMINATED', reasons: ['carrier.lost'] },
  {
    code: '*',
    text: /^(received|accepted|lodged|picked up|collected) (item )?(and processed )?(by|at|from)|^item (accepted|lodged|received)|^pick(ed)? ?up (complete|from)/i,
    means: 'ACCEPTED',
  },
  {
    code: '*',
    text: /(left in a|in a) safe (place|location)|^delivered.*safe/i,
    means: 'DELIVERED',
    deliveredTo: 'SAFE_PLACE',
  },
  { code: '*', text: /^delivered.*(letterbox|mailbox)/i, means: 'DELIVERED', deliveredTo: 'MAILBOX' },
  { code: '*', text: /^delivered.*neighbou?r/i, means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  { code: '*', text: /^delivered.*reception/i, means: 'DELIVERED', deliveredTo: 'RECEPTION' },
  { code: '*', text: /^delivered.*(parcel locker|locker)/i, means: 'DELIVERED', deliveredTo: 'LOCKER' },
  {
    code: '*',
    text: /^(delivered|collected from|collected by|picked up by (the )?(addressee|customer))/i,
    means: 'DELIVERED',
  },
  {
    code: '*',
    text: /awaiting collection|ready (for|to) (pick ?up|be collected|collect)|available for collection/i,
    means: 'AVAILABLE_FOR_PICKUP',
  },
  {
    code: '*',
    text: /on ?board for delivery|with (australia post|driver).* for delivery|out for delivery/i,
    means: 'OUT_FOR_DELIVERY',
  },
  { code: '*', text: /deliver.*refused|refused.*deliver/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  {
    code: '*',
    text: /^(attempted|unsuccessful) delivery.*(no ?one|nobody|carded|not available)/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  {
    code: '*',
    text: /^(attempted|unsuccessful) delivery|delivery attempted|card(ed)? left|notice left/i,
    means: 'ATTEMPT_FAILED',
  },
  {
    code: '*',
    text: /^(no one|nobody) (was )?(home|available|in attendance)/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  {
    code: '*',
    text: /^delivery location closed/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.business_closed'],
  },
  // Its help page: it went back, and the sender is to be asked.
  {
    code: '*',
    text: /return(ed|ing)? to sender|being returned|return in progress|^contact sender/i,
    means: 'RETURNING',
  },
  { code: '*', text: /damaged/i, means: 'EXCEPTION', reasons: ['carrier.damage'] },
  {
    code: '*',
    text: /incorrect address|address (is )?(incomplete|incorrect|insufficient)|insufficient address/i,
    means: 'EXCEPTION',
    reasons: ['address.incorrect'],
  },
  {
    code: '*',
    text: /cannot be delivered|undeliverable|unable to deliver/i,
    means: 'EXCEPTION',
    reasons: ['unknown.unknown'],
  },
  { code: '*', text: /^cancelled/i, means: 'TERMINATED', reasons: ['shipper.cancelled'] },
  {
    code: '*',
    text: /held (by|at|in) customs|customs.*(inspect|held|hold)/i,
    means: 'HELD',
    reasons: ['customs.inspection'],
  },
  { code: '*', text: /held (by|at)|^on hold/i, means: 'HELD' },
  {
    code: '*',
    text: /possible delay|delayed|to be re-?delivered/i,
    means: 'DELAYED',
    reasons: ['carrier.processing_delay'],
  },
  { code: '*', text: /awaiting (customs )?clearance/i, means: 'CUSTOMS_STARTED' },
  {
    code: '*',
    text: /awaiting (international departure|departure)|cleared and awaiting|customs cleared|cleared (customs|by customs)|clearance processing complete/i,
    means: 'CUSTOMS_CLEARED',
  },
  {
    code: '*',
    text: /incorrectly sorted/i,
    means: 'IN_TRANSIT',
    reasons: ['carrier.missort'],
    facilityAction: 'PROCESSED',
  },
  {
    code: '*',
    text: /^arrived at local facility for delivery/i,
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'ARRIVED',
  },
  { code: '*', text: /arrived at facility|arrived at|arrival scan/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: '*', text: /departed|left (the )?facility/i, means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  {
    code: '*',
    text: /processed|in transit|transferred|forwarded|redirected|sorted/i,
    means: 'IN_TRANSIT',
    facilityAction: 'PROCESSED',
  },
  { code: '*', text: /^(sms|email|notification|tracking) |^customer enquiry lodged/i, means: 'INFORMATION' },
  ...wordings('en'),
]);
