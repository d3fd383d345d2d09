import type { Columns } from './recordset';

/** Facts of the shipment and order that the queue filters and searches by, and by which cases are near each other. */
export interface CaseFacts {
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly nodeCode: string | null;
  readonly orderNumber: string | null;
  readonly customerEmail: string | null;
  readonly lane: string | null;
  readonly neighbourhood: string | null;
}

/** The same as columns. */
export interface CaseFactsRow {
  carrier: string | null;
  tracking_number: string | null;
  node_code: string | null;
  order_number: string | null;
  customer_email: string | null;
  lane: string | null;
  neighbourhood: string | null;
}

export const CASE_FACTS: Columns = {
  carrier: 'text',
  tracking_number: 'text',
  node_code: 'text',
  order_number: 'text',
  customer_email: 'text',
  lane: 'text',
  neighbourhood: 'text',
};

export const caseFactsRow = (facts: CaseFacts): CaseFactsRow => ({
  carrier: facts.carrier,
  tracking_number: facts.trackingNumber,
  node_code: facts.nodeCode,
  order_number: facts.orderNumber,
  customer_email: facts.customerEmail,
  lane: facts.lane,
  neighbourhood: facts.neighbourhood,
});

export const caseFactsOf = (row: CaseFactsRow): CaseFacts => ({
  carrier: row.carrier,
  trackingNumber: row.tracking_number,
  nodeCode: row.node_code,
  orderNumber: row.order_number,
  customerEmail: row.customer_email,
  lane: row.lane,
  neighbourhood: row.neighbourhood,
});
