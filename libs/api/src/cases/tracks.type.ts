import type {
  ClaimType,
  CustomerResolution,
  CustomerTrackStatus,
  Instant,
  RecoveryOutcome,
  RecoveryTrackStatus,
} from '@whereabouts/model';
import { Field, ObjectType } from 'type-graphql';
import { MoneyType } from '../schema/common.type';
import {
  ClaimTypeEnum,
  CustomerResolutionEnum,
  CustomerTrackStatusEnum,
  RecoveryOutcomeEnum,
  RecoveryTrackStatusEnum,
} from '../schema/enums';
import { DateTime } from '../schema/scalars';

@ObjectType('Reship', { simpleResolvers: true, description: 'How the goods are sent again.' })
export class ReshipType {
  @Field(() => Boolean, { description: 'By a faster service.' }) expedite!: boolean;
  @Field(() => DateTime, { nullable: true, description: 'When it would arrive.' }) arrivesBy!: Instant | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether that keeps the promise; null where nothing is promised or the arrival is not known.',
  })
  keepsPromise!: boolean | null;
}

@ObjectType('CustomerTrack', { simpleResolvers: true, description: 'What the customer gets.' })
export class CustomerTrackType {
  @Field(() => CustomerTrackStatusEnum, { description: 'How far it is.' }) status!: CustomerTrackStatus;
  @Field(() => CustomerResolutionEnum, { nullable: true, description: 'What was decided.' })
  resolution!: CustomerResolution | null;
  @Field(() => MoneyType, { nullable: true, description: 'How much, where it is money.' }) amount!: MoneyType | null;
  @Field(() => ReshipType, { nullable: true, description: 'How the goods are sent again, where they are.' })
  reship!: ReshipType | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was done.' }) resolvedAt!: Instant | null;
}

@ObjectType('RecoveryTrack', { simpleResolvers: true, description: 'What comes back from the carrier.' })
export class RecoveryTrackType {
  @Field(() => RecoveryTrackStatusEnum, { description: 'How far it is.' }) status!: RecoveryTrackStatus;
  @Field(() => RecoveryOutcomeEnum, { nullable: true, description: 'How it ended.' }) outcome!: RecoveryOutcome | null;
  @Field(() => String, { nullable: true, description: "The carrier's number of the claim." }) claimReference!:
    string | null;
  @Field(() => ClaimTypeEnum, { nullable: true, description: 'What is claimed for.' }) claimType!: ClaimType | null;
  @Field(() => DateTime, { nullable: true, description: 'From when on the carrier takes the claim.' })
  claimOpensAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'Until when the carrier takes the claim.' })
  claimDeadline!: Instant | null;
  @Field(() => String, { nullable: true, description: 'Which document says so.' }) windowSource!: string | null;
  @Field(() => MoneyType, { nullable: true, description: 'What is claimed.' }) claimed!: MoneyType | null;
  @Field(() => DateTime, { nullable: true, description: 'When the claim was filed.' }) filedAt!: Instant | null;
  @Field(() => MoneyType, { nullable: true, description: 'What the carrier paid.' }) paid!: MoneyType | null;
  @Field(() => DateTime, { nullable: true, description: 'When the carrier paid.' }) paidAt!: Instant | null;
  @Field(() => String, { nullable: true, description: 'Where the payment shows.' }) paymentSource!: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When somebody asks the carrier again.' })
  followUpAt!: Instant | null;
  @Field(() => DateTime, { description: 'When it last changed.' }) updatedAt!: Instant;
}
