import {
  DEFAULT_POLICY,
  deriveOrder,
  deriveShipment,
  detect,
  EMPTY_SUMMARY,
  instant,
  mergeOrders,
  mergeSummaries,
  msOf,
  summarize,
  type CustomerTier,
  type Detected,
  type ExceptionCase,
  type Instant,
  type OrderStatements,
} from '@whereabouts/model';
import { milestoneId } from '@whereabouts/store';
import { orderClaims } from '../apply/fold';
import { hear, type UnderstoodInput } from '../apply/heard';
import { judgedAs } from './judged-as';

/** A parcel as an observer sees it who never sleeps: asked at any moment, it looks at everything from scratch. */
export interface WatchedParcel {
  tell(inputs: readonly UnderstoodInput[]): void;
  /** Brings the cases in line with what the rules say at this moment. */
  lookAt(now: Instant): void;
  readonly cases: readonly ExceptionCase[];
  /** Moments at which rules changed their mind too early, too late, or without saying so beforehand. */
  readonly faults: readonly string[];
}

/** @param shipmentId of the hub's parcel: scans of one moment are ordered by ids that follow from it. */
export function watchedParcel(number: string, shipmentId: string): WatchedParcel {
  const state = {
    summary: EMPTY_SUMMARY,
    order: EMPTY_SUMMARY,
    statements: {} as OrderStatements,
    view: deriveShipment(EMPTY_SUMMARY),
    tier: 'STANDARD' as CustomerTier,
  };
  const known = new Set<string>();
  const cases: ExceptionCase[] = [];
  const faults: string[] = [];

  const ask = (now: Instant): Detected =>
    detect(state.view, state.summary, { policy: DEFAULT_POLICY, now, carrier: 'toy', tier: state.tier });

  const rulesAt = (at: number): string =>
    ask(instant(at))
      .findings.map(({ rule }) => rule)
      .join();

  /** At the moment that was foretold another rule holds, and a millisecond before none does. */
  const checkForetold = (now: Instant): void => {
    for (
      let next = ask(now).nextCheckAt, from = msOf(now);
      next !== null;
      from = msOf(next), next = ask(next).nextCheckAt
    ) {
      const due = msOf(next);
      if (rulesAt(due - 1) !== rulesAt(from)) faults.push(`${number}: something held before ${next}`);
      if (rulesAt(due) === rulesAt(from)) faults.push(`${number}: nothing held at ${next}`);
    }
  };

  return {
    cases,
    faults,
    tell(inputs) {
      const { parcels, orders } = hear(inputs);
      const news = parcels.flatMap(({ milestones }) =>
        milestones.map((event) => ({ ...event, id: milestoneId(shipmentId, event) })),
      );
      const fresh = news.filter(({ id }) => !known.has(id) && known.add(id));
      const claims = parcels.flatMap((parcel) => parcel.claims);
      state.summary = mergeSummaries(state.summary, summarize(fresh, claims));
      for (const { statement } of orders) {
        if (!statement) continue;
        // Two words of one moment are decided by the orders' own rule.
        state.statements = mergeOrders(state.statements, {
          [statement.key]: { at: statement.at, says: statement.says },
        });
        state.order = summarize([], orderClaims(state.statements));
        state.tier = deriveOrder(state.statements).customer.tier;
      }
      state.view = deriveShipment(mergeSummaries(state.summary, state.order));
      checkForetold(inputs[0]!.receivedAt);
    },
    lookAt(now) {
      const { findings } = ask(now);
      if (findings.length > 0 || cases.length > 0) judgedAs(cases, { view: state.view, findings, now });
    },
  };
}
