import type {
  ClaimType,
  CloseCode,
  CustomerResolution,
  EvidenceParty,
  ExceptionKind,
  Instant,
  RecoveryOutcome,
  RecoveryTrackStatus,
  WaitingOn,
} from '@whereabouts/model';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MoneyInput } from '../schema/common.type';
import {
  ClaimTypeEnum,
  CloseCodeEnum,
  CustomerResolutionEnum,
  EvidencePartyEnum,
  ExceptionKindEnum,
  RecoveryOutcomeEnum,
  RecoveryTrackStatusEnum,
  WaitingOnEnum,
} from '../schema/enums';
import { DateTime } from '../schema/scalars';

/** What every command on one case says. */
@InputType()
export abstract class CaseCommandInput {
  @Field(() => ID, { description: 'The case.' }) id!: string;
  @Field(() => Int, { nullable: true, description: 'The version that was looked at; refused when it is stale.' })
  expectedVersion?: number | null;
}

@InputType('OpenCaseInput', {
  description: 'Opens a case by hand, about a shipment, an order, or whatever the reference names: one of the three.',
})
export class OpenCaseInput {
  @Field(() => ID, { nullable: true, description: 'The shipment.' }) shipmentId?: string | null;
  @Field(() => String, { nullable: true, description: 'The number of the order.' }) orderNumber?: string | null;
  @Field(() => String, { nullable: true, description: 'A tracking number, or the number of an order or a ticket.' })
  reference?: string | null;
  @Field(() => ExceptionKindEnum, { description: 'What kind of trouble.' }) kind!: ExceptionKind;
  @Field(() => String, { nullable: true, description: 'Why, as party.cause.' }) reason?: string | null;
  @Field(() => String, { nullable: true, description: 'For colleagues.' }) note?: string | null;
}

@InputType('AssignCaseInput', { description: 'Gives a case to somebody.' })
export class AssignCaseInput extends CaseCommandInput {
  @Field(() => ID, { description: 'Who takes care of it from now on.' }) ownerId!: string;
}

@InputType('SnoozeCaseInput', { description: 'Puts a case aside; it comes back by itself.' })
export class SnoozeCaseInput extends CaseCommandInput {
  @Field(() => DateTime, { description: 'When it comes back; at most 90 days ahead.' }) until!: Instant;
}

@InputType('MarkWaitingInput', { description: 'Says for whom a case waits.' })
export class MarkWaitingInput extends CaseCommandInput {
  @Field(() => WaitingOnEnum, { description: 'For whom; SNOOZED is what snoozeCase does.' }) on!: WaitingOn;
  @Field(() => String, { nullable: true, description: 'For colleagues.' }) note?: string | null;
}

@InputType('ResumeCaseInput', { description: 'Takes up a case that waits.' })
export class ResumeCaseInput extends CaseCommandInput {}

@InputType('AddNoteInput', { description: 'Adds a note to a case, open or closed.' })
export class AddNoteInput extends CaseCommandInput {
  @Field(() => String, { description: 'What colleagues should know; at most 10,000 characters.' }) text!: string;
}

@InputType('TagCaseInput', { description: 'Adds tags to a case, and removes some.' })
export class TagCaseInput extends CaseCommandInput {
  @Field(() => [String], { nullable: true, description: 'Tags to add.' }) add?: readonly string[] | null;
  @Field(() => [String], { nullable: true, description: 'Tags to remove.' }) remove?: readonly string[] | null;
}

@InputType('RequestEvidenceInput', { description: 'Asks somebody for evidence; the case waits for it.' })
export class RequestEvidenceInput extends CaseCommandInput {
  @Field(() => EvidencePartyEnum, { description: 'Who has it.' }) from!: EvidenceParty;
  @Field(() => [String], { description: 'What is needed, at most 20 things.' }) items!: readonly string[];
}

