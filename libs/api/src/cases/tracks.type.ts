import type {
  CustomerResolution,
  CustomerTrackStatus,
  Instant,
  RecoveryOutcome,
  RecoveryTrackStatus,
} from '@whereabouts/model';
import { Field, ObjectType } from 'type-graphql';
import { MoneyType } from '../schema/common.type';
import {
  CustomerResolutionEnum,
  CustomerTrackStatusEnum,
  RecoveryOutcomeEnum,
  RecoveryTrackStatusEnum,
} from '../schema/enums';
import { DateTime } from '../schema/scalars';

@ObjectType('CustomerTrack', { simpleResolvers: true, description: 'What the customer gets.' })
export class CustomerTrackType {
  @Field(() => CustomerTrackStatusEnum, { description: 'How far it is.' }) status!: CustomerTrackStatus;
  @Field(() => CustomerResolutionEnum, { nullable: true, description: 'What was decided.' })
  resolution!: CustomerResolution | null;
  @Field(() => MoneyType, { nullable: true, description: 'How much, where it is money.' }) amount!: MoneyType | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was done.' }) resolvedAt!: Instant | null;
}

@ObjectType('RecoveryTrack', { simpleResolvers: true, description: 'What comes back from the carrier.' })
export class RecoveryTrackType {
  @Field(() => RecoveryTrackStatusEnum, { description: 'How far it is.' }) status!: RecoveryTrackStatus;
  @Field(() => RecoveryOutcomeEnum, { nullable: true, description: 'How it ended.' }) outcome!: RecoveryOutcome | null;
  @Field(() => String, { nullable: true, description: "The carrier's number of the claim." }) claimReference!:
    string | null;
  @Field(() => DateTime, { description: 'When it last changed.' }) updatedAt!: Instant;
}
