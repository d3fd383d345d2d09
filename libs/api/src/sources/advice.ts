import type { Instant } from '@whereabouts/model';
import type { SourceHealthView } from '@whereabouts/store';

const MANY_UNMAPPED = 0.01;

const minute = (at: Instant): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** The most urgent thing to do about a source, in one sentence or two; null when all is well. */
export function adviceFor(name: string, view: SourceHealthView, now: Instant): string | null {
  const { pull } = view;
  if (pull && pull.circuit.state !== 'CLOSED') {
    const { reason, retryAt } = pull.circuit;
    const why = reason ?? 'it does not answer';
    return pull.lastOutcome === 'UNAUTHORIZED'
      ? `It refuses our credentials (${why}). Give new ones: npm run hub -- source set ${name} --set …`
      : `It fails (${why}). It is tried again by itself${retryAt === null ? '' : `, at ${minute(retryAt)}`}; look at its status page if it lasts.`;
  }
  if (view.silentSince !== null)
    return `Nothing has come since ${minute(view.silentSince)}, longer than is usual for it. See whether its webhook is still set up.`;
  if (pull?.closedUntil && pull.closedUntil > now)
    return `It asked the hub to stay away until ${minute(pull.closedUntil)}. Where that happens often, ask it for a higher limit.`;
  if (view.deadLetters > 0)
    return `${view.deadLetters} inputs or records are set aside. See deadLetters for the reasons; update its plugin, then replay them.`;
  if (view.unmappedShare > MANY_UNMAPPED)
    return `${Math.round(view.unmappedShare * 100)} % of its events have codes that its plugin does not know. See topUnmapped.`;
  return null;
}
