import { codeTable, type CodeRow, type Reason } from '@whereabouts/plugin-sdk';

/**
 * What Shopify's words mean. `service` names the field that a word stands in, because the same word stands in several.
 * Compared without case: REST and webhooks write `in_transit`, the Admin GraphQL API writes `IN_TRANSIT`.
 */
export const STATUSES = codeTable(
  'Shopify Admin API reference 2024-04 to 2026-10: FulfillmentStatus, FulfillmentEventStatus, FulfillmentDisplayStatus, ' +
    'FulfillmentOrderStatus, FulfillmentHoldReason, OrderCancelReason, ReturnStatus; webhook topics',
  [
    // Topics that say something of an order. Sub-code of a cancellation: OrderCancelReason.
    { service: 'order', code: 'orders/create', means: 'ORDER_PLACED', says: 'An order was placed' },
    { service: 'order', code: 'orders/edited', means: 'INFORMATION', says: 'Items were added or removed' },
    { service: 'order', code: 'refunds/create', means: 'INFORMATION', says: 'Money was refunded' },
    {
      service: 'order',
      code: 'orders/cancelled',
      means: 'TERMINATED',
      reasons: ['unknown.unknown'],
      says: 'Cancelled',
    },
    ...cancelled('customer', 'recipient.cancelled', 'The customer wanted to cancel the order'),
    ...cancelled('inventory', 'shipper.out_of_stock', 'There was insufficient inventory'),
    ...cancelled('staff', 'shipper.cancelled', 'Staff made an error'),
    ...cancelled('fraud', 'shipper.cancelled', 'The order was fraudulent'),
    ...cancelled('declined', 'recipient.payment_due', 'Payment was declined'),
    ...cancelled('other', 'unknown.unknown', 'An unlisted reason'),

    // FulfillmentStatus. A fulfillment is the shop's word that the items were sent: a hand-over, never a carrier's scan.
    { service: 'fulfillment', code: 'success', means: 'HANDED_OVER', says: 'The items were sent to the customer' },
    { service: 'unsent fulfillment', code: 'success', means: 'INFORMATION', says: 'Fulfilled; nothing to be sent' },
    {
      service: 'fulfillment',
      code: 'pending',
      means: 'INFORMATION',
      says: 'Waits for the fulfillment service (legacy)',
    },
    { service: 'fulfillment', code: 'open', means: 'INFORMATION', says: 'Acknowledged by the service (legacy)' },
    {
      service: 'fulfillment',
      code: 'cancelled',
      means: 'TERMINATED',
      reasons: ['shipper.cancelled'],
      says: 'Canceled',
    },
    {
      service: 'fulfillment',
      code: 'error',
      means: 'EXCEPTION',
      reasons: ['unknown.unknown'],
      says: 'Request in error',
    },
    {
      service: 'fulfillment',
      code: 'failure',
      means: 'EXCEPTION',
      reasons: ['unknown.unknown'],
      says: 'Request failed',
    },

    // FulfillmentEventStatus, `shipment_status`, and what FulfillmentDisplayStatus adds to them.
    { service: 'shipment', code: 'label_purchased', means: 'LABEL_CREATED', says: 'A label has been purchased' },
    { service: 'shipment', code: 'label_printed', means: 'LABEL_CREATED', says: 'A purchased label has been printed' },
    // The REST reference: the carrier is aware of the shipment but has not received it yet.
    { service: 'shipment', code: 'confirmed', means: 'LABEL_CREATED', says: 'Confirmed' },
    { service: 'shipment', code: 'carrier_picked_up', means: 'ACCEPTED', says: 'Picked up by the carrier' },
    { service: 'shipment', code: 'in_transit', means: 'IN_TRANSIT', says: 'In transit' },
    { service: 'shipment', code: 'out_for_delivery', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
    { service: 'shipment', code: 'attempted_delivery', means: 'ATTEMPT_FAILED', says: 'A delivery was attempted' },
    { service: 'shipment', code: 'ready_for_pickup', means: 'AVAILABLE_FOR_PICKUP', says: 'Ready to be picked up' },
    // By the customer: what the carrier picks up is `carrier_picked_up`.
    { service: 'shipment', code: 'picked_up', means: 'DELIVERED', deliveredTo: 'SERVICE_POINT', says: 'Picked up' },
    { service: 'shipment', code: 'delivered', means: 'DELIVERED', says: 'Successfully delivered' },
    { service: 'shipment', code: 'delayed', means: 'DELAYED', says: 'The fulfillment is delayed' },
    {
      service: 'shipment',
      code: 'not_delivered',
      means: 'EXCEPTION',
      reasons: ['unknown.unknown'],
      says: 'Not delivered',
    },
    // The REST reference: the tracking number may be invalid or the shipment cancelled; it does not say which.
    { service: 'shipment', code: 'failure', means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Failure' },
    {
      service: 'shipment',
      code: 'label_voided',
      means: 'TERMINATED',
      reasons: ['shipper.cancelled'],
      says: 'Label voided',
    },
    { service: 'shipment', code: 'canceled', means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Canceled' },
    { service: 'shipment', code: 'fulfilled', means: 'HANDED_OVER', says: 'Fulfilled' },
    { service: 'shipment', code: 'marked_as_fulfilled', means: 'HANDED_OVER', says: 'Marked as fulfilled' },
    { service: 'unsent shipment', code: 'fulfilled', means: 'INFORMATION', says: 'Fulfilled; nothing to be sent' },
    {
      service: 'unsent shipment',
      code: 'marked_as_fulfilled',
      means: 'INFORMATION',
      says: 'Fulfilled; nothing to be sent',
    },
    { service: 'shipment', code: 'submitted', means: 'INFORMATION', says: 'Submitted to the fulfillment service' },

    // FulfillmentOrderStatus: work in the warehouse. What becomes of a parcel is said by its fulfillment.
    { service: 'fulfillment_order', code: 'open', means: 'INFORMATION', says: 'Ready for fulfillment' },
    { service: 'fulfillment_order', code: 'in_progress', means: 'INFORMATION', says: 'Being processed' },
    { service: 'fulfillment_order', code: 'scheduled', means: 'INFORMATION', says: 'Deferred until fulfill_at' },
    { service: 'fulfillment_order', code: 'closed', means: 'INFORMATION', says: 'Completed and closed' },
    // Often replaced by another fulfillment order: not the end of the order.
    { service: 'fulfillment_order', code: 'cancelled', means: 'INFORMATION', says: 'Cancelled by the merchant' },
    {
      service: 'fulfillment_order',
      code: 'incomplete',
      means: 'EXCEPTION',
      reasons: ['unknown.unknown'],
      says: 'Cannot be completed as requested',
    },
    { service: 'fulfillment_order', code: 'on_hold', means: 'HELD', reasons: ['unknown.unknown'], says: 'On hold' },
    // FulfillmentHoldReason
    ...held('awaiting_payment', 'recipient.payment_due', 'Payment is pending'),
    ...held('awaiting_return_items', 'recipient.requested_change', 'Items of an exchange have not come back yet'),
    ...held('high_risk_of_fraud', 'external.security', 'High risk of fraud'),
    ...held('incorrect_address', 'address.incorrect', 'Incorrect address'),
    ...held('online_store_post_purchase_cross_sell', 'shipper.not_ready', 'A post purchase offer is open'),
    ...held('unknown_delivery_date', 'shipper.not_ready', 'Unknown delivery date'),
    ...held('other', 'unknown.unknown', 'Another reason'),
    {
      service: 'fulfillment_order',
      code: 'on_hold',
      subCode: 'inventory_out_of_stock',
      means: 'BACKORDERED',
      reasons: ['shipper.out_of_stock'],
      says: 'Inventory is out of stock',
    },

    // ReturnStatus: what shop and customer agree. The parcel that comes back says more.
    { service: 'return', code: 'requested', means: 'INFORMATION', says: 'The customer asks for a return' },
    { service: 'return', code: 'open', means: 'INFORMATION', says: 'In progress' },
    { service: 'return', code: 'closed', means: 'INFORMATION', says: 'Completed' },
    { service: 'return', code: 'declined', means: 'INFORMATION', says: 'Declined' },
    { service: 'return', code: 'canceled', means: 'INFORMATION', says: 'Canceled' },
    { service: 'return', code: 'cancelled', means: 'INFORMATION', says: 'Canceled' },
    { service: 'return', code: 'attach_deliverable', means: 'LABEL_CREATED', says: 'A label to send it back' },

    // FulfillmentOrderRequestStatus, as far as it is news, and the older FulfillmentRequest.
    {
      service: 'fulfillment_request',
      code: 'rejected',
      means: 'EXCEPTION',
      reasons: ['unknown.unknown'],
      says: 'The fulfillment service refuses',
    },
    {
      service: 'fulfillment_request',
      code: 'failed',
      means: 'EXCEPTION',
      reasons: ['unknown.unknown'],
      says: 'The fulfillment service failed',
    },
    {
      service: 'fulfillment_request',
      code: 'submitted',
      means: 'INFORMATION',
      says: 'Sent to the fulfillment service',
    },
  ],
  { fold: 'case' },
);

function cancelled(subCode: string, reason: Reason, says: string): CodeRow[] {
  return [{ service: 'order', code: 'orders/cancelled', subCode, means: 'TERMINATED', reasons: [reason], says }];
}
function held(subCode: string, reason: Reason, says: string): CodeRow[] {
  return [{ service: 'fulfillment_order', code: 'on_hold', subCode, means: 'HELD', reasons: [reason], says }];
}
