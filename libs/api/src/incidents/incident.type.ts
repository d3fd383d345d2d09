import {
  incidentRef,
  type CloseCode,
  type Incident,
  type IncidentStatus,
  type IncidentType,
  type Instant,
} from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CasePayloadType } from '../cases/case.type';
import { NodeType, UserErrorType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import { CloseCodeEnum, IncidentStatusEnum, IncidentTypeEnum } from '../schema/enums';
import { DateTime } from '../schema/scalars';

@ObjectType('Incident', {
  implements: NodeType,
  simpleResolvers: true,
  description: 'Cases that may have one cause, to be worked as one; or a source that went silent.',
})
export class IncidentNodeType extends NodeType {
  @Field(() => Int, { description: 'Short human number, unique within the merchant.' }) number!: number;
  @Field(() => String, { description: 'The number as people say it: INC-7.' }) ref!: string;
  @Field(() => IncidentTypeEnum, { description: 'What is at its bottom.' }) type!: IncidentType;
  @Field(() => String, { description: 'What it is about, in a few words.' }) title!: string;
  @Field(() => String, { description: 'Why the hub offers it: one sentence with figures and times.' }) because!: string;
  @Field(() => IncidentStatusEnum, { description: 'Where it stands.' }) status!: IncidentStatus;
  @Field(() => DateTime, { description: 'Since when there is trouble.' }) since!: Instant;
  @Field(() => DateTime, { description: 'When it was offered.' }) openedAt!: Instant;
  @Field(() => DateTime, { nullable: true, description: 'When a person accepted or dismissed it.' })
  decidedAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was over.' }) closedAt!: Instant | null;
  @Field(() => Int, { description: 'How many of its cases are open.' }) openCases!: number;
}

export const IncidentConnection = connectionOf('Incident', IncidentNodeType, 'incidents');

@InputType('DecideIncidentInput', { description: 'Accepts or dismisses an incident.' })
export class DecideIncidentInput {
  @Field(() => ID, { description: 'The incident.' }) id!: string;
}

@InputType('LinkCasesInput', { description: 'Puts cases into an incident.' })
export class LinkCasesInput {
  @Field(() => ID, { description: 'The incident.' }) incidentId!: string;
  @Field(() => [ID], { description: 'The cases, at most 200.' }) caseIds!: readonly string[];
}

@InputType('UnlinkCaseInput', { description: 'Takes a case out of its incident.' })
export class UnlinkCaseInput {
  @Field(() => ID, { description: 'The case.' }) id!: string;
}

@InputType('WorkIncidentInput', { description: 'What is to be done with every open case of an incident.' })
export class WorkIncidentInput {
  @Field(() => ID, { description: 'The incident.' }) id!: string;
  @Field(() => ID, { nullable: true, description: 'Who takes care of them from now on.' }) assignTo?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Until when they are put aside.' })
  snoozeUntil?: Instant | null;
  @Field(() => [String], { nullable: true, description: 'Tags to add.' }) addTags?: string[] | null;
  @Field(() => String, { nullable: true, description: 'For colleagues.' }) note?: string | null;
  @Field(() => CloseCodeEnum, { nullable: true, description: 'Closes them with this code.' })
  closeCode?: CloseCode | null;
}

@ObjectType('IncidentPayload', { simpleResolvers: true, description: 'What came of a decision about an incident.' })
export class IncidentPayloadType {
  @Field(() => IncidentNodeType, { nullable: true, description: 'As it stands now, also after a refusal.' })
  incident!: IncidentNodeType | null;
  @Field(() => [UserErrorType], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: readonly UserErrorType[];
}

@ObjectType('IncidentWorkPayload', {
  simpleResolvers: true,
  description: 'What came of work on the cases of an incident.',
})
export class IncidentWorkPayloadType extends IncidentPayloadType {
  @Field(() => Int, { description: 'How many cases were done.' }) updated!: number;
  @Field(() => [CasePayloadType], { description: 'One for each case.' }) results!: readonly CasePayloadType[];
}

/** An incident with what its field resolvers need. */
export interface IncidentSource extends IncidentNodeType {
  readonly incident: Incident;
}

export const toIncident = (incident: Incident): IncidentSource => ({
  incident,
  id: publicId('incident', incident.id),
  number: incident.number,
  ref: incidentRef(incident.number),
  type: incident.type,
  title: incident.title,
  because: incident.because,
  status: incident.status,
  since: incident.since,
  openedAt: incident.openedAt,
  decidedAt: incident.decidedAt,
  closedAt: incident.closedAt,
  openCases: incident.openCases,
});
