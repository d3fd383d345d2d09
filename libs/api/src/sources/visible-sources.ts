import type { SourceView } from '@whereabouts/store';
import { may, viewerOf, type GraphContext } from '../context';
import { refuse } from '../errors';

/**
 * The sources that the viewer may know of, removed ones too, by inside id: all of the merchant's; of a partner, those of
 * its own plugin. @throws UNAUTHENTICATED, FORBIDDEN
 */
export async function visibleSources(context: GraphContext): Promise<ReadonlyMap<string, SourceView>> {
  const viewer = viewerOf(context);
  if (!may(viewer, 'readSources')) throw refuse('FORBIDDEN', 'This key may not read. Ask for one with the scope READ.');
  const all = await context.loaders.sources();
  if (viewer.role !== 'PARTNER') return all;
  return new Map([...all].filter(([, { plugin }]) => plugin === viewer.plugin));
}

/** Ids of the sources that a viewer is held to; null: not held to any. */
export async function onlySources(context: GraphContext): Promise<readonly string[] | null> {
  const visible = await visibleSources(context);
  return viewerOf(context).role === 'PARTNER' ? [...visible.keys()] : null;
}
