import type { Instant } from '@whereabouts/model';
import type { DemoParcel } from './parcels';
import type { Complaint } from './stories';

const FIRST_TICKET = 40_000;

/** Subject, text and tags of what a customer writes. */
const LETTERS: Readonly<Record<Complaint, (parcel: DemoParcel) => readonly [string, string, string]>> = {
  'not-received': ({ orderNumber }) => [
    'Marked as delivered but not here',
    `My order ${orderNumber} says delivered, but I never received it. I asked the neighbors as well.`,
    'not_received',
  ],
  broken: ({ product }) => [
    'Arrived broken',
    `The box was crushed and the item (${product.title}) is damaged. I kept everything.`,
    'damaged',
  ],
  'wrong-item': ({ product }) => [
    'Wrong item in the box',
    `I ordered ${product.title} and you sent me the wrong item.`,
    'wrong_item',
  ],
  'where-is-it': ({ orderNumber }) => [
    'Where is my order?',
    `Where is my order ${orderNumber}? The tracking has not changed since yesterday.`,
    'wismo',
  ],
};

/** The body of a trigger of Zendesk that sends new tickets. */
export function zendeskTicket(parcel: DemoParcel, at: Instant) {
  const { customer, serial, story } = parcel;
  const [subject, text, tags] = LETTERS[story.writes!.what](parcel);
  const id = FIRST_TICKET + serial;
  return {
    ticket_id: String(id),
    ticket_title: subject,
    ticket_description: text,
    ticket_status: 'Open',
    tags,
    requester_name: `${customer.firstName} ${customer.lastName}`,
    requester_email: customer.email,
    order_number: parcel.orderNumber,
    created_at: at,
    updated_at: at,
    link: `https://demo-outfitters.zendesk.com/agent/tickets/${id}`,
  };
}
