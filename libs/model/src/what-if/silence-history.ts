import { earlier, type Instant } from '../time/instant';
import type { Voice } from '../silence/voice';

/** A stretch in which a source was silent, as the hub noted it. */
export interface NotedSilence {
  /** When it was heard of last before. */
  readonly from: Instant;
  readonly notedAt: Instant;
  /** When it was heard again; null: not yet. */
  readonly spokeAt: Instant | null;
  /** When a person said that its silence is none; null: nobody did. */
  readonly mutedAt: Instant | null;
}

/** A source that speaks for a carrier, with its silences, the earliest first. */
export interface VoiceHistory extends Pick<Voice, 'sourceId' | 'carrier' | 'lastInputAt'> {
  readonly silences: readonly NotedSilence[];
}

/** Who spoke at a moment, and who was silent, as the hub knew then. */
export const voicesAt = (voices: readonly VoiceHistory[], now: Instant): Voice[] =>
  voices.map(({ sourceId, carrier, lastInputAt, silences }) => {
    const last = silences.findLast(({ notedAt }) => notedAt <= now);
    const heard = { sourceId, carrier, lastInputAt: earlier(lastInputAt, now), isMuted: false };
    if (last === undefined || (last.mutedAt !== null && last.mutedAt <= now))
      return { ...heard, silentFrom: null, spokeAt: null };
    const spokeAt = last.spokeAt !== null && last.spokeAt <= now ? last.spokeAt : null;
    return { ...heard, silentFrom: last.from, spokeAt, ...(spokeAt === null && { lastInputAt: last.from }) };
  });
