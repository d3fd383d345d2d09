import { after, DAY, HOUR, MINUTE, type Instant } from '../time/instant';
import type { CircuitState } from '../vocabulary/sources';

/** Whether calls go out to an account at a source. A value, so that all processes share one. */
export interface Circuit {
  readonly state: CircuitState;
  /** Failed calls in a row. */
  readonly failures: number;
  /** How often it opened since the last good call. */
  readonly openings: number;
  /** When it left the state CLOSED. */
  readonly since: Instant | null;
  /** When one call is let through; in HALF_OPEN: until when that call has time. */
  readonly retryAt: Instant | null;
  /** Why the call failed that opened it. */
  readonly reason: string | null;
}

/** How a call ended, as far as the account and the source are concerned. */
export type CallResult =
  | { readonly kind: 'answered' }
  /** The source is out of order: worth trying again soon. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** The source refuses our credentials: a person has to look. */
  | { readonly kind: 'refused'; readonly reason: string };

export const CLOSED_CIRCUIT: Circuit = {
  state: 'CLOSED',
  failures: 0,
  openings: 0,
  since: null,
  retryAt: null,
  reason: null,
};

const OPENS_AFTER = 5;
const PROBE_MS = 2 * MINUTE;
/** First wait, and the longest one: each opening in a row doubles it. */
const WAITS = { failed: [MINUTE, HOUR], refused: [HOUR, DAY] } as const;

/** May a call go out? `probe`: one, to see whether the source is back; claim it with `probing` first. */
export const admits = ({ state, retryAt }: Circuit, now: Instant): 'all' | 'probe' | 'none' =>
  state === 'CLOSED' ? 'all' : retryAt !== null && retryAt > now ? 'none' : 'probe';

/** The circuit while its one call is under way. A process that dies with it does not keep it: another one follows. */
export const probing = (circuit: Circuit, now: Instant): Circuit => ({
  ...circuit,
  state: 'HALF_OPEN',
  retryAt: after(now, PROBE_MS),
});

/** The circuit after a call. What was under way when it opened decides nothing: the one call that is let through does. */
export function afterCall(circuit: Circuit, result: CallResult, now: Instant): Circuit {
  if (circuit.state === 'OPEN') return circuit;
  if (result.kind === 'answered') return CLOSED_CIRCUIT;
  const failures = circuit.failures + 1;
  if (result.kind === 'failed' && circuit.state === 'CLOSED' && failures < OPENS_AFTER) return { ...circuit, failures };
  const [first, longest] = WAITS[result.kind];
  return {
    state: 'OPEN',
    failures,
    openings: circuit.openings + 1,
    since: circuit.since ?? now,
    retryAt: after(now, Math.min(longest, first * 2 ** Math.min(circuit.openings, 30))),
    reason: result.reason,
  };
}
