import type { ExecutionResult } from 'graphql';
import type { Deliveries } from './deliveries';

export interface DirectDeliveryParts {
  readonly open: () => Deliveries;
  /** Sends one result, given as JSON text; resolves once the socket has taken it. */
  readonly send: (payload: string) => Promise<void>;
  readonly toError: (error: unknown) => Error;
}

/**
 * What graphql-ws iterates over. It yields nothing: results are written to the socket here, as text that all
 * subscribers of an audience share, where graphql-ws would serialize each result once a subscriber. Ends and errors go
 * the usual way. One result is under way at a time, so a slow socket holds back its own subscription only.
 */
export function directDelivery({
  open,
  send,
  toError,
}: DirectDeliveryParts): AsyncIterableIterator<ExecutionResult, undefined> {
  let source: Deliveries | undefined;
  let isOver = false;
  const end = { done: true, value: undefined } as const;
  const stop = (): void => {
    isOver = true;
    source?.close();
  };

  const pump = async (): Promise<void> => {
    source = open();
    for (let one = await source.next(); one && !isOver; one = await source.next()) await send(one.text);
  };

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (isOver) return end;
      try {
        await pump();
      } catch (error) {
        throw toError(error);
      } finally {
        stop();
      }
      return end;
    },
    return() {
      stop();
      return Promise.resolve(end);
    },
  };
}
