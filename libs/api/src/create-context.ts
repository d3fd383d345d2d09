import type { Clock, Instant, PolicyOf } from '@whereabouts/model';
import type { MerchantPool, Queryable, Waiter } from '@whereabouts/store';
import { viewerOf, type GraphContext, type Viewer } from './context';
import { createLoaders, type Loaders } from './loaders';

export interface RequestFacts {
  readonly viewer: Viewer | null;
  readonly requestId: string;
  /** Where it came from: who sends no credentials is counted by it. */
  readonly address?: string | null;
  /** Whoever waits for the answer. Absent: it is worked out to its end. */
  readonly waiter?: Waiter;
}

/** Makes the context of one request. */
export type CreateContext = (facts: RequestFacts) => GraphContext;

/** A class, since Apollo copies contexts: a getter of an object literal would be read while it does. */
class RequestContext implements GraphContext {
  readonly viewer: Viewer | null;
  readonly requestId: string;
  readonly address: string | null;
  private readonly waiter: Waiter | undefined;
  private made: Loaders | undefined;

  constructor(
    private readonly merchants: MerchantPool,
    readonly now: Instant,
    private readonly policyOf: PolicyOf,
    { viewer, requestId, address, waiter }: RequestFacts,
  ) {
    this.viewer = viewer;
    this.requestId = requestId;
    this.address = address ?? null;
    this.waiter = waiter;
  }

  get db(): Queryable {
    return this.merchants.of(viewerOf(this).merchantId, this.waiter);
  }

  get sharedDb(): Queryable {
    return this.merchants.of(viewerOf(this).merchantId);
  }

  get loaders(): Loaders {
    const { merchantId } = viewerOf(this);
    return (this.made ??= createLoaders(this.db, merchantId, this.now, this.policyOf(merchantId)));
  }

  forget(): void {
    this.made = undefined;
  }
}

export const contextMaker =
  (db: MerchantPool, clock: Clock, policyOf: PolicyOf): CreateContext =>
  (facts) =>
    new RequestContext(db, clock(), policyOf, facts);
