import type {
  CaseStatus,
  CloseCode,
  EvidenceParty,
  ExceptionKind,
  Instant,
  PriorityFlag,
  SlaState,
  WaitingOn,
} from '@whereabouts/model';
import { Field, Int, ObjectType } from 'type-graphql';
import { NodeType, UserErrorType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import {
  CaseStatusEnum,
  CloseCodeEnum,
  EvidencePartyEnum,
  ExceptionKindEnum,
  PriorityFlagEnum,
  SlaStateEnum,
  WaitingOnEnum,
} from '../schema/enums';
import { DateTime, Duration, Json } from '../schema/scalars';
import { ShipmentType } from '../shipments/shipment.type';
import { UserType } from '../users/user.type';
import { CustomerTrackType, RecoveryTrackType } from './tracks.type';

@ObjectType('Flag', {
  simpleResolvers: true,
  description: 'A flag with the fact that raised it, such as 412.00 USD > 300.00 USD.',
})
export class FlagType {
  @Field(() => PriorityFlagEnum, { description: 'Which flag.' }) code!: PriorityFlag;
  @Field(() => String, { description: 'The fact that raised it.' }) because!: string;
}

@ObjectType('Sla', { simpleResolvers: true, description: 'The clocks of a case.' })
export class SlaType {
  @Field(() => SlaStateEnum, { description: 'How the clock for the first action stands now.' }) state!: SlaState;
  @Field(() => DateTime, { description: 'When the first action is due.' }) firstActionDueAt!: Instant;
  @Field(() => DateTime, { nullable: true, description: 'When the first action was taken.' })
  firstActionAt!: Instant | null;
  @Field(() => DateTime, { description: 'When the case is to be resolved.' }) resolutionDueAt!: Instant;
  @Field(() => DateTime, { nullable: true, description: 'When the owner was warned.' }) warnedAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was breached: a fact that stays.' })
  breachedAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'Since when the clocks stand.' }) pausedSince!: Instant | null;
}

@ObjectType('Detection', { simpleResolvers: true, description: 'Why the hub says so.' })
export class DetectionType {
  @Field(() => String, { description: 'Stable id of the rule.' }) rule!: string;
  @Field(() => Int, { description: 'Version of the policy that was applied.' }) policyVersion!: number;
  @Field(() => String, { description: 'One sentence with figures and times.' }) because!: string;
  @Field(() => Json, { description: 'The numbers of the policy that were applied, by name.' })
  thresholds!: Readonly<Record<string, string | number>>;
  @Field(() => DateTime, { description: 'When the hub saw it.' }) detectedAt!: Instant;
  @Field(() => DateTime, { description: 'Since when the trouble exists.' }) conditionSince!: Instant;
}

@ObjectType('NextStep', { simpleResolvers: true, description: 'What a case suggests to do next.' })
export class NextStepType {
  @Field(() => String, { description: 'Stable word for programs.' }) action!: string;
  @Field(() => String, { description: 'For people.' }) label!: string;
  @Field(() => Boolean, { description: 'The hub does it by itself. People decide everything that costs money.' })
  automatic!: boolean;
  @Field(() => String, { description: 'Why, in one sentence.' }) because!: string;
}

@ObjectType('EvidenceRequest', { simpleResolvers: true, description: 'What somebody was asked for.' })
export class EvidenceRequestType {
  @Field(() => EvidencePartyEnum, { description: 'Who was asked.' }) from!: EvidenceParty;
  @Field(() => [String], { description: 'For what.' }) items!: readonly string[];
  @Field(() => String, { description: "Who asked: a user's id, or rule:… when the hub did." }) by!: string;
  @Field(() => DateTime, { description: 'When.' }) at!: Instant;
}

