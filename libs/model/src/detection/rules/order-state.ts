import type { MilestoneCode } from '../../vocabulary/milestones';
import type { OrderRuleInput } from '../order-rule';

const PICKED: ReadonlySet<MilestoneCode> = new Set(['PICKED', 'PACKED', 'LABEL_CREATED', 'HANDED_OVER']);

export const isCancelled = ({ view, readings }: Pick<OrderRuleInput, 'view' | 'readings'>): boolean =>
  view.cancelledAt !== null || readings.at(-1)?.code === 'TERMINATED';

/** Somebody began to pick it, as the warehouse says or as a parcel shows. */
export const isPicked = ({ readings, parcels }: Pick<OrderRuleInput, 'readings' | 'parcels'>): boolean =>
  readings.some(({ code }) => PICKED.has(code)) || parcels.some(({ state }) => state !== 'EXPECTED');
