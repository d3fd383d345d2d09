import { Waiter } from '@whereabouts/store';
import { OperationTypeNode, getOperationAST } from 'graphql';
import type { Viewer } from '../context';
import { refuse, toClientErrors } from '../errors';
import { toClientResult } from '../execution/client-result';
import type { AskedDocument } from '../execution/document-desk';
import type { Variables } from '../execution/executor';
import { refused, type Refused } from '../execution/take-text';
import type { Delivery } from './delivery';
import type { Open, Running } from './outlet';
import type { OperationServing } from './socket-session';

/** An operation that a client sends without a WebSocket. */
export interface StreamRequest extends AskedDocument {
  readonly operationName?: string | null;
  readonly variables?: Variables | null;
  readonly viewer: Viewer | null;
  readonly address?: string | null;
  readonly requestId: string;
}

/** The results of an operation, one after the other, as JSON text. */
export interface OperationStream {
  /** The next result; null: there is no more. Errors are results. */
  next(): Promise<string | null>;
  close(): void;
}

/** A document that cannot be run is told before a stream begins. */
export type StreamReply = { readonly ok: true; readonly stream: OperationStream } | Refused;

export type OpenStream = (request: StreamRequest) => Promise<StreamReply>;

/** Runs operations for transports that carry one each, such as server-sent events: a subscription until it ends. */
export function operationStreams(serving: OperationServing): OpenStream {
  const { gate, executor, createContext, opening, logFault } = serving;

  return async (request) => {
    const { operationName, variables, viewer, requestId } = request;
    const scope = { requestId, logFault };
    const fail = (error: unknown): string => JSON.stringify({ data: null, errors: toClientErrors([error], scope) });

    const { document, errors } = await gate.prepare(request, request);
    if (!document) return refused(errors, scope);
    const operation = getOperationAST(document, operationName);
    if (!operation) return refused([NO_OPERATION], scope);
    const { cost, refusal } = await gate.charge(document, operationName, variables, request);
    if (refusal) return refused([refusal], scope);
    const waiter = new Waiter();
    const context = createContext({ viewer, requestId, waiter });

    if (operation.operation === OperationTypeNode.SUBSCRIPTION)
      return {
        ok: true,
        stream: following(() => opening({ document, operationName, variables, context }), fail),
      };
    const answer = async (): Promise<string> => {
      const result = toClientResult(await executor.execute(document, operationName, context, variables), scope);
      return JSON.stringify({ ...result, extensions: { ...result.extensions, cost } });
    };
    return { ok: true, stream: once(() => answer().catch(fail), waiter) };
  };
}

const NO_OPERATION = refuse('BAD_USER_INPUT', 'There is no operation of that name, or several and no name was given.');

/** A subscription whose results are fetched. It holds one batch; what comes meanwhile waits in the subscriber's backlog. */
function following(opening: () => Open, fail: (error: unknown) => string): OperationStream {
  const held: string[] = [];
  let running: Running | undefined;
  let isFull = false;
  let isOver = false;
  let wake: () => void = () => undefined;

  const outlet = {
    write(deliveries: readonly Delivery[]): boolean {
      for (const { text } of deliveries) held.push(text);
      isFull = true;
      wake();
      return false;
    },
    end(error: unknown): void {
      held.push(fail(error));
      isOver = true;
      wake();
    },
  };
  const begin = (): void => {
    try {
      running = opening()(outlet);
    } catch (error) {
      outlet.end(error);
    }
  };

  return {
    async next() {
      if (!running && !isOver) begin();
      for (;;) {
        const text = held.shift();
        if (text !== undefined) return text;
        if (isOver) return null;
        if (isFull) {
          isFull = false;
          running?.resume();
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    close() {
      isOver = true;
      held.length = 0;
      running?.close();
      wake();
    },
  };
}

function once(answer: () => Promise<string>, waiter: Waiter): OperationStream {
  let isOver = false;
  return {
    next: async () => {
      if (isOver) return null;
      isOver = true;
      return answer();
    },
    close() {
      isOver = true;
      waiter.leave();
    },
  };
}
