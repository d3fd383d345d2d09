import { CODES, STATUSES, STATUS_DETAILS } from './status-table';

const find = (code: string, subCode: string | null, text: string | null = null) =>
  CODES.find({ code, subCode: subCode ?? 'unknown', text });
const meaning = (code: string, subCode: string | null, text: string | null = null): string => {
  const row = find(code, subCode, text);
  if (row === null) return 'UNMAPPED';
  return [row.means, ...(row.reasons ?? []), row.facilityAction, row.deliveredTo].filter(Boolean).join(' ');
};

describe('the status table', () => {
  it.each(STATUSES)('knows every published detail of %s', (status) => {
    expect(STATUS_DETAILS.filter((detail) => find(status, detail) === null)).toEqual([]);
  });

  it.each([
    // status, detail, meaning
    ['unknown', 'status_update', 'INFORMATION'],
    ['unknown', 'arrived_at_facility', 'IN_TRANSIT ARRIVED'],
    ['unknown', 'transit_exception', 'EXCEPTION unknown.unknown'],
    ['unknown', 'lost', 'TERMINATED carrier.lost'],
    ['pre_transit', 'status_update', 'LABEL_CREATED'],
    ['pre_transit', 'arrived_at_facility', 'LABEL_CREATED'],
    ['pre_transit', 'cancelled', 'TERMINATED shipper.cancelled'],
    ['in_transit', 'unknown', 'IN_TRANSIT'],
    ['in_transit', 'departed_origin_facility', 'IN_TRANSIT DEPARTED'],
    ['in_transit', 'received_at_origin_facility', 'IN_TRANSIT ARRIVED'],
    ['in_transit', 'received_at_destination_facility', 'AT_DELIVERY_DEPOT ARRIVED'],
    ['in_transit', 'transferred_to_destination_carrier', 'PARTNER_HANDOFF'],
    ['in_transit', 'label_created', 'LABEL_CREATED'],
    ['in_transit', 'weather_delay', 'DELAYED external.weather'],
    ['in_transit', 'delayed', 'DELAYED'],
    ['in_transit', 'missorted', 'EXCEPTION carrier.missort'],
    ['in_transit', 'address_correction', 'INFORMATION address.corrected'],
    ['in_transit', 'held', 'HELD carrier.held_at_facility'],
    ['in_transit', 'awaiting_information', 'HELD unknown.unknown'],
    ['in_transit', 'return', 'RETURNING'],
    ['in_transit', 'expired', 'INFORMATION'],
    ['out_for_delivery', 'out_for_delivery', 'OUT_FOR_DELIVERY'],
    ['out_for_delivery', 'delivery_exception', 'EXCEPTION unknown.unknown'],
    ['available_for_pickup', 'arrived_at_pickup_location', 'AVAILABLE_FOR_PICKUP'],
    ['available_for_pickup', 'refused', 'ATTEMPT_FAILED recipient.refused'],
    ['delivered', 'arrived_at_destination', 'DELIVERED'],
    ['delivered', 'arrived_at_pickup_location', 'AVAILABLE_FOR_PICKUP'],
    ['delivered', 'damaged', 'DELIVERED carrier.damage'],
    ['delivered', 'return', 'RETURNED'],
    ['return_to_sender', 'unknown', 'RETURNING'],
    ['return_to_sender', 'refused', 'RETURNING recipient.refused'],
    ['return_to_sender', 'lost', 'TERMINATED carrier.lost'],
    ['failure', 'unknown', 'EXCEPTION unknown.unknown'],
    ['failure', 'arrived_at_facility', 'EXCEPTION unknown.unknown'],
    ['failure', 'damaged', 'EXCEPTION carrier.damage'],
    ['failure', 'refused', 'ATTEMPT_FAILED recipient.refused'],
    ['failure', 'return', 'RETURNING'],
    ['failure', 'address_correction', 'EXCEPTION address.incorrect'],
    ['cancelled', 'cancelled', 'TERMINATED shipper.cancelled'],
    ['error', 'expired', 'INFORMATION'],
    ['error', 'unknown', 'INFORMATION'],
  ])('%s, %s: %s', (status, detail, expected) => {
    expect(meaning(status, detail)).toBe(expected);
  });

  it.each([
    ['a first scan', 'in_transit', 'received_at_origin_facility', 'Picked up', 'ACCEPTED'],
    ['a first scan', 'in_transit', 'arrived_at_facility', 'ORIGIN SCAN', 'ACCEPTED'],
    ['a first scan', 'in_transit', 'status_update', 'Accepted at USPS Regional Origin Facility', 'ACCEPTED'],
    ['a first scan', 'in_transit', 'unknown', 'Shipment picked up by Canada Post', 'ACCEPTED'],
    [
      'a scan of somebody else',
      'in_transit',
      'received_at_origin_facility',
      'Picked Up by Shipping Partner, USPS Awaiting Item',
      'IN_TRANSIT ARRIVED',
    ],
    ['an ordinary scan', 'in_transit', 'arrived_at_facility', 'Arrived at Post Office', 'IN_TRANSIT ARRIVED'],
    ['customs', 'in_transit', 'status_update', 'Inbound Out of Customs', 'CUSTOMS_CLEARED'],
    ['customs', 'in_transit', 'status_update', 'Inbound Into Customs', 'CUSTOMS_STARTED'],
    ['customs', 'in_transit', 'unknown', 'Shipment is pending and not cleared by customs', 'IN_TRANSIT'],
    ['customs', 'in_transit', 'delayed', 'Clearance delay - Import', 'HELD customs.delay'],
    ['a partner', 'in_transit', 'unknown', 'Package transferred to post office', 'PARTNER_HANDOFF'],
    ['a scan', 'in_transit', 'unknown', 'Arrived at USPS Regional Facility', 'IN_TRANSIT ARRIVED'],
    ['the last scan', 'in_transit', null, 'Out for Delivery', 'OUT_FOR_DELIVERY'],
    ['a counter', 'in_transit', 'status_update', 'Available for Pickup', 'AVAILABLE_FOR_PICKUP'],
    ['the way back', 'in_transit', 'unknown', 'Returned to Sender', 'RETURNING'],
    ['the way back', 'failure', 'unknown', 'Returning package to shipper', 'RETURNING'],
    ['an address', 'failure', 'unknown', 'Undeliverable as Addressed', 'EXCEPTION address.incorrect'],
    ['no scan at all', 'in_transit', 'status_update', 'In Transit to Next Facility', 'INFORMATION'],
    ['lateness', 'in_transit', 'status_update', 'In Transit to Next Facility, Arriving Late', 'DELAYED'],
    [
      'an attempt to be repeated',
      'in_transit',
      'unknown',
      'Notice Left (No Secure Location Available)',
      'ATTEMPT_FAILED address.no_safe_place',
    ],
    ['an attempt', 'failure', 'delivery_exception', 'Delivery Attempt Made', 'ATTEMPT_FAILED'],
    [
      'an attempt',
      'failure',
      'delayed',
      'Delivery exception (Business closed)',
      'ATTEMPT_FAILED recipient.business_closed',
    ],
    ['a plan, not an attempt', 'failure', 'delayed', 'A final delivery attempt will be made', 'DELAYED'],
    ['an address', 'failure', 'unknown', 'Insufficient Address', 'EXCEPTION address.incorrect'],
    ['an address', 'in_transit', 'address_correction', 'Insufficient Address', 'EXCEPTION address.incorrect'],
    ['an address', 'failure', 'address_correction', 'No Such Number', 'EXCEPTION address.not_found'],
    [
      'an address',
      'in_transit',
      'address_correction',
      'The apartment number is either missing or incorrect',
      'EXCEPTION address.incorrect',
    ],
    ['a correction', 'failure', 'address_correction', 'Address corrected', 'INFORMATION address.corrected'],
    ['a move', 'failure', 'unknown', 'Moved, Left no Address', 'EXCEPTION recipient.moved'],
    ['an end', 'failure', 'unknown', 'Disposed by Post Office', 'TERMINATED carrier.destroyed'],
    [
      'an end',
      'failure',
      'unknown',
      'Prohibited articles - Item not delivered - Item seized or destroyed',
      'TERMINATED shipper.prohibited',
    ],
    ['nothing, although the words do', 'unknown', 'status_update', 'Shipment arriving early', 'INFORMATION'],
    [
      'the return’s reason',
      'return_to_sender',
      'unknown',
      'Address Does Not Exist - Returning to Sender',
      'RETURNING address.not_found',
    ],
    ['the return’s reason', 'return_to_sender', 'status_update', 'Refused', 'RETURNING recipient.refused'],
    ['the return itself', 'return_to_sender', 'unknown', 'Delivered, To Original Sender', 'RETURNED'],
    ['the return itself', 'delivered', 'arrived_at_destination', 'Delivered, To Original Sender', 'RETURNED'],
    ['a leg', 'delivered', 'unknown', 'Delivered to Agent for Final Delivery', 'PARTNER_HANDOFF'],
    ['a counter', 'delivered', 'unknown', 'Delivered to UPS Access Point', 'AVAILABLE_FOR_PICKUP'],
    ['who', 'delivered', 'arrived_at_destination', 'Delivered, Left with Individual', 'DELIVERED RECIPIENT'],
    ['where', 'delivered', 'arrived_at_destination', 'Delivered, In/At Mailbox', 'DELIVERED MAILBOX'],
    ['where', 'delivered', 'arrived_at_destination', 'Delivered, Parcel Locker', 'DELIVERED LOCKER'],
    ['where', 'delivered', 'unknown', 'Delivered, Front Desk/Reception/Mail Room', 'DELIVERED RECEPTION'],
    ['where', 'delivered', 'unknown', 'Delivered (Left at front door)', 'DELIVERED SAFE_PLACE'],
    ['where', 'delivered', 'unknown', 'Delivered, Neighbor as Requested', 'DELIVERED NEIGHBOR'],
    ['where', 'delivered', 'unknown', 'Delivered, Individual Picked Up at Post Office', 'DELIVERED SERVICE_POINT'],
    [
      'that nobody says which',
      'delivered',
      'unknown',
      'Delivered to your community mailbox, parcel locker or apt./condo mailbox',
      'DELIVERED OTHER',
    ],
  ])('takes %s from the message: %s, %s, "%s"', (_what, status, detail, text, expected) => {
    expect(meaning(status, detail, text)).toBe(expected);
  });

  it.each(['unknown', 'pre_transit', 'in_transit', 'failure'])('does not guess at a new detail of %s', (status) => {
    expect(meaning(status, 'teleported')).toBe('UNMAPPED');
  });

  it.each([
    ['delivered', 'DELIVERED'],
    ['out_for_delivery', 'OUT_FOR_DELIVERY'],
    ['available_for_pickup', 'AVAILABLE_FOR_PICKUP'],
    ['return_to_sender', 'RETURNING'],
    ['cancelled', 'TERMINATED shipper.cancelled'],
    ['error', 'INFORMATION'],
  ])('takes %s at its definition beside a new detail', (status, expected) => {
    expect(meaning(status, 'teleported')).toBe(expected);
  });

  it.each(['teleported', 'constructor', 'DELIVERED', ''])('does not guess at the status "%s"', (status) => {
    expect(meaning(status, 'unknown', 'Delivered')).toBe('UNMAPPED');
  });
});
