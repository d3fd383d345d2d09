/** Does the work with a clock that stands at another time, and with numbers that are not random. */
export function withClockAt<T>(ms: number, chance: number, work: () => T): T {
  const { Date: Real, Math: math } = globalThis;
  const { random } = math;
  const still = new Proxy(Real, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [ms] : args) as object,
    apply: () => new Real(ms).toString(),
    get: (target, key) => (key === 'now' ? () => ms : (Reflect.get(target, key) as unknown)),
  });
  globalThis.Date = still;
  math.random = () => chance;
  try {
    return work();
  } finally {
    globalThis.Date = Real;
    math.random = random;
  }
}
