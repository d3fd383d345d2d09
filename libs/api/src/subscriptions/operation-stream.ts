import { OperationTypeNode, getOperationAST } from 'graphql';
import type { Viewer } from '../context';
import { refuse, toClientErrors } from '../errors';
import { toClientResult } from '../execution/client-result';
import type { AskedDocument } from '../execution/document-desk';
import type { Variables } from '../execution/executor';
import { refusalOf } from '../execution/limits/cost';
import { deliveries, type Deliveries } from './deliveries';
import type { SubscriptionServerParts } from './subscription-server';

/** An operation that a client sends without a WebSocket. */
export interface StreamRequest extends AskedDocument {
  readonly operationName?: string | null;
  readonly variables?: Variables | null;
  readonly viewer: Viewer | null;
  readonly requestId: string;
}

/** The results of an operation, one after the other, as JSON text. */
export interface OperationStream {
  /** The next result; null: there is no more. Errors are results. */
  next(): Promise<string | null>;
  close(): void;
}

/** A document that cannot be run is told before a stream begins. */
export type StreamReply =
  { readonly ok: true; readonly stream: OperationStream } | { readonly ok: false; readonly body: string };

export type OpenStream = (request: StreamRequest) => StreamReply;

/** Runs operations for transports that carry one each, such as server-sent events: a subscription until it ends. */
export function operationStreams(parts: SubscriptionServerParts): OpenStream {
  const { desk, costOf, executor, createContext, audienceOf, logFault } = parts;

  return (request) => {
    const { operationName, variables, viewer, requestId } = request;
    const toText = (errors: readonly unknown[], data?: null): string =>
      JSON.stringify({ ...(data === null && { data }), errors: toClientErrors(errors, { requestId, logFault }) });
    const fail = (error: unknown): string => toText([error], null);

    const { document, errors } = desk.prepare(request, viewer);
    if (!document) return { ok: false, body: toText(errors) };
    const operation = getOperationAST(document, operationName);
    if (!operation) return { ok: false, body: toText([NO_OPERATION]) };
    const tooMuch = refusalOf(costOf(document, operationName, variables));
    if (tooMuch) return { ok: false, body: toText([tooMuch]) };
    const context = createContext({ viewer, requestId });

    if (operation.operation === OperationTypeNode.SUBSCRIPTION)
      return {
        ok: true,
        stream: following(() => {
          const { audience, after } = audienceOf({ document, operationName, variables, context });
          return deliveries(parts, audience, after);
        }, fail),
      };
    const answer = async (): Promise<string> =>
      JSON.stringify(
        toClientResult(await executor.execute(document, operationName, context, variables), { requestId, logFault }),
      );
    return { ok: true, stream: once(() => answer().catch(fail)) };
  };

  function following(open: () => Deliveries, fail: (error: unknown) => string): OperationStream {
    let source: Deliveries | undefined;
    let isOver = false;
    return {
      async next() {
        if (isOver) return null;
        try {
          source ??= open();
          return (await source.next())?.text ?? null;
        } catch (error) {
          isOver = true;
          return fail(error);
        }
      },
      close() {
        isOver = true;
        source?.close();
      },
    };
  }
}

const NO_OPERATION = refuse('BAD_USER_INPUT', 'There is no operation of that name, or several and no name was given.');

function once(answer: () => Promise<string>): OperationStream {
  let isOver = false;
  return {
    next: async () => {
      if (isOver) return null;
      isOver = true;
      return answer();
    },
    close: () => void (isOver = true),
  };
}