@ObjectType('ExceptionCase', {
  implements: NodeType,
  simpleResolvers: true,
  description: 'One trouble with one shipment or order, with its owner and its clocks.',
})
export class CaseType extends NodeType {
  @Field(() => Int, { description: 'Short human number, unique within the merchant.' }) number!: number;
  @Field(() => String, { description: 'The number as people say it: EX-1042.' }) ref!: string;
  @Field(() => ExceptionKindEnum, { description: 'What kind of trouble.' }) kind!: ExceptionKind;
  @Field(() => String, { nullable: true, description: 'Why, as party.cause.' }) reason!: string | null;
  @Field(() => CaseStatusEnum, { description: 'Where it stands.' }) status!: CaseStatus;
  @Field(() => WaitingOnEnum, { nullable: true, description: 'For whom it waits.' }) waitingOn!: WaitingOn | null;
  @Field(() => DateTime, { nullable: true, description: 'Until when it was put aside.' }) snoozedUntil!: Instant | null;
  @Field(() => [EvidenceRequestType], { description: 'Evidence that was asked for, oldest first.' })
  evidenceRequests!: readonly EvidenceRequestType[];
  @Field(() => Int, { description: '1, and one more for each time the same trouble came back.' }) episode!: number;
  @Field(() => Int, { description: '1, and one more for each reopening.' }) cycle!: number;
  @Field(() => [FlagType], { description: 'What makes it more urgent.' }) flags!: readonly FlagType[];
  @Field(() => UserType, { description: 'Who takes care of it: always a person.' }) owner!: UserType;
  @Field(() => DateTime, { description: 'When it was opened.' }) openedAt!: Instant;
  @Field(() => DateTime, { nullable: true, description: 'When it was closed.' }) closedAt!: Instant | null;
  @Field(() => CloseCodeEnum, { nullable: true, description: 'Why there was trouble.' }) closeCode!: CloseCode | null;
  @Field(() => String, { nullable: true, description: "A user's id, or rule:… when the hub closed it." })
  closedBy!: string | null;
  @Field(() => SlaType, { description: 'Its clocks.' }) sla!: SlaType;
  @Field(() => ShipmentType, {
    nullable: true,
    description: 'Null while the case is known by its order, or only by a ticket.',
  })
  shipment!: ShipmentType | null;
  @Field(() => DetectionType, { description: 'Why the hub says so.' }) detection!: DetectionType;
  @Field(() => CustomerTrackType, { description: 'What the customer gets.' }) customerTrack!: CustomerTrackType;
  @Field(() => RecoveryTrackType, { description: 'What comes back from the carrier.' })
  recoveryTrack!: RecoveryTrackType;
  @Field(() => [String], { description: 'Free words of the team.' }) tags!: readonly string[];
  @Field(() => Int, { description: 'Grows with every change; pass it back as expectedVersion.' }) version!: number;
}

export const CaseConnection = connectionOf('Case', CaseType, 'cases');

@ObjectType('CasePayload', { simpleResolvers: true, description: 'What came of a mutation of a case.' })
export class CasePayloadType {
  @Field(() => CaseType, { nullable: true, description: 'As it stands now, also after a refusal.' })
  exceptionCase!: CaseType | null;
  @Field(() => [UserErrorType], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: readonly UserErrorType[];
  @Field(() => String, { nullable: true, description: 'What to know of it though it was done.' })
  notice!: string | null;
}

@ObjectType('BulkPayload', { simpleResolvers: true, description: 'What came of a mutation of many cases.' })
export class BulkPayloadType {
  @Field(() => Int, { description: 'How many were done.' }) updated!: number;
  @Field(() => [CasePayloadType], { description: 'One for each id, in their order.' })
  results!: readonly CasePayloadType[];
  @Field(() => [UserErrorType], { description: 'Why nothing was done at all; empty when the results count.' })
  userErrors!: readonly UserErrorType[];
}

@ObjectType('KindCount', { simpleResolvers: true, description: 'How many cases of one kind.' })
export class KindCountType {
  @Field(() => ExceptionKindEnum, { description: 'The kind.' }) kind!: ExceptionKind;
  @Field(() => Int, { description: 'How many.' }) count!: number;
}

@ObjectType('QueueSummary', {
  simpleResolvers: true,
  description: 'The open cases of a filter at a glance; at most a second old.',
})
export class QueueSummaryType {
  @Field(() => Int, { description: 'Not closed.' }) open!: number;
  @Field(() => Int, { description: 'Without an owner: 0, as every case has one.' }) unowned!: number;
  @Field(() => Int, { description: 'Whose first action is due soon.' }) warning!: number;
  @Field(() => Int, { description: 'Whose first action is or was late.' }) breached!: number;
  @Field(() => [KindCountType], { description: 'Open cases of each kind, the most frequent first.' })
  byKind!: readonly KindCountType[];
  @Field(() => DateTime, { nullable: true, description: 'When the oldest one was opened.' })
  oldestOpenedAt!: Instant | null;
  @Field(() => Duration, { nullable: true, description: 'Mean age of the open cases.' }) averageAge!: string | null;
}
