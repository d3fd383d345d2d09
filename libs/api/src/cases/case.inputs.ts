import type { CaseStatus, CloseCode, ExceptionKind, PriorityFlag, SlaState } from '@whereabouts/model';
import type { CaseOrderName } from '@whereabouts/store';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { DateRangeInput } from '../schema/common.type';
import { PageArgs } from '../schema/connection';
import {
  CaseOrderEnum,
  CaseStatusEnum,
  CloseCodeEnum,
  ExceptionKindEnum,
  PriorityFlagEnum,
  SlaStateEnum,
} from '../schema/enums';

@InputType('CaseFilter', {
  description:
    'Which cases; every part that is given must hold. The same for lists, summaries, changes and subscriptions.',
})
export class CaseFilterInput {
  @Field(() => [CaseStatusEnum], { nullable: true, description: 'Any of these.' }) status?:
    readonly CaseStatus[] | null;
  @Field(() => [ExceptionKindEnum], { nullable: true, description: 'Any of these.' }) kind?:
    readonly ExceptionKind[] | null;
  @Field(() => ID, { nullable: true, description: 'Of this owner.' }) ownerId?: string | null;
  @Field(() => Boolean, { nullable: true, description: "True: the viewer's own. False asks nothing." }) mine?:
    boolean | null;
  @Field(() => [String], { nullable: true, description: 'Any of these carriers, by code.' }) carrier?:
    readonly string[] | null;
  @Field(() => [String], { nullable: true, description: 'Any of these places, by code.' }) nodeCode?:
    readonly string[] | null;
  @Field(() => [PriorityFlagEnum], { nullable: true, description: 'With any of these.' }) flags?:
    readonly PriorityFlag[] | null;
  @Field(() => [SlaStateEnum], { nullable: true, description: 'Any of these, as of now.' }) sla?:
    readonly SlaState[] | null;
  @Field(() => DateRangeInput, { nullable: true, description: 'When they were opened.' })
  openedAt?: DateRangeInput | null;
  @Field(() => [CloseCodeEnum], { nullable: true, description: 'Closed with any of these.' })
  closeCode?: readonly CloseCode[] | null;
  @Field(() => String, { nullable: true, description: 'With this tag.' }) tag?: string | null;
  @Field(() => String, { nullable: true, description: 'Order number, tracking number, customer email, case number.' })
  search?: string | null;
}

@ArgsType()
export class CasesArgs extends PageArgs {
  @Field(() => CaseFilterInput, { nullable: true, description: 'Which cases; all when left out.' })
  filter?: CaseFilterInput | null;
  @Field(() => CaseOrderEnum, { nullable: true, defaultValue: 'URGENCY', description: 'In which order.' })
  orderBy!: CaseOrderName | null;
}
