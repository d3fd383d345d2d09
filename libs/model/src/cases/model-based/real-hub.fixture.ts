import { DEFAULT_POLICY } from '../../policy/policy';
import { after, instant, MINUTE, msBetween, type Instant } from '../../time/instant';
import type { CaseStatus, ExceptionKind } from '../../vocabulary/exceptions';
import { isRule, type ExceptionCase } from '../case';
import { finding, subject } from '../case.fixture';
import type { CaseEffect } from '../case-effect';
import { clockSteps, type ClockStep } from '../clock-steps';
import type { CaseCommand, CaseRefusal, CommandContext } from '../commands';
import type { CommandType } from '../commands/transitions';
import type { PastStep } from '../commands/undo';
import { decideInTime, type TimelyDecision } from '../late-steps';
import { reconcile } from '../reconcile';
import type { ClosedEpisode } from '../verdict';
import { PEOPLE, TRIED, type Asked, type Person, type Signal, type Tried } from './steps.fixture';
import type { SimpleCase } from './simple-case.fixture';

const BEGIN = instant('2026-03-02T00:00:00Z');
const at = (minutes: number): Instant => after(BEGIN, minutes * MINUTE);
const minutes = <T extends Instant | null>(moment: T): T extends null ? null : number =>
  (moment === null ? null : msBetween(BEGIN, moment) / MINUTE) as never;

const usd = (dollars: number) => ({ amount: `${dollars}.00`, currency: 'USD' });

/** A change of status that was seen: from, by what, to. */
export type Seen = `${CaseStatus} ${CommandType | CaseEffect['action'] | 'snooze-ended'} ${CaseStatus}`;

/** What has reached a threshold is told by an entry of its own, whatever happens next. */
const TOLD_BY_TIME: ReadonlySet<string> = new Set([
  'sla-warning',
  'sla-breach',
  'sla-escalation',
  'snooze-ended',
  'pause-ended',
] satisfies ClockStep['action'][]);
const factsOf = ({ clocks }: ExceptionCase): number =>
  clocks.filter(({ type }) => type === 'THRESHOLD_RECORDED').length;

/** The real decisions, with lists in place of a database. Every case and every decision is frozen. */
export class RealHub {
  now = 0;
  cases: readonly ExceptionCase[] = [];
  readonly history: PastStep[][] = [];
  private readonly heard = new Map<Tried, Signal>();
  private readonly letters = new Map<string, number>();

  constructor(private readonly seen: Set<Seen>) {}

  hear(signal: Signal): void {
    const known = this.heard.get(signal.kind);
    if (!known || signal.at > known.at || (signal.at === known.at && signal.holds && !known.holds))
      this.heard.set(signal.kind, signal);
    this.look();
  }

  /** Reconciles and runs the clocks, as a look at a shipment does. A second look finds nothing to do. */
  look(): void {
    for (const effect of this.reconciled()) this.apply(effect);
    this.tick();
    const again = this.reconciled();
    if (again.length > 0) throw new Error(`a second look did ${again.map(({ action }) => action).join(', ')}`);
  }

  private reconciled(): CaseEffect[] {
    const findings = TRIED.flatMap((kind) => {
      const signal = this.heard.get(kind);
      return signal?.holds ? [finding(kind, { conditionSince: at(signal.at) })] : [];
    });
    const episodes: Partial<Record<ExceptionKind, number>> = {};
    const lastClosed: Partial<Record<ExceptionKind, ClosedEpisode>> = {};
    for (const { kind, episode, closedAt, closedBy, detection } of this.cases) {
      episodes[kind] = Math.max(episodes[kind] ?? 0, episode);
      if (closedAt !== null && !(lastClosed[kind] && lastClosed[kind].closedAt >= closedAt))
        lastClosed[kind] = {
          closedAt,
          conditionSince: detection.conditionSince,
          by: isRule(closedBy!) ? 'rule' : 'person',
        };
    }
    return reconcile({
      open: this.cases.filter(({ status }) => status !== 'CLOSED'),
      findings,
      heals: ({ kind }) =>
        kind !== 'DAMAGE_REPORTED' && this.heard.get(kind as Tried)?.holds === false
          ? { because: 'it is over', closeCode: 'CARRIER_DELAY' }
          : null,
      policy: DEFAULT_POLICY,
      now: at(this.now),
      episodes,
      lastClosed,
      flags: [],
      subject,
    });
  }

  private apply(effect: CaseEffect): void {
    if (effect.type === 'open') {
      const number = this.cases.length + 1;
      this.cases = [...this.cases, freeze({ ...effect.case, id: `case-${number}`, number, ownerId: 'usr-ana' })];
      this.history.push([]);
      return;
    }
    const index = this.cases.findIndex(({ id }) => id === effect.case.id);
    this.put(index, effect.case, effect.action as 'healed');
  }

  private put(index: number, next: ExceptionCase, by: CommandType | CaseEffect['action'] | 'snooze-ended'): void {
    const before = this.cases[index]!;
    if (next.version !== before.version + 1) throw new Error(`version ${before.version} became ${next.version}`);
    if (next.closedAt === null && next.cycle === before.cycle && before.sla.breachedAt !== null)
      if (next.sla.breachedAt !== before.sla.breachedAt) throw new Error('a breach did not stay');
    if ((next.status === 'WAITING') !== (next.waitingOn !== null)) throw new Error('waiting for nobody');
    if (!TOLD_BY_TIME.has(by) && factsOf(next) > factsOf(before)) throw new Error(`${by} swallowed what time did`);
    this.seen.add(`${before.status} ${by} ${next.status}`);
    this.cases = this.cases.with(index, freeze(next));
  }

