import type { Issue, MilestoneRecord, Normalized, ShipmentRecord } from '@whereabouts/plugin-sdk';
import { problemOf, type Check } from './field-checks';
import { ISSUE_CHECKS, MILESTONE_CHECKS, ORDER_CHECKS, SHIPMENT_CHECKS } from './record-checks';

/** Longer texts are cut: nobody reads them, and everybody carries them. */
const MAX_TEXT = 2_000;
const MAX_CODE = 200;
/** Records of one input; more than this is not a parcel's news but somebody's mistake. */
const MAX_RECORDS = 20_000;
const LISTS = ['milestones', 'orders', 'shipments', 'tickets', 'inventory', 'follow', 'issues'] as const;

/** One spelling for one number: carriers print spaces, people type lower case. */
export const canonicalNumber = (number: string): string => number.replace(/\s+/g, '').toUpperCase();

/** Text as it can be stored: PostgreSQL refuses NUL and lone surrogates. */
const storable = (text: string): string => {
  const clean = text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '\uFFFD');
  return clean.length > MAX_TEXT ? clean.slice(0, MAX_TEXT).toWellFormed() : clean;
};

/** The same value with storable texts throughout; itself when they all are. */
function storableThroughout<Value>(value: Value): Value {
  if (typeof value === 'string') return storable(value) as string & Value;
  if (typeof value !== 'object' || value === null) return value;
  let isChanged = false;
  const parts = Object.entries(value).map(([key, part]): [string, unknown] => {
    const clean: unknown = storableThroughout(part);
    isChanged ||= clean !== part;
    return [key, clean];
  });
  if (!isChanged) return value;
  return (Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts)) as Value;
}

function keep<Item>(
  records: readonly Item[],
  list: string,
  checks: readonly (readonly [string, Check])[],
  tidy: (record: Item) => Item,
  issues: Issue[],
): Item[] {
  const kept: Item[] = [];
  records.forEach((record, index) => {
    const wrong = problemOf(record, checks) ?? (list === 'milestones' ? ownerProblem(record as MilestoneRecord) : null);
    if (wrong === null) kept.push(tidy(storableThroughout(record)));
    else
      issues.push({ path: `#${list}/${index}`, problem: `the plugin's record was refused: ${wrong}`, kind: 'record' });
  });
  return kept;
}

const ownerProblem = (record: MilestoneRecord): string | null =>
  record.trackingNumber || record.shipmentExternalId || record.orderNumber || record.orderExternalId
    ? null
    : 'it names neither a parcel nor an order';

const clip = <Text extends string | null | undefined>(text: Text): Text =>
  typeof text === 'string' && text.length > MAX_CODE ? (text.slice(0, MAX_CODE).toWellFormed() as Text) : text;

const tidyMilestone = (record: MilestoneRecord): MilestoneRecord => ({
  ...record,
  trackingNumber: record.trackingNumber ? canonicalNumber(record.trackingNumber) : null,
  sourceCode: clip(record.sourceCode),
  sourceSubCode: clip(record.sourceSubCode),
  occurredLocal: clip(record.occurredLocal),
});

const tidyShipment = (record: ShipmentRecord): ShipmentRecord => ({
  ...record,
  trackingNumber: canonicalNumber(record.trackingNumber),
});

const nothingBut = (problem: string): Normalized => ({
  milestones: [],
  orders: [],
  shipments: [],
  tickets: [],
  inventory: [],
  follow: [],
  issues: [{ path: '', problem, kind: 'record' }],
});

/**
 * Checks what a plugin made of an input before anything is stored: a faulty record is set aside with the reason, its
 * neighbours go on. Record paths start with `#`: they point into the plugin's result, not into the document.
 */
export function admit(said: Normalized): Normalized {
  const missing = LISTS.find((list) => !Array.isArray((said as Partial<Normalized> | null | undefined)?.[list]));
  if (missing !== undefined) return nothingBut(`the plugin's answer has no list of ${missing}`);
  const total = said.milestones.length + said.shipments.length + said.orders.length;
  if (total > MAX_RECORDS) return nothingBut(`${total} records in one input; at most ${MAX_RECORDS} are taken`);
  const issues: Issue[] = [];
  issues.push(...keep(said.issues, 'issues', ISSUE_CHECKS, (issue) => issue, issues));
  return {
    milestones: keep(said.milestones, 'milestones', MILESTONE_CHECKS, tidyMilestone, issues),
    orders: keep(said.orders, 'orders', ORDER_CHECKS, (record) => record, issues),
    shipments: keep(said.shipments, 'shipments', SHIPMENT_CHECKS, tidyShipment, issues),
    tickets: said.tickets,
    inventory: said.inventory,
    follow: said.follow,
    issues,
  };
}
