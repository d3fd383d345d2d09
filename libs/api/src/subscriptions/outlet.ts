import type { Delivery } from './delivery';

/** Where the results of one subscription go: an operation of a socket, or an event stream. */
export interface Outlet {
  /** Takes deliveries. False: it took them and is full; `resume` is to be called once it takes more. */
  write(deliveries: readonly Delivery[]): boolean;
  /** No more comes: an error, or simply the end. */
  end(error: unknown): void;
}

/** A subscription that is under way, as transports hold it. */
export interface Running {
  /** The outlet takes more again. */
  resume(): void;
  /** Nobody listens any more. */
  close(): void;
}

/** Begins a subscription. @throws what is wrong with it; later failures end the outlet */
export type Open = (outlet: Outlet) => Running;
