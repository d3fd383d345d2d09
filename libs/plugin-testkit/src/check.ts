import type { Capability } from '@whereabouts/plugin-sdk';
import type { Subject } from './subject';

/** `MUST`: the hub relies on it. `SHOULD`: it makes a plugin one that others like to run. */
export type Level = 'MUST' | 'SHOULD';

/** One promise of the contract, and how it is tried. */
export interface Check {
  /** Stable for ever, so that it can be quoted, and a report compared with last year's. */
  readonly id: string;
  readonly level: Level;
  /** What a plugin has to do, as the end of a sentence. */
  readonly says: string;
  /** Is it asked of a plugin that declares these capabilities? There is no other way out of a check. */
  appliesTo(capabilities: ReadonlySet<Capability>): boolean;
  /** Tries the promise; each problem is told to `findings`. What it throws counts as a problem too. */
  run(subject: Subject, findings: Findings): void | Promise<void>;
}

/** Where a check tells what it looked at and what it found. */
export interface Findings {
  /** One more case was tried. */
  tried(): void;
  problem(text: string): void;
  /** What is there and what should be, for whoever can show them side by side. */
  difference(text: string, expected: unknown, actual: unknown): void;
}

export interface Difference {
  readonly expected: unknown;
  readonly actual: unknown;
}

/** What came of one check. */
export interface CheckResult extends Pick<Check, 'id' | 'level' | 'says'> {
  readonly standing: 'kept' | 'broken' | 'not asked';
  /** The first of them; `problemCount` tells how many there were. */
  readonly problems: readonly string[];
  readonly problemCount: number;
  readonly differences: readonly Difference[];
  /** How many cases were tried. 0: the fixtures hold nothing that it could be tried on. */
  readonly tried: number;
  readonly ms: number;
}

const MOST_SHOWN = 8;

/** Runs one check. Never throws. */
export async function runCheck(check: Check, subject: Subject): Promise<CheckResult> {
  const { id, level, says } = check;
  const problems: string[] = [];
  const differences: Difference[] = [];
  let tried = 0;
  const started = performance.now();
  const isAsked = check.appliesTo(subject.capabilities);
  try {
    if (isAsked)
      await check.run(subject, {
        tried: () => void (tried += 1),
        problem: (text) => void problems.push(text),
        difference(text, expected, actual) {
          problems.push(text);
          differences.push({ expected, actual });
        },
      });
  } catch (fault) {
    problems.push(`it threw ${fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)}`);
  }
  return {
    id,
    level,
    says,
    standing: !isAsked ? 'not asked' : problems.length > 0 ? 'broken' : 'kept',
    problems: [...new Set(problems)].slice(0, MOST_SHOWN),
    problemCount: problems.length,
    differences: differences.slice(0, MOST_SHOWN),
    tried,
    ms: performance.now() - started,
  };
}

export const always = (): boolean => true;
export const ifIt =
  (...wanted: readonly Capability[]) =>
  (capabilities: ReadonlySet<Capability>): boolean =>
    wanted.some((capability) => capabilities.has(capability));
