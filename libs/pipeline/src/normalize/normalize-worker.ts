import type { Plugin } from '@whereabouts/plugin-sdk';
import { normalizeOne, normalizeToShow, type NormalizeOutcome, type OpenSettings } from './normalize-one';

/** Records to store, or as the plugin wrote them, to look at. */
export type Purpose = 'store' | 'show';

/** A chunk of inputs of one source. Bodies travel as one buffer that is handed over, not copied. */
export interface NormalizeTask {
  readonly from: string;
  readonly settings: OpenSettings;
  readonly purpose: Purpose;
  readonly bodies: ArrayBuffer;
  readonly inputs: readonly {
    readonly size: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly receivedAt: string;
  }[];
}

const plugins = new Map<string, Promise<Plugin>>();

async function load(from: string): Promise<Plugin> {
  const module = (await import(from)) as { plugin: Plugin };
  return module.plugin;
}

/** Entry of the worker thread. The answer is JSON text: cheaper to hand over than a tree of objects. */
export async function normalizeChunk(task: NormalizeTask): Promise<string> {
  // Whoever looks wants the line of the source, not of what was built of it.
  if (task.purpose === 'show') process.setSourceMapsEnabled(true);
  if (!plugins.has(task.from)) plugins.set(task.from, load(task.from));
  const plugin = await plugins.get(task.from)!;
  const read = task.purpose === 'show' ? normalizeToShow : normalizeOne;
  let start = 0;
  const outcomes = task.inputs.map(({ size, headers, receivedAt }): string => {
    const body = new Uint8Array(task.bodies, start, size);
    start += size;
    return textOf(plugin, read(plugin, { body, headers, receivedAt: receivedAt as never }, task.settings));
  });
  return `[${outcomes.join()}]`;
}

/** What cannot be written down, such as a cycle, harms one input and not the chunk. */
function textOf(plugin: Plugin, outcome: NormalizeOutcome): string {
  try {
    return JSON.stringify(outcome);
  } catch (error) {
    const problem = `plugin ${plugin.id} gave an answer that is no data: ${(error as Error).message.split('\n', 1)[0]}`;
    return JSON.stringify({ ok: false, problem } satisfies NormalizeOutcome);
  }
}
