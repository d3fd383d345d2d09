import fc from 'fast-check';
import { EMPTY_CHAIN, entryHash, inCaseOrder, sealEntries, type LoggedEntry, type Seal } from './activity-chain';
import { checkCase, checkChain, type ActivityFault, type ActivityHead } from './verify-activity';

const SEED = Number(process.env['SEED'] ?? 20_261_126);
/** 10 000 take some ten seconds. */
const TAMPERINGS = Number(process.env['TAMPERINGS'] ?? 2_000);

/** What a database holds of an activity log. */
interface Log {
  entries: LoggedEntry[];
  seals: Seal[];
  /** By case. */
  ends: Map<string, string>;
  awaiting: Map<string, number>;
}

const MERCHANTS = ['m1', 'm2'];
/** Each belongs to the merchant of its first letters. */
const CASES = ['m1-a', 'm1-b', 'm1-c', 'm2-a', 'm2-b'];
const AT = '2026-11-20T12:00:00.000000Z';
const second = (n: number): string => `2026-11-20T12:00:${String(n % 60).padStart(2, '0')}.000000Z`;
const merchantOf = (caseId: string): string => caseId.slice(0, 2);

type Draft = Omit<LoggedEntry, 'hash'>;
const written = (previous: string, draft: Draft): LoggedEntry => ({
  ...draft,
  hash: entryHash(previous, { ...draft, hash: '' }),
});

/** A log as the hub writes it: two entries per case at least, the last few not sealed yet. */
function logOf(order: readonly string[], unsealed: number): Log {
  const ends = new Map<string, string>();
  const entries = [...CASES, ...CASES, ...order].map((caseId, index) => {
    const entry = written(ends.get(caseId) ?? '', {
      merchantId: merchantOf(caseId),
      caseId,
      id: `e${String(index).padStart(4, '0')}`,
      at: second(index),
      actor: index % 2 ? 'rule:STALLED' : 'ada',
      action: 'note',
      detail: index % 3 ? JSON.stringify({ because: [`scan ${index}`] }) : null,
    });
    ends.set(caseId, entry.hash);
    return entry;
  });
  const sealed = entries.slice(0, entries.length - unsealed);
  const awaiting = new Map<string, number>();
  for (const { caseId } of entries.slice(sealed.length)) awaiting.set(caseId, (awaiting.get(caseId) ?? 0) + 1);
  return { entries, seals: sealEntries(new Map(), sealed), ends, awaiting };
}

const headsOf = ({ seals }: Log): ActivityHead[] =>
  MERCHANTS.map((merchantId) => ({
    merchantId,
    day: '2026-11-20',
    ...(seals.findLast((seal) => seal.merchantId === merchantId) ?? EMPTY_CHAIN),
  }));

function verify(log: Log, heads: readonly ActivityHead[]): ActivityFault[] {
  const merchants = new Set([...MERCHANTS, ...[...log.entries, ...log.seals].map(({ merchantId }) => merchantId)]);
  return [...merchants].flatMap((merchantId) => {
    const own = log.entries.filter((entry) => entry.merchantId === merchantId);
    const seals = log.seals.filter((seal) => seal.merchantId === merchantId).sort((a, b) => a.number - b.number);
    const chain = checkChain(heads.filter((head) => head.merchantId === merchantId));
    const inChain = seals.flatMap((seal) =>
      chain.take({
        ...seal,
        entry: own.find(({ caseId, id }) => caseId === seal.caseId && id === seal.entryId) ?? null,
      }),
    );
    const cases = new Set([
      ...[...log.ends.keys()].filter((caseId) => merchantOf(caseId) === merchantId),
      ...own.map(({ caseId }) => caseId),
    ]);
    const inCases = [...cases].flatMap(
      (caseId) =>
        checkCase({
          caseId,
          end: merchantOf(caseId) === merchantId ? (log.ends.get(caseId) ?? null) : null,
          awaiting: log.awaiting.get(caseId) ?? 0,
          entries: own
            .filter((entry) => entry.caseId === caseId)
            .map((entry) => ({
              entry,
              number: seals.find((seal) => seal.caseId === caseId && seal.entryId === entry.id)?.number ?? null,
            })),
        }).faults,
    );
    return [...inChain, ...chain.end().faults, ...inCases];
  });
}

