import type { CaseRefusal } from '../commands';
import { NOBODY, opened, type Done, type Field, type SimpleCase } from './simple-case.fixture';
import { recover } from './simple-recovery.fixture';
import { PEOPLE, TRIED, type Asked, type Person, type Signal, type Tried } from './steps.fixture';

const HOURS: Record<Tried, number> = {
  NO_FIRST_SCAN: 4,
  STALLED_IN_TRANSIT: 24,
  PROMISE_AT_RISK: 4,
  DAMAGE_REPORTED: 2,
};
const ALREADY = new Set(['CLAIM_FILED', 'INFO_REQUESTED', 'APPEALED']);
const copy = <T>(value: T): T => structuredClone(value);
const text = (value: unknown): string => JSON.stringify(value);

/** A few plain rules in one place, written without looking at the tables of the real ones. */
export class SimpleHub {
  now = 0;
  readonly cases: SimpleCase[] = [];
  readonly history: Done[][] = [];
  private readonly heard = new Map<Tried, Signal>();
  /** How many letters customers were sent. */
  private letters = 0;

  /** Hears of the world; of two signals of a kind the later happening counts. */
  hear(signal: Signal): void {
    const known = this.heard.get(signal.kind);
    if (!known || signal.at > known.at || (signal.at === known.at && signal.holds && !known.holds))
      this.heard.set(signal.kind, signal);
    this.look();
  }

  look(): void {
    const open = (kind: Tried) => this.cases.find((one) => one.kind === kind && one.status !== 'CLOSED');
    const holding = TRIED.filter((kind) => this.heard.get(kind)?.holds);
    const fresh = holding.filter((kind) => !open(kind) && this.isNews(kind, this.heard.get(kind)!.at));
    const damage = open('DAMAGE_REPORTED') !== undefined || fresh.includes('DAMAGE_REPORTED');
    const weaker = (kind: Tried) => damage && (kind === 'STALLED_IN_TRANSIT' || kind === 'PROMISE_AT_RISK');
    for (const one of this.cases.filter(({ status }) => status !== 'CLOSED')) {
      const signal = this.heard.get(one.kind);
      const isBusy = one.cycle > 1 || one.customer.state !== 'OPEN' || ALREADY.has(one.recovery.state);
      if (weaker(one.kind) && !isBusy) this.endByRule(one, 'DAMAGE');
      else if (signal?.holds) one.since = signal.at;
      else if (signal && one.kind !== 'DAMAGE_REPORTED' && !isBusy) this.endByRule(one, 'CARRIER_DELAY');
    }
    for (const kind of fresh) if (!weaker(kind)) this.open(kind, this.heard.get(kind)!.at);
    this.tick();
  }

  private isNews(kind: Tried, since: number): boolean {
    const lastOf = (other: Tried) =>
      this.cases
        .filter((one) => one.kind === other && one.status === 'CLOSED')
        .reduce<SimpleCase | null>((last, one) => (last === null || one.closedAt! > last.closedAt! ? one : last), null);
    const own = lastOf(kind);
    if (own && !own.closedBy!.startsWith('rule:') && since <= own.since) return false;
    const damage = lastOf('DAMAGE_REPORTED');
    const isWeak = kind === 'STALLED_IN_TRANSIT' || kind === 'PROMISE_AT_RISK';
    return !(isWeak && damage && !damage.closedBy!.startsWith('rule:') && since <= damage.closedAt!);
  }

  private open(kind: Tried, since: number): void {
    const episode = Math.max(0, ...this.cases.filter((one) => one.kind === kind).map((one) => one.episode)) + 1;
    this.history.push([]);
    this.cases.push(opened(kind, episode, since, this.now));
  }

  private end(one: SimpleCase, code: string, by: string): void {
    this.stopFirst(one);
    Object.assign(one, { status: 'CLOSED', waitsOn: null, until: null, closedAt: this.now, closedBy: by, code });
    if (one.customer.state === 'OPEN')
      one.customer = { ...one.customer, state: 'RESOLVED', what: 'NONE_NEEDED', at: this.now };
  }

  private endByRule(one: SimpleCase, code: string): void {
    this.time(one);
    this.end(one, code, 'rule:');
  }

  private dueAt = (one: SimpleCase): number => one.openedAt + HOURS[one.kind] * 60;

  /** The clock of the first action stops; if it ran out before, that stays a fact. */
  private stopFirst(one: SimpleCase): void {
    const runsUntil = Math.max(this.now, one.openedAt);
    if (one.actedAt === null && one.breachedAt === null && this.dueAt(one) < runsUntil)
      one.breachedAt = this.dueAt(one);
  }

  /** What time alone does. */
  tick(): void {
    for (const one of this.cases) this.time(one);
  }

