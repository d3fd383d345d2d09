import type { Instant } from '@whereabouts/model';
import type { HostContext, PullError } from './contract';
import type { ParcelFacts, TicketStatus } from './records';

/** What came of it. `reference`: the source's own id of what was made, such as a comment or a claim. */
export type ActOutcome =
  { readonly ok: true; readonly reference?: string } | { readonly ok: false; readonly error: ActError };

/** Why it was not done. `Refused`: the source understood and says no; trying again will not help. */
export type ActError = PullError | { readonly kind: 'Refused'; readonly message: string };

export interface TicketNote {
  readonly ticketId: string;
  readonly text: string;
}
export interface TicketReply {
  readonly ticketId: string;
  readonly text: string;
  /** Names this reply and no other: letters, digits and dashes. */
  readonly key: string;
  /** An earlier call may have written it, although we do not know: look for it first, and write it only where it is not there. */
  readonly isRepeat: boolean;
}
export interface TicketTags {
  readonly ticketId: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}
export interface OrderTags {
  /** `OrderRecord.externalId`. */
  readonly orderExternalId: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}
export interface Destination {
  readonly name: string;
  readonly lines: readonly string[];
  readonly city: string;
  readonly region?: string;
  readonly postalCode: string;
  readonly country: string;
}
export interface Claim {
  readonly trackingNumber: string;
  readonly type: 'LOSS' | 'DAMAGE' | 'LATE';
  readonly amount: string;
  readonly currency: string;
  readonly description: string;
  readonly contact: { readonly name: string; readonly email: string };
  readonly parcel?: ParcelFacts;
}
export type ClaimStanding = 'OPEN' | 'INFO_REQUESTED' | 'PAID' | 'DENIED';

export interface TicketMove {
  readonly ticketId: string;
  readonly status: TicketStatus;
}
export interface OrderNote {
  readonly orderExternalId: string;
  readonly text: string;
}
export interface Hold {
  readonly trackingNumber: string;
  readonly reason: string;
}
export interface Redirection {
  readonly trackingNumber: string;
  readonly to: Destination;
}
export interface OutgoingMessage {
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
}

/**
 * What a plugin can do for us at its source. Each is declared as a capability. None throws for what the source answers.
 * The hub calls them from a queue and may call one again after a crash: where the source lets it, make the second call
 * harmless.
 */
export interface Actions<Config> {
  /** Adds a note that only agents see. */
  addTicketNote?(note: TicketNote, context: HostContext<Config>): Promise<ActOutcome>;
  /** Answers the customer in a ticket. One reply with one key reaches the customer once, as far as the source lets us see. */
  replyToTicket?(reply: TicketReply, context: HostContext<Config>): Promise<ActOutcome>;
  setTicketStatus?(move: TicketMove, context: HostContext<Config>): Promise<ActOutcome>;
  /** Adds and removes tags; others stay. */
  tagTicket?(tags: TicketTags, context: HostContext<Config>): Promise<ActOutcome>;
  /** Adds a note that only the merchant sees. */
  addOrderNote?(note: OrderNote, context: HostContext<Config>): Promise<ActOutcome>;
  tagOrder?(tags: OrderTags, context: HostContext<Config>): Promise<ActOutcome>;
  holdParcel?(hold: Hold, context: HostContext<Config>): Promise<ActOutcome>;
  redirectParcel?(redirection: Redirection, context: HostContext<Config>): Promise<ActOutcome>;
  fileClaim?(claim: Claim, context: HostContext<Config>): Promise<ActOutcome>;
  claimStatus?(claim: { readonly reference: string }, context: HostContext<Config>): Promise<ClaimOutcome>;
  /** Sends a message to a customer. */
  send?(message: OutgoingMessage, context: HostContext<Config>): Promise<ActOutcome>;
}

export type ClaimOutcome =
  | {
      readonly ok: true;
      readonly standing: ClaimStanding;
      readonly paid?: { readonly amount: string; readonly currency: string; readonly at?: Instant };
    }
  | { readonly ok: false; readonly error: ActError };
