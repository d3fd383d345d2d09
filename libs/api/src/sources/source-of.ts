import type { GraphContext } from '../context';
import { toSource, type SourceSource } from './source.type';

/** A source by its inside id. Rows that name a source outlive it only together with it: a missing one is a fault. */
export async function sourceOf(id: string, { loaders }: GraphContext): Promise<SourceSource> {
  const view = (await loaders.sources()).get(id);
  if (!view) throw new Error(`source ${id} is named but not there`);
  return toSource(view);
}
