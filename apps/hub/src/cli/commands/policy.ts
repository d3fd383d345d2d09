import { DEFAULT_SETTINGS, instant, readPolicy, type CompiledPolicy, type PolicyDifference } from '@whereabouts/model';
import { compiledDiff, publicHolidays } from '@whereabouts/pipeline';
import { policyVersion, policyVersionAt, policyVersionsBefore, type StoredPolicyVersion } from '@whereabouts/store';
import { systemClock } from '../../compose';
import { commandLineActor, readDocument, withPolicyDesk, type PolicyWork } from '../policy-desk';
import { differenceTexts, problemText, slaTexts } from '../policy-texts';
import { EXIT, table, wrongUsage, type ExitCode, type Terminal } from '../terminal';

interface Common {
  readonly merchant?: string;
  readonly json?: boolean;
}

export interface ApplyOptions extends Common {
  readonly effective?: string;
  readonly note?: string;
  readonly dryRun?: boolean;
}
export type DiffOptions = Common;
export interface HistoryOptions extends Common {
  readonly last: string;
}
export interface ShowOptions {
  readonly merchant?: string;
  readonly at?: string;
  readonly version?: string;
  readonly compiled?: boolean;
}

/** Says what is wrong with a document. Fails when anything is. */
export async function checkPolicy(file: string, options: { json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const reading = readPolicy(readDocument(file), await publicHolidays(systemClock()));
  const problems = reading.ok ? [] : reading.problems;
  if (options.json) terminal.out(JSON.stringify({ file, ok: reading.ok, problems }, null, 2));
  else if (reading.ok) terminal.out(`${file}: nothing is wrong with it.`);
  else for (const problem of problems) terminal.err(problemText(file, problem));
  return reading.ok ? EXIT.done : EXIT.failed;
}

/** Shows what a document changes, then makes it the next version. */
export function applyPolicy(file: string, options: ApplyOptions, terminal: Terminal): Promise<ExitCode> {
  const document = readDocument(file);
  return withPolicyDesk(options.merchant, terminal, async ({ desk, merchant }) => {
    const order = {
      merchantId: merchant.id,
      document,
      effectiveFrom: options.effective === undefined ? undefined : instant(options.effective),
    };
    const checked = await desk.check(order);
    const preview = await desk.previewSla(order);
    if (!checked.ok || !preview.ok) {
      for (const problem of checked.ok ? [] : checked.problems) terminal.err(problemText(file, problem));
      return EXIT.failed;
    }
    const { differences, against } = checked;
    const say = options.json ? () => undefined : (text: string) => terminal.out(text);
    say(`${merchant.name}: against ${nameOf(against)}`);
    for (const line of differences.length === 0 ? ['  nothing differs'] : differenceTexts(differences)) say(line);
    for (const line of slaTexts(preview.sla)) say(line);
    const applied = options.dryRun
      ? null
      : await desk.apply({ ...order, note: options.note, actor: commandLineActor() });
    if (applied?.ok === false) {
      if ('message' in applied) terminal.err(applied.message);
      return EXIT.failed;
    }
    const version = applied?.version;
    if (options.json)
      terminal.out(
        JSON.stringify(
          {
            version: version?.version ?? null,
            effectiveFrom: version?.effectiveFrom,
            against,
            differences,
            sla: preview.sla,
          },
          null,
          2,
        ),
      );
    say(
      version
        ? `Version ${version.version} is in force from ${version.effectiveFrom}.`
        : 'Nothing was changed. Without --dry-run it is.',
    );
    return EXIT.done;
  });
}

/** What a document, or one version, changes against another. */
export function diffPolicy(
  [first, second]: readonly [string | undefined, string | undefined],
  options: DiffOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withPolicyDesk(options.merchant, terminal, async (work) => {
    const compared = await compare(work, first, second);
    if (compared === null) {
      terminal.err(`${first} cannot be read as a policy: npm run hub -- policy check ${first}`);
      return EXIT.failed;
    }
    const { before, after, differences } = compared;
    if (options.json) terminal.out(JSON.stringify({ before, after, differences }, null, 2));
    else
      terminal.out(
        [
          `${before} -> ${after}`,
          ...(differences.length === 0 ? ['  nothing differs'] : differenceTexts(differences)),
        ].join('\n'),
      );
    return EXIT.done;
  });
}

interface Compared {
  readonly before: string;
  readonly after: string;
  readonly differences: readonly PolicyDifference[];
}

const isVersion = (word: string): boolean => /^\d{1,9}$/.test(word);

async function compare(
  work: PolicyWork,
  first: string | undefined,
  second: string | undefined,
): Promise<Compared | null> {
  const { foundation, merchant } = work;
  const inForce = await policyVersionAt(foundation.pool, merchant.id, foundation.clock());
  if (first !== undefined && !isVersion(first)) {
    if (second !== undefined) wrongUsage('Give one file, or two versions.');
    const checked = await work.desk.check({ merchantId: merchant.id, document: readDocument(first) });
    return checked.ok ? { before: nameOf(checked.against), after: first, differences: checked.differences } : null;
  }
  const after = second === undefined ? (inForce?.version ?? 0) : Number(versionWord(second));
  const before = first === undefined ? Math.max(0, after - 1) : Number(first);
  return {
    before: nameOf(before),
    after: nameOf(after),
    differences: compiledDiff(await compiledOf(work, before), await compiledOf(work, after)),
  };
}

const versionWord = (word: string): string =>
  isVersion(word) ? word : wrongUsage(`${word} is no version: see policy history.`);

async function compiledOf({ foundation, merchant }: PolicyWork, version: number): Promise<CompiledPolicy> {
  if (version === 0) return { settings: DEFAULT_SETTINGS, surges: {} };
  const stored = await policyVersion(foundation.pool, merchant.id, version);
  return (
    stored?.compiled ?? wrongUsage(`${merchant.name} has no version ${version}: see npm run hub -- policy history.`)
  );
}

const nameOf = (version: number): string => (version === 0 ? 'the defaults' : `version ${version}`);

/** Lists versions from the newest back, each with what it changed. */
export function policyHistory(options: HistoryOptions, terminal: Terminal): Promise<ExitCode> {
  const last = Number(options.last);
  if (!Number.isInteger(last) || last < 1 || last > 1000) wrongUsage('--last is a number from 1 to 1000.');
  return withPolicyDesk(options.merchant, terminal, async ({ foundation, merchant }) => {
    const { pool, clock } = foundation;
    // One more: what the oldest shown version changed is told, too.
    const read = await policyVersionsBefore(pool, merchant.id, null, last + 1);
    const inForce = await policyVersionAt(pool, merchant.id, clock());
    const entries = read.slice(0, last).map((version, index) => ({
      ...describe(version),
      inForce: version.version === inForce?.version,
      differences: compiledDiff(read[index + 1]?.compiled ?? null, version.compiled),
    }));
    if (options.json) terminal.out(JSON.stringify({ merchant: merchant.name, versions: entries }, null, 2));
    else if (entries.length === 0) terminal.out(`${merchant.name} has the defaults: nothing was applied yet.`);
    else
      terminal.out(
        table(
          ['version', 'in force from', 'applied', 'by', 'changes', 'note'],
          entries.map((one) => [
            `${one.version}${one.inForce ? ' *' : ''}`,
            one.effectiveFrom,
            one.appliedAt,
            one.appliedBy,
            String(one.differences.length),
            one.note ?? '',
          ]),
        ),
      );
    return EXIT.done;
  });
}

const describe = ({ version, effectiveFrom, appliedAt, appliedBy, note, hash }: StoredPolicyVersion) => ({
  version,
  effectiveFrom,
  appliedAt,
  appliedBy,
  note,
  hash,
});

/** Prints a document as it was given, or all that it settles. */
export function showPolicy(options: ShowOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.at !== undefined && options.version !== undefined) wrongUsage('Give --at or --version, not both.');
  return withPolicyDesk(options.merchant, terminal, async (work) => {
    const { pool, clock } = work.foundation;
    const at = options.at === undefined ? clock() : instant(options.at);
    const stored =
      options.version === undefined
        ? await policyVersionAt(pool, work.merchant.id, at)
        : await policyVersion(pool, work.merchant.id, Number(versionWord(options.version)));
    if (stored === null && options.version !== undefined) wrongUsage(`There is no version ${options.version}.`);
    if (stored) terminal.err(`# version ${stored.version}, in force from ${stored.effectiveFrom}`);
    else terminal.err('# the defaults: nothing was in force');
    const compiled = stored?.compiled ?? { settings: DEFAULT_SETTINGS, surges: {} };
    terminal.out(
      options.compiled || stored === null
        ? JSON.stringify({ ...compiled.settings, surges: compiled.surges }, null, 2)
        : stored.document.trimEnd(),
    );
    return EXIT.done;
  });
}
