import { readMerchantChanges, type FeedPosition, type Queryable } from '@whereabouts/store';
import { checkPosition, encodeFeedCursor } from '../changes/cursor';
import { refuse } from '../errors';
import type { Audience, ChangeHub } from './change-hub';
import { createOutbox, OUTBOX_LIMITS, type Delivery, type Outbox, type OutboxLimits } from './outbox';

export interface DeliveryParts {
  readonly db: Queryable;
  readonly hub: ChangeHub;
  readonly limits?: OutboxLimits;
}

/** One subscriber's way through the feed. */
export interface Deliveries {
  /** The next one; null at the end. @throws RESYNC, CURSOR_EXPIRED, UNAVAILABLE */
  next(): Promise<Delivery | null>;
  close(): void;
}

const PAGE = 200;

/**
 * First what was committed behind `after`, then what comes. The subscriber joins the live feed before it reads the
 * past, and passes over what it has seen: so there is no gap and no repeat. Without `after`: from now on.
 */
export function deliveries(parts: DeliveryParts, audience: Audience, after: FeedPosition | null): Deliveries {
  const { hub } = parts;
  let position = after ?? hub.position();
  const outbox = createOutbox(parts.limits ?? OUTBOX_LIMITS, () =>
    refuse('RESYNC', 'The connection is slower than the changes: subscribe again after this cursor.', {
      cursor: encodeFeedCursor(position),
    }),
  );
  if (after) outbox.reset();
  const leave = hub.join(audience, outbox);
  let past = after && history(parts, audience, after, outbox);

  const fromPast = async (): Promise<Delivery | null> => {
    const step = past && (await past.next());
    if (!step?.done) return step?.value ?? null;
    past = null;
    return null;
  };

  return {
    async next() {
      const delivery = (await fromPast()) ?? (await outbox.next(position));
      if (delivery) position = delivery.position;
      return delivery;
    },
    close() {
      leave();
      outbox.close();
    },
  };
}

/** What the database holds behind `after`, until the outbox has been told everything later. */
async function* history(
  { db, hub }: DeliveryParts,
  audience: Audience,
  after: FeedPosition,
  outbox: Outbox,
): AsyncGenerator<Delivery, void> {
  await checkPosition(db, after);
  let position = after;
  do {
    outbox.reset();
    for (let isMore = true; isMore;) {
      const entries = await readMerchantChanges(db, audience.viewer.merchantId, position, PAGE);
      for (const delivery of await hub.answersTo(audience, entries)) {
        if (outbox.isClosed) return;
        yield delivery;
      }
      position = entries.at(-1)?.position ?? position;
      isMore = entries.length === PAGE;
    }
    // Dropped in the meantime: it is in the database by now.
  } while (!outbox.goLive());
}
