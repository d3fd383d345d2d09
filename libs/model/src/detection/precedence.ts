import type { ExceptionKind } from '../vocabulary/exceptions';

/** One trouble is one case: the kind on the left takes over the kinds on the right, of the same shipment. */
export const ABSORBS: Readonly<Partial<Record<ExceptionKind, readonly ExceptionKind[]>>> = {
  RETURN_TO_SENDER: ['STALLED_IN_TRANSIT', 'FAILED_ATTEMPT', 'PROMISE_AT_RISK'],
  DAMAGE_REPORTED: ['STALLED_IN_TRANSIT', 'FAILED_ATTEMPT', 'PROMISE_AT_RISK'],
  DELIVERED_NOT_RECEIVED: ['STALLED_IN_TRANSIT', 'FAILED_ATTEMPT', 'PROMISE_AT_RISK'],
};

/** The kind among `present` that takes over `kind`, or null. */
export function absorberOf(kind: ExceptionKind, present: Iterable<ExceptionKind>): ExceptionKind | null {
  for (const other of present) if (ABSORBS[other]?.includes(kind)) return other;
  return null;
}
