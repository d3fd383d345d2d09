import type { CustomerTier, ExceptionKind } from '../vocabulary/exceptions';

/** Cases that match all that is given go to the people that are named. The first rule that names somebody free counts. */
export interface RoutingRule {
  readonly name: string;
  readonly kinds?: readonly ExceptionKind[];
  /** Canonical carrier codes. */
  readonly carriers?: readonly string[];
  /** Codes of fulfillment nodes. */
  readonly nodes?: readonly string[];
  readonly tiers?: readonly CustomerTier[];
  /** BCP 47 language tags; `de` matches `de-AT`. */
  readonly languages?: readonly string[];
  /** The order is worth at least this much, in that currency; decimal text. */
  readonly value?: { readonly atLeast: string; readonly currency: string };
  /** Email addresses of users. */
  readonly to: readonly string[];
}

/** When a person works. Who is not named works whenever the merchant's calendar is open. */
export interface WorkingPerson {
  /** Email address of the user. */
  readonly email: string;
  /** Name of a calendar of the policy. */
  readonly calendar?: string;
  /** Days off, first and last inclusive, as `YYYY-MM-DD` in the calendar's zone. */
  readonly away?: readonly { readonly from: string; readonly to: string }[];
}

export interface RoutingPolicy {
  readonly rules: readonly RoutingRule[];
  readonly people: readonly WorkingPerson[];
  /** Email address of who owns what nobody else can take. Null: the least loaded lead or admin, else agent. */
  readonly fallback: string | null;
}

export const DEFAULT_ROUTING: RoutingPolicy = { rules: [], people: [], fallback: null };
