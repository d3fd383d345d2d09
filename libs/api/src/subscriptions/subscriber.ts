import { comparePositions, type FeedPosition } from '@whereabouts/store';
import { encodeFeedCursor } from '../changes/cursor';
import { refuse } from '../errors';
import { Backlog, type BacklogLimits } from './backlog';
import type { Delivery } from './delivery';
import type { Outlet, Running } from './outlet';

/** Whoever is told what is new. */
export interface Member {
  push(deliveries: readonly Delivery[]): void;
  /** Ends its subscription with an error. */
  fail(error: unknown): void;
}

/** What a subscriber is told before what is new: nothing is missing between its end and the first push after `began`. */
export interface Past {
  /** Where it begins. */
  readonly from: FeedPosition;
  /** What the database holds behind a position. */
  page(after: FeedPosition): Promise<Page>;
}

export interface Page {
  readonly deliveries: readonly Delivery[];
  /** Everything up to here is in it, or was said before. */
  readonly upTo: FeedPosition;
  readonly isMore: boolean;
}

/** So much is written at once; an outlet that does not take it holds no more than this. */
const AT_ONCE_BYTES = 16 * 1024;

/**
 * One subscriber's way through a feed. What is new goes straight to the outlet; what that cannot take waits in a backlog,
 * and who is too slow even for it is told where to come back. There are thousands: it is small while nothing waits.
 */
export class Subscriber implements Member, Running {
  private backlog: Backlog | null = null;
  private isFull = false;
  private isOver = false;
  /** Told of the past first: what is new waits meanwhile. */
  private isLive = false;
  /** False when something that is new was dropped while the past was told. */
  private isWhole = true;
  /** All that is pushed from now on lies behind what was said. */
  private isAhead = false;
  private awaited: (() => void) | null = null;
  private leave: ((member: Member) => void) | null = null;
  private position: FeedPosition | null = null;

  constructor(
    private readonly outlet: Outlet,
    private readonly limits: BacklogLimits,
  ) {}

  /** How it leaves those who are told the same. */
  joined(leave: (member: Member) => void): void {
    this.leave = leave;
  }

  /** Calls `tell` when it is over, beside whatever else is told of that. */
  whenClosed(tell: () => void): void {
    const { leave } = this;
    this.leave = (member) => {
      leave?.(member);
      tell();
    };
    if (this.isOver) tell();
  }

  push(deliveries: readonly Delivery[]): void {
    if (this.isOver) return;
    const fresh = this.isLive ? this.freshOf(deliveries) : deliveries;
    if (fresh.length === 0) return;
    if (this.isFree() && sizeOf(fresh) <= AT_ONCE_BYTES) return this.write(fresh);
    // As much as the outlet takes, however large the batch is; the rest waits.
    for (const some of slices(fresh)) {
      if (this.isFree()) this.write(some);
      else for (const delivery of some) this.keep(delivery);
    }
  }

  fail(error: unknown): void {
    if (this.isOver) return;
    this.close();
    this.outlet.end(error);
  }

  resume(): void {
    this.isFull = false;
    this.awaited?.();
    this.flush();
  }

  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.backlog = null;
    this.leave?.(this);
    this.awaited?.();
  }

  /** From `position` on, only what is new. */
  beginLive(position: FeedPosition): void {
    this.position = position;
    this.isLive = true;
  }

  /** First `introduction`, then the past, then what is new: without a gap and without a repeat. Fails by itself. */
  async begin(past: () => Promise<Past>, introduction: () => AsyncIterable<readonly Delivery[]> = none): Promise<void> {
    try {
      const { from, page } = await past();
      for await (const deliveries of introduction()) if (!(await this.tell(deliveries))) return;
      this.position = from;
      do {
        // What was pushed until now is in the pages that are read from now on.
        this.backlog = null;
        this.isWhole = true;
        for (let isMore = true; isMore;) {
          const read = await page(this.position);
          if (!(await this.tell(read.deliveries))) return;
          this.position = read.upTo;
          ({ isMore } = read);
        }
      } while (!this.isWhole);
      this.goLive();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Writes what belongs to the past, as fast as it is taken. False when it is over. */
  private async tell(deliveries: readonly Delivery[]): Promise<boolean> {
    for (const some of slices(deliveries)) {
      while (this.isFull && !this.isOver) await new Promise<void>((resolve) => (this.awaited = resolve));
      this.awaited = null;
      if (this.isOver) return false;
      this.isFull = !this.outlet.write(some);
    }
    return !this.isOver;
  }

  private goLive(): void {
    this.isLive = true;
    const waiting = this.backlog?.take(Infinity) ?? [];
    this.backlog = null;
    if (waiting.length > 0) this.push(waiting);
  }

  /** Without what was said before: only the first ones can be such. */
  private freshOf(deliveries: readonly Delivery[]): readonly Delivery[] {
    if (this.isAhead || this.position === null) return deliveries;
    const { position } = this;
    const fresh = deliveries.filter((delivery) => comparePositions(delivery.position, position) > 0);
    this.isAhead = fresh.length > 0;
    return fresh;
  }

  private write(deliveries: readonly Delivery[]): void {
    this.position = deliveries.at(-1)!.position;
    this.isFull = !this.outlet.write(deliveries);
  }

  private isFree(): boolean {
    return this.isLive && !this.isFull && this.backlog === null;
  }

  private keep(delivery: Delivery): void {
    if (this.isOver || !this.isWhole) return;
    this.backlog ??= new Backlog(this.limits);
    if (this.backlog.put(delivery)) return;
    if (this.isLive) return this.fail(this.tooSlow());
    // It is in the database: the past is read on.
    this.isWhole = false;
    this.backlog = null;
  }

  private flush(): void {
    while (this.isLive && !this.isFull && !this.isOver && this.backlog) {
      this.write(this.backlog.take(AT_ONCE_BYTES));
      if (this.backlog?.isEmpty) this.backlog = null;
    }
  }

  private tooSlow(): Error {
    return refuse('RESYNC', 'The connection is slower than the changes: subscribe again after this cursor.', {
      cursor: this.position && encodeFeedCursor(this.position),
    });
  }
}

async function* none(): AsyncGenerator<never> {}

const sizeOf = (deliveries: readonly Delivery[]): number => {
  let size = 0;
  for (const { text } of deliveries) size += text.length;
  return size;
};

function* slices(deliveries: readonly Delivery[]): Generator<readonly Delivery[]> {
  let start = 0;
  let size = 0;
  for (let end = 0; end < deliveries.length; end++) {
    const { length } = deliveries[end]!.text;
    if (end > start && size + length > AT_ONCE_BYTES) {
      yield deliveries.slice(start, end);
      start = end;
      size = 0;
    }
    size += length;
  }
  if (start < deliveries.length) yield deliveries.slice(start);
}
