import { alike, codeTable } from '@whereabouts/plugin-sdk';

/** `service` names what a word is said of: the order, an order with nothing to be sent, a tracking number, a label. */
export const CODES = codeTable(
  'WooCommerce: "Managing orders, order statuses"; REST API v1 to v3 and legacy v1 to v3; Order Fulfillments REST API; ' +
    'Shipment Tracking and Advanced Shipment Tracking (items and order statuses); Pre-Orders',
  [
    { service: 'order', code: 'created', means: 'ORDER_PLACED', says: 'The order was placed' },
    { service: 'order', code: 'pending', means: 'INFORMATION', says: 'No payment was initiated yet' },
    { service: 'order', code: 'processing', means: 'INFORMATION', says: 'Paid; waits to be sent' },
    {
      service: 'order',
      code: 'on-hold',
      means: 'HELD',
      reasons: ['recipient.payment_due'],
      says: 'The payment has to be confirmed',
    },
    { service: 'order', code: 'completed', means: 'HANDED_OVER', says: 'Fulfilled and complete' },
    { service: 'order', code: 'cancelled', means: 'TERMINATED', reasons: ['unknown.unknown'], says: 'Cancelled' },
    { service: 'order', code: 'refunded', means: 'INFORMATION', says: 'Refunded' },
    {
      service: 'order',
      code: 'failed',
      means: 'HELD',
      reasons: ['recipient.payment_due'],
      says: 'The payment failed or was declined',
    },
    { service: 'order', code: 'trash', means: 'INFORMATION', says: 'In the trash' },
    { service: 'order', code: 'draft', means: 'INFORMATION', says: 'Not placed yet' },
    { service: 'order', code: 'auto-draft', means: 'INFORMATION', says: 'Not placed yet' },
    { service: 'order', code: 'checkout-draft', means: 'INFORMATION', says: 'Not placed yet' },
    // What common extensions add.
    { service: 'order', code: 'pre-ordered', means: 'INFORMATION', says: 'Not released yet' },
    {
      service: 'order',
      code: 'backorder',
      means: 'BACKORDERED',
      reasons: ['shipper.out_of_stock'],
      says: 'Out of stock',
    },
    { service: 'order', code: 'partial-shipped', means: 'INFORMATION', says: 'Sent in part' },
    { service: 'order', code: 'updated-tracking', means: 'INFORMATION', says: 'Tracking numbers were changed' },
    { service: 'order', code: 'awaiting-shipment', means: 'INFORMATION', says: 'Waits to be sent' },
    { service: 'order', code: 'shipped', means: 'HANDED_OVER', says: 'Sent' },
    { service: 'order', code: 'delivered', means: 'DELIVERED', says: 'Delivered' },
    // Statuses that extensions and shops add under much the same names: Advanced Local Pickup, Deposits, order status managers.
    ...alike('picking packing ready-to-ship ready-for-shipping exported return-requested partially-shipped', {
      service: 'order',
      means: 'INFORMATION',
    }),
    ...alike('preorder pre-order pre-ordered-paid partially-paid partial-payment pending-deposit scheduled-payment', {
      service: 'order',
      means: 'INFORMATION',
    }),
    { service: 'order', code: 'awaiting-payment', means: 'INFORMATION', says: 'No payment was made yet' },
    ...alike('backordered on-backorder out-of-stock', {
      service: 'order',
      means: 'BACKORDERED',
      reasons: ['shipper.out_of_stock'],
    }),
    { service: 'order', code: 'packed', means: 'PACKED' },
    ...alike('dispatched order-shipped', { service: 'order', means: 'HANDED_OVER' }),
    { service: 'order', code: 'in-transit', means: 'IN_TRANSIT' },
    { service: 'order', code: 'out-for-delivery', means: 'OUT_FOR_DELIVERY' },
    ...alike('ready-pickup ready-for-pickup awaiting-pickup ready-to-pickup', {
      service: 'order',
      means: 'AVAILABLE_FOR_PICKUP',
    }),
    ...alike('pickup picked-up collected', { service: 'order', means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' }),
    { service: 'order', code: 'returned', means: 'RETURNED' },
    { service: 'order', code: 'lost', means: 'TERMINATED', reasons: ['carrier.lost'] },

    { service: 'order', code: 'refund', means: 'INFORMATION', says: 'Money was refunded' },

    // Downloads and services are complete without being sent; what has numbers is told of by these.
    { service: 'unsent order', code: 'completed', means: 'INFORMATION', says: 'Complete; nothing to be sent' },
    { service: 'numbered order', code: 'completed', means: 'INFORMATION', says: 'Complete' },
    { service: 'numbered order', code: 'shipped', means: 'INFORMATION', says: 'Sent' },
    ...alike('dispatched order-shipped', { service: 'numbered order', means: 'INFORMATION', says: 'Sent' }),

    { service: 'tracking', code: 'shipped', means: 'HANDED_OVER', says: 'Sent' },
    { service: 'fulfillment', code: 'fulfilled', means: 'HANDED_OVER', says: 'Fulfilled' },
    { service: 'fulfillment', code: 'unfulfilled', means: 'INFORMATION', says: 'Not fulfilled yet' },
    { service: 'label', code: 'PURCHASED', means: 'LABEL_CREATED', says: 'A label was bought' },
    { service: 'label', code: 'PURCHASE_IN_PROGRESS', means: 'INFORMATION', says: 'A label is being bought' },
    {
      service: 'label',
      code: 'refunded',
      means: 'TERMINATED',
      reasons: ['shipper.cancelled'],
      says: 'The label was given back',
    },
  ],
  { fold: 'case' },
);
