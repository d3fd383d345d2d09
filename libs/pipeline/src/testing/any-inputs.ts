import { instant, MILESTONE_CODES, MINUTE, type Instant, type Reason } from '@whereabouts/model';
import fc from 'fast-check';
import type { ToyEvent, ToyOrder, ToyParcel, ToyStock, ToyTicket } from './toy-plugin';

/** A document of a toy source and when it is received. */
export interface AnyInput {
  readonly source: string;
  readonly document: ToyParcel;
  readonly receivedAt: Instant;
}

const START = Date.parse('2026-11-14T00:00:00Z');
const MINUTES = 6 * 24 * 60;

/** Few values, so that events meet, repeat and contradict each other. */
const someMinute = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map((day) => day * 17 * 60),
  fc.integer({ min: 0, max: MINUTES }),
);
const someMoment = someMinute.map((minute) => instant(START + minute * MINUTE));
const some = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** As sources write times: with offset, by the clock on the wall, as a date, absurdly far ahead, or not at all. */
const someTime: fc.Arbitrary<Pick<ToyEvent, 'at' | 'local' | 'country' | 'region'>> = fc.oneof(
  { weight: 4, arbitrary: someMoment.map((at) => ({ at })) },
  { weight: 2, arbitrary: someMoment.map((at) => ({ local: at.slice(0, 16) })) },
  { weight: 2, arbitrary: someMoment.map((at) => ({ local: at.slice(0, 19), country: 'US', region: 'CA' })) },
  { weight: 1, arbitrary: someMoment.map((at) => ({ local: at.slice(0, 10) })) },
  { weight: 1, arbitrary: fc.constant({ at: instant('2026-12-24T00:00:00Z') }) },
  { weight: 1, arbitrary: fc.constant({}) },
);

const someReason = some<Reason>(
  'carrier.damage',
  'carrier.lost',
  'recipient.not_available',
  'shipper.cancelled',
  'customs.delay',
  'unknown.unknown',
);

const someEvent: fc.Arbitrary<ToyEvent> = fc
  .record({
    code: some(...MILESTONE_CODES),
    time: someTime,
    city: maybe(some('Kiel', 'Bonn', 'Ulm')),
    reasons: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.uniqueArray(someReason, { maxLength: 2 })),
    text: maybe(some('as first worded', 'as worded later')),
    piece: maybe(some('1', '2')),
    attempt: maybe(some(1, 2)),
    action: maybe(some('ARRIVED' as const, 'DEPARTED' as const)),
    direction: maybe(some('FORWARD' as const, 'RETURN' as const)),
  })
  .map(({ time, ...event }) => ({ ...event, ...time }));

const ORDERS = ['1001', '1002'];

const someOrder: fc.Arbitrary<ToyOrder> = fc.record({
  number: some(...ORDERS),
  id: maybe(some('O1', 'O2')),
  updatedAt: maybe(someMoment),
  promisedBy: maybe(someMoment),
  country: maybe(some('DE', 'US')),
  amount: maybe(some('20.00', '412.50')),
  email: maybe(some('kim@example.test', 'lee@example.test')),
  earlierOrders: maybe(some(0, 3)),
  placedAt: maybe(someMoment),
  skus: maybe(fc.subarray(['A', 'B'])),
});

const someStock: fc.Arbitrary<ToyStock> = fc.record({
  sku: some('A', 'B'),
  node: maybe(some('NJ', 'CA')),
  onHand: fc.integer({ min: -1, max: 2 }),
  available: maybe(some(0, 1)),
  at: maybe(someMoment),
});

const someTicket: fc.Arbitrary<ToyTicket> = fc.record({
  id: some('T1', 'T2'),
  subject: maybe(some('Where is my parcel?', 'It came damaged', 'Not received, it says delivered', 'Thanks')),
  number: maybe(some('N1', 'N2')),
  order: maybe(some(...ORDERS)),
  email: maybe(some('kim@example.test', 'lee@example.test')),
  openedAt: maybe(someMoment),
  updatedAt: maybe(someMoment),
  closedAt: maybe(someMoment),
});

const someDocument: fc.Arbitrary<ToyParcel> = fc.record({
  number: fc.oneof({ weight: 4, arbitrary: some('N1', 'N2', 'n 3') }, fc.constant(undefined)),
  carrier: fc.oneof({ weight: 3, arbitrary: fc.constant('toy') }, fc.constant(null)),
  order: maybe(some(...ORDERS)),
  shipmentId: maybe(some('F1', 'F2')),
  orderId: maybe(some('O1', 'O2')),
  events: fc.array(someEvent, { maxLength: 4 }),
  promisedBy: maybe(someMoment),
  estimate: maybe(someMoment),
  service: maybe(some('ground', 'express')),
  orders: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(someOrder, { maxLength: 2 })),
  stock: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(someStock, { maxLength: 3 })),
  tickets: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(someTicket, { minLength: 1, maxLength: 2 })),
});

/** Inputs of several sources about few parcels and orders; some come twice, word for word. */
export const someInputs = (sources: readonly string[], maxLength: number): fc.Arbitrary<AnyInput[]> =>
  fc
    .array(
      fc.record({
        source: some(...sources),
        document: someDocument,
        minute: someMinute,
        again: maybe(fc.integer({ min: 0, max: 600 })),
      }),
      { minLength: 1, maxLength },
    )
    .map((drafts) =>
      drafts
        .flatMap(({ minute, again, ...said }) => [
          { ...said, minute },
          ...(again === undefined ? [] : [{ ...said, minute: minute + again }]),
        ])
        .map(({ minute, ...said }) => ({ ...said, receivedAt: instant(START + minute * MINUTE) }))
        .sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1)),
    );

/** A random order of `count` things, cut into batches of at most so many. */
export const someBatches = (count: number, most = 5): fc.Arbitrary<number[][]> =>
  fc
    .tuple(
      fc.shuffledSubarray(
        Array.from({ length: count }, (_, index) => index),
        { minLength: count },
      ),
      fc.array(fc.integer({ min: 1, max: most }), { minLength: count, maxLength: count }),
    )
    .map(([order, sizes]) => {
      const batches: number[][] = [];
      for (let at = 0, batch = 0; at < order.length; at += sizes[batch++]!)
        batches.push(order.slice(at, at + sizes[batch]!));
      return batches;
    });
