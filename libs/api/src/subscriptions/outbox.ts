import { comparePositions, type FeedPosition } from '@whereabouts/store';

/** One change as a subscriber gets it: the answer to its document as JSON text. */
export interface Delivery {
  readonly position: FeedPosition;
  /** Which case it is about. */
  readonly subject: string;
  readonly text: string;
}

/**
 * What a subscriber has not taken yet. Bounded: when it is full, of each case only the newest change is kept; who reads
 * too slowly even for that is told to come back.
 */
export interface Outbox {
  push(delivery: Delivery): void;
  /** Ends the subscription with an error once what is there was taken, or at once. */
  fail(error: Error): void;
  close(): void;
  /** Forgets what is there and overlooks overflows until `goLive`. */
  reset(): void;
  /** False when deliveries were dropped since `reset`. */
  goLive(): boolean;
  /** The next delivery behind `position`; null when it is closed. @throws what `fail` was told */
  next(position: FeedPosition): Promise<Delivery | null>;
  readonly isClosed: boolean;
}

export interface OutboxLimits {
  readonly items: number;
  readonly bytes: number;
}
export const OUTBOX_LIMITS: OutboxLimits = { items: 1_000, bytes: 1 << 20 };

const COALESCED_SHARE = 0.75;

/** @param overflow makes the error for a subscriber that is too slow */
export function createOutbox(limits: OutboxLimits, overflow: () => Error): Outbox {
  let queue: Delivery[] = [];
  let bytes = 0;
  let isLive = true;
  let isWhole = true;
  let isClosed = false;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;

  const fits = (delivery: Delivery): boolean =>
    queue.length < limits.items && bytes + delivery.text.length <= limits.bytes;
  /** Gives room only where that lasts for a while: it looks at all that is there. */
  const coalesce = (): void => {
    const newest = new Map(queue.map((delivery) => [delivery.subject, delivery]));
    if (newest.size > queue.length * COALESCED_SHARE) return;
    queue = queue.filter((delivery) => newest.get(delivery.subject) === delivery);
    bytes = queue.reduce((sum, { text }) => sum + text.length, 0);
  };
  const clear = (): void => {
    queue = [];
    bytes = 0;
  };
  const fail = (error: Error): void => {
    failure ??= error;
    clear();
    wake();
  };

  return {
    get isClosed() {
      return isClosed;
    },
    push(delivery) {
      if (isClosed || failure || !isWhole) return;
      if (isLive && !fits(delivery)) coalesce();
      if (fits(delivery)) {
        queue.push(delivery);
        bytes += delivery.text.length;
        wake();
      } else if (isLive) fail(overflow());
      else {
        isWhole = false;
        clear();
      }
    },
    fail,
    close() {
      isClosed = true;
      clear();
      wake();
    },
    reset() {
      clear();
      isLive = false;
      isWhole = true;
    },
    goLive() {
      isLive = isWhole;
      return isWhole;
    },
    async next(position) {
      for (;;) {
        if (isClosed) return null;
        if (failure) throw failure;
        const delivery = queue.shift();
        if (delivery) bytes -= delivery.text.length;
        if (delivery && comparePositions(delivery.position, position) > 0) return delivery;
        if (!delivery) await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
