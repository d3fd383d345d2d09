import type { MilestoneRecord } from '@whereabouts/plugin-sdk';
import type { HeardMilestone, UnderstoodInput } from './heard';

/** A record as a milestone of whoever it is of: without a usable time, it happened when it was received. */
export function heardMilestone(record: MilestoneRecord, input: UnderstoodInput): HeardMilestone {
  const {
    trackingNumber: _number,
    carrier: _carrier,
    orderNumber: _order,
    shipmentExternalId: _shipmentId,
    orderExternalId: _orderId,
    occurredAt,
    ...facts
  } = record;
  return {
    ...facts,
    occurredAt: occurredAt ?? input.receivedAt,
    timeCertainty: occurredAt === null ? 'UNKNOWN' : facts.timeCertainty,
    receivedAt: input.receivedAt,
    sourceId: input.sourceId,
    sourceKind: input.sourceKind,
    inputId: input.inputId,
    mappingVersion: input.mappingVersion,
    replay: input.replay,
  };
}
