import { Waiter, type FeedPosition } from '@whereabouts/store';
import type { DocumentNode } from 'graphql';
import { feedsEnd } from '../changes/cursor';
import type { GraphContext } from '../context';
import type { Api } from '../create-api';
import type { Executor } from '../execution/executor';
import type { Audience } from '../subscriptions/audience';
import type { Delivery } from '../subscriptions/delivery';
import type { FeedHub, Topic } from '../subscriptions/feed-hub';
import { openByField } from '../subscriptions/open-by-field';
import { openers } from '../subscriptions/operations';
import type { Running } from '../subscriptions/outlet';
import { caseTopic } from '../subscriptions/topics/case-changes';
import { summaryHub } from '../subscriptions/topics/queue-summaries';
import { shipmentTopic } from '../subscriptions/topics/shipment-changes';
import type { World } from './world';

/** What a subscription is told of all that changed, and of all that is there, by an executor. */
export type Push = (document: DocumentNode, context: GraphContext, executor: Executor) => Promise<readonly string[]>;

const BEGINNING: FeedPosition = { xid: '0', seq: 0 };
const MOST = 500;
const NOTHING: Running = { resume: () => undefined, close: () => undefined };

/** Hands out the feeds of a database from their beginning, at once and to one subscription. */
export function pushing({ merchants: db, hand, now }: World, { schema, createContext }: Api): Push {
  const { feed, shipmentFeed } = hand;
  const fail = (fault: unknown): never => {
    throw fault;
  };
  const log = { info: () => undefined, warn: (facts: object) => fail(facts), error: (facts: object) => fail(facts) };
  const topics = { db, createContext, carrierName: () => null, end: feedsEnd(db, feed) };
  const cases = caseTopic({ ...topics, feed });
  const shipments = shipmentTopic({ ...topics, feed: shipmentFeed });

  /** A hub whose only subscriber hears all at once. */
  const tellAll = <Entry, A extends Audience>(topic: Topic<Entry, A>, told: Told): FeedHub<A> => ({
    subscribe(audience) {
      told(
        (async () => {
          const { merchantId } = audience.viewer;
          const entries = await topic.read(merchantId, BEGINNING, MOST);
          const [answers] = await topic.answers([audience], entries);
          const position = topic.positionOf(entries.at(-1)!);
          const { deliveries } = await topic.snapshot(audience, { position, after: null }, new Waiter());
          return [...answers!, ...deliveries];
        })(),
      );
      return NOTHING;
    },
    subscribers: () => 0,
    stop: () => undefined,
  });

  return async (document, context, executor) => {
    let deliveries: Promise<readonly Delivery[]> | undefined;
    const told: Told = (some) => void (deliveries = some);
    const summaries = summaryHub({ db, feed, createContext, clock: () => now, log });
    const hubs = { cases: tellAll(cases, told), shipments: tellAll(shipments, told), summaries };
    const open = openers({ schema, executor, logFault: fail, byField: openByField(hubs) });
    const running = await new Promise<Running>((resolve, reject) => {
      const opened = open({ document, context })({
        write: (some) => {
          told(Promise.resolve(some));
          resolve(opened);
          return true;
        },
        end: reject,
      });
      if (deliveries) resolve(opened);
    });
    const texts = (await deliveries!).map(({ text }) => text);
    running.close();
    summaries.stop();
    return texts;
  };
}

type Told = (deliveries: Promise<readonly Delivery[]>) => void;
