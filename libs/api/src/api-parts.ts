import type { Clock, PolicyOf } from '@whereabouts/model';
import type { Log, Pipeline } from '@whereabouts/pipeline';
import type { MerchantPool } from '@whereabouts/store';
import type { CarrierName } from './shipments/shipment-mapping';

/** Addresses of what is not GraphQL, by outside ids. */
export interface Links {
  photo(id: string): string;
  /** The evidence of a case's claim, as one file. */
  claimPacket(caseId: string): string;
}

export const RELATIVE_LINKS: Links = {
  photo: (id) => `/photos/${id}`,
  claimPacket: (caseId) => `/claims/${caseId}/packet.zip`,
};

/** What the API is made of; put together by the hub. */
export interface ApiParts {
  /** What is read for a viewer sees the viewer's merchant only. */
  readonly db: MerchantPool;
  readonly pipeline: Pick<
    Pipeline,
    | 'trackShipment'
    | 'recordShipEvidence'
    | 'openCase'
    | 'commandCase'
    | 'commandCases'
    | 'incidents'
    | 'correctTopic'
    | 'matchTicket'
    | 'replayDeadLetters'
    | 'policies'
    | 'feed'
    | 'shipmentFeed'
  >;
  readonly clock: Clock;
  readonly log: Log;
  /** Name of a carrier for people; the code stands in for what it does not know. */
  readonly carrierName?: CarrierName;
  /** Absent: every merchant has the policy that a new one begins with. */
  readonly policyOf?: PolicyOf;
  /** Absent: relative to where the API is. */
  readonly links?: Links;
}

/** What resolvers use of it. */
export interface ResolverParts {
  readonly pipeline: ApiParts['pipeline'];
  readonly clock: Clock;
  readonly carrierName: CarrierName;
  readonly policyOf: PolicyOf;
  readonly links: Links;
}
