import type { ExceptionKind, Instant, PolicyDifference, PolicyProblem, WhatIfEffect } from '@whereabouts/model';
import type { StoredPolicyVersion } from '@whereabouts/store';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { publicActor } from '../ids';
import { UserErrorType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import { ExceptionKindEnum } from '../schema/enums';
import { DateTime, Json } from '../schema/scalars';

@ObjectType('PolicyVersion', {
  simpleResolvers: true,
  description: 'A policy document that was applied; it never changes.',
})
export class PolicyVersionType {
  @Field(() => Int, { description: 'From 1; every decision records it. 0 stands for the defaults.' }) version!: number;
  @Field(() => DateTime, { description: 'When it comes into force, or came.' }) effectiveFrom!: Instant;
  @Field(() => String, { description: 'YAML or JSON, as it was given.' }) document!: string;
  @Field(() => Json, { description: 'All that it settles, with every default and every holiday filled in.' })
  settings!: unknown;
  @Field(() => [String], { description: 'Names of its surge sets.' }) surges!: readonly string[];
  @Field(() => String, { description: "Who applied it: a user's id, or command-line:… ." }) appliedBy!: string;
  @Field(() => DateTime, { description: 'When it was applied.' }) appliedAt!: Instant;
  @Field(() => String, { nullable: true, description: 'Why.' }) note!: string | null;
  @Field(() => String, { description: 'SHA-256 of the document.' }) hash!: string;
}

export const PolicyVersionConnection = connectionOf('PolicyVersion', PolicyVersionType, 'versions of the policy');

@ObjectType('PolicyDifference', { simpleResolvers: true, description: 'A field in which two policies differ.' })
export class PolicyDifferenceType {
  @Field(() => String, { description: 'Where, such as stall.domesticHours.' }) path!: string;
  @Field(() => Json, { nullable: true, description: 'What holds now; null where the field is new.' }) before!: unknown;
  @Field(() => Json, { nullable: true, description: 'What would hold; null where the field goes.' }) after!: unknown;
}

@InputType('CheckPolicyInput', { description: 'A policy document to be looked at.' })
export class CheckPolicyInput {
  @Field(() => String, { description: 'YAML or JSON.' }) document!: string;
}

@InputType('ApplyPolicyInput', { description: 'A policy document and when it is to hold.' })
export class ApplyPolicyInput {
  @Field(() => String, { description: 'YAML or JSON.' }) document!: string;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it comes into force; left out, at once. Not in the past.',
  })
  effectiveFrom?: Instant | null;
  @Field(() => String, { nullable: true, description: 'Why; it stays with the version.' }) note?: string | null;
}

@InputType('SwitchSurgeInput', { description: 'A surge set and when it is on.' })
export class SwitchSurgeInput {
  @Field(() => String, { description: 'Its name in the document.' }) surge!: string;
  @Field(() => Boolean, { description: 'On, or off.' }) on!: boolean;
  @Field(() => DateTime, { nullable: true, description: 'From when; left out, at once. Not in the past.' })
  from?: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'Until when it is on; left out, until it is switched off.' })
  to?: Instant | null;
  @Field(() => String, { nullable: true, description: 'Why.' }) note?: string | null;
}

@ObjectType('CheckPolicyPayload', {
  simpleResolvers: true,
  description: 'What a document would change, or what is wrong with it.',
})
export class CheckPolicyPayloadType {
  @Field(() => Int, { nullable: true, description: 'The version that it was compared with; 0: the defaults.' })
  against!: number | null;
  @Field(() => [PolicyDifferenceType], { description: 'What it would change.' })
  differences!: readonly PolicyDifference[];
  @Field(() => [UserErrorType], { description: 'What is wrong, each with its line and column.' })
  userErrors!: readonly UserErrorType[];
}

@ObjectType('ApplyPolicyPayload', { simpleResolvers: true, description: 'The new version, or why there is none.' })
export class ApplyPolicyPayloadType {
  @Field(() => PolicyVersionType, { nullable: true, description: 'The new version.' })
  policy!: PolicyVersionType | null;
  @Field(() => [PolicyDifferenceType], { description: 'What it changes.' }) differences!: readonly PolicyDifference[];
  @Field(() => [UserErrorType], { description: 'Why nothing was applied.' }) userErrors!: readonly UserErrorType[];
}

@ObjectType('SurgePeriod', {
  simpleResolvers: true,
  description: 'A stretch of time in which a surge set is on, or an end that was set to it.',
})
export class SurgePeriodType {
  @Field(() => String, { description: 'Name of the set.' }) surge!: string;
  @Field(() => Boolean, { description: 'Switched on, or off.' }) on!: boolean;
  @Field(() => DateTime, { description: 'From when.' }) from!: Instant;
  @Field(() => DateTime, { nullable: true, description: 'Until when; null: until it is switched off.' })
  to!: Instant | null;
}

@ObjectType('SwitchSurgePayload', { simpleResolvers: true, description: 'What was switched, or why nothing was.' })
export class SwitchSurgePayloadType {
  @Field(() => SurgePeriodType, { nullable: true, description: 'The period.' }) period!: SurgePeriodType | null;
  @Field(() => [UserErrorType], { description: 'Why nothing was switched.' }) userErrors!: readonly UserErrorType[];
}

