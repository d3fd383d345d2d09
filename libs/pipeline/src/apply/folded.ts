import type { Policy, ShipmentView, Summary } from '@whereabouts/model';
import { orderId, UNSPOKEN, type LockedShipment } from '@whereabouts/store';
import { foldNews, viewOf, viewWithOrder } from './fold';
import type { Parcel } from './identify';
import type { KnownOrder } from './orders';

/** A parcel after the fold, with whether that brought anything new. */
export interface Folded {
  readonly parcel: Parcel;
  /** Ids of the milestones that were heard of it for the first time. */
  readonly added: readonly string[];
  readonly shipment: LockedShipment;
  readonly summary: Summary;
  readonly view: ShipmentView;
  readonly order: KnownOrder | null;
  readonly isChanged: boolean;
  readonly isDue: boolean;
  /** Its cases may be others than it counts. */
  readonly isTouched: boolean;
}

/** The order that a view names. */
export const linkOf = (summary: Summary, merchantId: string, view: ShipmentView): string | null =>
  view.orderNumber === null ? null : orderId(merchantId, view.orderNumber);

/** Folds a parcel's news; its view tells which order it belongs to, and the order adds its promise. */
export function foldParcel(
  parcel: Parcel,
  milestones: Parameters<typeof foldNews>[0]['milestones'],
  history: Parameters<typeof foldNews>[0]['history'],
  { truth }: Policy,
): { summary: Summary; view: ShipmentView } {
  const summary = foldNews({ summary: parcel.shipment.summary, milestones, claims: parcel.claims, history });
  return { summary, view: viewOf(summary, truth) };
}

/** A parcel after the fold of its own news: its order is read next. */
export interface Draft {
  readonly parcel: Parcel;
  /** Ids of the milestones that were heard of it for the first time. */
  readonly added: readonly string[];
  readonly summary: Summary;
  readonly view: ShipmentView;
  readonly link: string | null;
}

/** What a batch is about, beside the parcel itself. */
export interface Finishing {
  readonly due: ReadonlySet<string>;
  /** Something was learnt of these that no milestone tells. */
  readonly touched: ReadonlySet<string>;
  readonly changedOrders: ReadonlyMap<string, KnownOrder>;
  readonly policy: Policy;
}

/** What the order adds, and whether anything is to be written. */
export function finish(
  draft: Draft,
  order: KnownOrder | null,
  { due, touched, changedOrders, policy: { truth } }: Finishing,
): Folded {
  const { parcel, added, summary } = draft;
  const view = viewWithOrder(summary, draft.view, order, truth);
  const before = parcel.shipment;
  return {
    parcel,
    added,
    shipment: { ...before, orderId: draft.link },
    summary,
    view,
    order,
    isChanged:
      parcel.isNew ||
      parcel.isExtended ||
      before.openCases === UNSPOKEN ||
      summary !== before.summary ||
      touched.has(before.id) ||
      (draft.link !== null && changedOrders.has(draft.link)),
    isDue: due.has(before.id),
    isTouched: touched.has(before.id),
  };
}
