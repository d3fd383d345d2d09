import type { CaseRowFragment } from './generated/graphql';

/** What each example is told, and whom it tells: every case as it is now, and again when it changed. */
export interface FollowQueue {
  /** Such as `https://hub.example.com/graphql`. */
  readonly url: string;
  /** Gives a token that is good now: tokens of people end while a page stays open. */
  readonly credential: () => string | Promise<string>;
  readonly show: (row: CaseRowFragment) => void;
  readonly signal: AbortSignal;
}
