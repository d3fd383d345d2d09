import {
  activityStarts,
  casesOfIncidents,
  casesByIds,
  caseViewsOfShipments,
  relatedCases,
  evidenceOfShipments,
  heardShipments,
  incidentsById,
  EVERYTHING,
  messagesByIds,
  messagesOfCases,
  messagesOfOrders,
  latestMilestones,
  milestonesOfSubjects,
  ordersByIds,
  shipmentsByIds,
  shipmentsOfOrders,
  sourceHealth,
  sourcesOfMerchant,
  ticketsByIds,
  stockOfOrders,
  ticketsOfOrders,
  usersByIds,
  type ActivityView,
  type CaseSelection,
  type CaseStretch,
  type CaseWithNeighbours,
  type EvidenceView,
  type HeardShipment,
  type MessageOf,
  type MessageView,
  type MilestoneColumn,
  type MilestoneView,
  type OrderView,
  type Queryable,
  type ShipmentView,
  type SourceHealthView,
  type SourceView,
  type StockView,
  type TicketOfOrder,
  type TicketView,
  type UserView,
} from '@whereabouts/store';
import { windowStart, type Incident, type Instant, type Policy } from '@whereabouts/model';
import DataLoader from 'dataloader';

/** Reads of one request that belong together are made in one statement each. All are of one merchant. */
export interface Loaders {
  readonly shipment: DataLoader<string, ShipmentView | null>;
  readonly shipmentsOfOrder: DataLoader<string, readonly ShipmentView[]>;
  /** Of a shipment. */
  readonly evidence: DataLoader<string, EvidenceView | null>;
  readonly order: DataLoader<string, OrderView | null>;
  readonly user: DataLoader<string, UserView | null>;
  readonly incident: DataLoader<string, Incident | null>;
  /** Of a shipment: who could speak of it. */
  readonly voices: DataLoader<string, HeardShipment | null>;
  readonly ticket: DataLoader<string, TicketView | null>;
  readonly ticketsOfOrder: DataLoader<string, readonly TicketOfOrder[]>;
  readonly stockOfOrder: DataLoader<string, readonly StockView[]>;
  readonly message: DataLoader<string, MessageView | null>;
  readonly messagesOfOrder: DataLoader<string, readonly MessageOf[]>;
  readonly messagesOfCase: DataLoader<string, readonly MessageOf[]>;
  readonly case: DataLoader<string, CaseWithNeighbours | null>;
  readonly casesOfShipment: DataLoader<string, readonly CaseWithNeighbours[]>;
  /** What has something to do with a case, the closest first; of each, what is selected. */
  readonly related: (selection: CaseSelection) => DataLoader<string, readonly CaseWithNeighbours[]>;
  /** A stretch of the cases of an incident, and one more where there is more. */
  readonly casesOfIncident: (
    stretch: CaseStretch,
    selection: CaseSelection,
  ) => DataLoader<string, readonly CaseWithNeighbours[]>;
  /** The beginning of the history of a case. */
  readonly activityStart: DataLoader<string, readonly ActivityView[]>;
  /** Of a shipment or an order. */
  readonly milestonesOf: DataLoader<string, readonly MilestoneView[]>;
  /** The last few of a shipment or an order, with the columns that are named. */
  readonly latestMilestones: (
    limit: number,
    columns: readonly MilestoneColumn[],
  ) => DataLoader<string, readonly MilestoneView[]>;
  readonly sources: Once<ReadonlyMap<string, SourceView>>;
  readonly health: () => Promise<(sourceId: string) => SourceHealthView>;
}

const byKey = <T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [key(row), row]));

const one = <T>(
  read: (ids: readonly string[]) => Promise<readonly T[]>,
  key: (row: T) => string,
): DataLoader<string, T | null> =>
  new DataLoader(async (ids) => {
    const found = byKey(await read(ids), key);
    return ids.map((id) => found.get(id) ?? null);
  });

const many = <T>(
  read: (ids: readonly string[]) => Promise<readonly T[]>,
  key: (row: T) => string | null,
): DataLoader<string, readonly T[]> =>
  new DataLoader(async (ids) => {
    const found = new Map<string, T[]>(ids.map((id) => [id, []]));
    for (const row of await read(ids)) found.get(key(row) ?? '')?.push(row);
    return ids.map((id) => found.get(id)!);
  });

/** Read when it is first asked, unless it was known before. */
interface Once<T> {
  (): Promise<T>;
  prime(known: T): void;
}

const once = <T>(read: () => Promise<T>): Once<T> => {
  let answer: Promise<T> | undefined;
  const prime = (known: T): void => void (answer ??= Promise.resolve(known));
  return Object.assign(() => (answer ??= read()), { prime });
};

/** One loader for each way of reading. */
const byWay = <Way extends readonly unknown[], L>(make: (...way: Way) => L): ((...way: Way) => L) => {
  const made = new Map<string, L>();
  return (...way) => {
    const name = JSON.stringify(way);
    const known = made.get(name);
    if (known) return known;
    const loader = make(...way);
    made.set(name, loader);
    return loader;
  };
};