/** Chooses a whole number below a bound. */
type Pick = (below: number) => number;
const anyOf = <Value>(pick: Pick, values: readonly Value[]): Value => values[pick(values.length)]!;
const otherThan = <Value>(pick: Pick, values: readonly Value[], value: Value): Value =>
  anyOf(
    pick,
    values.filter((one) => one !== value),
  );

const ENTRY_EDITS: { readonly [Field in keyof LoggedEntry]: (pick: Pick, entry: LoggedEntry) => LoggedEntry[Field] } = {
  merchantId: (pick, { merchantId }) => otherThan(pick, [...MERCHANTS, 'm9'], merchantId),
  caseId: (pick, { caseId }) => otherThan(pick, [...CASES, 'm1-z'], caseId),
  id: (pick, { id }) => `${id}${pick(10)}`,
  at: (pick, { at }) => otherThan(pick, [AT, second(59), `${at.slice(0, 20)}000001Z`], at),
  actor: (pick, { actor }) => otherThan(pick, ['ada', 'bea', 'rule:STALLED', `${actor} `, ''], actor),
  action: (pick, { action }) => otherThan(pick, ['close', 'assign', `${action}d`], action),
  detail: (pick, { detail }) => otherThan(pick, [null, '{}', '{"because": ["nothing"]}', '[]'], detail),
  hash: (pick, { hash }) => hash.replace(/^./, (digit) => otherThan(pick, [...'0123456789abcdef'], digit)),
};
const SEAL_EDITS: { readonly [Field in keyof Seal]: (pick: Pick, seal: Seal) => Seal[Field] } = {
  merchantId: (pick, { merchantId }) => otherThan(pick, [...MERCHANTS, 'm9'], merchantId),
  number: (pick, { number }) => otherThan(pick, [-1, 0, number + 1_000, number + 0.5], number),
  caseId: (pick, { caseId }) => otherThan(pick, CASES, caseId),
  entryId: (pick, { entryId }) => `${entryId}${pick(10)}`,
  hash: (pick, { hash }) => hash.replace(/.$/, (digit) => otherThan(pick, [...'0123456789abcdef'], digit)),
};

const keysOf = <Value extends object>(value: Value): (keyof Value)[] => Object.keys(value) as (keyof Value)[];
const without = <Value>(values: readonly Value[], value: Value): Value[] => values.filter((one) => one !== value);
const replaced = <Value>(values: readonly Value[], value: Value, by: Value): Value[] =>
  values.map((one) => (one === value ? by : one));
const isFor =
  ({ caseId, id }: LoggedEntry) =>
  (seal: Seal): boolean =>
    seal.caseId === caseId && seal.entryId === id;

/** Chains what is left anew, as somebody who knows how it is done would. */
const resealed = (log: Log, sealed: readonly LoggedEntry[]): Log => ({ ...log, seals: sealEntries(new Map(), sealed) });
const sealedEntries = ({ entries, seals }: Log): LoggedEntry[] => entries.filter((entry) => seals.some(isFor(entry)));

/** Writes histories, cases and chains anew from altered entries, so that only a head that was kept can tell. */
function forged(log: Log, drafts: readonly LoggedEntry[]): Log {
  const ends = new Map<string, string>();
  const count = sealedEntries(log).length - (log.entries.length - drafts.length);
  const entries = drafts.map((draft) => {
    const entry = written(ends.get(draft.caseId) ?? '', draft);
    ends.set(draft.caseId, entry.hash);
    return entry;
  });
  return { ...resealed({ ...log, entries }, entries.slice(0, count)), ends };
}

