import { codeTable, wordings } from '@whereabouts/plugin-sdk';

/**
 * Dates and marks of orders by the names of their fields, events by theirs: `OrderConfirm` and `Order Confirm` are one.
 * What carriers say is relayed in words, of which no list is published.
 */
export const CODES = codeTable(
  'Extensiv 3PL Warehouse Manager: rels of the REST API; help articles "Configuring Webhooks", "Implementing Webhooks"',
  [
    { service: 'order', code: 'creationDate', means: 'INFORMATION', says: 'The order came in' },
    { service: 'order', code: 'fullyAllocated', means: 'ALLOCATED', says: 'Stock is reserved for all items' },
    {
      service: 'order',
      code: 'partlyAllocated',
      means: 'BACKORDERED',
      reasons: ['shipper.out_of_stock'],
      says: 'Stock is reserved for some items only',
    },
    { service: 'order', code: 'pickTicketPrintDate', means: 'INFORMATION', says: 'The pick ticket was printed' },
    { service: 'order', code: 'pickDoneDate', means: 'PICKED' },
    { service: 'order', code: 'packDoneDate', means: 'PACKED' },
    { service: 'order', code: 'loadOutDoneDate', means: 'HANDED_OVER', says: 'Loaded' },
    { service: 'order', code: 'processDate', means: 'HANDED_OVER', says: 'Confirmed as shipped' },
    {
      service: 'order',
      code: 'canceled',
      means: 'TERMINATED',
      reasons: ['shipper.cancelled'],
    },
    {
      service: 'order',
      code: 'pickException',
      text: /short|missing|not (there|found|in location)|empty|out of stock|no (stock|inventory)/i,
      means: 'BACKORDERED',
      reasons: ['shipper.out_of_stock'],
    },
    {
      service: 'order',
      code: 'pickException',
      text: /damag|broken/i,
      means: 'EXCEPTION',
      reasons: ['shipper.not_ready'],
    },
    {
      service: 'order',
      code: 'pickException',
      text: /wrong|mismatch/i,
      means: 'EXCEPTION',
      reasons: ['shipper.wrong_item'],
    },
    { service: 'order', code: 'pickException', means: 'EXCEPTION', reasons: ['unknown.unknown'] },

    { service: 'order', code: 'onHold', text: /address/i, means: 'HELD', reasons: ['address.incorrect'] },
    { service: 'order', code: 'onHold', text: /pay|credit|cod\b/i, means: 'HELD', reasons: ['recipient.payment_due'] },
    { service: 'order', code: 'onHold', text: /fraud|risk/i, means: 'HELD', reasons: ['external.security'] },
    {
      service: 'order',
      code: 'onHold',
      text: /stock|inventory|short/i,
      means: 'HELD',
      reasons: ['shipper.out_of_stock'],
    },
    { service: 'order', code: 'onHold', means: 'HELD', reasons: ['unknown.unknown'], says: 'Put on hold' },

    { service: 'package', code: 'createDate', means: 'LABEL_CREATED', says: 'Packed, with a number of the carrier' },
    { service: 'package', code: 'createDate', subCode: 'without tracking', means: 'PACKED' },

    { service: 'event', code: 'ordercreate', means: 'INFORMATION' },
    { service: 'event', code: 'orderupdate', means: 'INFORMATION' },
    // That all data of the order is there, whether or not there is stock.
    { service: 'event', code: 'ordercomplete', means: 'INFORMATION', says: 'Ready to be worked on' },
    { service: 'event', code: 'orderfullyallocated', means: 'ALLOCATED' },
    { service: 'event', code: 'orderexcludedfrompickjob', means: 'INFORMATION', says: 'Left out of a pick job' },
    { service: 'event', code: 'orderpickjobuserassigned', means: 'INFORMATION', says: 'Somebody is to pick it' },
    { service: 'event', code: 'orderpickjobuserunassigned', means: 'INFORMATION' },
    { service: 'event', code: 'orderpickjobdone', means: 'PICKED' },
    { service: 'event', code: 'orderpackstarted', means: 'INFORMATION' },
    { service: 'event', code: 'orderpackcomplete', means: 'PACKED' },
    { service: 'event', code: 'orderpackdone', means: 'PACKED' },
    { service: 'event', code: 'orderconfirm', means: 'HANDED_OVER', says: 'Shipped and closed' },
    { service: 'event', code: 'orderunconfirm', means: 'INFORMATION', says: 'The confirmation was taken back' },
    { service: 'event', code: 'ordercancel', means: 'TERMINATED', reasons: ['shipper.cancelled'] },

    ...wordings('en'),
  ],
  { fold: 'case' },
);
