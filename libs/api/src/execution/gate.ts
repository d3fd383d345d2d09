import { getOperationAST, GraphQLError, type DocumentNode } from 'graphql';
import { refuse } from '../errors';
import type { AskedDocument, DocumentDesk, Taken } from './document-desk';
import type { Prepared, PrepareDocument } from './documents';
import type { Variables } from './executor';
import { refusalOf, type Cost, type CostOf } from './limits/cost';
import { RATE_WINDOW_SECONDS, type Allowance, type Asker, type RateLimits } from './limits/rates';

/** What an operation costs, as clients see it. */
export interface ShownCost extends Cost {
  /** What may still be asked for in this window, and in how many seconds all of it is back. */
  readonly remaining?: number;
  readonly resetSeconds?: number;
}

export interface Charge {
  readonly cost: ShownCost;
  /** Null: run it. */
  readonly refusal: GraphQLError | null;
  /** Null: this asker is not limited. */
  readonly allowance: Allowance | null;
}

/** What every operation passes before it is run, whatever way it comes in. */
export interface Gate {
  /** The text that is wanted. Null: nothing was asked for. */
  take(asked: AskedDocument, asker: Asker): Promise<Taken | null>;
  /** The document that is wanted, parsed and valid. */
  prepare(asked: AskedDocument, asker: Asker): Promise<Prepared>;
  charge(
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Variables | null | undefined,
    asker: Asker,
  ): Promise<Charge>;
  /** For whoever parses by itself: a document could not be run. */
  noteRefused(asker: Asker, error: GraphQLError): Promise<void>;
}

export interface GateParts {
  readonly desk: DocumentDesk;
  readonly parse: PrepareDocument;
  readonly costOf: CostOf;
  readonly rates: RateLimits;
  /** Told the code of each operation that is refused. */
  readonly onRefused: (code: string) => void;
}

export function createGate({ desk, parse, costOf, rates, onRefused }: GateParts): Gate {
  const told = (refusal: GraphQLError): GraphQLError => {
    onRefused(String(refusal.extensions['code']));
    return refusal;
  };
  const noteRefused: Gate['noteRefused'] = async (asker, error) => {
    told(error);
    await rates.noteRefused(asker);
  };
  const take: Gate['take'] = async (asked, asker) => {
    const barred = await rates.barredSeconds(asker);
    if (barred !== null) return { refusal: told(tooManyRefused(barred)) };
    const taken = desk(asked, asker.viewer);
    if (taken?.refusal) await noteRefused(asker, taken.refusal);
    return taken;
  };

  return {
    take,
    noteRefused,
    async prepare(asked, asker) {
      const taken = await take(asked, asker);
      if (taken?.refusal) return { errors: [taken.refusal] };
      if (taken?.trusted) return taken.trusted;
      const prepared: Prepared = taken ? parse(taken.text) : { errors: [NOTHING_ASKED] };
      if (prepared.errors) await noteRefused(asker, prepared.errors[0]!);
      return prepared;
    },
    async charge(document, operationName, variables, asker) {
      const cost = costOf(document, operationName, variables);
      const tooMuch = refusalOf(cost);
      if (tooMuch) return { cost, refusal: told(tooMuch), allowance: null };
      const operation = getOperationAST(document, operationName || undefined)?.operation;
      const policy = operation === 'mutation' ? 'mutations' : 'queries';
      const allowance = await rates.take(policy, asker, cost.requested);
      if (!allowance) return { cost, refusal: null, allowance };
      const { remaining, resetSeconds, isSpent } = allowance;
      const shown = { ...cost, remaining, resetSeconds };
      return { cost: shown, refusal: isSpent ? told(tooFast(allowance, shown)) : null, allowance };
    },
  };
}

const NOTHING_ASKED = new GraphQLError('Send a document as `query`, or name a registered one by `documentId`.', {
  extensions: { code: 'BAD_REQUEST' },
});

const tooFast = ({ policy, limit, resetSeconds }: Allowance, cost: ShownCost): GraphQLError =>
  refuse(
    'RATE_LIMITED',
    `The ${policy} of ${RATE_WINDOW_SECONDS} seconds may cost ${limit}; this one costs ${cost.requested} and ${cost.remaining} are left. Send it again in ${resetSeconds} seconds.`,
    { retryAfterSeconds: resetSeconds, cost },
  );

const tooManyRefused = (seconds: number): GraphQLError =>
  refuse(
    'RATE_LIMITED',
    `Too many documents of yours could not be run: nothing more is looked at for ${seconds} seconds.`,
    { retryAfterSeconds: seconds },
  );
