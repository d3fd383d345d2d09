import type { TicketTopic } from '@whereabouts/model';

/** What a person says that a ticket is about. */
export interface TopicOrder {
  readonly merchantId: string;
  readonly ticketId: string;
  readonly topic: TicketTopic;
  /** Id of the person. */
  readonly actor: string;
}

/** Of a shipment, or of an order while it could be any of its parcels. */
export interface MatchOrder {
  readonly merchantId: string;
  readonly ticketId: string;
  readonly shipmentId?: string;
  readonly orderId?: string;
  /** Id of the person. */
  readonly actor: string;
}
