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

/**
 * Ids of orders whose number the same record says; and of shipments without a tracking number yet, whose order the same
 * record names by number or id: what is told of them is told of the order.
 */
export function orderAliasesOf(input: UnderstoodInput): Alias[] {
  const alias = (number: string | undefined, externalId: string | undefined): Alias[] =>
    number && externalId
      ? [{ ...external('order', externalId, input), subjectId: orderId(input.merchantId, number) }]
      : [];
  return [
    ...input.said.orders.flatMap(({ number, externalId }) => alias(number, externalId)),
    ...input.said.shipments.flatMap(({ orderNumber, orderExternalId }) => alias(orderNumber, orderExternalId)),
    ...input.said.milestones.flatMap((record) => homesOf(record, input)),
  ];
}

function homesOf(record: MilestoneRecord, input: UnderstoodInput): Alias[] {
  const { trackingNumber, shipmentExternalId, orderNumber, orderExternalId } = record;
  if (trackingNumber || !shipmentExternalId) return [];
  const shipment = external('shipment', shipmentExternalId, input);
  return [
    ...(orderNumber ? [{ ...shipment, subjectId: orderId(input.merchantId, orderNumber) }] : []),
    ...(orderExternalId ? [{ ...shipment, subjectId: external('order', orderExternalId, input).id }] : []),
  ];
}
