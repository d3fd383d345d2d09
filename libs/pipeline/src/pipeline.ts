import type { IncidentDesk } from './incidents/incident-desk';
import type {
  CaseCommand,
  CaseRefusal,
  EvidenceStatement,
  ExceptionCase,
  ExceptionKind,
  Instant,
  Role,
  PolicyOf,
} from '@whereabouts/model';
import type { Plugin } from '@whereabouts/plugin-sdk';
import type { ChangeEntry, FeedPosition, RemapChange, RemapTotals, ShipmentChangeEntry } from '@whereabouts/store';
import type { PolicyDesk } from './policies/policy-desk';
import type { HandedOver, HandOverOrder } from './work/hand-over';
import type { MatchOrder, TopicOrder } from './ticket-orders';

export type { MatchOrder, TopicOrder } from './ticket-orders';

export type * from './pipeline-needs';

/** What the rest of the hub may do: the only door through which a shipment or a case changes. */
export interface Pipeline {
  /** Takes one pushed input. Answers only after the bytes are committed, or were refused. */
  receive(request: IntakeRequest): Promise<IntakeReply>;
  /** Stores an input that needs no signature (a file, a poll) and waits for the commit. Returns the input's id. */
  deposit(input: Deposit): Promise<string>;
  /** Waits until all inputs that this process received are applied or set aside. */
  settled(): Promise<void>;
  /** Asks sources for all that is due and may go out now, and waits for the answers. Returns how many calls were made. */
  askDue(): Promise<number>;
  /** Sends the messages that are due, and waits until that is told. Returns how many attempts were made. */
  sendDue(): Promise<number>;
  trackShipment(order: TrackOrder): Promise<{ readonly shipmentId: string } | Refusal>;
  /** What a packing station says of a parcel before it leaves. */
  recordShipEvidence(order: EvidenceOrder): Promise<{ readonly shipmentId: string } | Refusal>;
  commandCase(order: CaseOrder): Promise<CommandReply>;
  /** The same for many cases in one transaction: each is done, or refused by itself. Replies come in the order of the ids. */
  commandCases(order: BulkOrder): Promise<readonly CommandReply[]>;
  /** Opens a case in a person's name, or joins the one that is open for the same trouble. */
  openCase(order: OpenCaseOrder): Promise<OpenCaseReply>;
  /** Gives the open cases of a person to others, by routing. */
  handOver(order: HandOverOrder, progress?: (done: number) => void): Promise<HandedOver>;
  /** What a ticket is about, in the words of a person: stands against the rules from then on. */
  correctTopic(order: TopicOrder): Promise<{ readonly ticketId: string } | Refusal>;
  /** Whose a ticket is, in the words of a person: stands against its numbers from then on, and its cases move. */
  matchTicket(order: MatchOrder): Promise<{ readonly ticketId: string } | Refusal>;
  replay(scope: ReplayOrder): Promise<{ readonly inputs: number }>;
  replayDeadLetters(order: DeadLetterOrder): Promise<{ readonly replayed: number; readonly stillFailing: number }>;
  /** Wipes and rebuilds milestones, shipments and orders from the inbox; cases and their history stay. */
  rebuild(progress: (done: number, total: number) => void): Promise<{ readonly inputs: number }>;
  /** Maps the stored inputs of a source anew by the code table of now; other sources' facts stay. */
  remap(order: RemapOrder, progress: RemapProgress): Promise<RemapReport>;
  /** The policies in force, as this process knows them: at most a second old. */
  readonly policyOf: PolicyOf;
  /** Where policies are checked, applied and switched. */
  readonly policies: PolicyDesk;
  /** Where people decide about incidents and work them. */
  readonly incidents: IncidentDesk;
  readonly feed: Feed;
  readonly shipmentFeed: ShipmentFeed;
  readonly sources: SourceDirectory;
  /** Begins to work: applies what was left over, runs timers, reads the feed. */
  start(): Promise<void>;
  /** Finishes what it holds, then stops. */
  stop(): Promise<void>;
}

