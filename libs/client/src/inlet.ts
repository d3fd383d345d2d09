/** Values that are pushed in and read out one by one. */
export interface Inlet<Value> {
  push(value: Value): void;
  /** No more comes; with an error, reading ends with it. */
  end(error?: unknown): void;
  /** What was pushed, in order; `done` at the end. @throws the error that ended it, after all that was pushed before */
  next(): Promise<IteratorResult<Value, undefined>>;
}

export function inlet<Value>(): Inlet<Value> {
  const values: Value[] = [];
  let ended: { readonly error?: unknown } | null = null;
  let wake: () => void = () => undefined;
  return {
    push(value) {
      if (ended) return;
      values.push(value);
      wake();
    },
    end(...failure) {
      ended ??= failure.length > 0 ? { error: failure[0] } : {};
      wake();
    },
    async next() {
      for (;;) {
        if (values.length > 0) return { done: false, value: values.shift()! };
        if (ended) {
          if ('error' in ended) throw ended.error;
          return { done: true, value: undefined };
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
