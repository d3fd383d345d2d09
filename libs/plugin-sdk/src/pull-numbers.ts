import type { Authorize } from './authorize';
import type { FollowOutcome, HostContext, Pull, PullError, PullOutcome, RateBudget } from './contract';
import { failed, malformed, notFoundYet } from './errors';
import { readJson, type JsonValue } from './json';
import { pullBytes, type BytesAnswer, type PullRequest } from './pull';
import { readXml } from './xml';

/** What an answer is, once read. */
export interface ReadAnswer {
  readonly value: JsonValue;
  readonly status: number;
}

interface Asking<Config> {
  readonly authorize?: Authorize<Config>;
  readonly budget?: RateBudget;
  /** In which form answers come. `json` by default. */
  readonly format?: 'json' | 'xml';
  readonly follow?: Pull<Config>['follow'];
  /** What the answer says instead of an answer about the number, such as an error inside a 200; null when nothing. */
  readonly judge?: (answer: ReadAnswer, trackingNumber: string) => PullError | null;
}

export interface PullEach<Config> extends Asking<Config> {
  /** The request for one number, or why there is none. Headers of `authorize` are added. */
  readonly request: (trackingNumber: string, config: Config, context: HostContext<Config>) => PullRequest | PullError;
}

export interface PullBatch<Config> extends Asking<Config> {
  readonly batchSize: number;
  readonly request: (trackingNumbers: readonly string[], config: Config, context: HostContext<Config>) => PullRequest;
  /** What the answer holds about one number, as a document that `normalize` reads; null when nothing. */
  readonly part: (answer: ReadAnswer, trackingNumber: string) => JsonValue | null;
}

/** A pull of a source that is asked for one number a request. */
export function pullEach<Config>(spec: PullEach<Config>): Pull<Config> {
  return {
    batchSize: 1,
    ...extras(spec),
    async fetch(trackingNumbers, context) {
      const outcomes: PullOutcome[] = [];
      for (const trackingNumber of trackingNumbers) {
        const answer = await ask(spec, () => spec.request(trackingNumber, context.config, context), context);
        outcomes.push({ trackingNumber, ...judged(spec, answer, trackingNumber) });
      }
      return outcomes;
    },
  };
}

/** A pull of a source that takes several requests a number: `ask` makes them, for one number after another. */
export const pullOneByOne = <Config>(
  batchSize: number,
  ask: (trackingNumber: string, context: HostContext<Config>) => Promise<FollowOutcome>,
): Pick<Pull<Config>, 'batchSize' | 'fetch'> => ({
  batchSize,
  async fetch(trackingNumbers, context) {
    const outcomes: PullOutcome[] = [];
    for (const trackingNumber of trackingNumbers)
      outcomes.push({ trackingNumber, ...(await ask(trackingNumber, context)) });
    return outcomes;
  },
});

function judged<Config>({ judge }: Asking<Config>, answer: Answer, trackingNumber: string) {
  if (!answer.ok) return answer;
  const error = judge?.(answer.read, trackingNumber) ?? null;
  if (error !== null) return { ok: false, error } as const;
  return { ok: true, body: answer.body, contentType: answer.contentType } as const;
}

/**
 * A pull of a source that answers for many numbers at once, in JSON. Where the source refuses a whole batch (400, 422), its
 * halves are asked, so that a number it cannot read takes none of the others with it.
 */
export function pullBatch<Config>(spec: PullBatch<Config>): Pull<Config> {
  return {
    batchSize: spec.batchSize,
    ...extras(spec),
    async fetch(trackingNumbers, context) {
      if (trackingNumbers.length === 0) return [];
      return outcomesOf(spec, trackingNumbers, await askBatch(spec, trackingNumbers, context), context);
    },
  };
}

const askBatch = <Config>(spec: PullBatch<Config>, numbers: readonly string[], context: HostContext<Config>) =>
  ask(spec, () => spec.request(numbers, context.config, context), context);

const isRefused = (answer: Answer): boolean =>
  !answer.ok && answer.error.kind === 'Upstream' && (answer.error.status === 400 || answer.error.status === 422);

