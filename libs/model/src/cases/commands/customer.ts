import type { Money } from '../../orders/order';
import { sumsIn } from '../../messages/sums';
import { asPaid, compareAmounts, inWords } from '../../orders/money';
import type { Instant } from '../../time/instant';
import type { CustomerResolution } from '../../vocabulary/exceptions';
import { caseRef, isRule, type CustomerTrack, type ExceptionCase, type Reship } from '../case';
import { NO_RESOLUTION } from '../new-case';
import { approves, type CommandContext } from './context';
import { PAYABLE, refused, take, TEXT_LIMIT, type CaseChange, type Decision, type Refused } from './decision';
import { CUSTOMER_STEPS, WITH_CARRIER } from './transitions';
import { resting } from './waiting';

/** What goes with a resolution: an amount that is needed, may be given, or has no meaning; and whether it costs money. */
export const RESOLUTIONS: Readonly<
  Record<CustomerResolution, { readonly amount: 'needed' | 'possible' | 'none'; readonly isMoney: boolean }>
> = {
  REFUND: { amount: 'needed', isMoney: true },
  RESHIP: { amount: 'possible', isMoney: true },
  STORE_CREDIT: { amount: 'needed', isMoney: true },
  MESSAGE: { amount: 'none', isMoney: false },
  NONE_NEEDED: { amount: 'none', isMoney: false },
};

export interface ResolveCustomerCommand {
  readonly type: 'resolve-customer';
  readonly resolution: CustomerResolution;
  readonly amount?: Money | null;
  /** Of a re-ship: sent by a faster service. */
  readonly expedite?: boolean | null;
  /** Of a re-ship: when it would arrive. */
  readonly arrivesBy?: Instant | null;
  readonly note?: string | null;
}
export interface ApproveCommand {
  readonly type: 'approve';
  readonly approve: boolean;
  readonly note?: string | null;
}

/** Decides what the customer gets, or proposes it where somebody else is to approve. Recovery goes on as it was. */
export function resolveCustomer(
  current: ExceptionCase,
  command: ResolveCustomerCommand,
  context: CommandContext,
): Decision {
  const { resolution } = command;
  const amount = command.amount ? asPaid(command.amount) : null;
  const note = command.note?.trim() || null;
  const { status } = current.customerTrack;
  if (CUSTOMER_STEPS[status].length === 0)
    return refused(
      'ILLEGAL_TRANSITION',
      `The customer of ${caseRef(current.number)} already has ${current.customerTrack.resolution}. Take that back from the history, or close the case and reopen it.`,
    );
  const wrong = wrongResolution(command);
  if (wrong !== null) return wrong;
  // Without words of ours the customer was told by other means.
  const words = resolution === 'MESSAGE' ? note : null;
  const because = needsApproval(resolution, amount, context) ?? (words && needsApprovalOfWords(words, context));
  const track: CustomerTrack = {
    status: because === null ? 'RESOLVED' : 'AWAITING_APPROVAL',
    resolution,
    amount,
    reship: resolution === 'RESHIP' ? reshipOf(command, context) : null,
    proposedBy: context.actor,
    approvedBy: because === null && RESOLUTIONS[resolution].isMoney && approves(context) ? context.actor : null,
    resolvedAt: because === null ? context.now : null,
    ...(words !== null && { message: current.version + 1 }),
  };
  return take(current, context, {
    change: { customerTrack: track, ...(because === null ? answered(current) : {}) },
    action: because === null ? 'customer-resolved' : 'resolution-proposed',
    detail: { resolution, amount, reship: track.reship, note, ...(because && { because }) },
    acts: true,
    undoable: true,
    ...(words !== null && { words: { template: 'answer', values: { note: words } } }),
  });
}

function wrongResolution({ resolution, amount, expedite, arrivesBy, note }: ResolveCustomerCommand): Refused | null {
  const rule = Object.hasOwn(RESOLUTIONS, resolution) ? RESOLUTIONS[resolution] : undefined;
  if (rule === undefined)
    return refused('INVALID', `There is no resolution ${resolution}: choose another one.`, 'resolution');
  if (!amount && rule.amount === 'needed')
    return refused('INVALID', `${resolution} needs an amount: say how much.`, 'amount');
  if (amount && rule.amount === 'none')
    return refused('INVALID', `${resolution} has no amount: leave it out.`, 'amount');
  if (amount && !asPaid(amount)) return refused('INVALID', `Give an amount ${PAYABLE}`, 'amount');
  if (resolution === 'MESSAGE' && (note?.length ?? 0) > TEXT_LIMIT)
    return refused('INVALID', `A message has at most ${TEXT_LIMIT} characters: shorten it.`, 'note');
  if (resolution !== 'RESHIP' && (expedite || arrivesBy))
    return refused('INVALID', `Only RESHIP is sent: ${resolution} has no expedite and no arrival.`, 'expedite');
  return null;
}

