import { MOVING } from '../../vocabulary/milestones';
import { instant } from '../../time/instant';
import type { Reading } from '../../shipment/reading';
import { isSurelyAfter } from '../../shipment/standing';
import { AT_ONCE, ON_THE_WAY, said, type Rule } from '../rule';
import { ticketsSay } from './tickets';

/** Who proves a delivery by a scan of its own. */
const isScan = ({ source: { kind } }: Reading): boolean => kind === 'CARRIER' || kind === 'AGGREGATOR';

const isDelivery = ({ state }: Reading): boolean => state === 'DELIVERED';

/** The customer says that nothing arrived, after the earliest moment at which it can have been delivered. */
export const notReceivedTicket: Rule = {
  id: 'delivered-not-received/ticket',
  kind: 'DELIVERED_NOT_RECEIVED',
  look({ view, readings, tickets }) {
    if (view.state !== 'DELIVERED' || tickets.length === 0) return null;
    const delivery = readings.find(isDelivery);
    if (delivery === undefined) return null;
    const from = instant(delivery.earliest);
    const outlook = ticketsSay(
      tickets.filter(({ openedAt }) => openedAt >= from),
      'DELIVERED_NOT_RECEIVED',
      'recipient.says_not_received',
    );
    return outlook && { ...outlook, milestoneIds: [delivery.id] };
  },
};

/** Somebody reports for the customer that nothing arrived, or the carrier that it went to another address. */
export const notReceivedReported: Rule = {
  id: 'delivered-not-received/reported',
  kind: 'DELIVERED_NOT_RECEIVED',
  look({ view, readings }) {
    if (view.state !== 'DELIVERED') return null;
    const report = readings.findLast(({ reasons }) => reasons.some((reason) => DENIES.has(reason)));
    if (report === undefined) return null;
    const reason = report.reasons.find((named) => DENIES.has(named))!;
    const at = instant(report.at);
    return {
      dueAt: AT_ONCE,
      reason,
      thresholds: {},
      because: () => `${report.source.kind} reported ${reason} with ${report.code} at ${said(at)}.`,
      milestoneIds: [report.id],
      conditionSince: at,
    };
  },
};

const DENIES: ReadonlySet<string> = new Set(['recipient.says_not_received', 'delivery.wrong_address']);

/** It was delivered, and surely later it moved again on its way forward: so somebody else got it, or nobody. */
export const movedAfterDelivery: Rule = {
  id: 'delivered-not-received/moved-again',
  kind: 'DELIVERED_NOT_RECEIVED',
  look({ view, readings }) {
    if (!ON_THE_WAY.has(view.state)) return null;
    const delivery = readings.findLast((reading) => isDelivery(reading) && isScan(reading) && !reading.isBack);
    if (delivery === undefined) return null;
    const moved = readings.find(
      (reading) =>
        MOVING.has(reading.code) &&
        ON_THE_WAY.has(reading.state!) &&
        isScan(reading) &&
        isSurelyAfter(reading, delivery),
    );
    if (moved === undefined) return null;
    const at = instant(moved.at);
    return {
      dueAt: AT_ONCE,
      reason: moved.reasons[0] ?? null,
      thresholds: {},
      because: () =>
        `${delivery.source.kind} reported it delivered at ${said(instant(delivery.at))}, and ${moved.source.kind} reported ${moved.code} at ${said(at)}, after that.`,
      milestoneIds: [delivery.id, moved.id],
      conditionSince: at,
    };
  },
};

/** The scan of the delivery names another country than the order. */
export const deliveredElsewhere: Rule = {
  id: 'delivered-not-received/other-country',
  kind: 'DELIVERED_NOT_RECEIVED',
  look({ view, readings, isReturn }) {
    const wanted = view.destination?.country?.toUpperCase();
    if (isReturn || view.state !== 'DELIVERED' || wanted === undefined) return null;
    const delivery = readings.find((reading) => isDelivery(reading) && reading.country !== undefined);
    if (delivery === undefined || delivery.country === wanted) return null;
    const at = instant(delivery.at);
    return {
      dueAt: AT_ONCE,
      reason: 'delivery.wrong_address',
      thresholds: { destination: wanted },
      because: () =>
        `${delivery.source.kind} reported it delivered in ${delivery.country} at ${said(at)}, and it was to go to ${wanted}.`,
      milestoneIds: [delivery.id],
      conditionSince: at,
    };
  },
};
