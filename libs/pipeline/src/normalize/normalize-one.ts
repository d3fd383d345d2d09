import type { Instant } from '@whereabouts/model';
import type { Normalized, Plugin } from '@whereabouts/plugin-sdk';
import { admit } from './admit';

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
export function normalizeOne(plugin: Plugin, input: NormalizeInput, settings: OpenSettings): NormalizeOutcome {
  try {
    return { ok: true, said: admit(plugin.normalize(input, settings)) };
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { ok: false, problem: `plugin ${plugin.id} failed on this input: ${message}` };
  }
}
