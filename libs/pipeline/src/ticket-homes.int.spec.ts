import { after, HOUR, instant, type Instant } from '@whereabouts/model';
import type { TicketRecord } from '@whereabouts/plugin-sdk';
import fc from 'fast-check';
import { fireAll } from './testing/fire-all';
import { longForm, printFigures } from './testing/long-form';
import { wipe } from './testing/projections';
import { testHub, type TestHub } from './testing/test-hub';
import { tellTickets, toyDesk } from './testing/toy-desk';
import { TOYS, type ToyParcel } from './testing/toy-plugin';

const SEED = Number(process.env['SEED'] ?? 20_261_126);
const RUNS = longForm(12, 400);
const at = (hours: number): Instant => after(instant('2026-11-20T12:00:00Z'), hours * HOUR);

const some = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const ORDERS = ['1001', '1002', '1003'];
const EMAILS = ['kim@example.test', 'lee@example.test'];
const NUMBERS = ['N1', 'N2', 'N3', 'N4'];

/** Each order and parcel says one thing of itself, so that only the order of arrival is random. */
const someOrder = (number: string): fc.Arbitrary<ToyParcel> =>
  fc
    .record({ email: maybe(some(...EMAILS)), placedAt: some(at(-100), at(-24 * 70), at(5)) })
    .map((says) => ({ orders: [{ number, ...says }] }));
const someParcel = (number: string): fc.Arbitrary<ToyParcel> =>
  fc
    .record({
      order: maybe(some(...ORDERS)),
      code: some('LABEL_CREATED' as const, 'ACCEPTED' as const, 'DELIVERED' as const),
    })
    .map(({ order, code }) => ({ number, order, events: [{ code, at: at(-10) }] }));
const someTicket = (externalId: string): fc.Arbitrary<Partial<TicketRecord>> =>
  fc
    .record({
      subject: some('It arrived broken', 'I never received it', 'Where is order 1002?', 'Parcel of order #1003?'),
      orderNumber: maybe(some(...ORDERS)),
      trackingNumber: maybe(some(...NUMBERS)),
      customerEmail: maybe(some(...EMAILS)),
    })
    .map((says) => ({ externalId, openedAt: at(-1), ...says }));

type News = { readonly parcel: ToyParcel } | { readonly ticket: Partial<TicketRecord> };

const someNews: fc.Arbitrary<News[]> = fc
  .tuple(
    fc.tuple(...ORDERS.map(someOrder)),
    fc.tuple(...NUMBERS.map(someParcel)),
    fc.tuple(...['1', '2', '3'].map(someTicket)),
  )
  .map(([orders, parcels, tickets]) => [
    ...[...orders, ...parcels].map((parcel) => ({ parcel })),
    ...tickets.map((ticket) => ({ ticket })),
  ]);

describe(`whose tickets are (seed ${SEED})`, () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ plugins: [...TOYS, toyDesk], needs: { roles: ['apply'] } });
  });
  afterAll(() => hub.close());

  /** Tells everything, with a look at what is due after some of it. Returns where the tickets and the cases they opened are. */
  async function homesAfter(news: readonly News[], looks: readonly boolean[]): Promise<unknown[]> {
    await wipe(hub.pool);
    for (const [index, one] of news.entries()) {
      if ('ticket' in one) await tellTickets(hub, one.ticket);
      else await hub.tell(one.parcel);
      if (looks[index]) await fireAll(hub);
    }
    await fireAll(hub);
    return hub.rows(`
      select t.external_id, t.match_by, o.number, s.tracking_number, s.has_tickets,
             (select count(*)::int from exception_case c
               where c.kind = 'DAMAGE_REPORTED' and c.status <> 'CLOSED' and c.detection->'ticketIds' ? t.id::text
                 and c.shipment_id is not distinct from t.shipment_id and c.order_id is not distinct from t.order_id) as cases
        from ticket t
        left join orders o on o.merchant_id = t.merchant_id and o.id = t.order_id
        left join shipment s on s.merchant_id = t.merchant_id and s.id = t.shipment_id
       order by t.external_id`);
  }

  it('is the same in whatever order news comes, and whenever it is looked at; their cases are where they are', async () => {
    const looks = fc.array(fc.boolean(), { minLength: 10, maxLength: 10 });
    const turned = someNews.chain((news) =>
      fc.tuple(fc.constant(news), fc.shuffledSubarray(news, { minLength: news.length }), looks, looks),
    );
    await fc.assert(
      fc.asyncProperty(turned, async ([news, shuffled, early, late]) => {
        expect(await homesAfter(shuffled, late)).toEqual(await homesAfter(news, early));
      }),
      { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: longForm(45_000, 2_000_000) },
    );
    printFigures('ticket-homes', { runs: RUNS, seed: SEED });
  });
});
