import type { Clock, Instant, PolicyOf } from '@whereabouts/model';
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

/** A class, since Apollo copies contexts: a getter of an object literal would be read while it does. */
class RequestContext implements GraphContext {
  readonly viewer: Viewer | null;
  readonly requestId: string;
  private made: Loaders | undefined;

  constructor(
    private readonly db: Queryable,
    readonly now: Instant,
    private readonly policyOf: PolicyOf,
    { viewer, requestId }: RequestFacts,
  ) {
    this.viewer = viewer;
    this.requestId = requestId;
  }

  get loaders(): Loaders {
    if (!this.viewer) throw refuse('UNAUTHENTICATED', 'Sign in, or send an API key.');
    const { merchantId } = this.viewer;
    return (this.made ??= createLoaders(this.db, merchantId, this.now, this.policyOf(merchantId)));
  }
}

export const contextMaker =
  (db: Queryable, clock: Clock, policyOf: PolicyOf): CreateContext =>
  (facts) =>
    new RequestContext(db, clock(), policyOf, facts);
