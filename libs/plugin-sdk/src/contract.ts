import type { Clock, Instant, SourceKind } from '@whereabouts/model';
import type { z } from 'zod';
import type { Actions } from './act';
import type { Capability } from './capabilities';
import type { CodeTable } from './code-table';
import type { Normalized } from './records';

/** Stored bytes as they came, and how they came. Header names are lower case. */
export interface RawInput {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: Instant;
}

export type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly because: string };

export interface PushRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** The raw bytes, before any parsing. */
  readonly body: Uint8Array;
  /** One secret, or two while a secret is being rotated. Never empty. */
  readonly secrets: readonly string[];
  readonly now: Instant;
}

export interface Push {
  /**
   * Is this request from the source? Fails closed, compares in constant time, looks at raw bytes only.
   * The hub passes the settings `webhookSecret` and, while rotating, `previousWebhookSecret`.
   */
  verify(request: PushRequest): Verdict;
  /**
   * What the source wants to read in a good answer, where a bare 2xx is not enough for it. A function where that depends on
   * what it sent, such as an acknowledgement; null: a bare 2xx. Called when the bytes are stored.
   */
  readonly reply?: PushReply | ((request: Omit<PushRequest, 'secrets'>) => PushReply | null);
}

/** A good answer to a push. */
export interface PushReply {
  readonly contentType: string;
  readonly body: string;
}

/** What the host lends to a call. `fetch` is bounded: it times out and follows no redirect to another host. */
export interface HostContext<Config> {
  readonly config: Config;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: (level: 'info' | 'warn', message: string, facts?: Readonly<Record<string, string | number>>) => void;
  readonly signal: AbortSignal;
}
export type PullContext<Config> = HostContext<Config>;

/** How many requests the source allows an account, as its documentation states it. */
export interface RateBudget {
  readonly requests: number;
  readonly perSeconds: number;
}

/** What came of asking for one number: bytes to store and normalize like any other input, or a typed error. */
export type PullOutcome =
  | { readonly trackingNumber: string; readonly ok: true; readonly body: Uint8Array; readonly contentType: string }
  | { readonly trackingNumber: string; readonly ok: false; readonly error: PullError };

export interface Pull<Config> {
  /** How many numbers one call may ask for. 0: the source can only be followed (`followOnly`). */
  readonly batchSize: number;
  /** One outcome per number, in the order asked. Throws only what `PullError` describes, for the whole batch. */
  fetch(trackingNumbers: readonly string[], context: PullContext<Config>): Promise<readonly PullOutcome[]>;
  /**
   * Reads what a thin webhook only points to: a link or id that `normalize` gave in `follow`. The bytes are stored and
   * normalized like any other input. Must refuse links that do not lead to the source.
   */
  follow?(link: string, context: PullContext<Config>): Promise<FollowOutcome>;
  /** Without it the hub asks at most once a second. */
  readonly budget?: RateBudget;
}

/** What came of following a link. */
export type FollowOutcome =
  | { readonly ok: true; readonly body: Uint8Array; readonly contentType: string }
  | { readonly ok: false; readonly error: PullError };

/** Why asking failed. A value, so that it crosses threads and packages without `instanceof`. */
export type PullError =
  | { readonly kind: 'Unauthorized'; readonly message: string }
  | { readonly kind: 'NotFoundYet'; readonly message: string }
  | { readonly kind: 'RateLimited'; readonly message: string; readonly retryAfterMs: number }
  | { readonly kind: 'Upstream'; readonly message: string; readonly status?: number }
  | { readonly kind: 'Malformed'; readonly message: string };

/**
 * Everything that a source's package has to provide. A plugin is a value, not a class. The host owns HTTP, storage,
 * retries, de-duplication and the clock; a plugin answers questions about bytes, so all of it is testable from files.
 */
export interface Plugin<Config = unknown> {
  /** Lower-case id, such as `ups`: the name used in commands and configuration. Never reused. */
  readonly id: string;
  readonly name: string;
  /** Semantic version of the plugin. */
  readonly version: string;
  /** Range of SDK versions it was written for, such as `^1.0.0`. Checked on load. */
  readonly sdk: string;
  readonly source: SourceKind;
  /** What it can do. Checked on load against what is there: no more, no less. */
  readonly capabilities: readonly Capability[];
  /** Other sources whose documents it reads as well: sister companies, older services, resellers of the same format. */
  readonly variants?: readonly Variant[];
  /** Settings that an operator fills in. Secret ones are wrapped with `secret()`. */
  readonly config: z.ZodType<Config>;
  /** The source's codes as data. Also what documentation and health pages list. */
  readonly codes: CodeTable;
  readonly push?: Push;
  readonly pull?: Pull<Config>;
  readonly act?: Actions<Config>;
  /**
   * Stored bytes to records. Pure: no I/O, no clock, no random, no logging; equal output for equal input.
   * Never throws for bad input: what cannot be used becomes an issue. Never invents a milestone or a time zone.
   * `settings`: those of the source without its secret ones, for formats that differ from account to account.
   */
  normalize(input: RawInput, settings?: Partial<NoInfer<Config>>): Normalized;
}

/** A source that another one's plugin serves. */
export interface Variant {
  /** Lower-case id, such as `lasership`. */
  readonly id: string;
  readonly name: string;
}

/** Keeps inference for authors while the host sees one type. */
export const definePlugin = <Config>(plugin: Plugin<Config>): Plugin<Config> => plugin;