export interface IntakeRequest {
  /** The source's public id (`src_…`) or its name, as in `/intake/<source>`. */
  readonly source: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type IntakeReply =
  | {
      readonly status: 'stored';
      readonly inputId: string;
      /** What the source wants to read in a good answer, where it does. */
      readonly answer?: { readonly contentType: string; readonly body: string };
    }
  | { readonly status: 'unknown-source' }
  | { readonly status: 'refused'; readonly because: string }
  /** The plugin could not tell whether it is genuine: a fault of the plugin. Nothing was stored; it should come again. */
  | { readonly status: 'unverified'; readonly because: string; readonly retryAfterSeconds: number }
  | { readonly status: 'overloaded'; readonly retryAfterSeconds: number };

export interface Deposit {
  readonly merchantId: string;
  readonly sourceId: string;
  readonly contentType: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An expected refusal, worded for a person. */
export interface Refusal {
  readonly refused: 'NOT_FOUND' | CaseRefusal;
  readonly message: string;
  readonly field?: readonly string[];
}

export interface TrackOrder {
  readonly merchantId: string;
  readonly actor: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly orderNumber?: string;
  readonly serviceLevel?: string;
  readonly shippedAt?: Instant;
  readonly nodeCode?: string;
  readonly promisedBy?: Instant;
}

export interface EvidenceOrder {
  readonly merchantId: string;
  /** A user's id. */
  readonly actor: string;
  readonly shipmentId: string;
  readonly said: EvidenceStatement;
}

/** What people ask of a case. */
export type CaseRequest =
  Exclude<CaseCommand, { readonly type: 'undo' }> | { readonly type: 'undo'; readonly activityId: string };

interface Acting {
  readonly merchantId: string;
  /** Who acts: a user's id. */
  readonly actor: string;
  /** Of who acts. Left out: of somebody who approves nothing. */
  readonly role?: Role;
}

export interface CaseOrder extends Acting {
  readonly caseId: string;
  readonly command: CaseRequest;
  readonly expectedVersion?: number;
}

/** The same commands, one after the other, for many cases. */
export interface BulkOrder extends Acting {
  readonly caseIds: readonly string[];
  readonly commands: readonly CaseRequest[];
}

/** A case by hand, about a shipment, an order, or whatever a reference names: tracking number, order or ticket. */
export interface OpenCaseOrder extends Acting {
  readonly shipmentId?: string;
  readonly orderNumber?: string;
  readonly reference?: string;
  readonly kind: ExceptionKind;
  readonly reason?: string;
  readonly note?: string;
}

export type OpenCaseReply =
  | {
      readonly ok: true;
      readonly exceptionCase: ExceptionCase;
      /** The case was open before; the note was added to it. */
      readonly joined: boolean;
    }
  | ({ readonly ok: false; readonly exceptionCase: ExceptionCase | null } & Refusal);

/** A refusal brings the case as it stands, so that nothing is typed twice. */
export type CommandReply =
  | { readonly ok: true; readonly exceptionCase: ExceptionCase }
  | ({ readonly ok: false; readonly exceptionCase: ExceptionCase | null } & Refusal);

export interface ReplayOrder {
  readonly merchantId: string;
  readonly inputId?: string;
  readonly sourceId?: string;
  readonly from?: Instant;
  readonly to?: Instant;
}

export interface RemapOrder {
  readonly sourceId: string;
  /** Only what was received from then on. */
  readonly from?: Instant;
  /** Looks and tells; changes nothing. */
  readonly dryRun?: boolean;
}

/** What the code table of now makes of what is stored, and what that changed or would change. */
export interface RemapReport extends RemapTotals {
  readonly mappingVersion: string;
  readonly inputs: number;
  /** Inputs that could not be read: what is stored of them stays. */
  readonly unreadable: number;
  /** Milestones of parcels that are not known: their inputs were never applied; a replay does. */
  readonly unknown: number;
  /** The most frequent differences. */
  readonly changes: readonly RemapChange[];
  readonly cases: RemappedCases;
  /** Milestones that mean what they meant and are noted as mapped by this version. 0 in a dry run. */
  readonly stamped: number;
}

/** What a remap does to cases. */
export interface RemappedCases {
  readonly opened: Readonly<Partial<Record<ExceptionKind, number>>>;
  readonly closed: Readonly<Partial<Record<ExceptionKind, number>>>;
  /** Open cases whose condition holds no more and which do not close by themselves: a person decides. */
  readonly unfounded: readonly string[];
}

export type RemapProgress = (phase: 'inputs' | 'shipments', done: number, total: number) => void;

/** All dead letters of the merchant, of one source, or just these. */
export interface DeadLetterOrder {
  readonly merchantId: string;
  readonly ids?: readonly string[];
  readonly sourceId?: string;
}

/** A configured source with its plugin. Settings hold secrets: they stay inside the process. */
export interface ConfiguredSource {
  readonly merchantId: string;
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly plugin: Plugin;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The settings without the secret ones: what `normalize` is told. */
  readonly openSettings: Readonly<Record<string, unknown>>;
}

export interface SourceDirectory {
  /** By public id, by inside id, or by name where only one merchant has a source of that name. */
  find(source: string): Promise<ConfiguredSource | null>;
  all(): Promise<readonly ConfiguredSource[]>;
}

export interface Feed {
  /** Called with each batch of changes of all merchants, in feed order, from now on. Returns how to end it. */
  listen(listener: (changes: readonly ChangeEntry[]) => void): () => void;
  /** Where this process has read to: what comes to `listen` later lies behind it. */
  position(): FeedPosition;
  /** Where the feed ends in the database: of all merchants together, which nobody sees who is one of them. */
  end(): Promise<FeedPosition>;
}

/** The change feed of shipments: read only for merchants whose feed somebody follows. */
export interface ShipmentFeed {
  /** From now on, `listener` is told each batch of the merchant's changes, in feed order. */
  follow(
    merchantId: string,
    listener: (changes: readonly ShipmentChangeEntry[]) => void,
  ): Promise<{
    /** Where this process has read to: what the listener is told later lies behind it. */
    position(): FeedPosition;
    leave(): void;
  }>;
}

/** Figures that the pipeline reports; the hub turns them into metrics. */
export interface Meter {
  count(name: MeterCount, by: number, labels?: Readonly<Record<string, string>>): void;
  time(name: MeterTime, seconds: number, labels?: Readonly<Record<string, string>>): void;
}
export type MeterCount =
  | 'inputs_stored'
  | 'inputs_refused'
  | 'verify_faults'
  | 'inputs_applied'
  | 'dead_letters'
  | 'milestones'
  | 'unmapped'
  | 'cases_opened'
  | 'cases_closed'
  | 'deadlines_fired'
  | 'pulls'
  | 'messages'
  | 'ticket_corrections'
  | 'changes_read';
export type MeterTime = 'receive_commit' | 'normalize_batch' | 'apply_batch' | 'detection_lag' | 'pull';

export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
