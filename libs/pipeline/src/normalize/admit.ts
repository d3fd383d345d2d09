import {
  answerProblem,
  recordProblem,
  type Issue,
  type MilestoneRecord,
  type Normalized,
  type RecordList,
  type ShipmentRecord,
  type TicketRecord,
} from '@whereabouts/plugin-sdk';

/** Longer texts are cut: nobody reads them, and everybody carries them. */
const MAX_TEXT = 2_000;
const MAX_CODE = 200;

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

function keep<Item>(records: readonly Item[], list: RecordList, tidy: (record: Item) => Item, issues: Issue[]): Item[] {
  const kept: Item[] = [];
  records.forEach((record, index) => {
    const wrong = recordProblem(list, record);
    if (wrong === null) kept.push(tidy(storableThroughout(record)));
    else
      issues.push({ path: `#${list}/${index}`, problem: `the plugin's record was refused: ${wrong}`, kind: 'record' });
  });
  return kept;
}

const asItIs = <Item>(record: Item): Item => record;

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

const tidyTicket = (record: TicketRecord): TicketRecord => ({
  ...record,
  ...(record.trackingNumber === undefined ? {} : { trackingNumber: canonicalNumber(record.trackingNumber) }),
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
  const wrong = answerProblem(said);
  if (wrong !== null) return nothingBut(wrong);
  const issues: Issue[] = [];
  issues.push(...keep(said.issues, 'issues', asItIs, issues));
  return {
    milestones: keep(said.milestones, 'milestones', tidyMilestone, issues),
    orders: keep(said.orders, 'orders', asItIs, issues),
    shipments: keep(said.shipments, 'shipments', tidyShipment, issues),
    tickets: keep(said.tickets, 'tickets', tidyTicket, issues),
    inventory: keep(said.inventory, 'inventory', asItIs, issues),
    follow: keep(said.follow, 'follow', asItIs, issues),
    issues,
  };
}
