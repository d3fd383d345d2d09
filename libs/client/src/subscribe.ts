import type { Change } from './changes';

/** Where results go: what urql, Apollo Client and others with observables hand over. */
export interface Sink<Data> {
  next(result: { readonly data: Data }): void;
  error(reason: unknown): void;
  complete(): void;
}

/** Pushes what an iteration gives into a sink, until the function that is given back is called. */
export function push<Data>(
  iterate: (signal: AbortSignal) => AsyncIterable<Change<Data>>,
  sink: Sink<Data>,
): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const run = async (): Promise<void> => {
    for await (const { data } of iterate(signal)) {
      if (signal.aborted) return;
      sink.next({ data });
    }
  };
  run().then(
    () => signal.aborted || sink.complete(),
    (reason: unknown) => signal.aborted || sink.error(reason),
  );
  return () => stop.abort();
}
