import { Temporal } from 'temporal-polyfill';
import type { ClaimPolicy, ClaimType, ClaimWindow } from '../policy/claims';
import { instant, type Instant } from '../time/instant';

/** What is known of a parcel that decides when a carrier takes a claim for it. */
export interface ClaimFacts {
  /** Canonical carrier code. */
  readonly carrier: string;
  /** The carrier's product; null where nobody says. */
  readonly service: string | null;
  readonly international: boolean;
  readonly shippedAt: Instant | null;
  readonly deliveredAt: Instant | null;
  /** When it should have been there: the carrier's word or the promise, whichever is earlier. */
  readonly promisedAt: Instant | null;
  /** IANA zone of the merchant: days are counted there. */
  readonly zone: string;
}

/** From when and until when a claim is taken. */
export interface ClaimSpan {
  readonly opensAt: Instant;
  /** The end of the last day: from this moment on it is too late. */
  readonly deadline: Instant;
  /** Where the carrier says so. */
  readonly source: string;
}

/**
 * When a carrier takes a claim of this type; null when it does not take it, or when the event from which it counts has not
 * happened or is not known.
 */
export function claimWindowOf({ windows }: ClaimPolicy, type: ClaimType, facts: ClaimFacts): ClaimSpan | null {
  const carrier = windows.some((row) => row.carrier === facts.carrier) ? facts.carrier : '*';
  for (const row of windows) {
    const from = row.carrier === carrier && fits(row, type, facts) ? eventOf(row, facts) : null;
    if (from !== null) return spanOf(row, from, facts.zone);
  }
  return null;
}

/** True when the carrier takes claims of this type at all for such a parcel, whether or not their time is known yet. */
export function takesClaims({ windows }: ClaimPolicy, type: ClaimType, facts: ClaimFacts): boolean {
  const carrier = windows.some((row) => row.carrier === facts.carrier) ? facts.carrier : '*';
  return windows.some((row) => row.carrier === carrier && fits(row, type, facts));
}

function fits({ type, scope, services }: ClaimWindow, wanted: ClaimType, facts: ClaimFacts): boolean {
  if (type !== wanted) return false;
  if (scope !== 'ANY' && (scope === 'INTERNATIONAL') !== facts.international) return false;
  if (services === undefined) return true;
  const service = facts.service?.toLowerCase().replace(/[_-]+/g, ' ') ?? '';
  return services.some((word) => service.includes(word.toLowerCase()));
}

function eventOf({ from }: ClaimWindow, facts: ClaimFacts): Instant | null {
  if (from === 'SHIPPED') return facts.shippedAt;
  return from === 'DELIVERED' ? facts.deliveredAt : facts.promisedAt;
}

function spanOf({ earliestDay, latestDay, source }: ClaimWindow, from: Instant, zone: string): ClaimSpan {
  const day = Temporal.Instant.from(from).toZonedDateTimeISO(zone).toPlainDate();
  const startOf = (days: number): Instant => instant(day.add({ days }).toZonedDateTime(zone).epochMilliseconds);
  return { opensAt: startOf(earliestDay), deadline: startOf(latestDay + 1), source };
}
