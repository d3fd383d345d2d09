import type { RawInput } from './contract';
import type { Found } from './found';
import { isHtml, readHtml } from './html';
import { readJson, type JsonValue, type Read } from './json';
import { asObject } from './loose';
import { unreadable } from './normalized';
import { recordProblem } from './record-checks';
import { issueOf } from './refusal';
import type {
  InventoryRecord,
  Issue,
  MilestoneRecord,
  Normalized,
  OrderRecord,
  ShipmentRecord,
  TicketRecord,
} from './records';
import { strangeIn } from './strange-values';
import { readXml } from './xml';

/** What is being read off one document: readers add to it. */
export interface Reading {
  readonly input: RawInput;
  readonly milestones: MilestoneRecord[];
  readonly orders: OrderRecord[];
  readonly shipments: ShipmentRecord[];
  readonly tickets: TicketRecord[];
  readonly inventory: InventoryRecord[];
  readonly follow: string[];
  readonly issues: Issue[];
  /** Worth showing; nothing was lost. */
  note(path: string, problem: string): void;
  /** The source's own error, understood as such. */
  sourceError(path: string, problem: string): void;
  /** Reads each record so that a bad one becomes an issue and its neighbours go on: `refuse` sets one aside. */
  each(records: readonly Found[], read: (value: JsonValue, path: string, index: number) => void): void;
}

/** One kind of document that a source sends or answers: how it is told apart, and how it is read. */
export interface DocumentKind<Config = unknown> {
  /** As the source's documentation calls it. */
  readonly name: string;
  readonly fits: (document: JsonValue, input: RawInput) => boolean;
  /** `settings`: those that `normalize` was given, for formats that differ from account to account. */
  readonly read: (document: JsonValue, reading: Reading, settings: Partial<Config>) => void;
}

export interface DocumentReaderOptions<Config = unknown> {
  /** In which forms the source writes. An HTML page is read as `HtmlElement` values: see `readHtml`. */
  readonly formats?: readonly ('json' | 'xml' | 'html')[];
  /** Kinds in the order in which they are tried. */
  readonly kinds: readonly DocumentKind<Config>[];
}

/**
 * Makes a plugin's `normalize` of the kinds of documents that its source writes. The first kind that fits reads the
 * document; what none fits is set aside as a whole, with what its outermost keys are, and one of which nothing comes is
 * noted. A page for people where an answer was expected is the source's error. Never throws, whatever the kinds do.
 */
export function documentReader<Config = unknown>({
  formats = ['json'],
  kinds,
}: DocumentReaderOptions<Config>): (input: RawInput, settings?: Partial<Config>) => Normalized {
  const readers: Readers = {
    json: formats.includes('json') ? readJson : () => ({ ok: false, problem: 'not XML' }),
    xml: formats.includes('xml') ? readXml : () => ({ ok: false, problem: 'XML, where JSON was expected' }),
    html: formats.includes('html') ? readHtml : () => ({ ok: false, problem: PAGE_INSTEAD, isPage: true }),
  };
  return (input, settings = {}) => {
    const document = parse(input.body, readers);
    if (!document.ok) return document.isPage ? pageInstead(document.problem) : unreadable(document.problem);
    const reading = newReading(input);
    try {
      const kind = kindOf(document.value, input, kinds);
      if (kind === null) return unreadable(`none of the documents that are known: ${outline(document.value)}`);
      const strange = strangeIn(document.value, () =>
        reading.each([{ value: document.value, path: '' }], (value) => kind.read(value, reading, settings)),
      );
      reading.issues.push(...strange);
      if (isSilent(reading)) reading.note('', `nothing in it could be read: ${outline(document.value)}`);
    } catch (fault) {
      reading.issues.push({ path: '', problem: faultText(fault), kind: 'record' });
    }
    return normalizedOf(reading);
  };
}

function kindOf<Config>(
  document: JsonValue,
  input: RawInput,
  kinds: readonly DocumentKind<Config>[],
): DocumentKind<Config> | null {
  for (let index = 0; index < kinds.length; index += 1) if (kinds[index]!.fits(document, input)) return kinds[index]!;
  return null;
}

type Parsed = Read<JsonValue> & { readonly isPage?: boolean };

type Readers = Readonly<Record<'json' | 'xml' | 'html', (body: Uint8Array) => Parsed>>;

const PAGE_INSTEAD = 'a web page instead of an answer';

function parse(body: Uint8Array, { json, xml, html }: Readers): Parsed {
  const first = firstByte(body);
  if (first === undefined) return { ok: false, problem: 'there is nothing in it' };
  if (first !== 0x3c) return json(body);
  return isHtml(body) ? html(body) : xml(body);
}