function reshipOf({ expedite, arrivesBy }: ResolveCustomerCommand, { facts }: CommandContext): Reship {
  const promisedBy = facts?.promisedBy ?? null;
  const arrival = arrivesBy ?? null;
  const keepsPromise = promisedBy === null || arrival === null ? null : arrival <= promisedBy;
  return { expedite: expedite ?? false, arrivesBy: arrival, keepsPromise };
}

/** Why somebody else has to approve it; null where nobody has to. People decide about money, leads about much of it. */
export function needsApproval(
  resolution: CustomerResolution,
  amount: Money | null,
  context: CommandContext,
): string | null {
  const { actor, role, policy, facts } = context;
  if (!RESOLUTIONS[resolution].isMoney || approves(context)) return null;
  if (isRule(actor) || role === 'INTEGRATION') return 'A person decides about money.';
  const orderValue = facts?.orderValue ?? null;
  const cost = amount ?? orderValue;
  if (cost === null) return 'What it costs is not known.';
  const limits = policy.limits.agent[resolution] ?? {};
  const limit = Object.hasOwn(limits, cost.currency) ? limits[cost.currency] : undefined;
  if (limit === undefined) return `There is no limit for ${resolution} in ${cost.currency}.`;
  const isWithin = (most: string): boolean => [-1, 0].includes(compareAmounts(cost.amount, most) ?? 1);
  if (!isWithin(limit)) return `${inWords(cost)} > ${limit} ${cost.currency}, the limit for ${resolution}.`;
  if (orderValue !== null && orderValue.currency === cost.currency && !isWithin(orderValue.amount))
    return `${inWords(cost)} > ${inWords(orderValue)}, the value of the order.`;
  return null;
}

/** Why somebody else has to approve what the customer is to read: it names money that its writer may not promise. */
function needsApprovalOfWords(words: string, context: CommandContext): string | null {
  const { actor, role, policy, facts } = context;
  if (approves(context)) return null;
  const sums = sumsIn(words, facts?.orderValue?.currency ?? null);
  if (sums.length === 0) return null;
  if (isRule(actor) || role === 'INTEGRATION') return 'A person decides about money.';
  if (policy.messages.approval.sums === 'ALWAYS') return `It names ${inWords(sums[0]!)}.`;
  const tooMuch = sums.find(({ amount, currency }) => {
    const limits = Object.values(policy.limits.agent).flatMap((of) => of[currency] ?? []);
    // Which kind of promise it is, words do not tell: the lowest limit counts.
    return limits.length === 0 || !limits.every((most) => [-1, 0].includes(compareAmounts(amount, most) ?? 1));
  });
  return tooMuch === undefined ? null : `It names ${inWords(tooMuch)}, more than an agent may promise.`;
}

/** Once the customer has an answer the case waits for the carrier, where a claim is with it, and no longer for the customer. */
function answered(current: ExceptionCase): CaseChange {
  if (WITH_CARRIER.has(current.recoveryTrack.status))
    return { status: 'WAITING', waitingOn: 'CARRIER', snoozedUntil: null };
  return current.waitingOn === 'CUSTOMER' ? resting(current) : {};
}

/** Lets a proposal stand, or turns it down. Nobody approves an own one but an admin; taking an own one back is free. */
export function approve(current: ExceptionCase, command: ApproveCommand, context: CommandContext): Decision {
  const { customerTrack: track, number } = current;
  if (track.status !== 'AWAITING_APPROVAL')
    return refused(
      'ILLEGAL_TRANSITION',
      `Nothing of ${caseRef(number)} waits for approval. Look at the case again.`,
      'approve',
    );
  const isOwn = track.proposedBy === context.actor;
  if (!approves(context) && !(isOwn && !command.approve))
    return refused('FORBIDDEN', 'Leads and admins approve. Ask one of them.');
  if (isOwn && command.approve && context.role !== 'ADMIN')
    return refused('FORBIDDEN', 'Nobody approves an own proposal. Ask another lead, or an admin.');
  const note = command.note?.trim() || null;
  const detail = { resolution: track.resolution, amount: track.amount, proposedBy: track.proposedBy, note };
  if (!command.approve)
    return take(current, context, {
      // The proposer stays on record: the customer's side is not untouched any more, so it does not end by itself.
      change: { customerTrack: { ...NO_RESOLUTION, proposedBy: track.proposedBy } },
      action: 'resolution-rejected',
      detail,
      acts: true,
      undoable: true,
    });
  return take(current, context, {
    change: {
      customerTrack: { ...track, status: 'RESOLVED', approvedBy: context.actor, resolvedAt: context.now },
      ...answered(current),
    },
    action: 'resolution-approved',
    detail,
    acts: true,
    undoable: true,
  });
}
