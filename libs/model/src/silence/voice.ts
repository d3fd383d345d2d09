import type { SilencePolicy } from '../policy/silence';
import { after, DAY, HOUR, instant, msOf, type Instant } from '../time/instant';

/** A source that speaks for a carrier, and its latest silence. */
export interface Voice {
  readonly sourceId: string;
  /** Empty: it does not say for whom it speaks. */
  readonly carrier: string;
  readonly lastInputAt: Instant;
  /** When it was heard of last before it went silent; null: it never was. */
  readonly silentFrom: Instant | null;
  /** When it was heard again; null while it is silent. */
  readonly spokeAt: Instant | null;
  /** A person said that its silence is none. */
  readonly isMuted: boolean;
}

export const isSilent = ({ silentFrom, spokeAt, isMuted }: Voice): boolean =>
  silentFrom !== null && spokeAt === null && !isMuted;

/** Inputs of an hour: hours since 1970. */
export interface BusyHour {
  readonly hour: number;
  readonly inputs: number;
}

/** Before that a voice has not shown how it spends its nights and weekends. */
const KNOWN_AFTER_HOURS = 72;

/**
 * How long a voice may be quiet before that is unusual: some times its longest pause in the days that are given, its
 * latest silence left out. Null for one that speaks too seldom to have a usual pause.
 */
export function patienceHours(busy: readonly BusyHour[], voice: Voice, policy: SilencePolicy): number | null {
  const hours = [...busy].sort((a, b) => a.hour - b.hour);
  const inputs = hours.reduce((sum, one) => sum + one.inputs, 0);
  if (inputs < policy.minimumInputs) return null;
  const span = hours.at(-1)!.hour - hours[0]!.hour + 1;
  let longest = 0;
  for (let i = 1; i < hours.length; i++)
    if (!wasSilence(hours[i - 1]!.hour, hours[i]!.hour, voice))
      longest = Math.max(longest, hours[i]!.hour - hours[i - 1]!.hour);
  const unknown = span < KNOWN_AFTER_HOURS ? policy.unknownHours : 0;
  return Math.max(policy.minimumHours, longest * policy.factor, unknown);
}

const hourOf = (at: Instant): number => Math.floor(msOf(at) / HOUR);

const wasSilence = (from: number, to: number, { silentFrom, spokeAt }: Voice): boolean =>
  silentFrom !== null && spokeAt !== null && from >= hourOf(silentFrom) - 1 && to <= hourOf(spokeAt) + 1;

/** What is to be noted of a voice now: that it went silent, that it speaks again, or nothing. */
export type VoiceNews = 'SILENT' | 'SPOKE' | null;

export function voiceNews(voice: Voice, busy: readonly BusyHour[], policy: SilencePolicy, now: Instant): VoiceNews {
  if (voice.silentFrom !== null && voice.spokeAt === null) return voice.lastInputAt > voice.silentFrom ? 'SPOKE' : null;
  const patience = patienceHours(busy, voice, policy);
  return patience !== null && now > after(voice.lastInputAt, patience * HOUR) && !voice.isMuted ? 'SILENT' : null;
}

/** While a source is silent, parcels are looked at again after a quarter of the time that it has been, within these hours. */
const LOOK_AGAIN_HOURS = { least: 1, most: 12 } as const;

/** Until when findings that rest on the silence of a voice wait; null when they do not. */
export function waitsUntil(voice: Voice, policy: SilencePolicy, now: Instant): Instant | null {
  const { silentFrom, spokeAt, isMuted } = voice;
  if (silentFrom === null || isMuted) return null;
  if (spokeAt !== null) return ahead(after(spokeAt, policy.graceHours * HOUR), now);
  const limit = msOf(silentFrom) + policy.longestDays * DAY;
  const quarter = (msOf(now) - msOf(silentFrom)) / 4;
  const pause = Math.min(LOOK_AGAIN_HOURS.most * HOUR, Math.max(LOOK_AGAIN_HOURS.least * HOUR, quarter));
  return ahead(instant(Math.min(limit, msOf(now) + pause)), now);
}

const ahead = (at: Instant, now: Instant): Instant | null => (at > now ? at : null);
