import type { Reason } from '../../vocabulary/reasons';
import { instant } from '../../time/instant';
import { AT_ONCE, said, type Outlook, type Rule } from '../rule';
import { ticketsSay } from './tickets';

const MISTAKES: ReadonlySet<Reason> = new Set(['shipper.wrong_item', 'shipper.missing_item']);

/** What a report of the wrong goods looks like, of a parcel as of an order. */
export interface GoodsReport {
  readonly id: string;
  readonly code: string;
  readonly at: number;
  readonly reasons: readonly Reason[];
  readonly by: string;
}

const namesMistake = ({ reasons }: Pick<GoodsReport, 'reasons'>): boolean =>
  reasons.some((reason) => MISTAKES.has(reason));

/** The last report that an item is wrong or missing. */
export function mistakeReported(reports: readonly GoodsReport[]): Outlook | null {
  const last = reports.findLast(namesMistake);
  if (last === undefined) return null;
  const reason = last.reasons.find((named) => MISTAKES.has(named))!;
  const at = instant(last.at);
  return {
    dueAt: AT_ONCE,
    reason,
    thresholds: {},
    because: () => `${last.by} reported ${reason} with ${last.code} at ${said(at)}.`,
    milestoneIds: [last.id],
    conditionSince: at,
  };
}

/** A count in the warehouse or a carrier says that an item is wrong or missing. */
export const itemsReported: Rule = {
  id: 'wrong-or-missing-item/reported',
  kind: 'WRONG_OR_MISSING_ITEM',
  look: ({ readings }) =>
    mistakeReported(readings.filter(namesMistake).map((reading) => ({ ...reading, by: reading.source.kind }))),
};

/** The customer says that an item is wrong or missing. */
export const itemsTicket: Rule = {
  id: 'wrong-or-missing-item/ticket',
  kind: 'WRONG_OR_MISSING_ITEM',
  look: ({ tickets }) => ticketsSay(tickets, 'WRONG_OR_MISSING_ITEM', null),
};
