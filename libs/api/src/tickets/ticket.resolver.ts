import { privateId } from '@whereabouts/store';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { viewerOf, worksCases, type GraphContext } from '../context';
import { sourceOf } from '../sources/source-of';
import { forbidden, notFound } from '../user-errors';
import { CorrectTicketTopicInput, TicketPayloadType, toTicket, type TicketType } from './ticket.type';

/** The tickets of an order, oldest first. */
export async function ticketsOf(orderId: string, context: GraphContext): Promise<readonly TicketType[]> {
  const views = await context.loaders.ticketsOfOrder.load(orderId);
  return Promise.all(views.map(async (view) => toTicket(view, await sourceOf(view.sourceId, context))));
}

@Resolver()
export class TicketResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Mutation(() => TicketPayloadType, { description: 'Corrects what a ticket is about.' })
  async correctTicketTopic(
    @Arg('input', () => CorrectTicketTopicInput, { description: 'Which ticket, and its topic.' })
    { id, topic }: CorrectTicketTopicInput,
    @Ctx() context: GraphContext,
  ): Promise<TicketPayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return { ticket: null, userErrors: [forbidden('correct tickets')] };
    const ticketId = privateId('ticket', id);
    if (!ticketId) return { ticket: null, userErrors: [notFound('ticket', 'id')] };
    const { merchantId, userId: actor } = viewer;
    const reply = await this.parts.pipeline.correctTopic({ merchantId, ticketId, topic, actor });
    if ('refused' in reply) return { ticket: null, userErrors: [notFound('ticket', 'id')] };
    const view = await context.loaders.ticket.clear(ticketId).load(ticketId);
    return { ticket: view && toTicket(view, await sourceOf(view.sourceId, context)), userErrors: [] };
  }
}
