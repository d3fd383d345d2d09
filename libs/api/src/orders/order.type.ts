import type { CustomerTier, Instant, OrderLine } from '@whereabouts/model';
import { publicId, type OrderView } from '@whereabouts/store';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateRangeInput, MoneyType, NodeType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import { CustomerTierEnum } from '../schema/enums';
import { DateTime } from '../schema/scalars';
import { DeliveryPromiseType, toPromise } from './promise';

@ObjectType('Customer', { simpleResolvers: true, description: 'Who bought.' })
export class CustomerType {
  @Field(() => ID, { description: 'The same for all orders of the same customer.' }) id!: string;
  @Field(() => String, { nullable: true, description: 'As the shop knows it.' }) name!: string | null;
  @Field(() => String, { nullable: true, description: 'As the shop knows it.' }) email!: string | null;
  @Field(() => String, { nullable: true, description: 'As the shop knows it.' }) phone!: string | null;
  @Field(() => CustomerTierEnum, { description: 'How they stand with the merchant.' }) tier!: CustomerTier;
  @Field(() => Boolean, { description: 'True only when a source says that no order came before.' })
  firstTimeBuyer!: boolean;
  @Field(() => String, { nullable: true, description: 'Language and region, such as de-AT.' }) locale!: string | null;
}

@ObjectType('OrderLine', { simpleResolvers: true, description: 'One article of an order.' })
export class OrderLineType {
  @Field(() => String, { description: 'Stock keeping unit.' }) sku!: string;
  @Field(() => String, { description: 'As the customer saw it.' }) title!: string;
  @Field(() => Int, { description: 'How many were ordered.' }) quantity!: number;
  @Field(() => MoneyType, { description: 'Price of one.' }) unitPrice!: MoneyType;
  @Field(() => Boolean, { description: 'Breaks easily, as the shop says.' }) fragile!: boolean;
}

@ObjectType('Order', { implements: NodeType, simpleResolvers: true, description: 'What a customer bought.' })
export class OrderType extends NodeType {
  @Field(() => String, { description: 'As people say it, without decoration such as #.' }) number!: string;
  @Field(() => DateTime, {
    description: 'When the customer bought; where no source says, when the first one mentioned the order.',
  })
  placedAt!: Instant;
  @Field(() => CustomerType, { description: 'Who bought.' }) customer!: CustomerType;
  @Field(() => MoneyType, { description: 'Of all lines; 0 XXX where no source says.' }) value!: MoneyType;
  @Field(() => DeliveryPromiseType, {
    nullable: true,
    description: 'What the customer was told about the whole order.',
  })
  promise!: DeliveryPromiseType | null;
  @Field(() => [OrderLineType], { description: 'What was bought.' }) lines!: readonly OrderLineType[];
}

export const OrderConnection = connectionOf('Order', OrderType, 'orders');

@InputType('OrderFilter', { description: 'Which orders; every part that is given must hold.' })
export class OrderFilterInput {
  @Field(() => DateRangeInput, { nullable: true, description: 'When they were placed.' })
  placedAt?: DateRangeInput | null;
  @Field(() => String, { nullable: true, description: 'The whole address, in any case.' }) customerEmail?:
    string | null;
  @Field(() => Boolean, { nullable: true, description: 'With, or without, an open case.' }) hasOpenCase?:
    boolean | null;
  @Field(() => String, { nullable: true, description: 'Order number, tracking number, email address or case number.' })
  search?: string | null;
}

/** An order whose inside id its field resolvers need. */
export interface OrderSource extends OrderType {
  readonly insideId: string;
}

/** ISO 4217: "no currency is involved". */
const UNKNOWN_VALUE = { amount: '0', currency: 'XXX' };

export const toOrder = (view: OrderView): OrderSource => ({
  insideId: view.id,
  id: publicId('order', view.id),
  number: view.number,
  placedAt: view.placedAt,
  customer: {
    id: publicId('customer', view.customerId ?? view.id),
    name: view.customerName,
    email: view.customerEmail,
    phone: view.customerPhone,
    tier: view.customerTier,
    firstTimeBuyer: view.firstTimeBuyer,
    locale: view.locale,
  },
  value:
    view.valueAmount !== null && view.valueCurrency !== null
      ? { amount: view.valueAmount, currency: view.valueCurrency }
      : UNKNOWN_VALUE,
  promise: toPromise(view),
  lines: view.lines.map(toLine),
});

const toLine = ({ sku, title, quantity, unitPrice, fragile }: OrderLine): OrderLineType => ({
  sku,
  title,
  quantity,
  unitPrice: { amount: unitPrice.amount, currency: unitPrice.currency },
  fragile,
});
