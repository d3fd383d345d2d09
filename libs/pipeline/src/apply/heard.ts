import type { Claim, ClaimValue, FactName, Instant, Milestone, OrderStatement, SourceKind } from '@whereabouts/model';
import { instant, msOf } from '@whereabouts/model';
import type { Normalized, OrderRecord, ShipmentRecord } from '@whereabouts/plugin-sdk';
import { orderId, type Alias, type External } from '@whereabouts/store';
import { external, externalsOf, orderAliasesOf } from './heard-externals';
import { heardMilestone } from './heard-milestone';

/** One input that was understood, at least in part, and whose it is. */
export interface UnderstoodInput {
  readonly merchantId: string;
  readonly inputId: string;
  readonly sourceId: string;
  readonly sourceKind: SourceKind;
  readonly receivedAt: Instant;
  readonly replay: boolean;
  /** The code table that it was read with: see `mappingVersion` of milestones. */
  readonly mappingVersion: string;
  readonly said: Normalized;
}

/** A milestone whose parcel or order is not yet resolved to an id. */
export type HeardMilestone = Omit<Milestone, 'id'> & {
  readonly inputId: string;
  readonly mappingVersion: string;
  readonly replay: boolean;
};

/** What one input says of one tracking number. */
export interface ParcelNews {
  readonly merchantId: string;
  readonly trackingNumber: string;
  /** Null when the input does not say who carries it. */
  readonly carrier: string | null;
  readonly receivedAt: Instant;
  readonly replay: boolean;
  readonly milestones: readonly HeardMilestone[];
  readonly claims: readonly Claim[];
  /** What the source calls the shipment. */
  readonly externals: readonly External[];
}

/** What one input says of one order. */
export interface OrderNews {
  readonly merchantId: string;
  readonly orderId: string;
  readonly number: string;
  readonly replay: boolean;
  /** By `KIND:sourceId`; absent when there are only milestones. */
  readonly statement: { readonly key: string; readonly at: Instant; readonly says: OrderStatement } | null;
  readonly milestones: readonly HeardMilestone[];
}

/** What one input says of a shipment or an order that it names only by an id of the source. */
export interface ExternalNews {
  readonly external: External;
  readonly milestones: readonly HeardMilestone[];
}

/** The news of a batch, in the order of inputs. */
export interface Heard {
  readonly parcels: readonly ParcelNews[];
  readonly orders: readonly OrderNews[];
  readonly externals: readonly ExternalNews[];
  /** What sources call orders whose number they say as well. */
  readonly orderAliases: readonly Alias[];
}

function claimsOf(record: ShipmentRecord, input: UnderstoodInput): Claim[] {
  const said: readonly (readonly [FactName, ClaimValue | undefined])[] = [
    ['orderNumber', record.orderNumber],
    ['serviceLevel', record.serviceLevel],
    ['trackingUrl', record.trackingUrl],
    ['shippedAt', record.shippedAt],
    ['promise', record.promise && { ...record.promise }],
    ['carrierEstimate', record.carrierEstimate],
    ['node', record.node && { ...record.node }],
    ['origin', record.origin && { ...record.origin }],
    ['destination', record.destination && { ...record.destination }],
    ['declared', record.declared && { ...record.declared }],
    ['billed', record.billed && { ...record.billed }],
    ['isReturn', record.isReturn === undefined ? undefined : record.isReturn ? 1 : 0],
  ];
  return said.flatMap(([fact, value]) =>
    value === undefined
      ? []
      : [{ fact, value, sourceId: input.sourceId, sourceKind: input.sourceKind, at: input.receivedAt }],
  );
}

const orderNumberClaim = (orderNumber: string, input: UnderstoodInput): Claim => ({
  fact: 'orderNumber',
  value: orderNumber,
  sourceId: input.sourceId,
  sourceKind: input.sourceKind,
  at: input.receivedAt,
});

interface ParcelDraft {
  carrier: string | null;
  milestones: HeardMilestone[];
  claims: Claim[];
  externals: External[];
}

