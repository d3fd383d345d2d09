import { codeTable, shipEngineRows } from '@whereabouts/plugin-sdk';

/** Vocabularies of ShipStation, told apart by the service. `v2` and `tracking` are those that it shares with ShipEngine. */
export const CODES = codeTable(
  'ShipStation API V1: Order, Shipment and Fulfillment models; API V2: shipments, labels, tracking',
  [
    { service: 'order', code: 'orderDate', means: 'ORDER_PLACED', says: 'Order date' },
    { service: 'order', code: 'awaiting_payment', means: 'INFORMATION' },
    { service: 'order', code: 'awaiting_shipment', means: 'INFORMATION' },
    { service: 'order', code: 'pending_fulfillment', means: 'INFORMATION', says: 'With a fulfillment provider' },
    {
      service: 'order',
      code: 'shipped',
      means: 'LABEL_CREATED',
      says: 'A label was made, or it was marked as shipped',
    },
    { service: 'order', code: 'on_hold', means: 'HELD', reasons: ['unknown.unknown'] },
    { service: 'order', code: 'cancelled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
    {
      service: 'order',
      code: 'rejected_fulfillment',
      means: 'EXCEPTION',
      reasons: ['unknown.unknown'],
      says: 'The fulfillment provider refuses it',
    },
    // `addressVerified` of the recipient; the other words of it tell no trouble.
    {
      service: 'address',
      code: 'Address validation failed',
      means: 'EXCEPTION',
      reasons: ['address.incorrect'],
    },

    { service: 'v2', code: 'pending', means: 'INFORMATION' },
    { service: 'v2', code: 'processing', means: 'INFORMATION' },
    { service: 'v2', code: 'label_purchased', means: 'LABEL_CREATED' },
    { service: 'v2', code: 'on_hold', means: 'HELD', reasons: ['unknown.unknown'] },
    { service: 'v2', code: 'cancelled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },

    { service: 'label', code: 'created', means: 'LABEL_CREATED', says: 'The label was made' },
    { service: 'label', code: 'processing', means: 'INFORMATION', says: 'The label is being made' },
    { service: 'label', code: 'error', means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'No label was made' },
    { service: 'label', code: 'delivered', means: 'DELIVERED' },
    {
      service: 'label',
      code: 'voided',
      means: 'TERMINATED',
      reasons: ['shipper.cancelled'],
      says: 'The label was voided',
    },
    { service: 'fulfillment', code: 'shipped', means: 'HANDED_OVER', says: 'Marked as shipped' },
    { service: 'fulfillment', code: 'delivered', means: 'DELIVERED' },
    { service: 'fulfillment', code: 'voided', means: 'TERMINATED', reasons: ['shipper.cancelled'] },

    ...shipEngineRows.map((row) => ({ ...row, service: 'tracking' })),
  ],
  { fold: 'case' },
);
