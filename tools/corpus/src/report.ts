import type { CorpusResult, FileResult, SourceResult } from './run-corpus';

const CERTAIN: ReadonlySet<string> = new Set(['OFFSET_GIVEN', 'ZONE_FROM_PLACE']);

interface Figures {
  readonly files: number;
  readonly understood: number;
  readonly milestones: number;
  readonly unmapped: number;
  readonly uncertain: number;
  readonly statements: number;
  readonly explained: number;
  readonly disagree: number;
}

const sum = (files: readonly FileResult[], of: (file: FileResult) => number): number =>
  files.reduce((total, file) => total + of(file), 0);

function figuresOf(files: readonly FileResult[]): Figures {
  return {
    files: files.length,
    // Damaged documents that are refused with their fault are understood as what they are.
    understood: sum(files, ({ understanding }) => Number(understanding !== 'unknown')),
    milestones: sum(files, ({ said }) => said.milestones.length),
    unmapped: sum(files, ({ said }) => said.milestones.filter(({ code }) => code === 'UNMAPPED').length),
    uncertain: sum(
      files,
      ({ said }) => said.milestones.filter(({ timeCertainty }) => !CERTAIN.has(timeCertainty)).length,
    ),
    statements: sum(files, ({ statements }) => statements),
    explained: sum(files, ({ differences }) => differences.filter(({ because }) => because !== undefined).length),
    disagree: sum(files, ({ differences }) => differences.filter(({ because }) => because === undefined).length),
  };
}

const COLUMNS = [
  'files',
  'understood',
  'milestones',
  'unmapped',
  'uncertain',
  'statements',
  'explained',
  'disagree',
] as const;

/** A line a source, what is not as it should be below it, and one closing line. */
export function reportOf(result: CorpusResult): string[] {
  const width = Math.max(6, ...result.sources.map(({ source }) => source.length));
  const line = (name: string, cells: readonly (string | number)[]): string =>
    `${name.padEnd(width)} ${cells.map((cell) => String(cell).padStart(11)).join('')}`;
  const lines = [line('source', COLUMNS)];
  for (const source of result.sources) {
    const figures = figuresOf(source.files);
    lines.push(
      line(
        source.source,
        COLUMNS.map((column) => figures[column]),
      ),
      ...remarksOf(source),
    );
  }
  const total = figuresOf(result.sources.flatMap(({ files }) => files));
  lines.push(
    line(
      'all',
      COLUMNS.map((column) => total[column]),
    ),
  );
  lines.push(
    `corpus files=${total.files} understood=${total.understood} milestones=${total.milestones} ` +
      `unmapped=${total.unmapped} disagree=${total.disagree}`,
  );
  return lines;
}

function remarksOf({ plugin, files }: SourceResult): string[] {
  if (plugin === null) return ['  no plugin serves this source'];
  return files.flatMap(({ name, understanding, said, differences }) => [
    ...(understanding === 'unknown'
      ? [
          `  ${name}: not understood: ${
            said.issues
              .map(({ path, problem }) => `${path} ${problem}`.trim())
              .join('; ')
              .slice(0, 200) || 'it says nothing'
          }`,
        ]
      : []),
    ...said.milestones
      .filter(({ code }) => code === 'UNMAPPED')
      .map(
        ({ sourceCode, sourceSubCode, sourceText }) =>
          `  ${name}: unmapped: ${[sourceCode, sourceSubCode, sourceText].filter(Boolean).join(' | ')}`,
      ),
    ...differences.map(
      ({ about, theirs, ours, because }) =>
        `  ${name}: ${about}: the origin says ${theirs}; we say ${ours}${because === undefined ? '' : ` (${because})`}`,
    ),
  ]);
}
