import { msBetween, type Instant, type SourceKind } from '@whereabouts/model';
import { Field, ObjectType } from 'type-graphql';
import { isoDuration } from '../duration';
import { SourceKindEnum } from '../schema/enums';
import { DateTime, Duration } from '../schema/scalars';

@ObjectType('DeliveryPromise', {
  simpleResolvers: true,
  description: 'What the customer was told, what the carrier says now, and the gap.',
})
export class DeliveryPromiseType {
  @Field(() => DateTime, { nullable: true, description: 'Not before this moment.' }) from!: Instant | null;
  @Field(() => DateTime, { description: 'By this moment.' }) to!: Instant;
  @Field(() => SourceKindEnum, { description: 'Whose word it is.' }) source!: SourceKind;
  @Field(() => DateTime, { nullable: true, description: 'When the carrier expects to deliver.' })
  carrierEstimate!: Instant | null;
  @Field(() => Duration, {
    nullable: true,
    description: 'From the promise to the delivery, or to the estimate while it is under way; positive: late.',
  })
  gap!: string | null;
}

/** Columns of a row that make a promise; absent ones were not selected. */
export interface PromiseColumns {
  readonly promiseFrom?: Instant | null;
  readonly promiseTo?: Instant | null;
  readonly promiseSource?: SourceKind | null;
  readonly carrierEstimate?: Instant | null;
  readonly deliveredAt?: Instant | null;
}

export function toPromise(row: PromiseColumns): DeliveryPromiseType | null {
  if (!row.promiseTo || !row.promiseSource) return null;
  const arrives = row.deliveredAt ?? row.carrierEstimate ?? null;
  return {
    from: row.promiseFrom ?? null,
    to: row.promiseTo,
    source: row.promiseSource,
    carrierEstimate: row.carrierEstimate ?? null,
    gap: arrives && isoDuration(msBetween(row.promiseTo, arrives)),
  };
}
