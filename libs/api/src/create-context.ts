import type { Clock } from '@whereabouts/model';
import type { Queryable } from '@whereabouts/store';
import type { GraphContext, Viewer } from './context';
import { refuse } from './errors';
import { createLoaders, type Loaders } from './loaders';

export interface RequestFacts {
  readonly viewer: Viewer | null;
  readonly requestId: string;
}

/** Makes the context of one request. */
export type CreateContext = (facts: RequestFacts) => GraphContext;

export const contextMaker =
  (db: Queryable, clock: Clock): CreateContext =>
  ({ viewer, requestId }) => {
    const now = clock();
    let loaders: Loaders | undefined;
    return {
      viewer,
      requestId,
      now,
      get loaders() {
        if (!viewer) throw refuse('UNAUTHENTICATED', 'Sign in, or send an API key.');
        return (loaders ??= createLoaders(db, viewer.merchantId, now));
      },
    };
  };
