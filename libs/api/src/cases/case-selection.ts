import { CASE_COLUMNS, type CaseColumn, type CaseSelection, type UserColumn } from '@whereabouts/store';
import type { Selection } from '../schema/selection';
import { shipmentColumns } from '../shipments/shipment-mapping';

const SLA: readonly CaseColumn[] = [
  'closedAt',
  'firstActionDueAt',
  'firstActionAt',
  'warnAt',
  'warnedAt',
  'breachedAt',
  'pausedSince',
  'pausedUntil',
  'resolutionDueAt',
];

/** Which columns a field needs; fields that are not named here need the column of their own name. */
const FIELD_COLUMNS: Readonly<Record<string, readonly CaseColumn[]>> = {
  id: [],
  __typename: [],
  ref: ['number'],
  owner: [],
  shipment: [],
  activity: [],
  order: ['orderId'],
  incident: ['incidentId'],
  tickets: ['orderId', 'detection'],
  sla: SLA,
  detection: ['detection', 'shipmentId', 'orderId'],
  related: [],
  recoveryTrack: ['recoveryTrack', 'shipmentId'],
  nextSteps: [
    'kind',
    'reason',
    'status',
    'waitingOn',
    'snoozedUntil',
    'openedAt',
    'cycle',
    'ticketId',
    'detection',
    'customerTrack',
    'recoveryTrack',
    'evidenceRequests',
  ],
};

const OWNER_COLUMNS: readonly UserColumn[] = ['name', 'email', 'role', 'openCases'];

/** By the columns that are needed besides. */
const known = new WeakMap<Selection, Map<string, CaseSelection>>();

/** What to read of cases for these fields; `also` is needed besides, such as for cursors. Keys come first. */
export function caseSelection(fields: Selection, also: readonly CaseColumn[] = []): CaseSelection {
  let selections = known.get(fields);
  if (!selections) known.set(fields, (selections = new Map<string, CaseSelection>()));
  const key = also.join();
  let selection = selections.get(key);
  if (!selection) selections.set(key, (selection = newSelection(fields, also)));
  return selection;
}

function newSelection(fields: Selection, also: readonly CaseColumn[]): CaseSelection {
  const columns = new Set<CaseColumn>(['id', ...also]);
  for (const field of fields.keys())
    for (const column of FIELD_COLUMNS[field] ?? [field as CaseColumn])
      // Below `node`, fields of other types are among them.
      if (Object.hasOwn(CASE_COLUMNS, column)) columns.add(column);
  const owner = fields.get('owner');
  const shipment = fields.get('shipment');
  return {
    columns: [...columns],
    owner: owner ? ['id', ...OWNER_COLUMNS.filter((column) => owner.has(column))] : [],
    shipment: shipment ? shipmentColumns(shipment) : [],
  };
}
