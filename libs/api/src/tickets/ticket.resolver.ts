import type { Refusal } from '@whereabouts/pipeline';
import { privateId, ticketCorrections } from '@whereabouts/store';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { readerOf, viewerOf, worksCases, type GraphContext } from '../context';
import { OrderType, toOrder, type OrderSource } from '../orders/order.type';
import type { UserErrorType } from '../schema/common.type';
import { toShipment } from '../shipments/shipment-mapping';
import { ShipmentType } from '../shipments/shipment.type';
import { sourceOf } from '../sources/source-of';
import { forbidden, notFound, toUserError } from '../user-errors';
import { TicketCorrectionsType, toTicketCorrections } from './ticket-corrections.type';
import {
  CorrectTicketTopicInput,
  MatchTicketInput,
  TicketPayloadType,
  TicketType,
  toTicket,
  type TicketSource,
} from './ticket.type';

/** The tickets of an order, oldest first. */
export async function ticketsOf(orderId: string, context: GraphContext): Promise<readonly TicketType[]> {
  const views = await context.loaders.ticketsOfOrder.load(orderId);
  return Promise.all(views.map(async (view) => toTicket(view, await sourceOf(view.sourceId, context))));
}

/** Tickets by their ids, oldest first. */
export async function ticketsById(ids: readonly string[], context: GraphContext): Promise<readonly TicketSource[]> {
  const views = await context.loaders.ticket.loadMany([...ids]);
  const known = views.flatMap((view) => {
    if (view instanceof Error) throw view;
    return view === null ? [] : [view];
  });
  known.sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
  return Promise.all(known.map(async (view) => toTicket(view, await sourceOf(view.sourceId, context))));
}

@Resolver(() => TicketType)
export class TicketResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Mutation(() => TicketPayloadType, { description: 'Corrects what a ticket is about.' })
  async correctTicketTopic(
    @Arg('input', () => CorrectTicketTopicInput, { description: 'Which ticket, and its topic.' })
    { id, topic }: CorrectTicketTopicInput,
    @Ctx() context: GraphContext,
  ): Promise<TicketPayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return { ticket: null, userErrors: [forbidden(viewer, 'work', 'correct tickets')] };
    const ticketId = privateId('ticket', id);
    if (!ticketId) return { ticket: null, userErrors: [notFound('ticket', 'id')] };
    const { merchantId, userId: actor } = viewer;
    return this.asItStands(await this.parts.pipeline.correctTopic({ merchantId, ticketId, topic, actor }), context);
  }

  @Mutation(() => TicketPayloadType, {
    description: 'Says whose a ticket is, where its numbers were wrong or missing. Cases that rest on it move with it.',
  })
  async matchTicket(
    @Arg('input', () => MatchTicketInput, { description: 'Which ticket, and whose it is.' }) input: MatchTicketInput,
    @Ctx() context: GraphContext,
  ): Promise<TicketPayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return { ticket: null, userErrors: [forbidden(viewer, 'work', 'correct tickets')] };
    if ((input.shipmentId == null) === (input.orderId == null)) return { ticket: null, userErrors: [ONE_OF_BOTH] };
    const ticketId = privateId('ticket', input.id);
    if (!ticketId) return { ticket: null, userErrors: [notFound('ticket', 'id')] };
    const shipmentId = input.shipmentId == null ? undefined : privateId('shipment', input.shipmentId);
    const orderId = input.orderId == null ? undefined : privateId('order', input.orderId);
    if (shipmentId === null) return { ticket: null, userErrors: [notFound('shipment', 'shipmentId')] };
    if (orderId === null) return { ticket: null, userErrors: [notFound('order', 'orderId')] };
    const { merchantId, userId: actor } = viewer;
    const order = { merchantId, ticketId, shipmentId, orderId, actor };
    return this.asItStands(await this.parts.pipeline.matchTicket(order), context);
  }

  @Query(() => TicketCorrectionsType, {
    description: 'How often people corrected what rules found in tickets: where the rules need a better word.',
  })
  async ticketCorrections(@Ctx() context: GraphContext): Promise<TicketCorrectionsType> {
    return toTicketCorrections(await ticketCorrections(context.db, readerOf(context).merchantId));
  }

  @FieldResolver(() => OrderType, { nullable: true, description: 'The order that it is of, where that is known.' })
  async order(@Root() { orderKey }: TicketSource, @Ctx() { loaders }: GraphContext): Promise<OrderSource | null> {
    const view = orderKey === null ? null : await loaders.order.load(orderKey);
    return view && toOrder(view);
  }

  @FieldResolver(() => ShipmentType, {
    nullable: true,
    description: 'The shipment that it is of, where that is known.',
  })
  async shipment(
    @Root() { shipmentKey }: TicketSource,
    @Ctx() { loaders }: GraphContext,
  ): Promise<ShipmentType | null> {
    const view = shipmentKey === null ? null : await loaders.shipment.load(shipmentKey);
    return view && toShipment(view, this.parts.carrierName);
  }

  private async asItStands(
    reply: { readonly ticketId: string } | Refusal,
    context: GraphContext,
  ): Promise<TicketPayloadType> {
    if ('refused' in reply)
      return { ticket: null, userErrors: [{ ...toUserError(reply), field: ['input', ...(reply.field ?? [])] }] };
    const view = await context.loaders.ticket.clear(reply.ticketId).load(reply.ticketId);
    return { ticket: view && toTicket(view, await sourceOf(view.sourceId, context)), userErrors: [] };
  }
}

const ONE_OF_BOTH: UserErrorType = {
  code: 'INVALID',
  message: 'Name either the shipment or the order that the ticket is about.',
  field: ['input'],
};
