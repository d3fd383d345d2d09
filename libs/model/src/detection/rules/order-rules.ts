import type { OrderRule } from '../order-rule';
import { mistakeReported } from './goods';
import { promiseWithoutParcel } from './no-parcel';
import { orderNoStock } from './no-stock';
import { orderBackordered, orderSplit, orderSubstituted, shipByMissed } from './order-short';
import { ticketsSay } from './tickets';

/** The warehouse says of an order that an item is wrong or missing. */
const orderItemsReported: OrderRule = {
  id: 'wrong-or-missing-item/reported',
  kind: 'WRONG_OR_MISSING_ITEM',
  look: ({ readings }) => mistakeReported(readings.map((reading) => ({ ...reading, by: reading.source.kind }))),
};

/** A customer tells of damage, and which parcel it was is not known. */
const orderDamaged: OrderRule = {
  id: 'damage/ticket',
  kind: 'DAMAGE_REPORTED',
  look: ({ tickets }) => ticketsSay(tickets, 'DAMAGE_REPORTED', 'delivery.arrived_damaged'),
};

/** A customer tells of a wrong or missing item, and which parcel it was in is not known. */
const orderItemsTicket: OrderRule = {
  id: 'wrong-or-missing-item/ticket',
  kind: 'WRONG_OR_MISSING_ITEM',
  look: ({ tickets }) => ticketsSay(tickets, 'WRONG_OR_MISSING_ITEM', null),
};

/** A customer received nothing of several parcels that were delivered: which one, a person must ask. */
const orderNotReceived: OrderRule = {
  id: 'delivered-not-received/ticket',
  kind: 'DELIVERED_NOT_RECEIVED',
  look: ({ tickets, parcels }) =>
    parcels.some(({ state }) => state === 'DELIVERED')
      ? ticketsSay(tickets, 'DELIVERED_NOT_RECEIVED', 'recipient.says_not_received')
      : null,
};

/** Every rule of orders. Of several findings of one kind the earlier one in this list speaks for the case. */
export const ORDER_RULES: readonly OrderRule[] = [
  orderDamaged,
  orderNotReceived,
  orderItemsReported,
  orderItemsTicket,
  orderBackordered,
  orderSubstituted,
  orderNoStock,
  orderSplit,
  shipByMissed,
  promiseWithoutParcel,
];
