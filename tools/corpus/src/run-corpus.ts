import { instant } from '@whereabouts/model';
import type { Normalized, Plugin } from '@whereabouts/plugin-sdk';
import { corpus, type CorpusFile } from '@whereabouts/plugin-testkit';
import { compare } from './compare/compare';
import type { Difference } from './compare/comparison';
import { REASONS } from './reasons-table';
import { sourcesIn } from './sources';
import { understandingOf, type Understanding } from './understanding';

export interface FileResult {
  readonly name: string;
  readonly understanding: Understanding;
  readonly said: Normalized;
  readonly statements: number;
  readonly differences: readonly Difference[];
}

export interface SourceResult {
  readonly source: string;
  /** Null: no plugin serves this source. */
  readonly plugin: string | null;
  readonly files: readonly FileResult[];
}

export interface CorpusResult {
  readonly sources: readonly SourceResult[];
}

/** Times by which nothing is stale: what a plugin makes of bytes does not depend on it. */
const RECEIVED_AT = instant('2026-01-01T00:00:00Z');

/** Runs every file of a payload directory, one folder a source, through the plugin that serves the source. */
export function runCorpus(directory: string, plugins: readonly Plugin[], only: readonly string[] = []): CorpusResult {
  const bySource = new Map(
    plugins.flatMap((plugin) =>
      [plugin.id, ...(plugin.variants ?? []).map(({ id }) => id)].map((id) => [id, plugin] as const),
    ),
  );
  const sources = sourcesIn(directory).filter((source) => only.length === 0 || only.includes(source));
  return {
    sources: sources.map((source) => {
      const plugin = bySource.get(source);
      const samples = corpus(source, directory) ?? [];
      return {
        source,
        plugin: plugin?.id ?? null,
        files: samples.map((sample) => runFile(source, sample, plugin)),
      };
    }),
  };
}

const NOTHING: Normalized = {
  milestones: [],
  orders: [],
  shipments: [],
  tickets: [],
  inventory: [],
  follow: [],
  issues: [],
};

function runFile(source: string, sample: CorpusFile, plugin: Plugin | undefined): FileResult {
  const { name, bytes, expected } = sample;
  if (plugin === undefined) return { name, understanding: 'unknown', said: NOTHING, statements: 0, differences: [] };
  const said = plugin.normalize({ body: bytes, headers: {}, receivedAt: RECEIVED_AT });
  const { statements, differences } = compare({ plugin, bytes, said }, expected);
  const known = REASONS[source] ?? [];
  return {
    name,
    understanding: understandingOf(bytes, said),
    said,
    statements,
    differences: differences.map((one) => {
      const reason = known.find(({ file, about }) => name.startsWith(file) && about === one.about);
      return one.because === undefined && reason ? { ...one, because: reason.because } : one;
    }),
  };
}