function parcelsOf(input: UnderstoodInput): ParcelNews[] {
  const drafts = new Map<string, ParcelDraft>();
  const draft = (number: string, carrier: string | null): ParcelDraft => {
    const known = drafts.get(number);
    if (known) {
      known.carrier ??= carrier;
      return known;
    }
    const fresh: ParcelDraft = { carrier, milestones: [], claims: [], externals: [] };
    drafts.set(number, fresh);
    return fresh;
  };
  for (const record of input.said.shipments) {
    const parcel = draft(record.trackingNumber, record.carrier);
    parcel.claims.push(...claimsOf(record, input));
    if (record.externalId) parcel.externals.push(external('shipment', record.externalId, input));
  }
  for (const record of input.said.milestones) {
    if (!record.trackingNumber) continue;
    const parcel = draft(record.trackingNumber, record.carrier);
    parcel.milestones.push(heardMilestone(record, input));
    if (record.orderNumber && !parcel.claims.some(({ fact }) => fact === 'orderNumber'))
      parcel.claims.push(orderNumberClaim(record.orderNumber, input));
  }
  return [...drafts].map(([trackingNumber, parcel]) => ({
    merchantId: input.merchantId,
    trackingNumber,
    receivedAt: input.receivedAt,
    replay: input.replay,
    ...parcel,
  }));
}

const statementOf = (record: OrderRecord): OrderStatement => ({
  placedAt: record.placedAt,
  cancelledAt: record.cancelledAt,
  customer: record.customer,
  value: record.value,
  promise: record.promise,
  lines: record.lines,
  destination: record.destination,
});

function ordersOf(input: UnderstoodInput): OrderNews[] {
  const news = new Map<string, { statement: OrderNews['statement']; milestones: HeardMilestone[] }>();
  const draft = (number: string): { statement: OrderNews['statement']; milestones: HeardMilestone[] } => {
    const known = news.get(number) ?? { statement: null, milestones: [] };
    news.set(number, known);
    return known;
  };
  for (const record of input.said.orders)
    draft(record.number).statement = {
      key: `${input.sourceKind}:${input.sourceId}`,
      at: record.updatedAt ?? input.receivedAt,
      says: statementOf(record),
    };
  for (const record of input.said.milestones) {
    if (record.trackingNumber || !record.orderNumber) continue;
    const order = draft(record.orderNumber);
    // What is told of a shipment of its own is kept under that one: the order is spoken of all the same.
    if (!record.shipmentExternalId) order.milestones.push(heardMilestone(record, input));
  }
  return [...news].map(([number, said]) => ({
    merchantId: input.merchantId,
    orderId: orderId(input.merchantId, number),
    number,
    replay: input.replay,
    ...said,
  }));
}

/** Sorts what a batch of inputs says by parcel and by order. Pure. */
export const hear = (inputs: readonly UnderstoodInput[]): Heard => ({
  parcels: inputs.flatMap(parcelsOf),
  orders: inputs.flatMap(ordersOf),
  externals: inputs.flatMap(externalsOf),
  orderAliases: inputs.flatMap(orderAliasesOf),
});

/** Each number that is spoken of, once. */
export function numbersOf({ parcels }: Heard): { merchantId: string; trackingNumber: string }[] {
  const numbers = new Map(
    parcels.map(({ merchantId, trackingNumber }) => [
      `${merchantId}|${trackingNumber}`,
      { merchantId, trackingNumber },
    ]),
  );
  return [...numbers.values()];
}

/** First and last moment that some milestones speak of; null when there are none. */
export function spanOf(milestones: readonly HeardMilestone[]): { from: Instant; to: Instant } | null {
  if (milestones.length === 0) return null;
  let from = Infinity;
  let to = -Infinity;
  for (const { occurredAt } of milestones) {
    const ms = msOf(occurredAt);
    if (ms < from) from = ms;
    if (ms > to) to = ms;
  }
  return { from: instant(from), to: instant(to) };
}
