import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Shipwire has no codes: these are the names of its dates, statuses and topics, told apart by the service. */
export const CODES = codeTable(
  'Shipwire API reference: Orders, Trackings, Returns, Stock, Webhooks Guide; TrackingUpdateResponse.dtd',
  [
    { service: 'order', code: 'createdDate', means: 'INFORMATION', says: 'The order came in' },
    { service: 'order', code: 'pickedUpDate', means: 'INFORMATION', says: 'Taken up for processing' },
    { service: 'order', code: 'submittedDate', means: 'INFORMATION', says: 'Sent to the warehouse' },
    { service: 'order', code: 'processedDate', means: 'INFORMATION', says: 'The warehouse works on it' },
    { service: 'order', code: 'completedDate', means: 'HANDED_OVER', says: 'Has left the warehouse' },
    { service: 'order', code: 'deliveredDate', means: 'DELIVERED' },
    { service: 'order', code: 'returnedDate', means: 'RETURNED' },
    { service: 'order', code: 'cancelledDate', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
    { service: 'order', code: 'backordered', means: 'BACKORDERED', reasons: ['shipper.out_of_stock'] },
    // Statuses stand in for dates that are not said.
    { service: 'status', code: 'pending', means: 'INFORMATION' },
    { service: 'status', code: 'accepted', means: 'INFORMATION' },
    { service: 'status', code: 'submitted', means: 'INFORMATION' },
    { service: 'status', code: 'processed', means: 'INFORMATION' },
    { service: 'status', code: 'processing', means: 'INFORMATION' },
    { service: 'status', code: 'held', means: 'HELD', reasons: ['unknown.unknown'] },
    { service: 'status', code: 'completed', means: 'HANDED_OVER' },
    { service: 'status', code: 'tracked', means: 'HANDED_OVER' },
    { service: 'status', code: 'shipped', means: 'HANDED_OVER' },
    { service: 'status', code: 'delivered', means: 'DELIVERED' },
    { service: 'status', code: 'returned', means: 'RETURNED' },
    { service: 'status', code: 'cancelled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
    { service: 'status', code: 'canceled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },

    { service: 'hold', code: '*', text: /address/i, means: 'HELD', reasons: ['address.incorrect'] },
    {
      service: 'hold',
      code: '*',
      text: /stock|inventory|backorder/i,
      means: 'BACKORDERED',
      reasons: ['shipper.out_of_stock'],
    },
    { service: 'hold', code: '*', text: /fraud|risk/i, means: 'HELD', reasons: ['external.security'] },
    {
      service: 'hold',
      code: '*',
      text: /customs|export|import|dut(y|ies)/i,
      means: 'HELD',
      reasons: ['customs.documents'],
    },
    {
      service: 'hold',
      code: '*',
      text: /restricted|prohibited|hazard/i,
      means: 'HELD',
      reasons: ['shipper.prohibited'],
    },
    {
      service: 'hold',
      code: '*',
      text: /weight|dimension|packag/i,
      means: 'HELD',
      reasons: ['shipper.weight_or_dimensions'],
    },
    {
      service: 'hold',
      code: '*',
      text: /missing|required|invalid|phone|value/i,
      means: 'HELD',
      reasons: ['shipper.data_missing'],
    },
    {
      service: 'hold',
      code: '*',
      text: /fund|payment|credit|billing|manual|review|merchant|hold/i,
      means: 'HELD',
      reasons: ['shipper.not_ready'],
    },

    { service: 'tracking', code: 'labelCreatedDate', means: 'LABEL_CREATED' },
    { service: 'tracking', code: 'trackedDate', means: 'LABEL_CREATED', says: 'The number became known' },
    { service: 'tracking', code: 'firstScanDate', means: 'ACCEPTED', says: 'First scan of the carrier' },
    { service: 'tracking', code: 'deliveredDate', means: 'DELIVERED' },
    { service: 'summary', code: '*', text: /^exception$/i, means: 'EXCEPTION', reasons: ['unknown.unknown'] },
    { service: 'summary', code: '*', text: /^(unknown|pending|no information( found)?)$/i, means: 'INFORMATION' },
    ...wordings('en').map((row) => ({ ...row, service: 'summary' })),

    { service: 'return', code: 'createdDate', means: 'LABEL_CREATED', says: 'Announced' },
    { service: 'return', code: 'completedDate', means: 'RETURNED', says: 'Arrived and dealt with' },
    { service: 'return', code: 'cancelledDate', means: 'TERMINATED', reasons: ['shipper.cancelled'] },

    // Statuses of returns, where the dates are not said.
    { service: 'return', code: 'completed', means: 'RETURNED' },
    ...alike('cancelled canceled', { service: 'return', means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
    ...alike('pending submitted processed held tracked delivered', { service: 'return', means: 'INFORMATION' }),

    { service: 'xml', code: 'shipped', means: 'HANDED_OVER' },
    { service: 'xml', code: 'delivered', means: 'DELIVERED' },
    { service: 'xml', code: 'returned', means: 'RETURNED' },
    { service: 'xml', code: 'canceled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
  ],
  { fold: 'case' },
);
