import type { Normalized } from '@whereabouts/plugin-sdk';

/** The lists of an answer that hold records. */
export const RECORDS = ['milestones', 'shipments', 'orders', 'tickets', 'inventory', 'follow'] as const;

/** A record as text, with the list that it stands in: equal texts are equal records. */
export type RecordText = string;

/** Every record of an answer, in its order. */
export const recordTexts = (said: Normalized): readonly RecordText[] =>
  RECORDS.flatMap((list) => said[list].map((record) => `${list} ${JSON.stringify(record)}`));

/** Records that stand in one answer and not in the other. Of equal ones each counts. */
export function without(some: readonly RecordText[], others: readonly RecordText[]): readonly RecordText[] {
  const left = new Map<RecordText, number>();
  for (const record of others) left.set(record, (left.get(record) ?? 0) + 1);
  return some.filter((record) => {
    const count = left.get(record) ?? 0;
    left.set(record, count - 1);
    return count <= 0;
  });
}

/** The records in an order that does not depend on that of the document. */
export const asSet = (said: Normalized): readonly RecordText[] => recordTexts(said).slice().sort();

/** The start of a record, for a message. */
export const shortly = (record: RecordText | undefined): string =>
  record === undefined ? 'nothing' : record.length > 300 ? `${record.slice(0, 300)}…` : record;
