import type { Instant } from '../time/instant';
import type { FactName } from './claims';
import { claimConflicts } from './conflicts';
import type { Place } from './milestone';
import type { TruthRanking } from './ranking';
import type { PromiseView, ShipmentView, ShippingNode, SourceConflict } from './shipment-view';
import { fieldOf, instantOf, placeOf, sizeOf, statementsOf, textOf, type Stated } from './stated';
import type { Summary } from './summary';

type ClaimedFacts = Pick<
  ShipmentView,
  | 'orderNumber'
  | 'serviceLevel'
  | 'trackingUrl'
  | 'node'
  | 'lane'
  | 'origin'
  | 'destination'
  | 'promise'
  | 'carrierEstimate'
  | 'declared'
  | 'billed'
>;

/** What the claims of a summary tell of a shipment. Milestones change nothing of it. */
export interface ClaimsView {
  readonly facts: ClaimedFacts;
  /** When it left, where somebody says so. */
  readonly shippedAt: Instant | null;
  /** The shipment is itself a return: its own way forward leads to the shipper. */
  readonly isReturn: boolean;
  readonly conflicts: readonly SourceConflict[];
}

export function claimsView(summary: Summary, ranking: TruthRanking): ClaimsView {
  const stated = (fact: FactName): Stated | undefined => statementsOf(summary, fact, ranking)[0];
  const origin = placeOf(stated('origin')?.value);
  const destination = placeOf(stated('destination')?.value);
  const isReturn = stated('isReturn')?.value;
  return {
    facts: {
      orderNumber: textOf(stated('orderNumber')?.value),
      serviceLevel: textOf(stated('serviceLevel')?.value),
      trackingUrl: textOf(stated('trackingUrl')?.value),
      node: nodeOf(stated('node')),
      lane: laneOf(origin, destination),
      origin,
      destination,
      promise: promiseOf(stated('promise')),
      carrierEstimate: instantOf(textOf(stated('carrierEstimate')?.value)),
      declared: sizeOf(stated('declared')?.value),
      billed: sizeOf(stated('billed')?.value),
    },
    shippedAt: instantOf(textOf(stated('shippedAt')?.value)),
    isReturn: isReturn === 1 || isReturn === 'true',
    conflicts: claimConflicts(summary, ranking),
  };
}

function nodeOf(stated: Stated | undefined): ShippingNode | null {
  const code = fieldOf(stated?.value, 'code');
  const name = fieldOf(stated?.value, 'name');
  if (code === null) return null;
  return name === null ? { code } : { code, name };
}

function promiseOf(stated: Stated | undefined): PromiseView | null {
  const to = instantOf(fieldOf(stated?.value, 'to'));
  if (to === null || stated === undefined) return null;
  return { from: instantOf(fieldOf(stated.value, 'from')), to, source: stated.source.kind };
}

function laneOf(origin: Place | null, destination: Place | null): string | null {
  if (!origin?.country || !destination?.country) return null;
  return `${endOf(origin)}>${endOf(destination)}`;
}

const endOf = ({ country, region }: Place): string =>
  region === undefined ? country!.toUpperCase() : `${country!.toUpperCase()}-${region.toUpperCase()}`;
