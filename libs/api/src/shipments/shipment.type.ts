import type { Instant, ShipmentState, SourceKind } from '@whereabouts/model';
import { Field, InputType, ObjectType } from 'type-graphql';
import { DeliveryPromiseType } from '../orders/promise';
import { DateRangeInput, NodeType, UserErrorType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import { ShipmentStateEnum, SourceKindEnum } from '../schema/enums';
import { DateTime, Url } from '../schema/scalars';

@ObjectType('Carrier', { simpleResolvers: true, description: 'Who carries a parcel.' })
export class CarrierType {
  @Field(() => String, { description: 'Canonical code, such as ups.' }) code!: string;
  @Field(() => String, { description: 'As people say it.' }) name!: string;
  @Field(() => Boolean, {
    description:
      'No source named the carrier: the number looks like its own. The first source that names one is believed.',
  })
  isGuessed!: boolean;
}

@ObjectType('FulfillmentNode', {
  implements: NodeType,
  simpleResolvers: true,
  description: 'A warehouse or shop from which parcels leave.',
})
export class FulfillmentNodeType extends NodeType {
  @Field(() => String, { description: "The source's code of it." }) code!: string;
  @Field(() => String, { description: 'Its name; its code where none is known.' }) name!: string;
}

@ObjectType('SourcedValue', { simpleResolvers: true, description: 'What one source says of a fact.' })
export class SourcedValueType {
  @Field(() => String, { description: 'As text, for people.' }) value!: string;
  @Field(() => DateTime, { description: 'When the source stated it.' }) at!: Instant;
}

@ObjectType('SourceConflict', { simpleResolvers: true, description: 'Two sources say different things of one fact.' })
export class SourceConflictType {
  @Field(() => String, { description: 'Which fact, such as delivered or promise.' }) fact!: string;
  @Field(() => SourceKindEnum, { description: 'Whose word the hub takes.' }) winner!: SourceKind;
  @Field(() => [SourcedValueType], { description: "The winner's value first." }) values!: readonly SourcedValueType[];
  @Field(() => DateTime, { description: 'When the second value came to be stated.' }) since!: Instant;
}

@ObjectType('Shipment', { implements: NodeType, simpleResolvers: true, description: 'One parcel on its way.' })
export class ShipmentType extends NodeType {
  @Field(() => CarrierType, { description: 'Who carries it.' }) carrier!: CarrierType;
  @Field(() => String, { nullable: true, description: "The carrier's product, such as Ground." }) serviceLevel!:
    string | null;
  @Field(() => String, { description: "The carrier's number." }) trackingNumber!: string;
  @Field(() => Url, { nullable: true, description: 'Where a recipient follows it.' }) trackingUrl!: string | null;
  @Field(() => ShipmentStateEnum, { description: 'Where it stands.' }) state!: ShipmentState;
  @Field(() => DateTime, {
    description: 'When the news that gives the state began; without news, when the parcel was first named.',
  })
  stateSince!: Instant;
  @Field(() => FulfillmentNodeType, { nullable: true, description: 'From where it leaves.' })
  node!: FulfillmentNodeType | null;
  @Field(() => String, {
    nullable: true,
    description: 'Region and country of origin and destination, such as US-GA>US-NY.',
  })
  lane!: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When the shipper says it left.' }) shippedAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'First physical scan.' }) firstScanAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'Latest physical scan.' }) lastScanAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'Null unless it is delivered as far as is known now.' })
  deliveredAt!: Instant | null;
  @Field(() => DeliveryPromiseType, { nullable: true, description: 'What the customer was told, and how it stands.' })
  promise!: DeliveryPromiseType | null;
  @Field(() => [SourceConflictType], { description: 'Where sources contradict each other.' })
  conflicts!: readonly SourceConflictType[];
  @Field(() => DateTime, { nullable: true, description: 'When the hub looks at it again by itself.' })
  nextCheckAt!: Instant | null;
}

export const ShipmentConnection = connectionOf('Shipment', ShipmentType, 'shipments');

@InputType('ShipmentFilter', { description: 'Which shipments; every part that is given must hold.' })
export class ShipmentFilterInput {
  @Field(() => [ShipmentStateEnum], { nullable: true, description: 'Any of these states.' })
  state?: readonly ShipmentState[] | null;
  @Field(() => [String], { nullable: true, description: 'Any of these carriers, by code.' }) carrier?:
    readonly string[] | null;
  @Field(() => [String], { nullable: true, description: 'Any of these places, by code.' }) nodeCode?:
    readonly string[] | null;
  @Field(() => DateRangeInput, { nullable: true, description: 'When they left.' }) shippedAt?: DateRangeInput | null;
  @Field(() => Boolean, { nullable: true, description: 'With, or without, an open case.' }) hasOpenCase?:
    boolean | null;
  @Field(() => String, {
    nullable: true,
    description: 'Tracking number, order number, email address or case number.',
  })
  search?: string | null;
}

@InputType('TrackShipmentInput', { description: 'A parcel to be tracked.' })
export class TrackShipmentInput {
  @Field(() => String, { description: 'Code or name of the carrier.' }) carrier!: string;
  @Field(() => String, { description: "The carrier's number." }) trackingNumber!: string;
  @Field(() => String, { nullable: true, description: 'The order that it belongs to.' }) orderNumber?: string | null;
  @Field(() => String, { nullable: true, description: "The carrier's product." }) serviceLevel?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When it left.' }) shippedAt?: Instant | null;
  @Field(() => String, { nullable: true, description: 'Code of the place from which it leaves.' }) nodeCode?:
    string | null;
  @Field(() => DateTime, { nullable: true, description: 'What the customer was told.' }) promisedBy?: Instant | null;
}

@ObjectType('ShipmentPayload', { simpleResolvers: true, description: 'What came of a mutation of a shipment.' })
export class ShipmentPayloadType {
  @Field(() => ShipmentType, { nullable: true, description: 'As it stands now.' }) shipment!: ShipmentType | null;
  @Field(() => [UserErrorType], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: readonly UserErrorType[];
}
