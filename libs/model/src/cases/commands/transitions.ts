import type {
  CaseStatus,
  CustomerTrackStatus,
  RecoveryOutcome,
  RecoveryTrackStatus,
} from '../../vocabulary/exceptions';

/** From which statuses a command is possible, and to which it may lead. */
export interface CommandRow {
  readonly from: Readonly<Partial<Record<CaseStatus, readonly CaseStatus[]>>>;
  /** From any other status: what it cannot be, in words. */
  readonly otherwise: string;
}

const STAYS = { OPEN: ['OPEN'], IN_PROGRESS: ['IN_PROGRESS'], WAITING: ['WAITING'] } as const;
/** What counts as the first action when a person does it. */
const ACTS = { OPEN: ['IN_PROGRESS', 'OPEN'], IN_PROGRESS: ['IN_PROGRESS'], WAITING: ['WAITING'] } as const;
const WAITS = { OPEN: ['WAITING'], IN_PROGRESS: ['WAITING'], WAITING: ['WAITING'] } as const;

/** The states of a case. The diagram in the docs is drawn from this table; tests hold it against what really happens. */
export const COMMANDS = {
  assign: { from: ACTS, otherwise: 'assigned' },
  snooze: { from: WAITS, otherwise: 'snoozed' },
  wait: { from: WAITS, otherwise: 'set to waiting' },
  resume: { from: { WAITING: ['IN_PROGRESS', 'OPEN'] }, otherwise: 'resumed' },
  note: { from: { ...ACTS, CLOSED: ['CLOSED'] }, otherwise: 'noted' },
  tag: { from: { ...STAYS, CLOSED: ['CLOSED'] }, otherwise: 'tagged' },
  'request-evidence': { from: WAITS, otherwise: 'asked about' },
  'resolve-customer': {
    from: {
      OPEN: ['IN_PROGRESS', 'WAITING', 'OPEN'],
      IN_PROGRESS: ['IN_PROGRESS', 'WAITING'],
      WAITING: ['WAITING', 'IN_PROGRESS', 'OPEN'],
    },
    otherwise: 'resolved',
  },
  approve: {
    from: {
      OPEN: ['IN_PROGRESS', 'WAITING', 'OPEN'],
      IN_PROGRESS: ['IN_PROGRESS', 'WAITING'],
      WAITING: ['WAITING', 'IN_PROGRESS'],
    },
    otherwise: 'approved',
  },
  'advance-recovery': {
    from: {
      OPEN: ['IN_PROGRESS', 'WAITING', 'OPEN'],
      IN_PROGRESS: ['IN_PROGRESS', 'WAITING'],
      WAITING: ['WAITING', 'IN_PROGRESS', 'OPEN'],
    },
    otherwise: 'worked on',
  },
  close: { from: { OPEN: ['CLOSED'], IN_PROGRESS: ['CLOSED'], WAITING: ['CLOSED'] }, otherwise: 'closed again' },
  reopen: { from: { CLOSED: ['OPEN'] }, otherwise: 'reopened' },
  undo: {
    from: {
      OPEN: ['OPEN', 'WAITING'],
      IN_PROGRESS: ['IN_PROGRESS', 'WAITING'],
      WAITING: ['WAITING', 'IN_PROGRESS', 'OPEN'],
      CLOSED: ['CLOSED', 'IN_PROGRESS', 'WAITING', 'OPEN'],
    },
    otherwise: 'taken back',
  },
} as const satisfies Readonly<Record<string, CommandRow>>;
export type CommandType = keyof typeof COMMANDS;

const ENDS = { OPEN: ['CLOSED'], IN_PROGRESS: ['CLOSED'], WAITING: ['CLOSED'] } as const;

/** What the hub does to a case by itself, by the action in its history. */
export const RULE_STEPS: Readonly<Record<string, Readonly<Partial<Record<CaseStatus, readonly CaseStatus[]>>>>> = {
  'snooze-ended': { WAITING: ['IN_PROGRESS', 'OPEN'] },
  healed: ENDS,
  absorbed: ENDS,
};

/** From where to where the customer's side may go. Only a new cycle, or taking a decision back, opens it again. */
export const CUSTOMER_STEPS: Readonly<Record<CustomerTrackStatus, readonly CustomerTrackStatus[]>> = {
  OPEN: ['AWAITING_APPROVAL', 'RESOLVED'],
  AWAITING_APPROVAL: ['AWAITING_APPROVAL', 'RESOLVED', 'OPEN'],
  RESOLVED: [],
};

/** From where to where recovery may go. The same status again brings news of it: another follow-up, a better reference. */
export const RECOVERY_STEPS: Readonly<Record<RecoveryTrackStatus, readonly RecoveryTrackStatus[]>> = {
  NOT_APPLICABLE: ['INVESTIGATING'],
  INVESTIGATING: ['INVESTIGATING', 'CLAIM_FILED', 'NOT_APPLICABLE', 'SETTLED'],
  CLAIM_FILED: ['CLAIM_FILED', 'INFO_REQUESTED', 'SETTLED'],
  INFO_REQUESTED: ['INFO_REQUESTED', 'CLAIM_FILED', 'SETTLED'],
  APPEALED: ['APPEALED', 'INFO_REQUESTED', 'SETTLED'],
  SETTLED: ['APPEALED'],
};

interface Settlement {
  /** From where it may be settled so. */
  readonly from: readonly RecoveryTrackStatus[];
  readonly isPaid: boolean;
  /** Whether the carrier can be asked to think again. */
  readonly mayAppeal: boolean;
}

const ANSWERED: readonly RecoveryTrackStatus[] = ['CLAIM_FILED', 'INFO_REQUESTED', 'APPEALED'];
const ANY: readonly RecoveryTrackStatus[] = ['INVESTIGATING', ...ANSWERED];

/** How recovery ends. */
export const SETTLEMENTS: Readonly<Record<RecoveryOutcome, Settlement>> = {
  PAID_FULL: { from: ANSWERED, isPaid: true, mayAppeal: false },
  PAID_PARTIAL: { from: ANSWERED, isPaid: true, mayAppeal: true },
  DENIED: { from: ANSWERED, isPaid: false, mayAppeal: true },
  WINDOW_EXPIRED: { from: ['INVESTIGATING'], isPaid: false, mayAppeal: false },
  NOT_ELIGIBLE: { from: ANY, isPaid: false, mayAppeal: false },
  WITHDRAWN: { from: ANSWERED, isPaid: false, mayAppeal: false },
  UNECONOMIC: { from: ANY, isPaid: false, mayAppeal: false },
};

/** The claim is with the carrier, who is to answer. */
export const WITH_CARRIER: ReadonlySet<RecoveryTrackStatus> = new Set(['CLAIM_FILED', 'APPEALED']);
/** Nothing is to be done about recovery. */
export const RECOVERY_DONE: ReadonlySet<RecoveryTrackStatus> = new Set(['NOT_APPLICABLE', 'SETTLED']);
