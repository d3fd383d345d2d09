import { NO_RECOVERY, NO_RESOLUTION, type ExceptionCase, type Instant } from '@whereabouts/model';
import { momentOfJson } from './json-rows';
import { latestMilestonesSql, latestViews, type LatestSelection, type MilestoneView } from './milestone-views';
import { SHIPMENT_COLUMNS, SHIPMENT_MOMENTS, type ShipmentColumn, type ShipmentView } from './shipment-views';
import { USER_COLUMNS, type UserColumn, type UserView } from './user-views';

/** A case as the API shows it. Only the columns that were selected are there. */
export interface CaseView {
  readonly id: string;
  readonly number: number;
  readonly shipmentId: string | null;
  readonly orderId: string | null;
  readonly ticketId: string | null;
  readonly orderNumber: string | null;
  readonly kind: ExceptionCase['kind'];
  readonly reason: ExceptionCase['reason'];
  readonly status: ExceptionCase['status'];
  readonly waitingOn: ExceptionCase['waitingOn'];
  readonly snoozedUntil: Instant | null;
  readonly evidenceRequests: ExceptionCase['evidenceRequests'];
  readonly episode: number;
  readonly cycle: number;
  readonly flags: ExceptionCase['flags'];
  readonly flagCount: number;
  readonly ownerId: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly closeCode: ExceptionCase['closeCode'];
  readonly closedBy: string | null;
  readonly dueAt: Instant;
  readonly firstActionDueAt: Instant;
  readonly firstActionAt: Instant | null;
  readonly warnAt: Instant;
  readonly warnedAt: Instant | null;
  readonly breachedAt: Instant | null;
  readonly pausedSince: Instant | null;
  readonly pausedUntil: Instant | null;
  readonly resolutionDueAt: Instant | null;
  readonly detection: ExceptionCase['detection'];
  readonly customerTrack: ExceptionCase['customerTrack'];
  readonly recoveryTrack: ExceptionCase['recoveryTrack'];
  readonly tags: readonly string[];
  readonly incidentId: ExceptionCase['incidentId'];
  readonly version: number;
  readonly updatedAt: Instant;
}
export type CaseColumn = keyof CaseView;

export const CASE_COLUMNS: Readonly<Record<CaseColumn, string>> = {
  id: 'c.id',
  number: 'c.number',
  shipmentId: 'c.shipment_id',
  orderId: 'c.order_id',
  ticketId: 'c.ticket_id',
  orderNumber: 'c.order_number',
  kind: 'c.kind',
  reason: 'c.reason',
  status: 'c.status',
  waitingOn: 'c.waiting_on',
  snoozedUntil: 'c.snoozed_until',
  evidenceRequests: 'c.evidence_requests',
  episode: 'c.episode',
  cycle: 'c.cycle',
  flags: 'c.flags',
  flagCount: 'c.flag_count',
  ownerId: 'c.owner_id',
  openedAt: 'c.opened_at',
  closedAt: 'c.closed_at',
  closeCode: 'c.close_code',
  closedBy: 'c.closed_by',
  dueAt: 'c.due_at',
  firstActionDueAt: 'c.first_action_due_at',
  firstActionAt: 'c.first_action_at',
  warnAt: 'c.warn_at',
  warnedAt: 'c.warned_at',
  breachedAt: 'c.breached_at',
  pausedSince: 'c.paused_since',
  pausedUntil: 'c.paused_until',
  resolutionDueAt: 'c.resolution_due_at',
  detection: 'c.detection',
  customerTrack: 'c.customer_track',
  recoveryTrack: 'c.recovery_track',
  tags: 'c.tags',
  incidentId: 'c.incident_id',
  version: 'c.version',
  updatedAt: 'c.updated_at',
};

/** What is wanted of each case: its own columns, and those of its owner and shipment, read by the same statement. */
export interface CaseSelection {
  readonly columns: readonly CaseColumn[];
  readonly owner: readonly UserColumn[];
  readonly shipment: readonly ShipmentColumn[];
  /** Of its shipment and that one's order. Only where the shipment is selected. */
  readonly latestMilestones?: LatestSelection | null;
}

/** A case with its neighbours; null where not selected or not there. */
export interface CaseWithNeighbours {
  readonly view: CaseView;
  readonly owner: UserView | null;
  readonly shipment: ShipmentView | null;
  /** Absent where not selected. */
  readonly latestMilestones?: readonly MilestoneView[];
}

export const EVERYTHING: CaseSelection = {
  columns: Object.keys(CASE_COLUMNS) as CaseColumn[],
  owner: Object.keys(USER_COLUMNS) as UserColumn[],
  shipment: Object.keys(SHIPMENT_COLUMNS) as ShipmentColumn[],
};

