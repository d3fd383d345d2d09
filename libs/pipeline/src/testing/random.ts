/** A reproducible stream of numbers. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  pick<Value>(values: readonly Value[]): Value;
}

/** Mulberry32: 32 bits of state, good enough to make up parcels. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { next, below, pick: (values) => values[below(values.length)]! };
}
