import type { Instant } from '@whereabouts/model';
import type { MilestoneView, ShipmentChangeEntry } from '@whereabouts/store';
import { Field, ObjectType } from 'type-graphql';
import { MilestoneType, toMilestone } from '../milestones/milestone.type';
import { SnapshotPartEnum } from '../schema/enums';
import { DateTime, FeedCursor } from '../schema/scalars';
import type { ShipmentSource } from '../shipments/shipment-mapping';
import { ShipmentType } from '../shipments/shipment.type';
import { encodeFeedCursor } from './cursor';
import { placeIn, type InSnapshot, type SnapshotPart } from './snapshot';

@ObjectType('ShipmentChange', { simpleResolvers: true, description: 'What became of a shipment.' })
export class ShipmentChangeType {
  @Field(() => FeedCursor, { description: 'Pass it as after to go on behind this change.' }) cursor!: string;
  @Field(() => DateTime, { description: 'When.' }) at!: Instant;
  @Field(() => MilestoneType, {
    nullable: true,
    description: 'What was heard for the first time. Null: something else changed, such as its order or its cases.',
  })
  milestone!: MilestoneType | null;
  @Field(() => ShipmentType, {
    description: 'The shipment as it stands now, which may be later than this change, or no longer match the filter.',
  })
  shipment!: ShipmentType;
  @Field(() => SnapshotPartEnum, {
    nullable: true,
    description: 'Of what `snapshot: true` sends first: how far it is. Null: something changed.',
  })
  snapshot!: SnapshotPart | null;
}

export const toShipmentChange = (
  { position, at }: ShipmentChangeEntry,
  milestone: MilestoneView | null,
  shipment: ShipmentSource,
  showsRaw: boolean,
): ShipmentChangeType => ({
  cursor: encodeFeedCursor(position),
  at,
  milestone: milestone && toMilestone(milestone, showsRaw),
  shipment,
  snapshot: null,
});

export const toShipmentSnapshot = (place: InSnapshot, at: Instant, shipment: ShipmentSource): ShipmentChangeType => ({
  ...placeIn('shipments', place),
  at,
  milestone: null,
  shipment,
});
