import type { Instant } from '@whereabouts/model';
import type { SourceHealthView } from './source-views';

/** What is wrong with a source. */
export interface SourceTrouble {
  /** For a column of a table. */
  readonly brief: string;
  /** What to do, in a sentence or two. */
  readonly advice: string;
}

const MANY_UNMAPPED = 0.01;

const minute = (at: Instant): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** The most urgent trouble with a source; null when all is well. */
export function sourceTrouble(name: string, view: SourceHealthView, now: Instant): SourceTrouble | null {
  const { pull, silentSince, deadLetters, unmappedShare } = view;
  if (pull && pull.circuit.state !== 'CLOSED') {
    const { reason, retryAt } = pull.circuit;
    const why = reason ?? 'it does not answer';
    return pull.lastOutcome === 'UNAUTHORIZED'
      ? {
          brief: 'credentials refused',
          advice: `It refuses our credentials (${why}). Give new ones: npm run hub -- source set ${name} --set …`,
        }
      : {
          brief: 'fails',
          advice: `It fails (${why}). It is tried again by itself${retryAt === null ? '' : `, at ${minute(retryAt)}`}; look at its status page if it lasts.`,
        };
  }
  if (silentSince !== null)
    return {
      brief: `silent since ${minute(silentSince)}`,
      advice: `Nothing has come since ${minute(silentSince)}, longer than is usual for it. See whether its webhook is still set up.`,
    };
  if (pull?.closedUntil && pull.closedUntil > now)
    return {
      brief: `paused until ${minute(pull.closedUntil)}`,
      advice: `It asked the hub to stay away until ${minute(pull.closedUntil)}. Where that happens often, ask it for a higher limit.`,
    };
  if (deadLetters > 0)
    return {
      brief: `${deadLetters} set aside`,
      advice: `${deadLetters} inputs or records are set aside. See deadLetters for the reasons; update its plugin, then replay them.`,
    };
  if (unmappedShare > MANY_UNMAPPED) {
    const percent = `${Math.round(unmappedShare * 100)} %`;
    return {
      brief: `${percent} unmapped`,
      advice: `${percent} of its events have codes that its plugin does not know. See topUnmapped.`,
    };
  }
  return null;
}
