import type { Money } from '../../orders/order';
import type { MessageFact } from '../../messages/message-steps';
import type { Policy } from '../../policy/policy';
import type { Instant } from '../../time/instant';
import type { Role } from '../../vocabulary/exceptions';

/** What a decision must know of the world besides the case; what is left out is not known. */
export interface CommandFacts {
  /** Until when the customer was promised to have it. */
  readonly promisedBy?: Instant | null;
  readonly orderValue?: Money | null;
  /** The number of another open case of the same kind and subject. */
  readonly openTwin?: number | null;
  /** The messages of the case that taking a step back could be about. */
  readonly messages?: readonly MessageFact[];
}

/** Who decides, when, by which policy, and what is known. */
export interface CommandContext {
  readonly now: Instant;
  /** A user id, or `rule:<id>`. */
  readonly actor: string;
  readonly policy: Policy;
  /** Of the person. Left out: of somebody who approves nothing. */
  readonly role?: Role;
  readonly facts?: CommandFacts;
}

/** Leads and admins decide without asking, and decide what others ask. */
export const approves = ({ role }: Pick<CommandContext, 'role'>): boolean => role === 'LEAD' || role === 'ADMIN';
