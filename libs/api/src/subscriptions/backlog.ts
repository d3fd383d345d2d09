import type { Delivery } from './delivery';

export interface BacklogLimits {
  readonly items: number;
  readonly bytes: number;
}
export const BACKLOG_LIMITS: BacklogLimits = { items: 1_000, bytes: 1 << 20 };

const COALESCED_SHARE = 0.75;

/**
 * What a subscriber could not take yet. Bounded: when it is full, of each subject only the newest change is kept. Deliveries
 * are shared by all subscribers: what waits here is a list of references.
 */
export class Backlog {
  private queue: Delivery[] = [];
  private bytes = 0;

  constructor(private readonly limits: BacklogLimits) {}

  /** False when there is no room for it, even with older changes of the same subjects left out. */
  put(delivery: Delivery): boolean {
    if (!this.fits(delivery)) this.coalesce();
    if (!this.fits(delivery)) return false;
    this.queue.push(delivery);
    this.bytes += delivery.text.length;
    return true;
  }

  get isEmpty(): boolean {
    return this.queue.length === 0;
  }

  /** Takes the first ones, up to about so many bytes, and at least one. */
  take(bytes: number): Delivery[] {
    let count = 0;
    let size = 0;
    while (count < this.queue.length && (count === 0 || size + this.queue[count]!.text.length <= bytes))
      size += this.queue[count++]!.text.length;
    this.bytes -= size;
    return this.queue.splice(0, count);
  }

  private fits({ text }: Delivery): boolean {
    return this.queue.length < this.limits.items && this.bytes + text.length <= this.limits.bytes;
  }

  /** Gives room only where that lasts for a while: it looks at all that is there. */
  private coalesce(): void {
    const newest = new Map(this.queue.map((delivery) => [delivery.subject, delivery]));
    if (newest.size > this.queue.length * COALESCED_SHARE) return;
    this.queue = this.queue.filter((delivery) => newest.get(delivery.subject) === delivery);
    this.bytes = this.queue.reduce((sum, { text }) => sum + text.length, 0);
  }
}
