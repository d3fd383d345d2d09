/** What was asked is not run, or not to its end: whoever asked has left. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
  constructor() {
    super('Nobody waits for this any more.');
  }
}

/** Whoever waits for answers, and may leave before they come. Far lighter than an AbortSignal: every request has one. */
export class Waiter {
  private left = false;
  private told: Set<() => void> | null = null;

  get hasLeft(): boolean {
    return this.left;
  }

  /** What runs only for it is given up. Nothing happens where nothing runs. */
  leave(): void {
    if (this.left) return;
    this.left = true;
    const { told } = this;
    this.told = null;
    for (const tell of told ?? []) tell();
  }

  /** Calls `tell` when it leaves. Returns how to take that back. */
  whenLeft(tell: () => void): () => void {
    if (this.left) {
      tell();
      return () => undefined;
    }
    (this.told ??= new Set()).add(tell);
    return () => void this.told?.delete(tell);
  }
}
