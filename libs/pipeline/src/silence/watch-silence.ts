import {
  after,
  DAY,
  HOUR,
  said,
  voiceNews,
  type Clock,
  type Instant,
  type NewIncident,
  type PolicyOf,
} from '@whereabouts/model';
import {
  busyHours,
  closeIncidentOf,
  inTransaction,
  noteSilent,
  noteSpoke,
  openIncidents,
  quietVoices,
  silentKey,
  voiceKey,
  type MerchantVoice,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Log } from '../pipeline';

export interface SilenceNeeds {
  readonly pool: Pool;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
  readonly log: Log;
}

/** Nobody is called silent sooner, whatever a policy says: figures come a few seconds late. */
const SOONEST = HOUR / 2;
/** How far the usual pauses are looked back for. */
const USUAL_DAYS = 7;

function incidentOf(voice: MerchantVoice): NewIncident {
  const { merchantId, sourceId, sourceName, carrier, lastInputAt } = voice;
  const about = carrier === '' ? '' : ` about ${carrier}`;
  return {
    merchantId,
    type: 'SOURCE_SILENT',
    key: silentKey(voice),
    title: `${sourceName} is silent${about}`,
    because: `Nothing has come from ${sourceName}${about} since ${said(lastInputAt)}, longer than is usual for it. Findings that rest on its silence wait. See whether its webhook or its credentials still work.`,
    since: lastInputAt,
    sourceId,
  };
}

/**
 * Notes which sources went silent, and which speak again: the source is the incident, not its parcels. The cost follows
 * the number of quiet sources. Returns how many changed.
 */
export async function watchSilence({ pool, policyOf, clock, log }: SilenceNeeds): Promise<number> {
  const now = clock();
  const known = after(now, -USUAL_DAYS * DAY);
  const voices = await quietVoices(pool, after(now, -SOONEST), known);
  if (voices.length === 0) return 0;
  const busy = await busyHours(pool, [...new Set(voices.map(({ merchantId }) => merchantId))], known);
  let changed = 0;
  for (const voice of voices) {
    const news = voiceNews(voice, busy.get(voiceKey(voice)) ?? [], policyOf(voice.merchantId).silence, now);
    if (news === null) continue;
    if (!(await inTransaction(pool, (tx) => note(tx, voice, news, now)))) continue;
    const { sourceName: source, carrier } = voice;
    log.warn({ source, carrier }, news === 'SILENT' ? 'a source went silent' : 'a source speaks again');
    changed++;
  }
  return changed;
}

async function note(
  tx: Parameters<typeof noteSilent>[0],
  voice: MerchantVoice,
  news: 'SILENT' | 'SPOKE',
  now: Instant,
): Promise<boolean> {
  if (news === 'SILENT') {
    if (!(await noteSilent(tx, voice))) return false;
    await openIncidents(tx, [incidentOf(voice)], now, false);
    return true;
  }
  if (!(await noteSpoke(tx, voice, now))) return false;
  await closeIncidentOf(tx, voice.merchantId, silentKey(voice), now);
  return true;
}

const WATCH_MS = 60_000;

/** Watches once a minute, however often it is asked: timers ask before they fire, so that they know who is silent. */
export function silenceWatch(needs: SilenceNeeds): () => Promise<void> {
  let watchedAt = -Infinity;
  return async () => {
    if (performance.now() - watchedAt < WATCH_MS) return;
    await watchSilence(needs);
    watchedAt = performance.now();
  };
}
