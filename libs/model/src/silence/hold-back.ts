import type { ExceptionKind } from '../vocabulary/exceptions';
import type { Finding } from '../detection/finding';
import { said } from '../detection/rule';
import type { SilencePolicy } from '../policy/silence';
import type { Summary } from '../shipment/summary';
import { DAY, msBetween, type Instant } from '../time/instant';
import { isSilent, waitsUntil, type Voice } from './voice';

/** Rules that find trouble in what is not heard: a source that is silent proves nothing. */
export const RESTS_ON_SILENCE: ReadonlySet<string> = new Set([
  'no-first-scan/handed-over',
  'no-first-scan/label-only',
  'stalled/no-movement',
  'stalled/held',
  'failed-attempt/counter',
  'promise-at-risk/lane',
  'promise-at-risk/passed',
]);

/** Whoever could speak of a parcel is silent, or just began to catch up. */
export interface Silence {
  /** When to look again. */
  readonly until: Instant;
  readonly because: string;
}

/** One that was not heard of for longer speaks no more: nobody waits for it. */
const FORGOTTEN = 14 * DAY;

/**
 * The silence that a parcel's findings wait for: that of the sources which scanned it, or else of all that speak for its
 * carrier. Null as soon as one of them is not silent.
 */
export function silenceOf(
  carrier: string,
  summary: Summary,
  voices: readonly Voice[],
  policy: SilencePolicy,
  now: Instant,
): Silence | null {
  const speaking = voices.filter(
    (voice) =>
      (voice.carrier === carrier || voice.carrier === '') &&
      (msBetween(voice.lastInputAt, now) < FORGOTTEN || isSilent(voice)),
  );
  const scanned = new Set(summary.sources.flatMap(({ id, marks }) => (marks.length > 0 ? [id] : [])));
  const own = speaking.filter(({ sourceId }) => scanned.has(sourceId));
  let silence: Silence | null = null;
  for (const voice of own.length > 0 ? own : speaking) {
    const until = waitsUntil(voice, policy, now);
    if (until === null) return null;
    if (silence === null || until < silence.until) silence = { until, because: sentence(voice) };
  }
  return silence;
}

const sentence = ({ carrier, silentFrom, spokeAt }: Voice): string => {
  const who = carrier === '' ? 'The source' : `The source for ${carrier}`;
  return spokeAt === null
    ? `${who} has been silent since ${said(silentFrom!)}: what rests on its silence waits.`
    : `${who} speaks again since ${said(spokeAt)}: what rests on its silence waits until it has caught up.`;
};

/** Findings that count, and those that wait. */
export interface HeldBack {
  readonly told: readonly Finding[];
  readonly waiting: readonly Finding[];
}

/** Takes out what rests on a silence. What has its open case stays: waiting must not look like healing. */
export function holdBack(
  findings: readonly Finding[],
  silence: Silence | null,
  open: ReadonlySet<ExceptionKind>,
): HeldBack {
  if (silence === null) return { told: findings, waiting: [] };
  const waits = ({ rule, kind }: Finding): boolean => RESTS_ON_SILENCE.has(rule) && !open.has(kind);
  return { told: findings.filter((one) => !waits(one)), waiting: findings.filter(waits) };
}
