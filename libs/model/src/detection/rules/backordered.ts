import type { MilestoneCode } from '../../vocabulary/milestones';
import { instant } from '../../time/instant';
import { AT_ONCE, said, type Outlook, type Rule } from '../rule';
import type { GoodsReport } from './goods';

/** News of stock: what comes last counts. */
const STOCK: ReadonlySet<MilestoneCode> = new Set([
  'ALLOCATED',
  'BACKORDERED',
  'PICKED',
  'PACKED',
  'LABEL_CREATED',
  'HANDED_OVER',
]);

const isShort = ({ code, reasons }: GoodsReport): boolean =>
  code === 'BACKORDERED' || reasons.includes('shipper.out_of_stock');

/**
 * The stock is missing as the last news of it says.
 * @param reports by time.
 */
export function stockMissing(reports: readonly GoodsReport[]): Outlook | null {
  const last = reports.findLast((report) => STOCK.has(report.code as MilestoneCode) || isShort(report));
  if (last === undefined || !isShort(last)) return null;
  const at = instant(last.at);
  return {
    dueAt: AT_ONCE,
    reason: last.reasons.find((reason) => reason.startsWith('shipper.')) ?? last.reasons[0] ?? 'shipper.out_of_stock',
    thresholds: {},
    because: () => `${last.by} reported ${last.code} at ${said(at)}: the stock is not there.`,
    milestoneIds: [last.id],
    conditionSince: at,
  };
}

/** The warehouse says of a parcel that its goods are not there, and did not pack it since. */
export const parcelBackordered: Rule = {
  id: 'inventory-short/backordered',
  kind: 'INVENTORY_SHORT',
  look({ view, readings }) {
    if (view.state !== 'EXPECTED' && view.state !== 'CANCELLED') return null;
    return stockMissing(readings.map((reading) => ({ ...reading, by: reading.source.kind })));
  },
};
