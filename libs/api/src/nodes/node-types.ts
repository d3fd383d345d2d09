import type { IdKind } from '@whereabouts/store';

/** Type of what an id of each kind stands for. */
const NAMES = {
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
} as const satisfies Partial<Record<IdKind, string>>;

/** The kinds of ids that stand for nodes. */
export type NamedKind = keyof typeof NAMES;

export const NODE_TYPE_NAMES: Readonly<Partial<Record<IdKind, string>>> = NAMES;
