import fc from 'fast-check';
import type {
  CloseCode,
  CustomerResolution,
  EvidenceParty,
  ExceptionKind,
  RecoveryOutcome,
  RecoveryTrackStatus,
  WaitingOn,
} from '../../vocabulary/exceptions';

/** Kinds of the test: two that heal, one that heals and is taken over, and one that takes over and never heals. */
export const TRIED = [
  'NO_FIRST_SCAN',
  'STALLED_IN_TRANSIT',
  'PROMISE_AT_RISK',
  'DAMAGE_REPORTED',
] as const satisfies ExceptionKind[];
export type Tried = (typeof TRIED)[number];

/** Who asks; the last one is a rule of the hub. */
export const PEOPLE = {
  'usr-ana': 'AGENT',
  'usr-ben': 'AGENT',
  'usr-lea': 'LEAD',
  'usr-ada': 'ADMIN',
  'usr-bot': 'INTEGRATION',
  'rule:auto': 'RULE',
} as const;
export type Person = keyof typeof PEOPLE;

/** What the world says of one kind of trouble: since when it holds, or that it is over. */
export interface Signal {
  readonly kind: Tried;
  readonly holds: boolean;
  /** Minutes since the beginning, when it happened; the newest counts, whenever it is heard. */
  readonly at: number;
}

export type Asked =
  | { readonly type: 'assign'; readonly to: Person }
  | { readonly type: 'snooze'; readonly minutes: number }
  | { readonly type: 'wait'; readonly on: WaitingOn }
  | { readonly type: 'resume' }
  | { readonly type: 'note' }
  | { readonly type: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly type: 'evidence'; readonly from: EvidenceParty }
  | { readonly type: 'resolve'; readonly resolution: CustomerResolution; readonly dollars: number | null }
  | { readonly type: 'approve'; readonly yes: boolean }
  | {
      readonly type: 'recover';
      readonly to: RecoveryTrackStatus;
      readonly outcome: RecoveryOutcome | null;
      readonly claimed: boolean;
      readonly paid: number | null;
    }
  | { readonly type: 'close'; readonly code: CloseCode | null }
  | { readonly type: 'reopen' }
  | { readonly type: 'undo'; readonly back: number };

export type Step =
  | { readonly do: 'signal'; readonly signal: Signal; readonly late: boolean }
  /** Something that is under way is heard now, once more or for the first time. */
  | { readonly do: 'hear'; readonly pick: number; readonly again: boolean }
  /** Late: no timer looks before something else happens. */
  | { readonly do: 'clock'; readonly minutes: number; readonly late: boolean }
  | {
      readonly do: 'ask';
      readonly pick: number;
      readonly who: Person;
      readonly stale: boolean;
      /** The process dies before it commits; the same is asked again. */
      readonly crash: boolean;
      readonly asked: Asked;
    };

const person = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(PEOPLE) as Person[])) },
  // Rules act now and then for a while before a person does.
  { weight: 1, arbitrary: fc.constant<Person>('rule:auto') },
);
const tags = fc.subarray(['storm', 'vip', 'late'], { minLength: 0 });

const asked: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ type: fc.constant('assign' as const), to: person }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('snooze' as const), minutes: fc.integer({ min: -60, max: 3000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('wait' as const),
      on: fc.constantFrom<WaitingOn>('CUSTOMER', 'CARRIER', 'WAREHOUSE', 'THIRD_PARTY', 'SNOOZED'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('resume' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('note' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('tag' as const), add: tags, remove: tags }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('evidence' as const),
      from: fc.constantFrom<EvidenceParty>('CUSTOMER', 'WAREHOUSE', 'CARRIER'),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      type: fc.constant('resolve' as const),
      resolution: fc.constantFrom<CustomerResolution>('REFUND', 'RESHIP', 'STORE_CREDIT', 'MESSAGE', 'NONE_NEEDED'),
      dollars: fc.option(fc.integer({ min: 0, max: 300 }), { freq: 3 }),
    }),
  },
  { weight: 7, arbitrary: fc.record({ type: fc.constant('approve' as const), yes: fc.boolean() }) },
  {
    weight: 22,
    arbitrary: fc.record({
      type: fc.constant('recover' as const),
      to: fc.constantFrom<RecoveryTrackStatus>(
        'NOT_APPLICABLE',
        'INVESTIGATING',
        'CLAIM_FILED',
        'CLAIM_FILED',
        'INFO_REQUESTED',
        'APPEALED',
        'SETTLED',
        'SETTLED',
      ),
      outcome: fc.option(
        fc.constantFrom<RecoveryOutcome>(
          'PAID_FULL',
          'PAID_PARTIAL',
          'DENIED',
          'WINDOW_EXPIRED',
          'NOT_ELIGIBLE',
          'WITHDRAWN',
          'UNECONOMIC',
        ),
        { freq: 4 },
      ),
      claimed: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
      paid: fc.option(fc.constantFrom(40, 80), { freq: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('close' as const),
      code: fc.option(fc.constantFrom<CloseCode>('CARRIER_DELAY', 'DAMAGE'), { freq: 8 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('reopen' as const) }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('undo' as const), back: fc.integer({ min: 0, max: 3 }) }) },
);

const pick = fc.nat(20);

/** One random step. Signals come in any order: some are under way for a while, and any is heard again. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('signal' as const),
      signal: fc.record({
        kind: fc.constantFrom(...TRIED),
        holds: fc.boolean(),
        at: fc.integer({ min: 0, max: 20_000 }),
      }),
      late: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hear' as const), pick, again: fc.boolean() }) },
  // Clocks of other processes are behind now and then.
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      minutes: fc.integer({ min: -90, max: 1_500 }),
      late: fc.integer({ min: 0, max: 2 }).map((n) => n === 0),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      pick,
      who: person,
      stale: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
      crash: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      asked,
    }),
  },
);
