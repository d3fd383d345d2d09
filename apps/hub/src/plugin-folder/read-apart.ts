import { workerNormalizer, type LoadedPlugin, type NormalizeInput, type NormalizeOutcome } from '@whereabouts/pipeline';
import { workerFile } from '../installed';

/**
 * What a plugin makes of inputs, as it wrote it. In a worker thread and within the hub's bounds: one that loops, leaks or ends
 * its process takes nothing else down.
 */
export async function readApart(
  plugin: LoadedPlugin,
  inputs: readonly NormalizeInput[],
): Promise<readonly NormalizeOutcome[]> {
  const normalizer = workerNormalizer(workerFile(), 1, undefined, 'show');
  try {
    return await normalizer.normalize(plugin, inputs);
  } finally {
    await normalizer.close();
  }
}