interface Needs {
  readonly db: Queryable;
  readonly merchantId: string;
  readonly now: Instant;
  readonly policy: Policy;
}

const MAKERS: { readonly [Name in keyof Loaders]: (needs: Needs) => Loaders[Name] } = {
  shipment: ({ db, merchantId }) =>
    one(
      (ids) => shipmentsByIds(db, merchantId, ids),
      ({ id }) => id,
    ),
  shipmentsOfOrder: ({ db, merchantId }) =>
    many(
      (ids) => shipmentsOfOrders(db, merchantId, ids),
      ({ orderId }) => orderId,
    ),
  evidence: ({ db, merchantId, now, policy }) =>
    one(
      (ids) => evidenceOfShipments(db, merchantId, ids, windowStart(policy.repeats.lane, now)),
      ({ shipmentId }) => shipmentId,
    ),
  order: ({ db, merchantId }) =>
    one(
      (ids) => ordersByIds(db, merchantId, ids),
      ({ id }) => id,
    ),
  user: ({ db, merchantId }) =>
    one(
      (ids) => usersByIds(db, merchantId, ids),
      ({ id }) => id,
    ),
  incident: ({ db, merchantId }) =>
    new DataLoader(async (ids) => {
      const found = await incidentsById(db, merchantId, ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
  voices: ({ db, merchantId }) =>
    new DataLoader(async (ids) => {
      const found = await heardShipments(db, merchantId, ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
  ticket: ({ db, merchantId }) =>
    one(
      (ids) => ticketsByIds(db, merchantId, ids),
      ({ id }) => id,
    ),
  ticketsOfOrder: ({ db, merchantId }) =>
    many(
      (ids) => ticketsOfOrders(db, merchantId, ids),
      ({ ofOrder }) => ofOrder,
    ),
  stockOfOrder: ({ db, merchantId }) =>
    many(
      (ids) => stockOfOrders(db, merchantId, ids),
      ({ ofOrder }) => ofOrder,
    ),
  message: ({ db, merchantId }) =>
    one(
      (ids) => messagesByIds(db, merchantId, ids),
      ({ id }) => id,
    ),
  messagesOfOrder: ({ db, merchantId }) =>
    many(
      (ids) => messagesOfOrders(db, merchantId, ids),
      ({ of }) => of,
    ),
  messagesOfCase: ({ db, merchantId }) =>
    many(
      (ids) => messagesOfCases(db, merchantId, ids),
      ({ of }) => of,
    ),
  case: ({ db, merchantId }) =>
    one(
      (ids) => casesByIds(db, merchantId, ids, EVERYTHING),
      ({ view }) => view.id,
    ),
  casesOfShipment: ({ db, merchantId }) =>
    many(
      (ids) => caseViewsOfShipments(db, merchantId, ids, EVERYTHING),
      ({ view }) => view.shipmentId,
    ),
  related: ({ db, merchantId }) =>
    byWay(
      (selection: CaseSelection) =>
        new DataLoader<string, readonly CaseWithNeighbours[]>(async (ids) => {
          const found = await relatedCases(db, merchantId, ids, selection);
          return ids.map((id) => found.get(id) ?? []);
        }),
    ),
  casesOfIncident: ({ db, merchantId }) =>
    byWay(
      (stretch: CaseStretch, selection: CaseSelection) =>
        new DataLoader<string, readonly CaseWithNeighbours[]>(async (ids) => {
          const found = await casesOfIncidents(db, merchantId, ids, stretch, selection);
          return ids.map((id) => found.get(id) ?? []);
        }),
    ),
  activityStart: ({ db, merchantId }) =>
    many(
      (ids) => activityStarts(db, merchantId, ids),
      ({ caseId }) => caseId,
    ),
  milestonesOf: ({ db, merchantId }) =>
    new DataLoader(async (ids) => {
      const found = await milestonesOfSubjects(db, merchantId, ids);
      return ids.map((id) => found.get(id) ?? []);
    }),
  latestMilestones: ({ db, merchantId }) =>
    byWay(
      (limit: number, columns: readonly MilestoneColumn[]) =>
        new DataLoader<string, readonly MilestoneView[]>(async (ids) => {
          const found = await latestMilestones(db, merchantId, ids, { limit, columns });
          return ids.map((id) => found.get(id) ?? []);
        }),
    ),
  sources: ({ db, merchantId }) => once(async () => byKey(await sourcesOfMerchant(db, merchantId), ({ id }) => id)),
  health: ({ db, merchantId, now }) => once(() => sourceHealth(db, merchantId, now)),
};

class LazyLoaders {
  constructor(readonly needs: Needs) {}
}
for (const [name, make] of Object.entries(MAKERS))
  Object.defineProperty(LazyLoaders.prototype, name, {
    get(this: LazyLoaders) {
      const value = make(this.needs);
      Object.defineProperty(this, name, { value });
      return value;
    },
  });

/** Loaders of one request; each is made when it is first asked. */
export const createLoaders = (db: Queryable, merchantId: string, now: Instant, policy: Policy): Loaders =>
  new LazyLoaders({ db, merchantId, now, policy }) as unknown as Loaders;
