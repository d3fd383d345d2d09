import { MILESTONES, REASONS, TIME_CERTAINTIES, type Instant } from '@whereabouts/model';
import type { Issue, MilestoneRecord, Normalized, OrderRecord, ShipmentRecord } from '@whereabouts/plugin-sdk';

/** Longest number that a parcel may bear. The longest in use are around 40 characters. */
const MAX_NUMBER = 100;
const MAX_TEXT = 2_000;
const MAX_CODE = 200;
/** Records of one input; more than this is not a parcel's news but somebody's mistake. */
const MAX_RECORDS = 20_000;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const KNOWN_REASONS: ReadonlySet<string> = new Set(REASONS);

/** One spelling for one number: carriers print spaces, people type lower case. */
export const canonicalNumber = (number: string): string => number.replace(/\s+/g, '').toUpperCase();

const clip = <T extends string | null | undefined>(text: T, max: number): T =>
  typeof text === 'string' && text.length > max ? (text.slice(0, max) as T) : text;

const numberProblem = (number: string | null | undefined, what: string): string | null => {
  if (number === null || number === undefined) return null;
  if (typeof number !== 'string' || number.trim() === '') return `${what} is empty`;
  return number.length > MAX_NUMBER ? `${what} is longer than ${MAX_NUMBER} characters` : null;
};

const isInstant = (value: unknown): value is Instant => typeof value === 'string' && INSTANT.test(value);

/** Times that are given must be instants: a plugin's promise, checked where its word enters. */
const timeProblem = (record: object, names: readonly string[]): string | null => {
  for (const name of names) {
    const value = (record as Record<string, unknown>)[name];
    if (value !== undefined && value !== null && !isInstant(value)) return `${name} is not an instant`;
  }
  return null;
};

function milestoneProblem(record: MilestoneRecord): string | null {
  if (!Object.hasOwn(MILESTONES, record.code)) return `unknown milestone ${String(record.code)}`;
  if (!record.trackingNumber && !record.shipmentExternalId && !record.orderNumber && !record.orderExternalId)
    return 'names neither a parcel nor an order';
  if (!Object.hasOwn(TIME_CERTAINTIES, record.timeCertainty))
    return `unknown certainty ${String(record.timeCertainty)}`;
  const strange = record.reasons.find((reason) => !KNOWN_REASONS.has(reason));
  if (strange !== undefined) return `unknown reason ${strange}`;
  return (
    numberProblem(record.trackingNumber, 'tracking number') ??
    numberProblem(record.orderNumber, 'order number') ??
    numberProblem(record.shipmentExternalId, 'id of the shipment') ??
    numberProblem(record.orderExternalId, 'id of the order') ??
    timeProblem(record, ['occurredAt'])
  );
}

const shipmentProblem = (record: ShipmentRecord): string | null =>
  numberProblem(record.trackingNumber, 'tracking number') ??
  numberProblem(record.orderNumber, 'order number') ??
  numberProblem(record.externalId, 'id of the shipment') ??
  numberProblem(record.orderExternalId, 'id of the order') ??
  timeProblem(record, ['shippedAt', 'carrierEstimate']) ??
  (record.promise ? timeProblem(record.promise, ['from', 'to']) : null);

const orderProblem = (record: OrderRecord): string | null =>
  numberProblem(record.number, 'order number') ??
  numberProblem(record.externalId, 'id of the order') ??
  timeProblem(record, ['placedAt', 'updatedAt', 'cancelledAt']) ??
  (record.promise ? timeProblem(record.promise, ['from', 'to']) : null);

function keep<T>(
  records: readonly T[],
  list: string,
  problem: (record: T) => string | null,
  tidy: (record: T) => T,
  issues: Issue[],
): T[] {
  const kept: T[] = [];
  records.forEach((record, index) => {
    const wrong = problem(record);
    if (wrong === null) kept.push(tidy(record));
    else
      issues.push({ path: `#${list}/${index}`, problem: `the plugin's record was refused: ${wrong}`, kind: 'record' });
  });
  return kept;
}

const tidyNumber = <T extends string | null>(number: T): T =>
  number === null ? number : (canonicalNumber(number) as T);

const tidyMilestone = (record: MilestoneRecord): MilestoneRecord => ({
  ...record,
  trackingNumber: tidyNumber(record.trackingNumber),
  sourceCode: clip(record.sourceCode, MAX_CODE),
  sourceSubCode: clip(record.sourceSubCode, MAX_CODE),
  sourceText: clip(record.sourceText, MAX_TEXT),
  occurredLocal: clip(record.occurredLocal, MAX_CODE),
});

/**
 * Checks what a plugin made of an input before anything is stored: a faulty record is set aside with the reason, its
 * neighbours go on. Record paths start with `#`: they point into the plugin's result, not into the document.
 */
export function admit(said: Normalized): Normalized {
  const issues: Issue[] = said.issues.map((issue) => ({ ...issue, problem: clip(issue.problem, MAX_TEXT) }));
  const total = said.milestones.length + said.shipments.length + said.orders.length;
  if (total > MAX_RECORDS) {
    const problem = `${total} records in one input; at most ${MAX_RECORDS} are taken`;
    return {
      milestones: [],
      orders: [],
      shipments: [],
      tickets: [],
      inventory: [],
      issues: [{ path: '', problem, kind: 'record' }],
    };
  }
  return {
    milestones: keep(said.milestones, 'milestones', milestoneProblem, tidyMilestone, issues),
    orders: keep(said.orders, 'orders', orderProblem, (record) => record, issues),
    shipments: keep(
      said.shipments,
      'shipments',
      shipmentProblem,
      (record) => ({ ...record, trackingNumber: tidyNumber(record.trackingNumber) }),
      issues,
    ),
    tickets: said.tickets,
    inventory: said.inventory,
    issues,
  };
}