@InputType('ResolveCustomerInput', { description: 'Decides what the customer gets.' })
export class ResolveCustomerInput extends CaseCommandInput {
  @Field(() => CustomerResolutionEnum, { description: 'What.' }) resolution!: CustomerResolution;
  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'How much. Needed for REFUND and STORE_CREDIT; of RESHIP what it costs, else the value of the order counts.',
  })
  amount?: MoneyInput | null;
  @Field(() => Boolean, { nullable: true, description: 'Of RESHIP: by a faster service.' }) expedite?: boolean | null;
  @Field(() => DateTime, { nullable: true, description: 'Of RESHIP: when it would arrive.' })
  arrivesBy?: Instant | null;
  @Field(() => String, { nullable: true, description: 'For colleagues.' }) note?: string | null;
}

@InputType('ApproveInput', { description: 'Lets what was proposed for the customer stand, or turns it down.' })
export class ApproveInput extends CaseCommandInput {
  @Field(() => Boolean, { description: 'False turns it down.' }) approve!: boolean;
  @Field(() => String, { nullable: true, description: 'For colleagues.' }) note?: string | null;
}

@InputType('AdvanceRecoveryInput', { description: 'Brings the recovery from the carrier a step on.' })
export class AdvanceRecoveryInput extends CaseCommandInput {
  @Field(() => RecoveryTrackStatusEnum, { description: 'Where it is now; the same again brings news of it.' })
  to!: RecoveryTrackStatus;
  @Field(() => RecoveryOutcomeEnum, { nullable: true, description: 'Of SETTLED: how it ended.' })
  outcome?: RecoveryOutcome | null;
  @Field(() => ClaimTypeEnum, { nullable: true, description: 'What is claimed for.' }) claimType?: ClaimType | null;
  @Field(() => String, { nullable: true, description: "The carrier's number of the claim; a claim needs it." })
  claimReference?: string | null;
  @Field(() => MoneyInput, { nullable: true, description: 'What is claimed; a claim needs it.' })
  claimed?: MoneyInput | null;
  @Field(() => MoneyInput, { nullable: true, description: 'What the carrier paid.' }) paid?: MoneyInput | null;
  @Field(() => DateTime, { nullable: true, description: 'When the carrier paid.' }) paidAt?: Instant | null;
  @Field(() => String, { nullable: true, description: 'Where the payment shows; left out, the note says it.' })
  paymentSource?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When somebody asks the carrier again.' })
  followUpAt?: Instant | null;
  @Field(() => String, { nullable: true, description: 'For colleagues.' }) note?: string | null;
}

@InputType('CloseCaseInput', { description: 'Closes a case.' })
export class CloseCaseInput extends CaseCommandInput {
  @Field(() => CloseCodeEnum, { description: 'Why there was trouble.' }) closeCode!: CloseCode;
  @Field(() => String, { nullable: true, description: 'For colleagues.' }) note?: string | null;
}

@InputType('ReopenCaseInput', { description: 'Opens a closed case again, as a new cycle.' })
export class ReopenCaseInput extends CaseCommandInput {
  @Field(() => String, { description: 'Why.' }) note!: string;
}

@InputType('UndoInput', { description: 'Takes one step of a case back.' })
export class UndoInput {
  @Field(() => ID, { description: 'The case.' }) caseId!: string;
  @Field(() => ID, { description: 'The entry of its history that is taken back.' }) activityId!: string;
}

@InputType('BulkInput', { description: 'The same for many cases: at most 200.' })
export class BulkInput {
  @Field(() => [ID], { description: 'The cases.' }) ids!: readonly string[];
  @Field(() => ID, { nullable: true, description: 'Who takes care of them from now on.' }) assignTo?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Puts them aside until then.' }) snoozeUntil?: Instant | null;
  @Field(() => [String], { nullable: true, description: 'Tags to add.' }) addTags?: readonly string[] | null;
  @Field(() => CloseCodeEnum, { nullable: true, description: 'Closes them, after all else.' })
  closeCode?: CloseCode | null;
}
