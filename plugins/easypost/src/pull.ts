import {
  asList,
  asObject,
  failed,
  malformed,
  notFoundYet,
  pick,
  unauthorized,
  type Issue,
  type JsonAnswer,
  type JsonObject,
  type Pull,
  type PullContext,
  type PullError,
  type PullOutcome,
} from '@whereabouts/plugin-sdk';
import { callEasyPost } from './client';
import { trackersIn } from './documents';
import type { Settings } from './settings';

/** Asks EasyPost for its trackers of each number, one request after the other: lists are limited to five a second. */
export const pull: Pull<Settings> = {
  batchSize: 20,
  async fetch(trackingNumbers, context) {
    const outcomes: PullOutcome[] = [];
    let closed: PullError | null = null;
    for (const trackingNumber of trackingNumbers) {
      const answer: JsonAnswer = closed === null ? await ask(trackingNumber, context) : { ok: false, error: closed };
      if (answer.ok) {
        const { body, contentType } = answer;
        outcomes.push({ trackingNumber, ok: true, body, contentType });
      } else {
        if (holdsForAll(answer.error)) closed = answer.error;
        outcomes.push({ trackingNumber, ok: false, error: answer.error });
      }
    }
    return outcomes;
  },
};

/** Asking for the next number would meet the same: refused, asked to wait, or not reachable at all. */
const holdsForAll = (error: PullError): boolean =>
  error.kind === 'Unauthorized' ||
  error.kind === 'RateLimited' ||
  (error.kind === 'Upstream' && error.status === undefined);

async function ask(trackingNumber: string, context: PullContext<Settings>): Promise<JsonAnswer> {
  const { apiKey, trackUnknownNumbers } = context.config;
  if (apiKey === undefined) return failed(unauthorized('no API key is configured'));
  const known = checked(
    await callEasyPost(context, apiKey, ({ Tracker }) => Tracker.all({ tracking_code: trackingNumber })),
    (page) => Array.isArray(page['trackers']),
  );
  if (!known.ok || asList(pick(known.value, 'trackers')).length > 0) return known;
  if (!trackUnknownNumbers) return failed(notFoundYet('EasyPost has no tracker for this number'));
  return checked(
    await callEasyPost(context, apiKey, ({ Tracker }) => Tracker.create({ tracking_code: trackingNumber })),
    (tracker) => tracker['object'] === 'Tracker',
  );
}

/** The answer, if it is what was asked for. EasyPost gives its reason for a number that it cannot follow, with a 422. */
function checked(answer: JsonAnswer, isExpected: (document: JsonObject) => boolean): JsonAnswer {
  if (!answer.ok) return answer;
  const document = asObject(answer.value) ?? {};
  if (isExpected(document)) return answer;
  const issues: Issue[] = [];
  trackersIn(document, '', issues);
  const reason = issues.find(({ kind }) => kind === 'source-error')?.problem;
  return { ok: false, error: reason ? notFoundYet(`EasyPost: ${reason}`) : malformed('the answer holds no tracker') };
}
