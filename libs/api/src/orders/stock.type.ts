import type { Instant } from '@whereabouts/model';
import type { StockView } from '@whereabouts/store';
import { Field, Float, ObjectType } from 'type-graphql';
import { DateTime } from '../schema/scalars';
import { SourceType } from '../sources/source.type';

@ObjectType('StockLevel', {
  simpleResolvers: true,
  description: 'How much of an article a source says there is at a place.',
})
export class StockLevelType {
  @Field(() => String, { description: 'Stock keeping unit.' }) sku!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Code of the warehouse or shop; null where the source does not tell its places apart.',
  })
  node!: string | null;
  @Field(() => Float, { description: 'What lies there, promised to somebody or not.' }) onHand!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'What is still free to promise; null where the source does not say.',
  })
  available!: number | null;
  @Field(() => SourceType, { description: 'Who says so.' }) source!: SourceType;
  @Field(() => DateTime, { description: "For when it is told, by the source's clock; else when it was received." })
  at!: Instant;
}

export const toStockLevel = (
  { sku, nodeCode, onHand, available, at }: StockView,
  source: SourceType,
): StockLevelType => ({
  sku,
  node: nodeCode,
  onHand,
  available,
  source,
  at,
});
