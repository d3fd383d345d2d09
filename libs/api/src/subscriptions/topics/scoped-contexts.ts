import type { GraphContext, Viewer } from '../../context';
import type { CreateContext } from '../../create-context';
import { scopeOf } from '../audience';

/** Told of a change once, whoever hears of it. */
const EVENT_REQUEST = 'change-feed';

/** One context, and so one set of loaders, for all audiences of a scope. */
export function scopedContexts(createContext: CreateContext): (viewer: Viewer) => GraphContext {
  const contexts = new Map<string, GraphContext>();
  return (viewer) => {
    const scope = scopeOf(viewer);
    const context = contexts.get(scope) ?? createContext({ viewer, requestId: EVENT_REQUEST });
    contexts.set(scope, context);
    return context;
  };
}
