import type { Waiter } from '@whereabouts/store';
import type { GraphContext, Viewer } from '../../context';
import type { CreateContext } from '../../create-context';
import { scopeOf } from '../audience';

/** Told of a change once, whoever hears of it. */
const EVENT_REQUEST = 'change-feed';

/** One context, and so one set of loaders, for all audiences of a scope; `waiter`: who waits for what they read. */
export function scopedContexts(createContext: CreateContext, waiter?: Waiter): (viewer: Viewer) => GraphContext {
  const contexts = new Map<string, GraphContext>();
  return (viewer) => {
    const scope = scopeOf(viewer);
    const context = contexts.get(scope) ?? createContext({ viewer, requestId: EVENT_REQUEST, waiter });
    contexts.set(scope, context);
    return context;
  };
}
