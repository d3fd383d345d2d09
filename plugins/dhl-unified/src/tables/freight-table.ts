import type { CodeRow } from '@whereabouts/plugin-sdk';
import { ofDivision } from './of-division';

const freight = ofDivision('freight');
const forwarding = ofDivision('dgf');

/**
 * DHL Freight, and small parcels of DHL Global Forwarding. Source: DHL's list of event codes by service; parcels for service
 * points in Sweden (907 to 909), as the ha-dhl project observed (`hamta.py`).
 */
export const FREIGHT: readonly CodeRow[] = [
  ...freight('LABEL_CREATED', 'ACT-2 64-0 48-0', { says: 'Consignment created; collection arranged' }),
  ...freight('PICKUP_FAILED', '55-211 55-68', { reasons: ['shipper.not_ready'] }),
  ...freight('PICKUP_FAILED', '55-21', { reasons: ['shipper.cancelled'], says: 'Not Collected - customer refusal' }),
  ...freight('PICKUP_FAILED', '55-126', { reasons: ['customs.delay'] }),
  ...freight('PICKUP_FAILED', '55-240', { reasons: ['carrier.rejected'], says: 'Goods not transportable' }),
  ...freight('PICKUP_FAILED', '55-241', { reasons: ['shipper.data_missing'] }),
  ...freight('PICKUP_FAILED', '55-265', { reasons: ['unknown.unknown'] }),
  ...freight('PICKUP_FAILED', '55-294', { reasons: ['carrier.capacity'], says: 'Not Collected - time issue' }),
  ...freight('PICKUP_FAILED', '55-20', { reasons: ['carrier.vehicle'], says: 'Not Collected - traffic jam' }),
  ...freight('PICKUP_FAILED', '55-266', { reasons: ['external.weather'] }),
  ...freight('PICKUP_FAILED', '55-234', { reasons: ['address.incorrect'] }),
  ...freight('ACCEPTED', '13-0', { says: 'Collected' }),
  ...freight('IN_TRANSIT', '1-0', { facilityAction: 'ARRIVED', says: 'Received at terminal' }),
  ...freight('IN_TRANSIT', '24-0', { facilityAction: 'DEPARTED', says: 'Shipped from terminal' }),
  ...freight('HELD', '20-126', { reasons: ['customs.delay'], says: 'On hold - in customs clearance' }),
  ...freight('CUSTOMS_CLEARED', '12-0', { says: 'Customs cleared' }),
  ...freight('DELAYED', '20-266', { reasons: ['external.weather'] }),
  ...freight('DELAYED', '20-354', { reasons: ['external.non_service_day'] }),
  ...freight('DELAYED', '20-270', { reasons: ['carrier.capacity'], says: 'Exception occurred - Strike' }),
  ...freight('TERMINATED', '7-0', { reasons: ['shipper.cancelled'] }),
  ...freight('RETURNING', '56-222', { says: 'New shipping instruction - shipment returned' }),
  ...freight('AT_DELIVERY_DEPOT', '1-21', { facilityAction: 'ARRIVED', says: 'Arrival at destination' }),
  ...freight('HELD', '20-208', { reasons: ['carrier.held_at_facility'], says: 'Awaiting delivery appointment' }),
  ...freight('AVAILABLE_FOR_PICKUP', '20-907', { says: 'Waits at a service point' }),
  ...freight('DELIVERED', '21-908', { deliveredTo: 'SERVICE_POINT', says: 'Collected at a service point' }),
  ...freight('RETURNING', '56-909', { says: 'On its way back from a service point' }),
  ...freight('AVAILABLE_FOR_PICKUP', '20-13', { says: 'Ready for self collection by consignee' }),
  ...freight('HELD', '20-296', { reasons: ['recipient.payment_due'] }),
  ...freight('OUT_FOR_DELIVERY', '24-628 24-501', { says: 'Out for Delivery' }),
  ...freight('ATTEMPT_FAILED', '20-211', { reasons: ['recipient.business_closed'] }),
  ...freight('ATTEMPT_FAILED', '56-211', { reasons: ['recipient.not_available'] }),
  ...freight('ATTEMPT_FAILED', '56-292', { reasons: ['recipient.refused', 'recipient.payment_due'] }),
  ...freight('ATTEMPT_FAILED', '56-284', { reasons: ['recipient.refused', 'shipper.wrong_item'] }),
  ...freight('ATTEMPT_FAILED', '56-611', { reasons: ['recipient.refused'] }),
  ...freight('ATTEMPT_FAILED', '56-241', { reasons: ['recipient.refused', 'shipper.data_missing'] }),
  ...freight('ATTEMPT_FAILED', '20-234', { reasons: ['address.incorrect'] }),
  ...freight('DELIVERED', '21-0 24-600 21-600', { says: 'Delivered' }),
  ...freight('DELIVERED', '21-234', { reasons: ['address.corrected'] }),
  ...freight('DELIVERED', '21-23', { reasons: ['delivery.partial'] }),
  ...freight('INFORMATION', '15-501 31-139 31-140 20-209 361-139 361-140', {
    says: 'Out for collection; entered or left an area; delivery appointment booked',
  }),
  ...forwarding('LABEL_CREATED', 'DATA_SUBMITTED'),
  ...forwarding('ACCEPTED', 'PICKUP_SUCCESSFUL'),
  ...forwarding('IN_TRANSIT', 'ARRIVED_AT_ORIGIN_FACILITY ARRIVED', { facilityAction: 'ARRIVED' }),
  ...forwarding('IN_TRANSIT', 'PROCESSED_AT_ORIGIN_FACILITY READY_FOR_DEPARTURE ARRIVED_PROCESSED_AT_FACILITY', {
    facilityAction: 'PROCESSED',
  }),
  ...forwarding('IN_TRANSIT', 'DEPARTED_FROM_ORIGIN_FACILITY DEPARTED', { facilityAction: 'DEPARTED' }),
  ...forwarding('CUSTOMS_STARTED', 'ARRIVED_AT_CUSTOMS'),
  ...forwarding('CUSTOMS_CLEARED', 'CLEARED_BY_CUSTOMS'),
  ...forwarding('HELD', 'HELD_AT_CUSTOMS', { reasons: ['customs.inspection'] }),
  ...forwarding('OUT_FOR_DELIVERY', 'OUT_FOR_DELIVERY'),
  ...forwarding('EXCEPTION', 'DELIVERY_EXCEPTION', { reasons: ['unknown.unknown'] }),
  ...forwarding('DELIVERED', 'DELIVERED'),
];