  tick(): void {
    for (const [index, one] of this.cases.entries())
      for (const step of clockSteps(one, DEFAULT_POLICY, at(this.now)))
        this.put(index, step.case, step.action as 'snooze-ended');
  }

  /** Asks for it; with a crash the first answer is lost and must come again, the same. */
  ask(index: number, who: Person, asked: Asked, stale: boolean, crash: boolean): CaseRefusal | 'done' {
    const one = this.cases[index]!;
    const command = this.commandOf(index, asked);
    if (command === null) return 'ILLEGAL_TRANSITION';
    const given: CaseCommand = { ...command, expectedVersion: stale ? one.version - 1 : one.version };
    const twin = this.cases.find(
      (other) => other.id !== one.id && other.kind === one.kind && other.status !== 'CLOSED',
    );
    const context: CommandContext = {
      now: at(this.now),
      actor: who,
      ...(PEOPLE[who] !== 'RULE' && { role: PEOPLE[who] }),
      policy: DEFAULT_POLICY,
      facts: { orderValue: usd(150), promisedBy: null, openTwin: twin?.number ?? null },
    };
    const decided: TimelyDecision = freeze(decideInTime(one, given, context));
    if (crash && JSON.stringify(decideInTime(one, given, context)) !== JSON.stringify(decided))
      throw new Error('the same, asked again, was decided otherwise');
    const { late, decision } = decided;
    if (!decision.ok) return decision.code;
    if (decision.case === one) return 'done';
    for (const step of late) this.put(index, step.case, step.action as 'snooze-ended');
    this.put(index, decision.case, command.type);
    const { action, detail } = decision;
    const id = `${index}/${this.history[index]!.length}`;
    this.history[index]!.push({
      id,
      at: at(this.now),
      actor: who,
      action,
      detail: JSON.parse(JSON.stringify(detail)) as unknown,
    });
    return 'done';
  }

  private commandOf(index: number, asked: Asked): CaseCommand | null {
    switch (asked.type) {
      case 'assign':
        return { type: 'assign', ownerId: asked.to };
      case 'snooze':
        return { type: 'snooze', until: at(this.now + asked.minutes) };
      case 'wait':
        return { type: 'wait', on: asked.on };
      case 'note':
        return { type: 'note', text: 'A note.' };
      case 'tag':
        return { type: 'tag', add: asked.add, remove: asked.remove };
      case 'evidence':
        return { type: 'request-evidence', from: asked.from, items: ['a photo'] };
      case 'resolve':
        return {
          type: 'resolve-customer',
          resolution: asked.resolution,
          amount: asked.dollars === null ? null : usd(asked.dollars),
        };
      case 'approve':
        return { type: 'approve', approve: asked.yes };
      case 'recover':
        return {
          type: 'advance-recovery',
          to: asked.to,
          outcome: asked.outcome,
          ...(asked.claimed ? { claimReference: 'C-7', claimed: usd(80) } : {}),
          ...(asked.paid === null ? {} : { paid: usd(asked.paid), paidAt: at(this.now), paymentSource: 'invoice 12' }),
        };
      case 'close':
        return { type: 'close', closeCode: asked.code };
      case 'reopen':
        return { type: 'reopen', note: 'Not over.' };
      case 'resume':
        return { type: 'resume' };
      case 'undo': {
        const step = this.history[index]!.at(-1 - asked.back);
        return step ? { type: 'undo', step } : null;
      }
    }
  }

  /** Letters are numbered as they are met, and each is met after the step that wrote it. */
  private letter(key: string): number {
    const number = this.letters.get(key) ?? this.letters.size;
    this.letters.set(key, number);
    return number;
  }

  /** The cases as the simple model knows them. */
  plain(): SimpleCase[] {
    return this.cases.map((one): SimpleCase => ({
      kind: one.kind as Tried,
      episode: one.episode,
      cycle: one.cycle,
      status: one.status,
      waitsOn: one.waitingOn,
      until: minutes(one.snoozedUntil),
      owner: one.ownerId,
      tags: [...one.tags],
      since: minutes(one.detection.conditionSince),
      openedAt: minutes(one.openedAt),
      actedAt: minutes(one.sla.firstActionAt),
      breachedAt: minutes(one.sla.breachedAt),
      closedAt: minutes(one.closedAt),
      closedBy: one.closedBy !== null && isRule(one.closedBy) && !(one.closedBy in PEOPLE) ? 'rule:' : one.closedBy,
      code: one.closeCode,
      customer: {
        state: one.customerTrack.status,
        what: one.customerTrack.resolution,
        dollars: one.customerTrack.amount === null ? null : Number(one.customerTrack.amount.amount),
        from: one.customerTrack.proposedBy,
        ok: one.customerTrack.approvedBy,
        at: minutes(one.customerTrack.resolvedAt),
      },
      recovery: {
        state: one.recoveryTrack.status,
        outcome: one.recoveryTrack.outcome,
        filed: one.recoveryTrack.claimReference !== null,
        paid: one.recoveryTrack.paid === null ? null : Number(one.recoveryTrack.paid.amount),
        at: minutes(one.recoveryTrack.updatedAt),
      },
      evidence: one.evidenceRequests.map(({ from, by, at: moment, message }) => ({
        from,
        by,
        at: minutes(moment),
        letter: message === undefined ? null : this.letter(`${one.id}/${message}`),
      })),
    }));
  }
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}