  private time(one: SimpleCase): void {
    if (one.status === 'CLOSED') return;
    if (one.waitsOn === 'SNOOZED' && one.until! <= this.now) this.rest(one);
    if (one.actedAt === null && one.breachedAt === null && this.now >= this.dueAt(one))
      one.breachedAt = this.dueAt(one);
  }

  private rest(one: SimpleCase): void {
    Object.assign(one, { status: one.actedAt === null ? 'OPEN' : 'IN_PROGRESS', waitsOn: null, until: null });
  }

  /** Does it, after what time did and nobody saw yet, or says why not: nothing else changes then. */
  ask(index: number, who: Person, asked: Asked): CaseRefusal | 'done' {
    const one = this.cases[index]!;
    const before = copy(one);
    const done = this.history[index]!.length;
    this.time(one);
    const answer = this.attempt(index, one, who, asked);
    if (answer !== 'done' || this.history[index]!.length === done) Object.assign(one, before);
    return answer;
  }

  private attempt(index: number, one: SimpleCase, who: Person, asked: Asked): CaseRefusal | 'done' {
    const isClosed = one.status === 'CLOSED';
    const role = PEOPLE[who];
    const isRule = role === 'RULE';
    const boss = role === 'LEAD' || role === 'ADMIN';
    if (isClosed && !['note', 'tag', 'reopen', 'undo'].includes(asked.type)) return 'ILLEGAL_TRANSITION';
    const step = (what: string, fields: Field[], change: () => void, acts = true): 'done' => {
      const before = copy(one);
      change();
      const moved = fields.filter((field) => text(before[field]) !== text(one[field]));
      if (moved.length === 0 && what !== 'note') return this.same(one, before);
      if (acts && !isClosed && !isRule) this.act(one);
      const pick = (from: SimpleCase) => copy(Object.fromEntries(moved.map((field) => [field, from[field]])));
      this.history[index]!.push({ what, before: pick(before), after: pick(one) });
      return 'done';
    };
    const waiting: Field[] = ['status', 'waitsOn', 'until'];
    const wait = (on: string, until: number | null = null) =>
      Object.assign(one, { status: 'WAITING', waitsOn: on, until });

    switch (asked.type) {
      case 'assign':
        return step('assign', ['owner'], () => (one.owner = asked.to));
      case 'snooze':
        if (asked.minutes <= 0) return 'INVALID';
        return step('snooze', waiting, () => wait('SNOOZED', this.now + asked.minutes), false);
      case 'wait':
        return asked.on === 'SNOOZED' ? 'INVALID' : step('wait', waiting, () => wait(asked.on));
      case 'resume':
        if (one.status !== 'WAITING') return 'ILLEGAL_TRANSITION';
        return step('resume', waiting, () => this.rest(one));
      case 'note':
        return step('note', [], () => undefined);
      case 'evidence':
        return step('evidence', [...waiting, 'evidence'], () => {
          wait(asked.from);
          const letter = asked.from === 'CUSTOMER' ? this.letters++ : null;
          one.evidence.push({ from: asked.from, by: who, at: this.now, letter });
        });
      case 'tag': {
        if (asked.add.length + asked.remove.length === 0) return 'INVALID';
        return this.tag(index, one, asked.add, asked.remove, 'tag');
      }
      case 'resolve': {
        if (one.customer.state === 'RESOLVED') return 'ILLEGAL_TRANSITION';
        const { resolution: what, dollars } = asked;
        const costs = what === 'REFUND' || what === 'STORE_CREDIT' || what === 'RESHIP';
        if (dollars === 0 || (!costs && dollars !== null)) return 'INVALID';
        if (dollars === null && costs && what !== 'RESHIP') return 'INVALID';
        const limit = what === 'RESHIP' ? 200 : 100;
        // The order is worth 150 dollars.
        const cost = dollars ?? 150;
        const isFree = !costs || boss || (role === 'AGENT' && cost <= limit && cost <= 150);
        return step('resolve', ['customer', ...waiting], () => {
          const at = isFree ? this.now : null;
          one.customer = {
            state: isFree ? 'RESOLVED' : 'AWAITING_APPROVAL',
            what,
            dollars,
            from: who,
            ok: isFree && costs && boss ? who : null,
            at,
          };
          if (isFree) this.answered(one);
        });
      }
      case 'approve':
        if (one.customer.state !== 'AWAITING_APPROVAL') return 'ILLEGAL_TRANSITION';
        if (asked.yes ? !boss || (one.customer.from === who && role !== 'ADMIN') : !boss && one.customer.from !== who)
          return 'FORBIDDEN';
        if (!asked.yes)
          return step('reject', ['customer'], () => (one.customer = { ...copy(NOBODY), from: one.customer.from }));
        return step('approve', ['customer', ...waiting], () => {
          one.customer = { ...one.customer, state: 'RESOLVED', ok: who, at: this.now };
          this.answered(one);
        });
      case 'recover':
        return recover(
          one,
          this.now,
          (waiting) => this.rest(waiting),
          asked,
          (change) => step('recover', ['recovery', ...waiting], change),
        );
      case 'close': {
        if (asked.code === null) return 'CLOSE_CODE_REQUIRED';
        if (one.customer.state === 'AWAITING_APPROVAL') return 'APPROVAL_REQUIRED';
        const wasAsked = one.evidence.some(({ from, at }) => from === 'CUSTOMER' && at >= one.openedAt);
        const waits = one.kind === 'DAMAGE_REPORTED' || wasAsked || one.customer.from !== null;
        if (one.customer.state === 'OPEN' && waits && !isRule) return 'TRACK_OPEN';
        if (one.recovery.state !== 'NOT_APPLICABLE' && one.recovery.state !== 'SETTLED') return 'TRACK_OPEN';
        return step('close', [...waiting, 'closedAt', 'code', 'closedBy', 'customer'], () => {
          this.end(one, asked.code!, who);
          if (one.actedAt === null && !isRule) one.actedAt = this.now;
        });
      }
      case 'reopen': {
        if (!isClosed) return 'ILLEGAL_TRANSITION';
        if (this.twin(one)) return 'ILLEGAL_TRANSITION';
        return step(
          'reopen',
          ['cycle'],
          () =>
            Object.assign(one, {
              status: 'OPEN',
              cycle: one.cycle + 1,
              openedAt: this.now,
              actedAt: null,
              breachedAt: null,
              closedAt: null,
              closedBy: null,
              code: null,
              customer: copy(NOBODY),
            }),
          false,
        );
      }
      case 'undo':
        return this.undo(index, one, role, asked.back);
    }
  }

