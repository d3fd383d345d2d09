import type { StepCode } from './stories';

/** A step as EasyPost words it: status, status detail, message. */
export const EASYPOST_WORDS: Readonly<Partial<Record<StepCode, readonly [string, string, string]>>> = {
  LABEL: ['pre_transit', 'label_created', 'Shipping label created'],
  ACCEPTED: ['in_transit', 'arrived_at_facility', 'Picked up'],
  DEPARTED: ['in_transit', 'departed_facility', 'Departed origin facility'],
  ARRIVED: ['in_transit', 'arrived_at_facility', 'Arrived at sorting facility'],
  LEFT_HUB: ['in_transit', 'departed_facility', 'Departed sorting facility'],
  AT_DEPOT: ['in_transit', 'received_at_destination_facility', 'Arrived at delivery facility'],
  OUT: ['out_for_delivery', 'out_for_delivery', 'Out for delivery'],
  OUT_AGAIN: ['out_for_delivery', 'out_for_delivery', 'Out for delivery'],
  DELIVERED: ['delivered', 'arrived_at_destination', 'Delivered, front door'],
  ATTEMPT: ['in_transit', 'delivery_exception', 'Delivery attempted, customer not available'],
  COUNTER: ['available_for_pickup', 'arrived_at_pickup_location', 'Ready for pickup'],
  HELD: ['in_transit', 'held', 'Held at facility'],
  DAMAGED: ['failure', 'damaged', 'Package damaged'],
  BAD_ADDRESS: ['failure', 'unknown', 'Insufficient Address'],
  RETURNING: ['return_to_sender', 'return', 'Returning to sender'],
  RETURNED: ['return_to_sender', 'unknown', 'Delivered to the sender'],
  LOST: ['failure', 'lost', 'Package reported lost'],
  CANCELLED: ['cancelled', 'cancelled', 'Label cancelled'],
};

/** A step as UPS words it: status type, code, simplified status, description. */
export const UPS_WORDS: Readonly<Partial<Record<StepCode, readonly [string, string, string, string]>>> = {
  LABEL: ['M', 'MP', '003', 'Shipper created a label, UPS has not received the package yet.'],
  ACCEPTED: ['I', 'OR', '005', 'Origin Scan'],
  DEPARTED: ['I', 'DP', '005', 'Departed from Facility'],
  ARRIVED: ['I', 'AR', '005', 'Arrived at Facility'],
  LEFT_HUB: ['I', 'DP', '005', 'Departed from Facility'],
  AT_DEPOT: ['I', 'DS', '005', 'Destination Scan'],
  OUT: ['I', 'OT', '021', 'Out For Delivery Today'],
  OUT_AGAIN: ['I', 'OT', '021', 'Out For Delivery Today'],
  DELIVERED: ['D', 'MX', '011', 'DELIVERED'],
  ATTEMPT: ['X', '48', '026', 'The receiver was not available. A second attempt will be made.'],
  COUNTER: ['D', '2Q', '031', 'Delivered to UPS Access Point, awaiting customer pickup'],
  HELD: ['X', '5T', '017', 'The package is held while UPS contacts the receiver.'],
  DAMAGED: ['X', '45', '013', 'Merchandise is damaged.'],
  BAD_ADDRESS: ['X', 'AA', '017', 'The street number is incorrect. UPS is trying to get more information.'],
  RETURNING: ['X', '8H', '040', 'The receiver refused the package. It will be returned to the sender.'],
  RETURNED: ['X', 'UA', '040', 'Returned to the sender.'],
  LOST: ['X', 'S9', '013', 'The package was sent to lost and found.'],
  CANCELLED: ['MV', 'VP', '014', 'Shipment voided.'],
};
