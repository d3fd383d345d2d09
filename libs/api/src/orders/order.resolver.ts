import {
  orderByNumber,
  orderPage,
  ordersByIds,
  orderSortKey,
  orderTotal,
  privateId,
  type OrderFilter,
  type OrderView,
} from '@whereabouts/store';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { readerOf, type GraphContext } from '../context';
import { nothingNamed } from '../errors';
import { messagesOfOrder } from '../messages/message.resolver';
import { MessageType, type MessageSource } from '../messages/message.type';
import { PageArgs, pageRequest, toConnection, type Connection } from '../schema/connection';
import type { ListOrder } from '../schema/list-order';
import { toShipment, type ShipmentSource } from '../shipments/shipment-mapping';
import { ShipmentType } from '../shipments/shipment.type';
import { sourceOf } from '../sources/source-of';
import { ticketsOf } from '../tickets/ticket.resolver';
import { TicketType } from '../tickets/ticket.type';
import { StockLevelType, toStockLevel } from './stock.type';
import { OrderConnection, OrderFilterInput, OrderType, toOrder, type OrderSource } from './order.type';

@ArgsType()
class OrdersArgs extends PageArgs {
  @Field(() => OrderFilterInput, { nullable: true, description: 'Which orders; all when left out.' })
  filter?: OrderFilterInput | null;
}

interface OrderList extends Connection<OrderSource> {
  readonly filter: OrderFilter;
}

const toOrderFilter = (input: OrderFilterInput | null | undefined): OrderFilter => ({
  placedFrom: input?.placedAt?.from ?? undefined,
  placedTo: input?.placedAt?.to ?? undefined,
  customerEmail: input?.customerEmail ?? undefined,
  hasOpenCase: input?.hasOpenCase ?? undefined,
  search: input?.search ?? undefined,
});

const LATEST: ListOrder<OrderView> = { name: 'orders', parts: ['moment', 'id'], keyOf: orderSortKey };

@Resolver(() => OrderType)
export class OrderResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Query(() => OrderType, { nullable: true, description: 'One order, by its id or its number.' })
  async order(
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id: string | null | undefined,
    @Arg('number', () => String, { nullable: true, description: 'Its number.' }) number: string | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<OrderSource | null> {
    const { merchantId } = readerOf(context);
    const { db } = context;
    if (!id && !number?.trim()) throw nothingNamed('order', 'number');
    const inside = id ? privateId('order', id) : null;
    if (inside) return (await ordersByIds(db, merchantId, [inside])).map(toOrder)[0] ?? null;
    const view = !id && number ? await orderByNumber(db, merchantId, number) : null;
    return view && toOrder(view);
  }

  @Query(() => OrderConnection, { description: 'Orders, the latest first.' })
  async orders(@Args(() => OrdersArgs) args: OrdersArgs, @Ctx() context: GraphContext): Promise<OrderList> {
    const { merchantId } = readerOf(context);
    const filter = toOrderFilter(args.filter);
    const page = await orderPage(context.db, merchantId, filter, pageRequest(args, LATEST));
    return Object.assign(toConnection(page, LATEST, toOrder), { filter });
  }

  @FieldResolver(() => [ShipmentType], { description: 'Its parcels, in the order in which they left.' })
  async shipments(
    @Root() { insideId }: OrderSource,
    @Ctx() { loaders }: GraphContext,
  ): Promise<readonly ShipmentSource[]> {
    return (await loaders.shipmentsOfOrder.load(insideId)).map((view) => toShipment(view, this.parts.carrierName));
  }

  @FieldResolver(() => [TicketType], {
    description: 'Tickets that name the order or one of its parcels, oldest first.',
  })
  tickets(@Root() { insideId }: OrderSource, @Ctx() context: GraphContext): Promise<readonly TicketType[]> {
    return ticketsOf(insideId, context);
  }

  @FieldResolver(() => [MessageType], {
    description: 'What the customer was told, or is to be told, about it: in order of time, the newest 100.',
  })
  messages(@Root() { insideId }: OrderSource, @Ctx() context: GraphContext): Promise<readonly MessageSource[]> {
    return messagesOfOrder(insideId, context);
  }

  @FieldResolver(() => [StockLevelType], {
    description:
      'What sources say there is of its articles, by article and place; empty where no source tells of stock.',
  })
  async stock(@Root() { insideId }: OrderSource, @Ctx() context: GraphContext): Promise<readonly StockLevelType[]> {
    const levels = await context.loaders.stockOfOrder.load(insideId);
    return Promise.all(levels.map(async (level) => toStockLevel(level, await sourceOf(level.sourceId, context))));
  }
}

@Resolver(() => OrderConnection)
export class OrderConnectionResolver {
  constructor(private readonly parts: ResolverParts) {}

  @FieldResolver(() => Int, { description: 'How many there are in all; exact up to 10,000.' })
  totalCount(@Root() { filter }: OrderList, @Ctx() context: GraphContext): Promise<number> {
    return orderTotal(context.db, readerOf(context).merchantId, filter);
  }
}
