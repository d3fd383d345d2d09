import { HOUR, instant, msOf, type Instant, type MilestoneCode, type Reason } from '@whereabouts/model';
import type { Random } from './random';
import type { ToyEvent, ToyParcel } from './toy-plugin';

interface Step {
  readonly code: MilestoneCode;
  readonly reasons?: readonly Reason[];
}

/** Cases open, join and heal by these. */
const STEPS: readonly Step[] = [
  { code: 'ACCEPTED' },
  { code: 'IN_TRANSIT' },
  { code: 'IN_TRANSIT' },
  { code: 'OUT_FOR_DELIVERY' },
  { code: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: 'EXCEPTION', reasons: ['carrier.damage'] },
  { code: 'RETURNING' },
  { code: 'DELIVERED' },
];
const CITIES = ['Kiel', 'Bonn', 'Ulm', 'Trier'];

/** A document of one event, or a repeat of an earlier one. Every event is told apart by its second. */
export interface Traffic {
  next(): ToyParcel;
}

export interface TrafficOptions {
  readonly random: Random;
  readonly parcels: number;
  /** Of documents that were sent before. */
  readonly repeats: number;
  readonly now: Instant;
}

/** Endless news of some parcels. */
export function traffic({ random, parcels, repeats, now }: TrafficOptions): Traffic {
  const start = msOf(now) - 20 * HOUR;
  const sent: ToyParcel[] = [];
  return {
    next() {
      if (sent.length > 0 && random.next() < repeats) return random.pick(sent);
      const event: ToyEvent = {
        ...random.pick(STEPS),
        at: instant(start + sent.length * 1000),
        city: random.pick(CITIES),
      };
      const document = { number: `T${random.below(parcels)}`, events: [event] };
      sent.push(document);
      return document;
    },
  };
}