function stranger(pick: Pick, log: Log): LoggedEntry {
  const caseId = anyOf(pick, CASES);
  const draft = { merchantId: merchantOf(caseId), caseId, id: `e${pick(20)}x`, at: AT, actor: 'eve', action: 'close' };
  const before = anyOf(pick, log.entries);
  return written(pick(2) ? log.ends.get(caseId)! : before.hash, { ...draft, detail: null });
}

function swapped<Value>(pick: Pick, values: readonly Value[], swap: (a: Value, b: Value) => [Value, Value]): Value[] {
  const a = anyOf(pick, values);
  const b = otherThan(pick, values, a);
  const [newA, newB] = swap(a, b);
  return values.map((one) => (one === a ? newA : one === b ? newB : one));
}

const TAMPERINGS_BY_KIND: Readonly<Record<string, (pick: Pick, log: Log) => Log>> = {
  'an entry is edited'(pick, log) {
    const entry = anyOf(pick, log.entries);
    const field = anyOf(pick, keysOf(ENTRY_EDITS));
    return { ...log, entries: replaced(log.entries, entry, { ...entry, [field]: ENTRY_EDITS[field](pick, entry) }) };
  },
  'an entry is edited, and its own hash fits'(pick, log) {
    const entry = anyOf(pick, log.entries);
    const before = log.entries.findLast(({ caseId, id }) => caseId === entry.caseId && id < entry.id);
    const edited = written(before?.hash ?? '', { ...entry, actor: 'eve' });
    return { ...log, entries: replaced(log.entries, entry, edited) };
  },
  'a seal is edited'(pick, log) {
    const seal = anyOf(pick, log.seals);
    const field = anyOf(pick, keysOf(SEAL_EDITS));
    return { ...log, seals: replaced(log.seals, seal, { ...seal, [field]: SEAL_EDITS[field](pick, seal) }) };
  },
  'an entry is deleted': (pick, log) => ({ ...log, entries: without(log.entries, anyOf(pick, log.entries)) }),
  'a seal is deleted': (pick, log) => ({ ...log, seals: without(log.seals, anyOf(pick, log.seals)) }),
  'an entry is deleted with its seal'(pick, log) {
    const entry = anyOf(pick, log.entries);
    const seals = log.seals.filter((seal) => !isFor(entry)(seal));
    return { ...log, entries: without(log.entries, entry), seals };
  },
  'an entry is deleted, and all is sealed anew'(pick, log) {
    const entry = anyOf(pick, log.entries);
    return resealed({ ...log, entries: without(log.entries, entry) }, without(sealedEntries(log), entry));
  },
  'an entry is inserted': (pick, log) => ({ ...log, entries: [...log.entries, stranger(pick, log)] }),
  'an entry is inserted, and all is sealed anew'(pick, log) {
    const entry = stranger(pick, log);
    return resealed({ ...log, entries: [...log.entries, entry] }, sealedEntries(log).toSpliced(pick(9), 0, entry));
  },
  'two places in the chain are exchanged': (pick, log) => ({
    ...log,
    seals: swapped(pick, log.seals, (a, b) => [
      { ...a, caseId: b.caseId, entryId: b.entryId, merchantId: b.merchantId, number: b.number },
      { ...b, caseId: a.caseId, entryId: a.entryId, merchantId: a.merchantId, number: a.number },
    ]),
  }),
  'two numbers are exchanged'(pick, log) {
    const merchant = anyOf(pick, MERCHANTS);
    const [own, others] = [true, false].map((is) => log.seals.filter((one) => (one.merchantId === merchant) === is));
    const exchanged = swapped(pick, own!, (a, b) => [
      { ...a, number: b.number },
      { ...b, number: a.number },
    ]);
    return { ...log, seals: [...others!, ...exchanged] };
  },
  'two entries exchange what they say': (pick, log) => ({
    ...log,
    entries: swapped(pick, log.entries, (a, b) => [
      { ...a, at: b.at, actor: `${b.actor}`, action: b.action, detail: b.detail, hash: b.hash },
      { ...b, at: a.at, actor: `${a.actor}`, action: a.action, detail: a.detail, hash: a.hash },
    ]),
  }),
  'the end is cut off, and nothing else shows it'(pick, log) {
    const sealed = sealedEntries(log);
    const entries = sealed.slice(0, pick(sealed.length));
    const cut = forged({ ...log, entries: sealed, seals: log.seals }, entries);
    return { ...cut, awaiting: new Map() };
  },
  'one entry is changed, and all is written anew from there'(pick, log) {
    const entry = anyOf(pick, sealedEntries(log));
    return forged(log, replaced(log.entries, entry, { ...entry, actor: 'eve' }));
  },
  'one entry is taken out, and all is written anew from there'(pick, log) {
    return forged(log, without(log.entries, anyOf(pick, sealedEntries(log))));
  },
};