const columnsOf = ({ columns, owner, shipment, latestMilestones: latest }: CaseSelection): string[] => [
  ...columns.map((name) => CASE_COLUMNS[name]),
  ...owner.map((name) => USER_COLUMNS[name]),
  ...shipment.map((name) => SHIPMENT_COLUMNS[name]),
  ...(latest ? [latestMilestonesSql(latest.columns, String(latest.limit), 's.id', 's.order_id')] : []),
];

/** Owner and shipment of the case `c`, as far as they are selected. */
function neighbours({ owner, shipment }: CaseSelection): string {
  const owners = owner.length ? ' left join app_user u on u.merchant_id = c.merchant_id and u.id = c.owner_id' : '';
  const shipments = shipment.length
    ? ' left join shipment s on s.merchant_id = c.merchant_id and s.id = c.shipment_id'
    : '';
  return `${owners}${shipments}`;
}

/** `select … from exception_case c …`: only what is selected is read and joined; `also`: further values, at the end. */
export const selectCases = (selection: CaseSelection, also: readonly string[] = []): string =>
  `select ${[...columnsOf(selection), ...also].join(', ')} from exception_case c${neighbours(selection)}`;

/** Cases as one value: their columns as JSON arrays. `from` gives each as `c`, `order` is how they are sorted. */
export const jsonCases = (selection: CaseSelection, from: string, order: string): string =>
  `(select json_agg(json_build_array(${columnsOf(selection).join(', ')}) order by ${order}) ${from}${neighbours(selection)})`;

const MOMENTS: ReadonlySet<string> = new Set<CaseColumn | ShipmentColumn>([
  'snoozedUntil',
  'openedAt',
  'closedAt',
  'dueAt',
  'firstActionDueAt',
  'firstActionAt',
  'warnAt',
  'warnedAt',
  'breachedAt',
  'pausedSince',
  'pausedUntil',
  'resolutionDueAt',
  'updatedAt',
  ...SHIPMENT_MOMENTS,
]);

/** What `jsonCases` gave, to views. */
export function fromJsonCases(selection: CaseSelection, rows: readonly unknown[][] | null): CaseWithNeighbours[] {
  const names = [...selection.columns, ...selection.owner, ...selection.shipment];
  const moments = names.flatMap((name, index) => (MOMENTS.has(name) ? [index] : []));
  for (const row of rows ?? [])
    for (const index of moments) {
      const value = row[index];
      if (typeof value === 'string') row[index] = momentOfJson(value);
    }
  return toCases(selection, rows ?? []);
}

/** Row arrays of `selectCases` to views. */
export function toCases(selection: CaseSelection, rows: readonly unknown[][]): CaseWithNeighbours[] {
  const { columns, owner, shipment, latestMilestones: latest } = selection;
  const ownerStart = columns.length;
  const shipmentStart = ownerStart + owner.length;
  const latestAt = shipmentStart + shipment.length;
  const [caseBlank, ownerBlank, shipmentBlank] = [columns, owner, shipment].map(blankOf);
  return rows.map((row) => ({
    view: wholeTracks(pick<CaseView>(caseBlank!, columns, row, 0)!),
    owner: owner.length ? pick<UserView>(ownerBlank!, owner, row, ownerStart) : null,
    shipment: shipment.length ? pick<ShipmentView>(shipmentBlank!, shipment, row, shipmentStart) : null,
    latestMilestones: latest ? latestViews(latest.columns, row[latestAt] as never) : undefined,
  }));
}

/** Cases of earlier versions were written before their tracks held all that they hold now. */
const wholeTracks = (view: CaseView): CaseView =>
  view.customerTrack === undefined && view.recoveryTrack === undefined
    ? view
    : {
        ...view,
        ...(view.customerTrack && { customerTrack: { ...NO_RESOLUTION, ...view.customerTrack } }),
        ...(view.recoveryTrack && { recoveryTrack: { ...NO_RECOVERY, ...view.recoveryTrack } }),
      };

const blanks = new WeakMap<readonly string[], object>();

/** A copy of an object that has its columns already is quicker to fill than one that grows by each. */
function blankOf(columns: readonly string[]): object {
  let blank = blanks.get(columns);
  if (!blank) blanks.set(columns, (blank = Object.fromEntries(columns.map((name) => [name, null]))));
  return blank;
}

/** Null when the first column, the key, is null: the joined row is not there. */
function pick<View>(blank: object, columns: readonly string[], row: readonly unknown[], start: number): View | null {
  if (row[start] === null) return null;
  const view: Record<string, unknown> = { ...blank };
  for (let index = 0; index < columns.length; index++) view[columns[index]!] = row[start + index];
  return view as View;
}
