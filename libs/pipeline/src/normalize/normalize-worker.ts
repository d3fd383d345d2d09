import type { Plugin } from '@whereabouts/plugin-sdk';
import { normalizeOne, type NormalizeOutcome, type OpenSettings } from './normalize-one';

/** A chunk of inputs of one source. Bodies travel as one buffer that is handed over, not copied. */
export interface NormalizeTask {
  readonly from: string;
  readonly settings: OpenSettings;
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
  if (!plugins.has(task.from)) plugins.set(task.from, load(task.from));
  const plugin = await plugins.get(task.from)!;
  let start = 0;
  const outcomes = task.inputs.map(({ size, headers, receivedAt }): string => {
    const body = new Uint8Array(task.bodies, start, size);
    start += size;
    return textOf(plugin, normalizeOne(plugin, { body, headers, receivedAt: receivedAt as never }, task.settings));
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