@ObjectType('WhatIfExample', {
  simpleResolvers: true,
  description: 'A parcel, an order or a ticket that shows a difference.',
})
export class WhatIfExampleType {
  @Field(() => String, { description: 'OPENED, MISSED, EARLIER or LATER.' }) effect!: WhatIfEffect;
  @Field(() => ID, { description: 'The shipment, else the order, else the ticket that the case is about.' })
  subjectId!: string;
  @Field(() => String, { description: 'Its tracking number, order number, or what the helpdesk calls it.' })
  subjectNumber!: string;
  @Field(() => ID, { nullable: true, description: 'The shipment; null where the case is about none.' })
  shipmentId!: string | null;
  @Field(() => String, { nullable: true, description: 'Its tracking number.' }) trackingNumber!: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When the policy in force opens the case.' })
  openedBefore!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'When the draft opens it.' }) openedAfter!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'When it is due under the policy in force.' })
  dueBefore!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'When it is due under the draft.' }) dueAfter!: Instant | null;
}

@ObjectType('WhatIfKind', { simpleResolvers: true, description: 'What a draft makes of one kind of case.' })
export class WhatIfKindType {
  @Field(() => ExceptionKindEnum, { description: 'The kind.' }) kind!: ExceptionKind;
  @Field(() => Int, { description: 'Cases that the policy in force opens.' }) before!: number;
  @Field(() => Int, { description: 'Cases that the draft opens.' }) after!: number;
  @Field(() => Int, { description: 'Only the draft opens them.' }) opened!: number;
  @Field(() => Int, { description: 'Only the policy in force opens them.' }) missed!: number;
  @Field(() => Int, { description: 'Both do, and the draft has them due earlier.' }) earlier!: number;
  @Field(() => Int, { description: 'Both do, and the draft has them due later.' }) later!: number;
  @Field(() => [WhatIfExampleType], { description: 'The first few of each.' }) examples!: readonly WhatIfExampleType[];
}

@ObjectType('PolicyWhatIf', {
  simpleResolvers: true,
  description: 'What a draft would have made of the last days. Nothing was touched.',
})
export class PolicyWhatIfType {
  @Field(() => DateTime, { nullable: true, description: 'From when cases are counted.' }) from!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'Up to when.' }) to!: Instant | null;
  @Field(() => Int, { description: 'Shipments that were replayed.' }) shipments!: number;
  @Field(() => Int, { description: 'Orders that were replayed.' }) orders!: number;
  @Field(() => Int, {
    description: 'Tickets of which nobody knows whose they are. Others are part of shipments and orders.',
  })
  tickets!: number;
  @Field(() => Int, { description: 'Milestones that were replayed.' }) milestones!: number;
  @Field(() => [WhatIfKindType], { description: 'By kind.' }) kinds!: readonly WhatIfKindType[];
  @Field(() => [UserErrorType], { description: 'Why it was not tried.' }) userErrors!: readonly UserErrorType[];
}

@ObjectType('SlaExample', { simpleResolvers: true, description: 'An open case whose due time a draft would move.' })
export class SlaExampleType {
  @Field(() => ID, { description: 'The case.' }) caseId!: string;
  @Field(() => String, { description: 'Its number as people say it, such as EX-12.' }) ref!: string;
  @Field(() => ExceptionKindEnum, { description: 'Its kind.' }) kind!: ExceptionKind;
  @Field(() => DateTime, {
    nullable: true,
    description:
      'When its next step is due under the policy in force: the first action, or once that was taken, the resolution.',
  })
  dueBefore!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'When the same would be due under the draft.' })
  dueAfter!: Instant | null;
}

@ObjectType('SlaMoves', { simpleResolvers: true, description: 'Open cases that a draft would move in the same way.' })
export class SlaMovesType {
  @Field(() => Int, { description: 'How many.' }) cases!: number;
  @Field(() => [SlaExampleType], { description: 'The first few.' }) examples!: readonly SlaExampleType[];
}

@ObjectType('PolicySlaPreview', {
  simpleResolvers: true,
  description: 'What a draft would do to the due times of the cases that are open now. Nothing was touched.',
})
export class PolicySlaPreviewType {
  @Field(() => Int, { nullable: true, description: 'The version that it was compared with; 0: the defaults.' })
  against!: number | null;
  @Field(() => Int, { description: 'Cases that are open now.' }) openCases!: number;
  @Field(() => SlaMovesType, { description: 'They would count as breached at once.' }) breached!: SlaMovesType;
  @Field(() => SlaMovesType, {
    description: 'They are late now, and would have time left. A breach that was recorded stays on record.',
  })
  relieved!: SlaMovesType;
  @Field(() => SlaMovesType, { description: 'They would be due sooner.' }) sooner!: SlaMovesType;
  @Field(() => SlaMovesType, { description: 'They would be due later.' }) later!: SlaMovesType;
  @Field(() => [UserErrorType], { description: 'Why it was not tried.' }) userErrors!: readonly UserErrorType[];
}

export const toPolicyVersion = (stored: StoredPolicyVersion): PolicyVersionType => ({
  version: stored.version,
  effectiveFrom: stored.effectiveFrom,
  document: stored.document,
  settings: stored.compiled.settings,
  surges: Object.keys(stored.compiled.surges),
  appliedBy: publicActor(stored.appliedBy),
  appliedAt: stored.appliedAt,
  note: stored.note,
  hash: stored.hash,
});

export const problemErrors = (problems: readonly PolicyProblem[], ...field: readonly string[]): UserErrorType[] =>
  problems.map(({ line, column, path, message }) => ({
    code: 'INVALID',
    message: `Line ${line}, column ${column}: ${path === '' ? '' : `${path}: `}${message}`,
    field: [...field],
  }));
