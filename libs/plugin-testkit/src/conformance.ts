import { randomInt } from 'node:crypto';
import type { Plugin } from '@whereabouts/plugin-sdk';
import { runCheck, type Check, type CheckResult } from './check';
import { ACT_CHECKS } from './checks/act';
import { DOCUMENT_CHECKS } from './checks/documents';
import { EVENT_CHECKS } from './checks/events';
import { FIXTURE_CHECKS } from './checks/fixtures';
import { FOLLOW_CHECKS } from './checks/follow';
import { FUZZ_CHECKS } from './checks/fuzz';
import { PLUGIN_CHECKS } from './checks/plugin';
import { PULL_CHECKS } from './checks/pull';
import { SETTINGS_CHECKS } from './checks/settings';
import { SIGNATURE_CHECKS } from './checks/signatures';
import { TIME_CHECKS } from './checks/times';
import { VOCABULARY_CHECKS } from './checks/vocabulary';
import type { FuzzOptions } from './fuzz';
import type { GoldenMode } from './golden';
import type { PluginTest } from './plugin-test';
import { subjectOf, type Subject } from './subject';

/** All that the contract promises, in the order in which it is tried. */
export const CHECKS: readonly Check[] = [
  ...PLUGIN_CHECKS,
  ...SETTINGS_CHECKS,
  ...FIXTURE_CHECKS,
  ...VOCABULARY_CHECKS,
  ...DOCUMENT_CHECKS,
  ...EVENT_CHECKS,
  ...TIME_CHECKS,
  ...SIGNATURE_CHECKS,
  ...PULL_CHECKS,
  ...FOLLOW_CHECKS,
  ...ACT_CHECKS,
  ...FUZZ_CHECKS,
];

export interface ConformanceOptions {
  /** What becomes of expected records that are missing. By default they are only compared. */
  readonly goldens?: GoldenMode;
  /** Damaged documents. By default 10,000, or `HUB_FUZZ_RUNS`. */
  readonly runs?: number;
  /** Repeats the damage of another run. By default `HUB_FUZZ_SEED`; without it drawn, and in CI always the same. */
  readonly seed?: number;
}

/** What came of holding a plugin to the contract. */
export interface ConformanceReport {
  readonly plugin: string;
  readonly version: string;
  /** Does it keep all that a plugin MUST? */
  readonly ok: boolean;
  readonly results: readonly CheckResult[];
  readonly fuzz: FuzzOptions;
}

const MOST_RUNS = 10_000;

/** Where a change is judged, the same damage each time: what fails there must be the change's own doing. */
const CI_SEED = 1;

export function fuzzOptions({ runs, seed }: ConformanceOptions = {}): FuzzOptions {
  const { HUB_FUZZ_RUNS, HUB_FUZZ_SEED, CI } = process.env;
  return {
    runs: runs ?? Number(HUB_FUZZ_RUNS ?? MOST_RUNS),
    seed: seed ?? Number(HUB_FUZZ_SEED ?? (CI ? CI_SEED : randomInt(2 ** 31))),
  };
}

/** What the checks of one plugin share. For runners that run them one by one; others use `conformance`. */
export const conformanceSubject = <Config>(
  plugin: Plugin<Config>,
  test: PluginTest,
  options: ConformanceOptions = {},
): Subject =>
  // The checks never look into a configuration: only the plugin does.
  subjectOf(plugin as Plugin, test, { goldens: options.goldens ?? 'compare', fuzz: fuzzOptions(options) });

/** Holds a plugin to the contract, with no test runner: every check, one after the other. Never throws. */
export async function conformance<Config>(
  plugin: Plugin<Config>,
  test: PluginTest,
  options: ConformanceOptions = {},
): Promise<ConformanceReport> {
  const fuzz = fuzzOptions(options);
  const subject = conformanceSubject(plugin, test, { ...options, ...fuzz });
  const results: CheckResult[] = [];
  for (const check of CHECKS) results.push(await runCheck(check, subject));
  const ok = results.every(({ level, standing }) => level === 'SHOULD' || standing !== 'broken');
  return { plugin: plugin.id, version: plugin.version, ok, results, fuzz };
}
