import { knownFields, name, passesAll, problemOf, type KnownFields } from './field-checks';
import { RECORD_FIELDS } from './record-fields';
import type { Issue, MilestoneRecord, Normalized } from './records';
import { isSoundMilestone } from './sound-milestone';

/** Longest link or id that a thin webhook may point to. */
const link = name(2_000);

/** Records of one input; more than this is not a parcel's news but somebody's mistake. */
export const MAX_RECORDS = 20_000;

export type RecordList = keyof typeof RECORD_FIELDS;
/** The lists of a plugin's answer, all of which have to be there. */
export const RECORD_LISTS = Object.keys(RECORD_FIELDS) as readonly RecordList[];
const KNOWN = Object.fromEntries(RECORD_LISTS.map((list) => [list, knownFields(RECORD_FIELDS[list])])) as {
  readonly [List in RecordList]: KnownFields;
};

/** Why the hub refuses a record of this list, or null when it takes it. Never throws. */
export function recordProblem(list: RecordList, record: unknown): string | null {
  if (list === 'follow') {
    const wrong = link(record);
    return wrong === null ? null : `it ${wrong}`;
  }
  if (list === 'milestones' ? isSoundMilestone(record) : passesAll(record, KNOWN[list])) return null;
  const wrong = problemOf(record, RECORD_FIELDS[list]);
  return wrong ?? (list === 'milestones' ? ownerProblem(record as MilestoneRecord) : null);
}

const ownerProblem = (record: MilestoneRecord): string | null =>
  record.trackingNumber || record.shipmentExternalId || record.orderNumber || record.orderExternalId
    ? null
    : 'it names neither a parcel nor an order';

/** A warehouse may well hold more articles than anyone has news of parcels, and every line of a document may be at fault. */
const COUNTED = ['milestones', 'shipments', 'orders', 'tickets', 'follow'] as const;

/** Why the hub refuses a plugin's answer as a whole, or null. */
export function answerProblem(answer: unknown): string | null {
  if (answer instanceof Promise) return "the plugin's answer is a promise: normalize must not be async";
  const said = (answer ?? {}) as Partial<Normalized>;
  const missing = RECORD_LISTS.find((list) => !Array.isArray(said[list]));
  if (missing !== undefined) return `the plugin's answer has no list of ${missing}`;
  const total = COUNTED.reduce((sum, list) => sum + said[list]!.length, 0);
  return total > MAX_RECORDS ? `${total} records in one input; at most ${MAX_RECORDS} are taken` : null;
}

/**
 * What one record of a document gave, without what the hub would refuse: that becomes an issue at the record's place. For
 * readers that are made of nothing but functions; `documentReader` does the same by itself.
 */
export function withoutRefused(told: Partial<Normalized>, path: string): Partial<Normalized> {
  const issues: Issue[] = told.issues === undefined ? [] : [...told.issues];
  const kept = <Record>(list: RecordList, records: readonly Record[] = []): readonly Record[] => {
    // Mostly nothing is refused, and the list stays as it is.
    let left: Record[] | null = null;
    for (let index = 0; index < records.length; index += 1) {
      const problem = recordProblem(list, records[index]);
      if (problem !== null) {
        left ??= records.slice(0, index);
        issues.push({ path, problem, kind: 'record' });
      } else left?.push(records[index]!);
    }
    return left ?? records;
  };
  return {
    milestones: kept('milestones', told.milestones),
    orders: kept('orders', told.orders),
    shipments: kept('shipments', told.shipments),
    tickets: kept('tickets', told.tickets),
    inventory: kept('inventory', told.inventory),
    follow: kept('follow', told.follow),
    issues,
  };
}
