import {
  after,
  DAY,
  DEFAULT_SETTINGS,
  policyDiff,
  policyOfVersion,
  readPolicy,
  surgePeriods,
  surgesOn,
  withDefaults,
  type Clock,
  type CompiledPolicy,
  type Instant,
  type Policy,
  type PolicyDifference,
  type PolicyProblem,
  type PolicyReading,
  type WhatIfTally,
  type Window,
} from '@whereabouts/model';
import {
  inTransactionOf,
  ofMerchant,
  policySwitches,
  policyVersionAt,
  putPolicySwitch,
  putPolicyVersion,
  type StoredPolicySwitch,
  type StoredPolicyVersion,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Log, Refusal } from '../pipeline';
import { policies, type Policies } from './policies';
import { slaPreview, type SlaPreview } from './sla-preview';
import { whatIf, type WhatIfNeeds } from '../what-if/what-if';
import { publicHolidays } from './public-holidays';

export interface DocumentOrder {
  readonly merchantId: string;
  readonly document: string;
}

export interface ApplyPolicyOrder extends DocumentOrder {
  /** When it comes into force; absent: at once. */
  readonly effectiveFrom?: Instant;
  readonly note?: string;
  /** A user's id, or how else it came. */
  readonly actor: string;
}

export interface SurgeOrder {
  readonly merchantId: string;
  readonly surge: string;
  readonly isOn: boolean;
  /** When the period begins, or when it ends for a set that is switched off; absent: at once. */
  readonly from?: Instant;
  /** Absent: until it is switched off. */
  readonly to?: Instant;
  readonly note?: string;
  readonly actor: string;
}

/** A document that was read, and what it changes. */
export interface CheckedPolicy {
  readonly compiled: CompiledPolicy;
  /** Against what is in force when it would come into force, surge sets aside. */
  readonly differences: readonly PolicyDifference[];
  /** 0: the defaults. */
  readonly against: number;
}

export type PolicyCheck =
  ({ readonly ok: true } & CheckedPolicy) | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

export type PolicyApplied =
  | ({ readonly ok: true; readonly version: StoredPolicyVersion } & CheckedPolicy)
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] }
  | ({ readonly ok: false } & Refusal);

export type SurgeSwitched =
  { readonly ok: true; readonly switched: StoredPolicySwitch } | ({ readonly ok: false } & Refusal);

/** A document that is tried and not applied. */
export interface DraftOrder extends DocumentOrder {
  /** Surge sets of the draft that are on; absent: those that are on now. */
  readonly surges?: readonly string[];
}

export interface WhatIfOrder extends DraftOrder {
  /** How far back. */
  readonly days: number;
}

export type WhatIfReply =
  | { readonly ok: true; readonly window: Window; readonly against: number; readonly tally: WhatIfTally }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] }
  | ({ readonly ok: false } & Refusal);

export type PolicyPreview =
  | { readonly ok: true; readonly against: number; readonly sla: SlaPreview }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] }
  | ({ readonly ok: false } & Refusal);

type Draft =
  | { readonly ok: true; readonly policies: { readonly before: Policy; readonly after: Policy } }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] }
  | ({ readonly ok: false } & Refusal);

/** Where policies are changed. */
export interface PolicyDesk {
  /** Says what is wrong with a document and what it would change. */
  check(order: DocumentOrder & { readonly effectiveFrom?: Instant }): Promise<PolicyCheck>;
  /** What a document would do to the due times of the cases that are open now. */
  previewSla(order: DraftOrder): Promise<PolicyPreview>;
  /** What a draft would have made of the last days, against the policy in force. Touches nothing. */
  whatIf(order: WhatIfOrder): Promise<WhatIfReply>;
  /** Makes a document the merchant's next version. */
  apply(order: ApplyPolicyOrder): Promise<PolicyApplied>;
  /** Switches a surge set on for a period, or off. */
  switchSurge(order: SurgeOrder): Promise<SurgeSwitched>;
}

/** Surge sets and settings side by side: both are part of what a document says. */
const comparable = ({ settings, surges }: CompiledPolicy): object => ({ ...withDefaults({ ...settings }), surges });
/** Beyond it the past says little of today. */
const MOST_DAYS = 366;
const DEFAULTS: CompiledPolicy = { settings: DEFAULT_SETTINGS, surges: {} };

export const compiledDiff = (before: CompiledPolicy | null, after: CompiledPolicy): PolicyDifference[] =>
  policyDiff(comparable(before ?? DEFAULTS), comparable(after));

