import type { IdKind } from '@whereabouts/store';

/** Type of what an id of each kind stands for. */
export const NODE_TYPE_NAMES: Readonly<Partial<Record<IdKind, string>>> = {
  merchant: 'Merchant',
  user: 'User',
  source: 'Source',
  order: 'Order',
  shipment: 'Shipment',
  node: 'FulfillmentNode',
  milestone: 'Milestone',
  case: 'ExceptionCase',
  activity: 'Activity',
  deadLetter: 'DeadLetter',
  ticket: 'Ticket',
  incident: 'Incident',
  message: 'Message',
};
