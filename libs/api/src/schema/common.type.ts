import type { Instant } from '@whereabouts/model';
import { Field, ID, InputType, InterfaceType, ObjectType } from 'type-graphql';
import { DateTime } from './scalars';
import { UserErrorCodeEnum, type UserErrorCode } from './enums';

@InterfaceType('Node', { description: 'Anything with an id by which `node` finds it again.' })
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque, prefixed and sortable; it never changes its meaning.' }) id!: string;
}

@ObjectType('PageInfo', { simpleResolvers: true, description: 'Where a page lies in its list.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'There are more after endCursor.' }) hasNextPage!: boolean;
  @Field(() => Boolean, { description: 'There are more before startCursor.' }) hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'Cursor of the first of the page; null when it is empty.' })
  startCursor!: string | null;
  @Field(() => String, { nullable: true, description: 'Cursor of the last of the page; null when it is empty.' })
  endCursor!: string | null;
}

@ObjectType('Money', { simpleResolvers: true, description: 'An amount of money.' })
export class MoneyType {
  @Field(() => String, { description: 'Decimal text, as exact as its source.' }) amount!: string;
  @Field(() => String, { description: 'ISO 4217 code; XXX when no currency is known.' }) currency!: string;
}

@InputType('MoneyInput', { description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => String, { description: 'Decimal text, such as 41.50.' }) amount!: string;
  @Field(() => String, { description: 'ISO 4217 code, such as USD.' }) currency!: string;
}

@InputType('DateRange', { description: 'A span of time; an open end is left out.' })
export class DateRangeInput {
  @Field(() => DateTime, { nullable: true, description: 'From here on, inclusive.' }) from?: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'Up to here, exclusive.' }) to?: Instant | null;
}

@ObjectType('UserError', { simpleResolvers: true, description: 'An expected refusal, worded for a person.' })
export class UserErrorType {
  @Field(() => UserErrorCodeEnum, { description: 'For programs.' }) code!: UserErrorCode;
  @Field(() => String, { description: 'For people: what was wrong and what to do about it.' }) message!: string;
  @Field(() => [String], { nullable: true, description: 'The input field that was wrong, as a path.' })
  field!: readonly string[] | null;
}
