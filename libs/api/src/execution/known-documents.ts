import { getOperationAST, type DocumentNode } from 'graphql';
import type { GraphContext } from '../context';
import { statusShown } from './client-status';
import type { Variables } from './executor';
import type { AnswerOperation } from './operation-answers';

/** A request by POST with a document that was run before. The values are as they came. */
export interface KnownRequest {
  readonly document: DocumentNode;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
  readonly accept: string | undefined;
}

export interface KnownAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Null: something about the request is unusual, and Apollo Server is to say what comes of it. */
export type AnswerKnown = (request: KnownRequest, context: GraphContext) => Promise<KnownAnswer> | null;

const JSON_TYPE = 'application/json; charset=utf-8';
const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';

/** What programs and browsers say they accept; whoever says it in other words is answered by negotiation. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['', JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['application/json', JSON_TYPE],
  ['application/json, text/plain, */*', JSON_TYPE],
  ['application/graphql-response+json', RESPONSE_TYPE],
  ['application/graphql-response+json, application/json', RESPONSE_TYPE],
  ['application/graphql-response+json,application/json;q=0.9', RESPONSE_TYPE],
]);

/**
 * Answers what Apollo Server would answer, byte for byte, where there is nothing left to find out about a request: its
 * document is parsed, valid and compiled, and it asks for one operation in a usual way.
 */
export const knownDocuments =
  (answer: AnswerOperation): AnswerKnown =>
  ({ document, operationName, variables, extensions, accept = '' }, context) => {
    const type = TYPES.get(accept);
    if (type === undefined || !isName(operationName) || !isRecord(variables) || !isRecord(extensions)) return null;
    const name = operationName ?? undefined;
    const operation = getOperationAST(document, name)?.operation;
    if (operation === undefined || operation === 'subscription') return null;
    return answer({ document, operationName: name, variables: variables ?? undefined }, context).then(
      ({ status, headers, result: { errors, data, extensions: shown } }) => ({
        status: statusShown(status, errors, accept),
        headers: [...headers, ['content-type', type]],
        body: `${JSON.stringify({ errors, data, extensions: shown })}\n`,
      }),
    );
  };

const isName = (value: unknown): value is string | null | undefined =>
  value === undefined || value === null || (typeof value === 'string' && value !== '');

const isRecord = (value: unknown): value is Variables | null | undefined =>
  value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
