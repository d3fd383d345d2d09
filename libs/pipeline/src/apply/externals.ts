import {
  holdExternals,
  parcelsOfExternals,
  putAliases,
  type Alias,
  type External,
  type ShipmentKey,
  type Tx,
} from '@whereabouts/store';
import type { Heard } from './heard';
import type { Parcel } from './identify';
import type { Identified, Subject } from './milestones';

/** The external ids of a batch, held, and the parcels that are known by them. */
export interface HeldExternals {
  /** Parcels that the batch tells of by external ids. */
  readonly parcels: readonly ShipmentKey[];
  /** By parcel, the subjects that it is told of under. */
  readonly subjectsOf: ReadonlyMap<string, readonly string[]>;
  /** External ids that come with a number, by both: not every parcel of that number has the id yet. */
  readonly unsettled: ReadonlySet<string>;
  /** External ids under which nothing was ever told, not even by the batch. */
  readonly untold: ReadonlySet<string>;
}

const NONE: HeldExternals = { parcels: [], subjectsOf: new Map(), unsettled: new Set(), untold: new Set() };

const numberedKey = ({ id }: Pick<External, 'id'>, trackingNumber: string): string => `${id}|${trackingNumber}`;

const once = <T>(items: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

/**
 * Holds the external ids of a batch, so that an event and the news that tells whose it is see each other whichever
 * commits first. Comes before any other lock. No statement when a batch has no such ids.
 */
export async function holdHeard(tx: Tx, { parcels, externals, orderAliases }: Heard): Promise<HeldExternals> {
  const spoken = once(
    externals.flatMap(({ external }) => (external.kind === 'shipment' ? [external] : [])),
    ({ id }) => id,
  );
  const numbered = once(
    parcels.flatMap((news) => news.externals.map((external) => ({ ...external, trackingNumber: news.trackingNumber }))),
    (one) => numberedKey(one, one.trackingNumber),
  );
  const orders = once(orderAliases, ({ id, subjectId }) => `${id}|${subjectId}`);
  if (spoken.length + numbered.length + orders.length === 0) return NONE;
  const open = await holdExternals(tx, { spoken, numbered, orders });
  const known = spoken.length ? await parcelsOfExternals(tx, spoken) : [];
  const told = new Set(spoken.map(({ id }) => id));
  const subjectsOf = new Map<string, string[]>();
  for (const { id, shipmentId } of known) subjectsOf.set(shipmentId, [...(subjectsOf.get(shipmentId) ?? []), id]);
  return {
    parcels: once(known, ({ shipmentId }) => shipmentId),
    subjectsOf,
    unsettled: new Set(open.map((one) => numberedKey(one, one.trackingNumber))),
    untold: new Set(open.flatMap(({ id, isUntold }) => (isUntold && !told.has(id) ? [id] : []))),
  };
}

/** What the batch says of a parcel: under its number, then under external ids that it is known by. */
export function toldOf(
  own: Identified,
  held: HeldExternals,
  outside: ReadonlyMap<string, Identified>,
): [own: Identified, ...others: Identified[]] {
  const others = (held.subjectsOf.get(own.subjectId) ?? []).flatMap((id) => outside.get(id) ?? []);
  return [own, ...others];
}

/**
 * Joins parcels to the external ids that came with their numbers. By parcel, the ids that are new to it and under which
 * something may have been told.
 */
export async function joinParcels(
  tx: Tx,
  parcels: readonly Parcel[],
  { unsettled, untold }: HeldExternals,
): Promise<ReadonlyMap<string, readonly Subject[]>> {
  const aliases = parcels.flatMap(({ shipment, isNew, externals }) =>
    externals.flatMap((external): Alias[] =>
      isNew || unsettled.has(numberedKey(external, shipment.trackingNumber))
        ? [{ ...external, subjectId: shipment.id }]
        : [],
    ),
  );
  const joined = new Map<string, Subject[]>();
  for (const { merchantId, id, subjectId } of aliases.length ? await putAliases(tx, aliases) : [])
    if (!untold.has(id)) joined.set(subjectId, [...(joined.get(subjectId) ?? []), { merchantId, subjectId: id }]);
  return joined;
}