  private same(one: SimpleCase, before: SimpleCase): 'done' {
    Object.assign(one, before);
    return 'done';
  }

  private act(one: SimpleCase): void {
    if (one.actedAt !== null) return;
    this.stopFirst(one);
    one.actedAt = this.now;
    if (one.status === 'OPEN') one.status = 'IN_PROGRESS';
  }

  private answered(one: SimpleCase): void {
    if (one.recovery.state === 'CLAIM_FILED' || one.recovery.state === 'APPEALED')
      Object.assign(one, { status: 'WAITING', waitsOn: 'CARRIER', until: null });
    else if (one.waitsOn === 'CUSTOMER') this.rest(one);
  }

  private twin = (one: SimpleCase): boolean =>
    this.cases.some((other) => other !== one && other.kind === one.kind && other.status !== 'CLOSED');

  private tag(index: number, one: SimpleCase, add: readonly string[], remove: readonly string[], what: string): 'done' {
    const kept = one.tags.filter((tag) => !remove.includes(tag));
    const added = add.filter((tag) => !one.tags.includes(tag) && !remove.includes(tag));
    const removed = one.tags.filter((tag) => remove.includes(tag));
    if (added.length + removed.length === 0) return 'done';
    one.tags = [...kept, ...added];
    this.history[index]!.push({ what, before: {}, after: {}, tags: { added, removed } });
    return 'done';
  }

  private undo(index: number, one: SimpleCase, role: string, back: number): CaseRefusal | 'done' {
    const done = this.history[index]!.at(-1 - back);
    // The harness asks for something that never was: that is not found out here.
    if (!done) return 'ILLEGAL_TRANSITION';
    if (done.tags) {
      const { added, removed } = done.tags;
      const length = this.history[index]!.length;
      this.tag(index, one, removed, added, 'undo');
      const log = this.history[index]!;
      if (log.length === length) return 'ILLEGAL_TRANSITION';
      log.push({ ...log.pop()!, what: 'undo', tags: undefined });
      return 'done';
    }
    if (['note', 'reopen', 'undo'].includes(done.what)) return 'ILLEGAL_TRANSITION';
    if (done.what === 'recover' && ['CLAIM_FILED', 'APPEALED'].includes(done.after.recovery?.state ?? ''))
      return 'ILLEGAL_TRANSITION';
    if (one.status === 'CLOSED' && done.what !== 'close') return 'ILLEGAL_TRANSITION';
    const fields = Object.keys(done.after) as Field[];
    if (fields.some((field) => text(one[field]) !== text(done.after[field]))) return 'ILLEGAL_TRANSITION';
    const wasDecided = done.before.customer?.state === 'AWAITING_APPROVAL' || Boolean(done.after.customer?.ok);
    if (wasDecided && done.what !== 'close' && role !== 'LEAD' && role !== 'ADMIN') return 'FORBIDDEN';
    if (done.what === 'close' && this.twin(one)) return 'ILLEGAL_TRANSITION';
    Object.assign(one, copy(done.before));
    if (one.status === 'OPEN' && one.actedAt !== null) one.status = 'IN_PROGRESS';
    this.history[index]!.push({ what: 'undo', before: {}, after: {} });
    return 'done';
  }
}