const anyLog = fc
  .tuple(fc.array(fc.constantFrom(...CASES), { maxLength: 14 }), fc.nat(4))
  .map(([order, unsealed]) => logOf(order, unsealed));

describe(`an activity log (seed ${SEED})`, () => {
  it('is in order as it was written, and agrees with its heads', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        expect(verify(log, headsOf(log))).toEqual([]);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  const kinds = Object.keys(TAMPERINGS_BY_KIND);
  it(`shows each of ${TAMPERINGS} random tamperings`, () => {
    const seen = new Map<string, number>();
    const found = new Set<string>();
    fc.assert(
      fc.property(anyLog, fc.constantFrom(...kinds), fc.infiniteStream(fc.nat(1_000_000)), (log, kind, numbers) => {
        const pick: Pick = (below) => numbers.next().value % below;
        const faults = verify(TAMPERINGS_BY_KIND[kind]!(pick, log), headsOf(log));
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        for (const fault of faults) found.add(fault.kind);
        return faults.length > 0;
      }),
      { seed: SEED, numRuns: TAMPERINGS },
    );
    expect([...seen.keys()].sort()).toEqual([...kinds].sort());
    expect([...found].sort()).toEqual([
      'CASE_MISSING',
      'CHANGED',
      'ENTRY_MISSING',
      'HEAD_DIFFERS',
      'HISTORY_CUT',
      'INSERTED',
      'SEAL_MISSING',
      'TRUNCATED',
      'UNFOUNDED',
    ]);
  });

  it('names the first broken place', () => {
    const log = logOf([], 0);
    const { caseId, id } = log.entries[3]!;
    const entries = log.entries.map((entry) => (entry.id === id ? { ...entry, actor: 'eve' } : entry));
    expect(verify({ ...log, entries }, [])[0]).toEqual({ kind: 'CHANGED', number: 1, caseId, entryId: id });
    const second = log.seals.filter((seal) => seal.merchantId === 'm1')[1]!;
    expect(verify({ ...log, seals: without(log.seals, second) }, [])[0]).toMatchObject({
      kind: 'SEAL_MISSING',
      number: 2,
    });
  });

  it('shows in what is sealed even a change that no reader would see', () => {
    const log = logOf([], 0);
    const entries = log.entries.map((entry) => ({
      ...entry,
      detail: entry.detail === null ? 'null' : ` ${entry.detail}`,
    }));
    const kinds = verify({ ...log, entries }, []).map(({ kind }) => kind);
    expect(kinds).toEqual(entries.map(() => 'CHANGED'));
  });

  it('takes entries of a case in the order of its history, whatever the clocks that gave them their ids', () => {
    const [first] = logOf([], 0).entries;
    const second = written(first!.hash, { ...first!, id: 'a-clock-that-is-late' });
    expect(inCaseOrder('', [second, first!])).toEqual([first, second]);
  });
});