export function policyDesk({
  pool,
  policies: known,
  clock,
  replaying,
}: {
  readonly pool: Pool;
  readonly policies: Pick<Policies, 'refresh' | 'policyOf'>;
  readonly clock: Clock;
  /** How what-if questions are answered. */
  readonly replaying: WhatIfNeeds;
}): PolicyDesk {
  const read = async (document: string): Promise<PolicyReading> => readPolicy(document, await publicHolidays(clock()));

  const check: PolicyDesk['check'] = async ({ merchantId, document, effectiveFrom = clock() }) => {
    const reading = await read(document);
    if (!reading.ok) return reading;
    const before = await policyVersionAt(ofMerchant(pool, merchantId), merchantId, effectiveFrom);
    return {
      ok: true,
      compiled: reading.policy,
      differences: compiledDiff(before?.compiled ?? null, reading.policy),
      against: before?.version ?? 0,
    };
  };

  /** The policy in force, and the one that a document would make. */
  const draft = async ({ merchantId, document, surges }: DraftOrder): Promise<Draft> => {
    const reading = await read(document);
    if (!reading.ok) return reading;
    const unknown = surges?.find((name) => !Object.hasOwn(reading.policy.surges, name));
    if (unknown !== undefined) return refusal('surges', `The draft has no surge set ${unknown}.`);
    await known.refresh();
    const before = known.policyOf(merchantId);
    const after = policyOfVersion(before.version + 1, reading.policy, surges ?? before.surges);
    return { ok: true, policies: { before, after } };
  };

  return {
    check,

    async previewSla(order) {
      const tried = await draft(order);
      if (!tried.ok) return tried;
      const sla = await slaPreview(ofMerchant(pool, order.merchantId), order.merchantId, tried.policies, clock());
      return { ok: true, against: tried.policies.before.version, sla };
    },

    async whatIf({ days, ...order }) {
      if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
        return refusal('days', `days must be a whole number from 1 to ${MOST_DAYS}; it is ${days}.`);
      const tried = await draft(order);
      if (!tried.ok) return tried;
      const now = clock();
      const window = { from: after(now, -days * DAY), to: now };
      const tally = await whatIf(replaying, order.merchantId, { ...tried.policies, window });
      return { ok: true, window, against: tried.policies.before.version, tally };
    },

    async apply({ merchantId, document, effectiveFrom, note = '', actor: by }) {
      const at = clock();
      const from = effectiveFrom ?? at;
      if (from < at)
        return refusal('effectiveFrom', `What was decided stays: ${from} has passed. Name a time from now on.`);
      const checked = await check({ merchantId, document, effectiveFrom: from });
      if (!checked.ok) return checked;
      if (checked.differences.length === 0 && checked.against > 0)
        return refusal('document', `Nothing would change: version ${checked.against} says the same.`);
      const version = await inTransactionOf(pool, merchantId, (tx) =>
        putPolicyVersion(tx, {
          merchantId,
          effectiveFrom: from,
          document,
          compiled: checked.compiled,
          by,
          at,
          note: note.trim() || null,
        }),
      );
      await known.refresh();
      return { version, ...checked };
    },

    async switchSurge({ merchantId, surge, isOn, from, to, note = '', actor: by }) {
      const at = clock();
      const begins = from ?? at;
      if (begins < at) return refusal('from', `What was decided stays: ${begins} has passed. Name a time from now on.`);
      if (to !== undefined && to <= begins) return refusal('to', 'The period must end after it begins.');
      if (to !== undefined && !isOn) return refusal('to', 'A set is switched off from a time on: give only from.');
      const before = await policyVersionAt(ofMerchant(pool, merchantId), merchantId, begins);
      const names = Object.keys(before?.compiled.surges ?? {});
      if (isOn && !names.includes(surge))
        return refusal(
          'surge',
          `The policy has no surge set ${surge}. ${names.length > 0 ? `There are: ${names.join(', ')}.` : 'Apply a document with some under surges first.'}`,
        );
      const periods = surgePeriods(await policySwitches(ofMerchant(pool, merchantId), [merchantId]));
      const stands =
        surgesOn(periods, begins).includes(surge) || periods.some((one) => one.surge === surge && one.from > begins);
      if (!isOn && !stands)
        return refusal('surge', `${surge} is not on, and will not be: there is nothing to switch off.`);
      const switched = await inTransactionOf(pool, merchantId, (tx) =>
        putPolicySwitch(tx, {
          merchantId,
          surge,
          isOn,
          from: begins,
          to: to ?? null,
          by,
          at,
          note: note.trim() || null,
        }),
      );
      await known.refresh();
      return { ok: true, switched };
    },
  };
}

const refusal = (field: string, message: string): { ok: false } & Refusal => ({
  ok: false,
  refused: 'INVALID',
  message,
  field: [field],
});

/** The desk of a process that changes policies and does nothing else. */
export async function openPolicyDesk(needs: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly replaying: WhatIfNeeds;
}): Promise<PolicyDesk> {
  const known = policies(needs);
  await known.refresh();
  return policyDesk({ ...needs, policies: known });
}
