import type { Issue, Normalized, Plugin } from '@whereabouts/plugin-sdk';
import type { PendingInput } from '@whereabouts/store';
import type { UnderstoodInput } from '../apply/heard';
import type { Normalizer } from '../normalize/normalizer';
import type { ConfiguredSource, LoadedPlugin, Meter, SourceDirectory } from '../pipeline';

/** An input after its plugin was asked: understood at least in part, or not at all. */
export interface Read {
  readonly input: PendingInput;
  readonly understood: UnderstoodInput | null;
  readonly failures: readonly { readonly path: string; readonly error: string }[];
}

/** Says which code table a milestone was read with: the table's fingerprint, and the version of the code around it. */
export const mappingVersionOf = ({ version, codes }: Pick<Plugin, 'version' | 'codes'>): string =>
  `${version}+${codes.fingerprint}`;

/** A plugin that took the process down so often will do it again. */
export const MAX_ATTEMPTS = 5;
const MAX_ERROR = 2_000;

/** The records that were set aside. The source's own error is one only when it is all that came: then somebody must look. */
function failuresOf({ issues, ...records }: Normalized): Read['failures'] {
  const saysNothing = Object.values(records).every(({ length }) => length === 0);
  const isFailure = ({ kind }: Issue): boolean => kind === 'record' || (saysNothing && kind === 'source-error');
  return issues.filter(isFailure).map(({ path, problem }) => ({ path, error: problem.slice(0, MAX_ERROR) }));
}

/** An input that was not understood at all. */
export const failed = (input: PendingInput, error: string): Read => ({
  input,
  understood: null,
  failures: [{ path: '', error: error.slice(0, MAX_ERROR) }],
});

export interface ReadNeeds {
  readonly sources: SourceDirectory;
  readonly plugins: ReadonlyMap<string, LoadedPlugin>;
  readonly normalizer: Normalizer;
  readonly meter: Meter;
}

/** Asks the plugins what inputs say: one answer for each source, each in order of receipt. */
export function inputReader({
  sources,
  plugins,
  normalizer,
  meter,
}: ReadNeeds): (inputs: readonly PendingInput[]) => Promise<Read[]>[] {
  const read = async (source: ConfiguredSource | null, inputs: readonly PendingInput[]): Promise<Read[]> => {
    const loaded = source && plugins.get(source.plugin.id);
    if (!source || !loaded)
      return inputs.map((input) => failed(input, 'the source was removed, or its plugin is not loaded'));
    const fit = inputs.filter(({ attempts }) => attempts <= MAX_ATTEMPTS);
    const outcomes = await normalizer.normalize(loaded, fit, source.openSettings);
    const mappingVersion = mappingVersionOf(loaded.plugin);
    const reads = fit.map((input, index): Read => {
      const outcome = outcomes[index]!;
      if (!outcome.ok) return failed(input, outcome.problem);
      const { merchantId, id: inputId, sourceId, receivedAt, replay } = input;
      const understood = {
        merchantId,
        inputId,
        sourceId,
        sourceKind: source.plugin.source,
        receivedAt,
        replay,
        mappingVersion,
        said: outcome.said,
      };
      return { input, understood, failures: failuresOf(outcome.said) };
    });
    const given = inputs.filter(({ attempts }) => attempts > MAX_ATTEMPTS);
    return inOrder([
      ...reads,
      ...given.map((input) => failed(input, `gave up after ${MAX_ATTEMPTS} attempts that never ended`)),
    ]);
  };

  return (inputs) => {
    const bySource = new Map<string, PendingInput[]>();
    for (const input of inputs) bySource.set(input.sourceId, [...(bySource.get(input.sourceId) ?? []), input]);
    return [...bySource].map(async ([sourceId, group]) => {
      const began = performance.now();
      const reads = await read(await sources.find(sourceId), group);
      meter.time('normalize_batch', (performance.now() - began) / 1000);
      return reads;
    });
  };
}

/** In order of receipt: ids are times. */
export const inOrder = (reads: Read[]): Read[] => reads.sort((a, b) => (a.input.id < b.input.id ? -1 : 1));