async function outcomesOf<Config>(
  spec: PullBatch<Config>,
  numbers: readonly string[],
  answer: Answer,
  context: HostContext<Config>,
): Promise<PullOutcome[]> {
  if (answer.ok)
    return numbers.map((trackingNumber) => ({ trackingNumber, ...partOf(spec, answer.read, trackingNumber) }));
  const whole = numbers.map((trackingNumber): PullOutcome => ({ trackingNumber, ...failed(answer.error) }));
  if (numbers.length === 1 || !isRefused(answer)) return whole;
  const middle = Math.ceil(numbers.length / 2);
  const [first, second] = [numbers.slice(0, middle), numbers.slice(middle)];
  const [one, other] = [await askBatch(spec, first, context), await askBatch(spec, second, context)];
  // Both are refused: it is not for one number, and asking on would cost two requests for each.
  if (isRefused(one) && isRefused(other)) return whole;
  return [...(await outcomesOf(spec, first, one, context)), ...(await outcomesOf(spec, second, other, context))];
}

function partOf<Config>({ judge, part }: PullBatch<Config>, read: ReadAnswer, trackingNumber: string): FollowOutcome {
  const problem = judge?.(read, trackingNumber) ?? null;
  if (problem !== null) return failed(problem);
  const own = part(read, trackingNumber);
  if (own === null) return failed(notFoundYet('the source does not know the number'));
  return { ok: true, body: Buffer.from(JSON.stringify(own)), contentType: 'application/json' };
}

const extras = <Config>({ budget, follow }: Asking<Config>): Pick<Pull<Config>, 'budget' | 'follow'> => ({
  ...(budget === undefined ? {} : { budget }),
  ...(follow === undefined ? {} : { follow }),
});

/** For a source that sends thin webhooks and cannot be asked for tracking numbers: declare `follow`, not `pull`. */
export const followOnly = <Config>(follow: NonNullable<Pull<Config>['follow']>, budget: RateBudget): Pull<Config> => ({
  batchSize: 0,
  budget,
  follow,
  fetch: (trackingNumbers) =>
    Promise.resolve(
      trackingNumbers.map((trackingNumber) => ({
        trackingNumber,
        ok: false,
        error: notFoundYet('the source cannot be asked for tracking numbers'),
      })),
    ),
});

type Answer =
  | { readonly ok: true; readonly body: Uint8Array; readonly contentType: string; readonly read: ReadAnswer }
  | { readonly ok: false; readonly error: PullError };

/** One request with credentials. A token can be revoked before its time: one new one is worth a try. */
async function ask<Config>(
  spec: Asking<Config>,
  request: () => PullRequest | PullError,
  context: HostContext<Config>,
): Promise<Answer> {
  const first = await askOnce(spec, request, context);
  if (first.ok || first.error.kind !== 'Unauthorized' || spec.authorize?.forget === undefined) return first;
  spec.authorize.forget(context);
  return askOnce(spec, request, context);
}

async function askOnce<Config>(
  spec: Asking<Config>,
  request: () => PullRequest | PullError,
  context: HostContext<Config>,
): Promise<Answer> {
  const access = await spec.authorize?.(context);
  if (access?.ok === false) return access;
  const wanted = request();
  if ('kind' in wanted) return { ok: false, error: wanted };
  const accept = spec.format === 'xml' ? 'application/xml, text/xml' : 'application/json';
  const headers = { accept, ...access?.headers, ...wanted.headers };
  const answer = await pullBytes(context, { ...wanted, headers });
  return answer.ok ? readAnswer(spec.format ?? 'json', answer) : answer;
}

function readAnswer(format: 'json' | 'xml', answer: Extract<BytesAnswer, { ok: true }>): Answer {
  const { body, contentType, status } = answer;
  const read = format === 'xml' ? readXml(body) : readJson(body);
  if (!read.ok) return { ok: false, error: malformed(`the answer is not ${format.toUpperCase()}: ${read.problem}`) };
  return { ok: true, body, contentType, read: { value: read.value, status } };
}