/** The first byte that is neither blank nor part of a byte order mark of UTF-8. */
function firstByte(body: Uint8Array): number | undefined {
  let at = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  while (at < body.length && body[at]! <= 0x20) at += 1;
  return body[at];
}

const pageInstead = (problem: string): Normalized => ({
  ...unreadable(problem),
  issues: [{ path: '', problem, kind: 'source-error' }],
});

const faultText = (fault: unknown): string =>
  `unexpected fault of the plugin: ${fault instanceof Error ? `${fault.name}: ${fault.message}` : typeof fault}`;

/** What the outermost keys are, for a person who has to find out what came in. */
function outline(document: JsonValue): string {
  const object = asObject(document);
  if (object === null) return Array.isArray(document) ? 'a list' : typeof document;
  const keys = Object.keys(object).slice(0, 8);
  return keys.length === 0 ? 'an empty object' : `an object of ${keys.map((key) => key.slice(0, 40)).join(', ')}`;
}

/** Nobody could tell it from a document that was never read: such as one with a text where its list of parcels was. */
const isSilent = ({ milestones, orders, shipments, tickets, inventory, follow, issues }: Reading): boolean =>
  [milestones, orders, shipments, tickets, inventory, follow, issues].every(({ length }) => length === 0);

/** What was read, as a plugin gives it. */
export const normalizedOf = (reading: Reading): Normalized => {
  const { milestones, orders, shipments, tickets, inventory, follow, issues } = reading;
  return { milestones, orders, shipments, tickets, inventory, follow, issues };
};

/** Begins to read a document. For formats that are neither JSON, XML nor HTML; others use `documentReader`. */
export function newReading(input: RawInput): Reading {
  const issues: Issue[] = [];
  const milestones: MilestoneRecord[] = [];
  const orders: OrderRecord[] = [];
  const shipments: ShipmentRecord[] = [];
  const tickets: TicketRecord[] = [];
  const inventory: InventoryRecord[] = [];
  const follow: string[] = [];
  const lists = { milestones, orders, shipments, tickets, inventory, follow };
  const sift = sieve(lists, issues);
  return {
    input,
    milestones,
    orders,
    shipments,
    tickets,
    inventory,
    follow,
    issues,
    note: (path, problem) => void issues.push({ path, problem, kind: 'note' }),
    sourceError(path, problem) {
      const said = problem.slice(0, 500).trim() || 'an error without a message';
      issues.push({ path, problem: said, kind: 'source-error' });
    },
    each(records, read) {
      // What the reader adds to the list is not read.
      const { length } = records;
      for (let index = 0; index < length; index += 1) {
        const { value, path } = records[index]!;
        let issue: Issue | null = null;
        try {
          read(value, path, index);
        } catch (fault) {
          issue = issueOf(fault, path);
        }
        if (issue !== null) issues.push(issue);
        sift(path);
      }
    },
  };
}

type Lists = Omit<Reading, 'input' | 'issues' | 'note' | 'sourceError' | 'each'>;

/** Sets aside what the hub would refuse, at the place in the document that it came from. Each record is looked at once. */
function sieve({ milestones, orders, shipments, tickets, inventory, follow }: Lists, issues: Issue[]) {
  const passed = { milestones: 0, orders: 0, shipments: 0, tickets: 0, inventory: 0, follow: 0 };
  return (path: string): void => {
    // In the order of their names.
    if (milestones.length !== passed.milestones)
      passed.milestones = sifted('milestones', milestones, passed.milestones, path, issues);
    if (orders.length !== passed.orders) passed.orders = sifted('orders', orders, passed.orders, path, issues);
    if (shipments.length !== passed.shipments)
      passed.shipments = sifted('shipments', shipments, passed.shipments, path, issues);
    if (tickets.length !== passed.tickets) passed.tickets = sifted('tickets', tickets, passed.tickets, path, issues);
    if (inventory.length !== passed.inventory)
      passed.inventory = sifted('inventory', inventory, passed.inventory, path, issues);
    if (follow.length !== passed.follow) passed.follow = sifted('follow', follow, passed.follow, path, issues);
  };
}

/** How many records of the list have passed by now. */
function sifted(name: keyof Lists, records: unknown[], from: number, path: string, issues: Issue[]): number {
  for (let index = from; index < records.length;) {
    const problem = recordProblem(name, records[index]);
    if (problem === null) index += 1;
    else {
      records.splice(index, 1);
      issues.push({ path, problem, kind: 'record' });
    }
  }
  return records.length;
}
