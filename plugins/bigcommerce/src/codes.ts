import { codeTable } from '@whereabouts/plugin-sdk';

/** Statuses by their number: names can be changed by the merchant. `event` stands for what webhooks alone tell. */
export const CODES = codeTable(
  'BigCommerce Orders V2: "Order status", Order Shipments; Webhooks: order and shipment events',
  [
    { service: 'order', code: '0', means: 'INFORMATION', says: 'Incomplete: the customer never got as far as paying' },
    { service: 'order', code: '1', means: 'INFORMATION', says: 'Pending: the payment was not begun' },
    { service: 'order', code: '2', means: 'HANDED_OVER', says: 'Shipped: the receipt is not confirmed' },
    { service: 'order', code: '3', means: 'INFORMATION', says: 'Partially shipped' },
    { service: 'order', code: '4', means: 'INFORMATION', says: 'Refunded' },
    {
      service: 'order',
      code: '5',
      means: 'TERMINATED',
      reasons: ['shipper.cancelled'],
      says: 'Cancelled by the seller',
    },
    {
      service: 'order',
      code: '6',
      means: 'TERMINATED',
      reasons: ['shipper.cancelled'],
      says: 'Declined by the seller',
    },
    { service: 'order', code: '7', means: 'INFORMATION', says: 'Awaiting payment: not captured yet' },
    { service: 'order', code: '8', means: 'AVAILABLE_FOR_PICKUP', says: 'Awaiting pickup by the customer' },
    { service: 'order', code: '9', means: 'PACKED', says: 'Awaiting shipment: packed, waits for the carrier' },
    { service: 'order', code: '10', means: 'DELIVERED', says: 'Completed: the receipt is confirmed' },
    { service: 'order', code: '11', means: 'INFORMATION', says: 'Awaiting fulfillment: paid' },
    { service: 'order', code: '12', means: 'HELD', reasons: ['unknown.unknown'], says: 'Manual verification required' },
    { service: 'order', code: '13', means: 'INFORMATION', says: 'Disputed' },
    { service: 'order', code: '14', means: 'INFORMATION', says: 'Partially refunded' },
    { service: 'order', code: 'date_created', means: 'ORDER_PLACED', says: 'The order was placed' },

    // Downloads and gift certificates are complete without being sent.
    { service: 'digital order', code: '2', means: 'INFORMATION', says: 'Shipped; nothing to be sent' },
    { service: 'digital order', code: '10', means: 'INFORMATION', says: 'Completed; nothing to be sent' },
    // What has numbers is told of by these.
    { service: 'numbered order', code: '2', means: 'INFORMATION', says: 'Shipped' },

    { service: 'shipment', code: 'date_created', means: 'HANDED_OVER', says: 'Items were marked as shipped' },
    {
      service: 'event',
      code: 'store/shipment/deleted',
      means: 'TERMINATED',
      reasons: ['shipper.cancelled'],
      says: 'The shipment was undone',
    },
    { service: 'event', code: 'store/order/refund/created', means: 'INFORMATION', says: 'Money was refunded' },
  ],
  { fold: 'case' },
);
