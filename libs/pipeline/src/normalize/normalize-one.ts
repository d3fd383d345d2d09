import type { Instant } from '@whereabouts/model';
import type { Normalized, Plugin } from '@whereabouts/plugin-sdk';
import { admit, admitAsWritten } from './admit';

/** What came of one input: records, or why the plugin could not be asked. */
export type NormalizeOutcome =
  { readonly ok: true; readonly said: Normalized } | { readonly ok: false; readonly problem: string };

export interface NormalizeInput {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: Instant;
}

/** Settings of a source without its secret ones. */
export type OpenSettings = Readonly<Record<string, unknown>>;

/** Asks the plugin and checks its answer. A plugin that throws is a fault of the plugin, not of the hub. */
export const normalizeOne = (plugin: Plugin, input: NormalizeInput, settings: OpenSettings): NormalizeOutcome =>
  outcomeOf(plugin, () => admit(plugin.normalize(input, settings)));

/** As `normalizeOne` does, with the records that are left as the plugin wrote them: to look at, not to store. */
export const normalizeToShow = (plugin: Plugin, input: NormalizeInput, settings: OpenSettings = {}): NormalizeOutcome =>
  outcomeOf(plugin, () => admitAsWritten(plugin.normalize(input, settings)), placeOf);

/** Where it was thrown: the first places of the stack. */
const placeOf = ({ stack }: Error): string =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 3)
    .map((line) => `\n${line}`)
    .join('');

function outcomeOf(plugin: Plugin, ask: () => Normalized, more: (error: Error) => string = () => ''): NormalizeOutcome {
  try {
    return { ok: true, said: ask() };
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}${more(error)}` : String(error);
    return { ok: false, problem: `plugin ${plugin.id} failed on this input: ${message}` };
  }
}
