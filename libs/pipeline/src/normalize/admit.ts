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
    if (wrong === null) kept.push(tidy(record));
    else
      issues.push({ path: `#${list}/${index}`, problem: `the plugin's record was refused: ${wrong}`, kind: 'record' });
  });
  return kept;
}

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

interface Tidying {
  readonly any: <Item>(record: Item) => Item;
  readonly milestone: (record: MilestoneRecord) => MilestoneRecord;
  readonly shipment: (record: ShipmentRecord) => ShipmentRecord;
  readonly ticket: (record: TicketRecord) => TicketRecord;
}

const AS_STORED: Tidying = {
  any: storableThroughout,
  milestone: (record) => tidyMilestone(storableThroughout(record)),
  shipment: (record) => tidyShipment(storableThroughout(record)),
  ticket: (record) => tidyTicket(storableThroughout(record)),
};

const asItIs = <Item>(record: Item): Item => record;
const AS_WRITTEN: Tidying = { any: asItIs, milestone: asItIs, shipment: asItIs, ticket: asItIs };

/**
 * Checks what a plugin made of an input before anything is stored: a faulty record is set aside with the reason, its
 * neighbours go on. Record paths start with `#`: they point into the plugin's result, not into the document.
 */
export const admit = (said: Normalized): Normalized => sifted(said, AS_STORED);

/** As `admit` does, for people who write plugins: the records that are left stay as the plugin wrote them. */
export const admitAsWritten = (said: Normalized): Normalized => sifted(said, AS_WRITTEN);

function sifted(said: Normalized, tidy: Tidying): Normalized {
  const wrong = answerProblem(said);
  if (wrong !== null) return nothingBut(wrong);
  const issues: Issue[] = [];
  issues.push(...keep(said.issues, 'issues', tidy.any, issues));
  return {
    milestones: keep(said.milestones, 'milestones', tidy.milestone, issues),
    orders: keep(said.orders, 'orders', tidy.any, issues),
    shipments: keep(said.shipments, 'shipments', tidy.shipment, issues),
    tickets: keep(said.tickets, 'tickets', tidy.ticket, issues),
    inventory: keep(said.inventory, 'inventory', tidy.any, issues),
    follow: keep(said.follow, 'follow', tidy.any, issues),
    issues,
  };
}
