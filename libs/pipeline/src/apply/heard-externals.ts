import type { MilestoneRecord } from '@whereabouts/plugin-sdk';
import { externalSubject, orderId, type Alias, type External, type ExternalKind } from '@whereabouts/store';
import type { ExternalNews, HeardMilestone, UnderstoodInput } from './heard';
import { heardMilestone } from './heard-milestone';

/** What the source of an input calls a shipment or an order. */
export const external = (
  kind: ExternalKind,
  externalId: string,
  { merchantId, sourceId }: UnderstoodInput,
): External => ({
  merchantId,
  id: externalSubject(merchantId, sourceId, kind, externalId),
  sourceId,
  kind,
  externalId,
});

/** What a milestone is told under when it bears no number: the id of its shipment, or else that of its order. */
function externalOf(record: MilestoneRecord, input: UnderstoodInput): External | null {
  if (record.trackingNumber) return null;
  if (record.shipmentExternalId) return external('shipment', record.shipmentExternalId, input);
  return record.orderExternalId && !record.orderNumber ? external('order', record.orderExternalId, input) : null;
}

/** What an input says of shipments and orders that it names only by ids of its source. */
export function externalsOf(input: UnderstoodInput): ExternalNews[] {
  const news = new Map<string, { external: External; milestones: HeardMilestone[] }>();
  for (const record of input.said.milestones) {
    const found = externalOf(record, input);
    if (!found) continue;
    const said = news.get(found.id) ?? { external: found, milestones: [] };
    news.set(found.id, said);
    said.milestones.push(heardMilestone(record, input));
  }
  return [...news.values()];
}

/** Ids of orders whose number the same record says. */
export function orderAliasesOf(input: UnderstoodInput): Alias[] {
  const alias = (number: string | undefined, externalId: string | undefined): Alias[] =>
    number && externalId
      ? [{ ...external('order', externalId, input), subjectId: orderId(input.merchantId, number) }]
      : [];
  return [
    ...input.said.orders.flatMap(({ number, externalId }) => alias(number, externalId)),
    ...input.said.shipments.flatMap(({ orderNumber, orderExternalId }) => alias(orderNumber, orderExternalId)),
  ];
}
