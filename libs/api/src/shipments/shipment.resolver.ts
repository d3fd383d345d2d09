import {
  privateId,
  shipmentByNumber,
  shipmentPage,
  shipmentsByIds,
  shipmentTotal,
  type ShipmentFilter,
  type ShipmentView,
} from '@whereabouts/store';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { readerOf, viewerOf, worksCases, type GraphContext } from '../context';
import { nothingNamed } from '../errors';
import { PageArgs, pageRequest, toConnection, type Connection } from '../schema/connection';
import { byId } from '../schema/list-order';
import { forbidden, inputError } from '../user-errors';
import { toShipment, toShipmentFilter, type CarrierName, type ShipmentSource } from './shipment-mapping';
import {
  ShipmentConnection,
  ShipmentFilterInput,
  ShipmentPayloadType,
  ShipmentType,
  TrackShipmentInput,
} from './shipment.type';

@ArgsType()
class ShipmentsArgs extends PageArgs {
  @Field(() => ShipmentFilterInput, { nullable: true, description: 'Which shipments; all when left out.' })
  filter?: ShipmentFilterInput | null;
}

@ArgsType()
class ShipmentArgs {
  @Field(() => ID, { nullable: true, description: 'Its id.' }) id?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of its carrier; any when left out.' }) carrier?:
    string | null;
  @Field(() => String, { nullable: true, description: 'Its tracking number.' }) trackingNumber?: string | null;
}

interface ShipmentList extends Connection<ShipmentSource> {
  readonly filter: ShipmentFilter;
}

const SHIPMENTS = byId<ShipmentView>('shipments');

@Resolver(() => ShipmentType)
export class ShipmentResolver {
  constructor(private readonly parts: ResolverParts) {}

  @Query(() => ShipmentType, {
    nullable: true,
    description:
      'One shipment, by its id or its tracking number. Carriers recycle numbers: it is the latest that bears it.',
  })
  async shipment(
    @Args(() => ShipmentArgs) args: ShipmentArgs,
    @Ctx() context: GraphContext,
  ): Promise<ShipmentSource | null> {
    const { merchantId } = readerOf(context);
    const { carrierName } = this.parts;
    const { db } = context;
    if (!args.id && !args.trackingNumber?.trim()) throw nothingNamed('shipment', 'trackingNumber');
    const id = args.id ? privateId('shipment', args.id) : null;
    if (id) return first(await shipmentsByIds(db, merchantId, [id]), carrierName);
    if (args.id || !args.trackingNumber?.trim()) return null;
    const carrier = args.carrier?.trim().toLowerCase() ?? null;
    const view = await shipmentByNumber(db, merchantId, args.trackingNumber, carrier);
    return view && toShipment(view, carrierName);
  }

  @Query(() => ShipmentConnection, { description: 'Shipments, in a stable order that says nothing of time.' })
  async shipments(@Args(() => ShipmentsArgs) args: ShipmentsArgs, @Ctx() context: GraphContext): Promise<ShipmentList> {
    const { merchantId } = readerOf(context);
    const filter = toShipmentFilter(args.filter);
    const page = await shipmentPage(context.db, merchantId, filter, pageRequest(args, SHIPMENTS));
    const connection = toConnection(page, SHIPMENTS, (view) => toShipment(view, this.parts.carrierName));
    return Object.assign(connection, { filter });
  }

  @Mutation(() => ShipmentPayloadType, {
    description: 'Registers a parcel for tracking; returns the existing one if it is known.',
  })
  async trackShipment(
    @Arg('input', () => TrackShipmentInput, { description: 'The parcel.' }) input: TrackShipmentInput,
    @Ctx() context: GraphContext,
  ): Promise<ShipmentPayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return { shipment: null, userErrors: [forbidden(viewer, 'work', 'register shipments')] };
    const { merchantId, userId: actor } = viewer;
    const reply = await this.parts.pipeline.trackShipment({
      merchantId,
      actor,
      carrier: input.carrier,
      trackingNumber: input.trackingNumber,
      orderNumber: input.orderNumber ?? undefined,
      serviceLevel: input.serviceLevel ?? undefined,
      shippedAt: input.shippedAt ?? undefined,
      nodeCode: input.nodeCode ?? undefined,
      promisedBy: input.promisedBy ?? undefined,
    });
    if ('refused' in reply) return { shipment: null, userErrors: [inputError(reply)] };
    const found = await shipmentsByIds(context.db, merchantId, [reply.shipmentId]);
    return { shipment: first(found, this.parts.carrierName), userErrors: [] };
  }
}

@Resolver(() => ShipmentConnection)
export class ShipmentConnectionResolver {
  constructor(private readonly parts: ResolverParts) {}

  @FieldResolver(() => Int, { description: 'How many there are in all; exact up to 10,000.' })
  totalCount(@Root() { filter }: ShipmentList, @Ctx() context: GraphContext): Promise<number> {
    return shipmentTotal(context.db, readerOf(context).merchantId, filter);
  }
}

const first = (views: readonly ShipmentView[], carrierName: CarrierName): ShipmentSource | null =>
  views[0] ? toShipment(views[0], carrierName) : null;
