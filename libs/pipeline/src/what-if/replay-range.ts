import {
  addShipment,
  knowledgeOf,
  canonicalText,
  mergeSummaries,
  replay,
  summarize,
  whatIfTally,
  type Policy,
  type ReplayedCase,
  type ReplayedShipment,
  type Summary,
  type WhatIfTally,
  type Window,
} from '@whereabouts/model';
import { shipmentHistories, type ShipmentHistory, type ShipmentRange } from '@whereabouts/store';
import type { Pool } from 'pg';
import { orderClaims } from '../apply/fold';

/** Two policies and the stretch of the past that both are tried on. */
export interface WhatIfQuestion {
  readonly before: Policy;
  readonly after: Policy;
  readonly window: Window;
}

/** Shipments that are read at a time: memory holds one page. */
const PAGE = 500;

/** What the sources say beside milestones, and what the order says. */
function claimsOf({ summary, statements }: ShipmentHistory): Summary {
  const own = {
    sources: summary.sources.map((source) => ({ ...source, marks: [] })).filter(({ claims }) => claims.length > 0),
  };
  return statements === null ? own : mergeSummaries(own, summarize([], orderClaims(statements)));
}

function casesOf(
  shipment: ReplayedShipment,
  { before, after, window }: WhatIfQuestion,
  sameTruth: boolean,
): { before: ReplayedCase[]; after: ReplayedCase[] } {
  const known = knowledgeOf(shipment, before.truth);
  return {
    before: replay(shipment, known, before, window.to),
    after: replay(shipment, sameTruth ? known : knowledgeOf(shipment, after.truth), after, window.to),
  };
}

/** Replays the shipments of a range under both policies. Reads only, and holds one page at a time. */
export async function replayRange(pool: Pool, range: ShipmentRange, question: WhatIfQuestion): Promise<WhatIfTally> {
  const tally = whatIfTally();
  const sameTruth = canonicalText(question.before.truth) === canonicalText(question.after.truth);
  for await (const page of shipmentHistories(pool, range, question.window.from, PAGE))
    for (const history of page) {
      const { id: shipmentId, trackingNumber, carrier, tier, milestones } = history;
      const shipment = {
        merchantId: range.merchantId,
        shipmentId,
        carrier,
        tier,
        claims: claimsOf(history),
        milestones,
      };
      const cases = casesOf(shipment, question, sameTruth);
      addShipment(tally, { shipmentId, trackingNumber, milestones: milestones.length }, cases, question.window);
    }
  return tally;
}
