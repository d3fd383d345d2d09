/** Random numbers that a seed repeats: small and quick, as the fuzzing draws hundreds of thousands. */
export interface Random {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** True once in `times`. */
  once(times: number): boolean;
  one<T>(items: readonly T[]): T;
}

/** The generator mulberry32. Each `stream` of a seed is a sequence of its own, so that one run can be repeated alone. */
export function random(seed: number, stream = 0): Random {
  let state = (seed ^ Math.imul(stream + 1, 0x9e3779b1)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, once: (times) => below(times) === 0, one: (items) => items[below(items.length)] as never };
}
