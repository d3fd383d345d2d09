import {
  DEFAULT_POLICY,
  deriveOrder,
  EMPTY_SUMMARY,
  later,
  type Policy,
  type Finding,
  type Instant,
  type ShipmentState,
  type SourceKind,
} from '@whereabouts/model';
import type { Normalized } from '@whereabouts/plugin-sdk';
import { foldNews, viewOf, viewWithOrder } from '../apply/fold';
import { hear, spanOf, type OrderNews } from '../apply/heard';
import { identify, type Parcel } from '../apply/identify';
import { lookAt, type Look } from '../apply/judge';

/** What would become of one parcel if a document were all that is known of it. */
export interface ForetoldParcel {
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly isCarrierGuessed: boolean;
  readonly state: ShipmentState;
  /** The moment for which this holds: that of the latest news. */
  readonly asOf: Instant;
  /** Each would open a case at once. */
  readonly findings: readonly Finding[];
  /** The first that would open a case if nothing more were heard, and when. */
  readonly later: { readonly at: Instant; readonly findings: readonly Finding[] } | null;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The cases that a document would open in a hub that knows nothing else, under the policy that a new merchant has. Pure. */
export function foretell(
  said: Normalized,
  from: { readonly sourceKind: SourceKind; readonly receivedAt: Instant },
  policy: Policy = DEFAULT_POLICY,
): ForetoldParcel[] {
  // A document tells of what was: it is taken as received with its latest news, whenever that was.
  const receivedAt = said.milestones.reduce(
    (latest, { occurredAt }) => later(latest, occurredAt ?? latest),
    from.receivedAt,
  );
  const heard = hear([
    {
      ...from,
      receivedAt,
      merchantId: NOBODY,
      inputId: NOBODY,
      sourceId: NOBODY,
      mappingVersion: '',
      replay: false,
      said,
    },
  ]);
  const orders = new Map(heard.orders.map((order) => [order.number, order]));
  return identify([], heard.parcels).map((parcel) => foretold(parcel, orders, receivedAt, policy));
}

function foretold(
  parcel: Parcel,
  orders: ReadonlyMap<string, OrderNews>,
  receivedAt: Instant,
  policy: Policy,
): ForetoldParcel {
  const look = lookOf(parcel, orders, policy);
  const asOf = spanOf(parcel.milestones)?.to ?? receivedAt;
  const { findings, nextCheckAt } = lookAt(look, policy, asOf);
  const rules = new Set(findings.map(({ rule }) => rule));
  const { trackingNumber, carrier, isCarrierGuessed } = parcel.shipment;
  return {
    trackingNumber,
    carrier,
    isCarrierGuessed,
    state: look.view.state,
    asOf,
    findings,
    later: nextCheckAt && {
      at: nextCheckAt,
      findings: lookAt(look, policy, nextCheckAt).findings.filter(({ rule }) => !rules.has(rule)),
    },
  };
}

function lookOf(
  { shipment, milestones, claims }: Parcel,
  orders: ReadonlyMap<string, OrderNews>,
  { truth }: Policy,
): Look {
  const named = milestones.map((milestone, index) => ({ ...milestone, id: String(index) }));
  const summary = foldNews({ summary: EMPTY_SUMMARY, milestones: named, claims, history: null });
  const view = viewOf(summary, truth);
  const statement = view.orderNumber === null ? null : (orders.get(view.orderNumber)?.statement ?? null);
  const statements = statement && { [statement.key]: { at: statement.at, says: statement.says } };
  return {
    shipment,
    summary,
    view: viewWithOrder(summary, view, statements && { statements }, truth),
    order: statements && deriveOrder(statements, truth),
  };
}
