import { after, DAY, HOUR, MINUTE, type Instant } from '@whereabouts/model';
import type { FollowOutcome, PullError } from '@whereabouts/plugin-sdk';
import { endFollow, putDeadLetters, putFollowOff, type Follow, type Tx } from '@whereabouts/store';
import { uuidv7 } from 'uuidv7';
import { isMiss } from './call-source';
import { PULLED_HEADER } from './news-for-schedules';
import type { CallEnd, SourceCall } from './source-calls';

/** Waits between attempts: what a webhook points to may not be there yet, or the source may be down for a day. */
const WAITS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY];
/** What a plugin refuses to visit, or cannot be read, is hardly better another time. */
const MALFORMED_ATTEMPTS = 2;

const errorOf = (result: FollowOutcome | PullError): PullError | null =>
  'kind' in result ? result : result.ok ? null : result.error;

/** Reads what a thin webhook points to. It is stored and read like any other input of its source. */
export async function followLink(call: SourceCall, follow: Follow, lease: Instant): Promise<CallEnd> {
  const { source, needs } = call;
  const visit = source.pull.follow?.bind(source.pull);
  const { result, calledOff } = visit
    ? await call.make((context) => visit(follow.link, context))
    : { result: noSuchThing(), calledOff: false };
  const error = errorOf(result);
  const now = needs.clock();
  if ('ok' in result && result.ok)
    await needs.deposit({
      merchantId: source.merchantId,
      sourceId: source.sourceId,
      contentType: result.contentType,
      headers: { [PULLED_HEADER]: String(follow.depth) },
      body: result.body,
    });
  return {
    errors: [error],
    calledOff,
    stored: error === null ? 1 : 0,
    async settle(tx, closedUntil) {
      if (error === null) return endFollow(tx, follow, lease);
      if (calledOff || error.kind === 'RateLimited' || error.kind === 'Unauthorized')
        return putFollowOff(tx, follow, lease, closedUntil ?? now);
      const attempts = follow.attempts + 1;
      const wait = WAITS[follow.attempts];
      const isHopeless = error.kind === 'Malformed' && attempts >= MALFORMED_ATTEMPTS;
      if (wait !== undefined && !isHopeless) return putFollowOff(tx, { ...follow, attempts }, lease, after(now, wait));
      await giveUp(tx, follow, { error, attempts, now });
      await endFollow(tx, follow, lease);
    },
  };
}

const noSuchThing = (): PullError => ({ kind: 'Malformed', message: 'the plugin follows no links' });

interface Despair {
  readonly error: PullError;
  readonly attempts: number;
  readonly now: Instant;
}

/** The input that pointed there is set aside with the reason: a replay of its dead letter tries once more. */
const giveUp = (tx: Tx, follow: Follow, { error, attempts, now }: Despair): Promise<void> =>
  putDeadLetters(tx, [
    {
      merchantId: follow.merchantId,
      id: uuidv7(),
      inputId: follow.inputId,
      sourceId: follow.sourceId,
      path: '/follow',
      error: `what it points to ${isMiss(error) ? 'is not there' : 'could not be read'}: ${error.message}`.slice(
        0,
        2_000,
      ),
      attempts,
      preview: follow.link.slice(0, 400),
      receivedAt: follow.createdAt,
      failedAt: now,
    },
  ]);
