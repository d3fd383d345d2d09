import type { ForetoldParcel } from '@whereabouts/pipeline';
import type { CodeLine, FixtureReport } from './fixture-report';

const MOST_LINES = 60;

/** What a fixture became, for people. Unmapped codes stand out by their arrow. */
export function reportText({ name, fault, codes, others, issues, parcels, difference }: FixtureReport): string {
  if (fault !== null) return [name, ...indent([`nothing came of it: ${fault}`])].join('\n');
  const width = Math.max(0, ...codes.map(({ code }) => Math.min(code.length, 60)));
  const lines = [
    ...codes.map((line) => codeText(line, width)),
    ...(others.length > 0 ? [others.join(', ')] : []),
    ...(codes.length === 0 && others.length === 0 ? ['no records'] : []),
    ...issues.map(({ kind, path, problem }) => `${ISSUES[kind]} ${path || '/'}: ${problem}`),
    ...parcels.flatMap(parcelText),
    ...(difference === null ? [] : [differenceText(difference)]),
  ];
  const more = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} more lines`] : [];
  return [name, ...indent([...lines.slice(0, MOST_LINES), ...more])].join('\n');
}

const ISSUES = { record: 'set aside at', 'source-error': 'the source reports an error at', note: 'note at' } as const;

const indent = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.split('\n')).map((line) => `  ${line}`);

const codeText = ({ code, meaning, isUnmapped, count }: CodeLine, width: number): string =>
  `${isUnmapped ? '>' : ' '} ${code.padEnd(width)}  ${meaning}${count > 1 ? ` ×${count}` : ''}`;

function parcelText({ trackingNumber, carrier, isCarrierGuessed, state, findings, later }: ForetoldParcel): string[] {
  const whose = isCarrierGuessed ? `${carrier}, by its number` : carrier;
  const head = `${trackingNumber} (${whose}): ${state}`;
  if (findings.length === 0 && later === null) return [`${head}; no case`];
  return [
    head,
    ...findings.map(({ kind, because }) => `  opens ${kind}: ${because}`),
    ...(later ? later.findings.map(({ kind }) => `  opens ${kind} at ${later.at}, if nothing more is heard`) : []),
  ];
}

const differenceText = (difference: string): string =>
  difference === 'none'
    ? 'no expected records yet: the next test run writes them'
    : `differs from the expected records: ${difference}`;

/** What all fixtures leave to do, in a few lines. */
export function summaryText(reports: readonly FixtureReport[]): string {
  const unmapped = new Map<string, number>();
  for (const { codes } of reports)
    for (const { code, isUnmapped, count } of codes)
      if (isUnmapped) unmapped.set(code, (unmapped.get(code) ?? 0) + count);
  const differing = reports.filter(({ difference }) => difference !== null && difference !== 'none');
  const failed = reports.filter(({ fault }) => fault !== null);
  const cases = new Map<string, number>();
  for (const { parcels } of reports)
    for (const { findings } of parcels) for (const { kind } of findings) cases.set(kind, (cases.get(kind) ?? 0) + 1);
  const list = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([what, count]) => (count > 1 ? `${what} ×${count}` : what)).join(', ') || 'none';
  return [
    `${reports.length} ${reports.length === 1 ? 'fixture' : 'fixtures'}. Unmapped codes: ${list(unmapped)}. Cases: ${list(cases)}.`,
    ...(differing.length > 0 ? [`Not as expected: ${differing.map(({ name }) => name).join(', ')}`] : []),
    ...(failed.length > 0 ? [`Failed: ${failed.map(({ name }) => name).join(', ')}`] : []),
  ].join('\n');
}
