import type { Clock } from '@whereabouts/model';
import type { Log, Pipeline } from '@whereabouts/pipeline';
import type { Queryable } from '@whereabouts/store';
import type { CarrierName } from './shipments/shipment-mapping';

/** What the API is made of; put together by the hub. */
export interface ApiParts {
  /** A pool of the store's `openPool`. */
  readonly db: Queryable;
  readonly pipeline: Pick<Pipeline, 'trackShipment' | 'commandCase' | 'correctTopic' | 'replayDeadLetters' | 'feed'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Name of a carrier for people; the code stands in for what it does not know. */
  readonly carrierName?: CarrierName;
}

/** What resolvers use of it. */
export interface ResolverParts {
  readonly db: Queryable;
  readonly pipeline: ApiParts['pipeline'];
  readonly clock: Clock;
  readonly carrierName: CarrierName;
}
