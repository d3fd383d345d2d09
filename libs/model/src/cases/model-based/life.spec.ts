import fc from 'fast-check';
import { COMMANDS, RULE_STEPS, type CommandRow } from '../commands/transitions';
import { RealHub, type Seen } from './real-hub.fixture';
import { SimpleHub } from './simple-hub.fixture';
import { anyStep, type Signal, type Step } from './steps.fixture';

/** 10,000 runs of 50 steps are what counts; every change is tried with some. */
const RUNS = Number(process.env['LIFE_RUNS'] ?? (process.env['SOAK'] ? 10_000 : 300));
const STEPS = 50;
/** A rule proposes, a rule files the claim, and a lead is the first to act: shown by the spec of the customer's side. */
const TOO_RARE = 'OPEN approve WAITING';
/** From this many runs on the rarest arrow was taken, too. */
const ENOUGH = 10_000;
const SEED = Number(process.env['SEED'] ?? 20_261_126);

const allowed = new Set<string>(
  [
    ...Object.entries(COMMANDS).map(([name, { from }]: [string, CommandRow]) => [name, from] as const),
    ...Object.entries(RULE_STEPS),
  ].flatMap(([name, from]) =>
    Object.entries(from).flatMap(([status, targets]) => targets.map((target) => `${status} ${name} ${target}`)),
  ),
);

/** Steps of rules that change no status are not in the tables. */
const isQuiet = (seen: string): boolean => {
  const [from, by, to] = seen.split(' ');
  return from === to && !Object.hasOwn(COMMANDS, by!);
};

/** In one life of four only rules act at first: what they may do with a case on which nobody acted yet. */
const anyLife = fc
  .tuple(fc.array(anyStep, { minLength: STEPS, maxLength: STEPS, size: 'max' }), fc.integer({ min: 0, max: 3 }))
  .map(([steps, share]) =>
    steps.map((step, index) =>
      step.do === 'ask' && share === 0 && index < (2 * STEPS) / 3 ? { ...step, who: 'rule:auto' as const } : step,
    ),
  );

/** Both hubs through the same life; what is under way is heard later, again, or never. */
function live(steps: readonly Step[], seen: Set<Seen>): void {
  const [real, simple] = [new RealHub(seen), new SimpleHub()];
  const underWay: Signal[] = [];
  for (const [index, step] of steps.entries()) {
    const answers = play(step, real, simple, underWay);
    if (answers !== null && answers[0] !== answers[1])
      throw new Error(`step ${index} ${JSON.stringify(step)}: the hub says ${answers[0]}, the model ${answers[1]}`);
    expect(real.plain()).toEqual(simple.cases);
  }
}

function play(step: Step, real: RealHub, simple: SimpleHub, underWay: Signal[]): readonly [string, string] | null {
  switch (step.do) {
    case 'signal':
      underWay.push(step.signal);
      if (!step.late) for (const hub of [real, simple]) hub.hear(step.signal);
      return null;
    case 'hear': {
      const index = underWay.length === 0 ? -1 : step.pick % underWay.length;
      const [signal] = index < 0 ? [] : step.again ? [underWay[index]] : underWay.splice(index, 1);
      if (signal) for (const hub of [real, simple]) hub.hear(signal);
      return null;
    }
    case 'clock':
      for (const hub of [real, simple]) {
        hub.now += step.minutes;
        if (!step.late) hub.look();
      }
      return null;
    case 'ask': {
      if (real.cases.length === 0) return null;
      const index = step.pick % real.cases.length;
      const answer = real.ask(index, step.who, step.asked, step.stale, step.crash);
      const isFound = step.asked.type !== 'undo' || real.history[index]!.length > step.asked.back;
      return [answer, step.stale && isFound ? 'CONFLICT' : simple.ask(index, step.who, step.asked)];
    }
  }
}

describe(`the life of cases (${RUNS} runs of ${STEPS} steps, seed ${SEED})`, () => {
  const seen = new Set<Seen>();

  it('is that of a simple model: commands, signals in any order and again, clocks, timers that are late, crashes', () => {
    fc.assert(
      fc.property(anyLife, (steps) => live(steps, seen)),
      { numRuns: RUNS, seed: SEED, endOnFailure: false },
    );
  });

  it('goes along the arrows of the tables, and along all of them', () => {
    const taken = [...seen].filter((one) => !isQuiet(one));
    expect(taken.filter((one) => !allowed.has(one)).sort()).toEqual([]);
    const untaken = [...allowed].filter((one) => !seen.has(one as Seen) && one !== TOO_RARE);
    if (RUNS >= ENOUGH) expect(untaken.sort()).toEqual([]);
  });
});
