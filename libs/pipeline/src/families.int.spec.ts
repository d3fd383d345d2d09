import { setTimeout } from 'node:timers/promises';
import { after, DAY, HOUR, instant, MINUTE, type Instant, type TicketTopic } from '@whereabouts/model';
import { orderId } from '@whereabouts/store';
import { fireAll } from './testing/fire-all';
import { wipe } from './testing/projections';
import { sign, testHub, toyBody, type TestHub } from './testing/test-hub';
import { tellTickets, toyDesk } from './testing/toy-desk';
import { TOYS, type ToyEvent, type ToyOrder } from './testing/toy-plugin';

const START = instant('2026-11-20T12:00:00Z');
const at = (hours: number): Instant => after(START, hours * HOUR);

interface CaseRow {
  readonly number: number;
  readonly kind: string;
  readonly status: string;
  readonly parcel: string | null;
  readonly order: string | null;
  readonly by_ticket: boolean;
  readonly rule: string;
}

describe('orders with their parcels and tickets', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ plugins: [...TOYS, toyDesk], needs: { roles: ['apply'] } });
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    hub.time.set(START);
    await wipe(hub.pool);
  });

  const cases = () =>
    hub.rows<CaseRow>(`
      select c.number, c.kind, c.status, s.tracking_number as parcel, o.number as order, c.ticket_id is not null as by_ticket,
             c.detection->>'rule' as rule
        from exception_case c
        left join shipment s on s.merchant_id = c.merchant_id and s.id = c.shipment_id
        left join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
       order by c.number`);
  const short = async (): Promise<string[]> =>
    (await cases()).map(({ kind, status, parcel, order, by_ticket }) =>
      [kind, status, parcel ?? (order === null ? (by_ticket ? 'a ticket' : 'nothing') : `order ${order}`)].join(' '),
    );
  const history = async (): Promise<string[]> =>
    (await hub.rows<{ action: string }>('select action from activity order by id')).map(({ action }) => action);
  const delivered: readonly ToyEvent[] = [
    { code: 'ACCEPTED', at: at(-48) },
    { code: 'DELIVERED', at: at(-2) },
  ];
  const parcel = (number: string, order: string | undefined, events: readonly ToyEvent[] = delivered) =>
    hub.tell({ number, order, events });
  const order = async (one: ToyOrder): Promise<void> => {
    await hub.post({ orders: [one] }, 'toy-shop');
    await hub.pipeline.settled();
  };
  const ticket = (subject: string, more: object = {}) =>
    tellTickets(hub, { externalId: '4711', subject, openedAt: at(-1), ...more });
  const fire = () => fireAll(hub);
  const ticketRow = async () => {
    const [row] = await hub.rows<{ order: string | null; parcel: string | null; match_by: string | null; id: string }>(
      `select t.id, o.number as order, s.tracking_number as parcel, t.match_by from ticket t
         left join orders o on o.merchant_id = t.merchant_id and o.id = t.order_id
         left join shipment s on s.merchant_id = t.merchant_id and s.id = t.shipment_id`,
    );
    return row!;
  };
  const actor = async () => (await hub.rows<{ id: string }>('select id from app_user'))[0]!.id;

  describe('a ticket', () => {
    it('that names the parcel opens a case for it, and says why', async () => {
      await parcel('T1', '1042');
      await ticket('It arrived broken', { trackingNumber: 'T1' });
      await fire();
      expect(await short()).toEqual(['DAMAGE_REPORTED OPEN T1']);
      const [{ detection } = { detection: null }] = await hub.rows<{ detection: object }>(
        'select detection from exception_case',
      );
      const { id } = await ticketRow();
      expect(detection).toMatchObject({ rule: 'damage/ticket', ticketIds: [id] });
      expect(await ticketRow()).toMatchObject({ order: '1042', parcel: 'T1', match_by: 'TRACKING_NUMBER' });
    });

    it.each<readonly [string, object, string | null]>([
      ['a number in a field', { orderNumber: '1042' }, 'ORDER_NUMBER'],
      ['a number in the text', { subject: 'My order 1042 arrived broken' }, 'ORDER_NUMBER_IN_TEXT'],
      ['the address of the customer', { customerEmail: 'Kim@Example.test' }, 'EMAIL'],
      ['nothing', {}, null],
    ])('is matched by %s', async (_name, clue, match_by) => {
      await order({ number: '1042', email: 'kim@example.test', placedAt: at(-90) });
      await parcel('T1', '1042');
      await ticket('It arrived broken', clue);
      await fire();
      expect(await ticketRow()).toMatchObject({ match_by, parcel: match_by === null ? null : 'T1' });
      expect(await short()).toEqual([`DAMAGE_REPORTED OPEN ${match_by === null ? 'a ticket' : 'T1'}`]);
    });

    it('is not matched by an address that has two orders, or an old one', async () => {
      await order({ number: '1042', email: 'kim@example.test', placedAt: at(-90) });
      await order({ number: '1043', email: 'kim@example.test', placedAt: at(-40) });
      await order({ number: '1044', email: 'lee@example.test', placedAt: at(-24 * 61) });
      await ticket('Where is it?', { customerEmail: 'kim@example.test' });
      await fire();
      expect(await ticketRow()).toMatchObject({ match_by: null });
      await ticket('Where is it?', { customerEmail: 'lee@example.test', updatedAt: at(0) });
      await fire();
      expect(await ticketRow()).toMatchObject({ match_by: null });
    });

    it('of a question is counted and opens nothing', async () => {
      await parcel('T1', '1042');
      await ticket('Where is my order?', { orderNumber: '1042' });
      await fire();
      expect(await short()).toEqual([]);
      expect(
        await hub.rows(`select name, key, value from counter where name like 'ticket%' and value <> 0 order by 1`),
      ).toEqual([
        { name: 'ticket-matches', key: 'found|ORDER_NUMBER', value: 1 },
        { name: 'ticket-topics', key: 'found|WISMO', value: 1 },
      ]);
    });

    it('of a parcel that is not delivered yet is no case of a parcel that was not received', async () => {
      await parcel('T1', '1042', [{ code: 'ACCEPTED', at: at(-3) }]);
      await ticket('I never received my parcel', { orderNumber: '1042' });
      await fire();
      expect(await short()).toEqual([]);
      await parcel('T1', '1042', [{ code: 'DELIVERED', at: at(-2) }]);
      await fire();
      expect(await short()).toEqual(['DELIVERED_NOT_RECEIVED OPEN T1']);
    });
  });

  describe('a case that nobody knows the parcel of', () => {
    it('moves to the order, then to its parcel, when these are known', async () => {
      await ticket('It arrived broken', { orderNumber: '1042' });
      await fire();
      expect(await short()).toEqual(['DAMAGE_REPORTED OPEN a ticket']);
      await order({ number: '1042', email: 'kim@example.test' });
      await fire();
      expect(await short()).toEqual(['DAMAGE_REPORTED OPEN order 1042']);
      await parcel('T1', '1042');
      await fire();
      expect(await cases()).toMatchObject([
        { number: 1001, parcel: 'T1', order: '1042', by_ticket: true, rule: 'damage/ticket' },
      ]);
      expect(await history()).toEqual(['opened', 'attached', 'evidence-joined', 'attached']);
      expect(await hub.rows('select open_cases, has_tickets from shipment')).toEqual([
        { open_cases: 1, has_tickets: true },
      ]);
      expect(
        await hub.rows('select tracking_number, order_number, customer_email, carrier from exception_case'),
      ).toEqual([{ tracking_number: 'T1', order_number: '1042', customer_email: 'kim@example.test', carrier: 'toy' }]);
    });

    it('goes on in the case of the kind that its parcel has already', async () => {
      await ticket('It arrived broken', { trackingNumber: 'T1' });
      await fire();
      await parcel('T1', '1042', [...delivered, { code: 'EXCEPTION', at: at(-1), reasons: ['carrier.damage'] }]);
      await fire();
      expect(await short()).toEqual(['DAMAGE_REPORTED CLOSED a ticket', 'DAMAGE_REPORTED OPEN T1']);
      expect(await history()).toEqual(['opened', 'opened', 'merged', 'evidence-joined']);
      expect(await hub.rows('select sum(open_cases)::int as n from app_user')).toEqual([{ n: 1 }]);
    });

    it('stays with the order while it could be any of several parcels', async () => {
      await parcel('T1', '1042');
      await parcel('T2', '1042');
      await ticket('I never received my parcel', { orderNumber: '1042' });
      await fire();
      expect(await short()).toEqual(['DELIVERED_NOT_RECEIVED OPEN order 1042']);
    });

    it('ends when the parcel proves to be on its way', async () => {
      await ticket('I never received my parcel', { trackingNumber: 'T1' });
      await fire();
      expect(await short()).toEqual(['DELIVERED_NOT_RECEIVED OPEN a ticket']);
      await parcel('T1', '1042', [{ code: 'ACCEPTED', at: at(-3) }]);
      await fire();
      expect(await short()).toEqual(['DELIVERED_NOT_RECEIVED CLOSED T1']);
      expect(await hub.rows('select open_cases from shipment')).toEqual([{ open_cases: 0 }]);
    });
  });

  describe('a correction', () => {
    const correct = async (topic: TicketTopic) => {
      const { id: ticketId } = await ticketRow();
      await hub.pipeline.correctTopic({ merchantId: hub.merchant.id, ticketId, topic, actor: await actor() });
    };

    it('of the topic opens a case, and another one ends it', async () => {
      await parcel('T1', '1042');
      await ticket('A question', { orderNumber: '1042' });
      await fire();
      expect(await short()).toEqual([]);
      await correct('DAMAGE');
      expect(await short()).toEqual(['DAMAGE_REPORTED OPEN T1']);
      await correct('WISMO');
      expect(await short()).toEqual(['DAMAGE_REPORTED CLOSED T1']);
      const counts = `select key, value from counter where name = 'ticket-topics' and value <> 0 order by 1`;
      expect(await hub.rows(counts)).toEqual([
        { key: 'corrected|OTHER|WISMO', value: 1 },
        { key: 'found|OTHER', value: 1 },
      ]);
    });

    it('of whose it is moves its case, stands against the helpdesk, and is counted', async () => {
      await parcel('T1', '1042');
      await parcel('T2', '1043');
      await ticket('It arrived broken', { orderNumber: '1042' });
      await fire();
      expect(await short()).toEqual(['DAMAGE_REPORTED OPEN T1']);
      const { id: ticketId } = await ticketRow();
      const [{ id: shipmentId } = { id: '' }] = await hub.rows<{ id: string }>(
        `select id from shipment where tracking_number = 'T2'`,
      );
      const order = { merchantId: hub.merchant.id, ticketId, actor: await actor() };
      expect(await hub.pipeline.matchTicket({ ...order, shipmentId })).toEqual({ ticketId });
      expect(await short()).toEqual(['DAMAGE_REPORTED OPEN T2']);
      expect(await history()).toEqual(['opened', 'moved', 'evidence-joined']);
      expect(await hub.rows('select tracking_number, open_cases from shipment order by 1')).toEqual([
        { tracking_number: 'T1', open_cases: 0 },
        { tracking_number: 'T2', open_cases: 1 },
      ]);
      await ticket('It arrived broken', { orderNumber: '1042', status: 'OPEN', updatedAt: at(0) });
      await fire();
      expect(await ticketRow()).toMatchObject({ order: '1043', parcel: 'T2', match_by: 'PERSON' });
      expect(
        await hub.rows(`select key, value from counter where name = 'ticket-matches' and value <> 0 order by 1`),
      ).toEqual([
        { key: 'corrected|ORDER_NUMBER', value: 1 },
        { key: 'found|ORDER_NUMBER', value: 1 },
      ]);
      expect(await hub.pipeline.matchTicket({ ...order, shipmentId: ticketId })).toMatchObject({
        refused: 'NOT_FOUND',
      });
      expect(await hub.pipeline.matchTicket({ ...order, ticketId: shipmentId, shipmentId })).toMatchObject({
        refused: 'NOT_FOUND',
      });
    });
  });

  describe('an order', () => {
    const warehouse = async (...events: readonly ToyEvent[]): Promise<void> => {
      await hub.post({ order: '1042', events }, 'toy-house');
      await hub.pipeline.settled();
    };

    it('that is backordered opens a case before there is a parcel, and the parcel ends it', async () => {
      await order({ number: '1042', placedAt: at(-1), tier: 'VIP' });
      await warehouse({ code: 'BACKORDERED', at: at(-1), reasons: ['shipper.out_of_stock'] });
      await fire();
      expect(await short()).toEqual(['INVENTORY_SHORT OPEN order 1042']);
      const [{ flags } = { flags: null }] = await hub.rows<{ flags: unknown }>('select flags from exception_case');
      expect(flags).toMatchObject([{ code: 'VIP' }]);
      await parcel('T1', '1042', [{ code: 'LABEL_CREATED', at: at(0) }]);
      await fire();
      expect(await short()).toEqual(['INVENTORY_SHORT CLOSED order 1042']);
    });

    it('that nobody picks in time opens a case when the time is over, and the pick ends it', async () => {
      await order({ number: '1042', placedAt: at(0) });
      await warehouse({ code: 'ALLOCATED', at: at(1) });
      hub.time.set(after(at(48), -MINUTE));
      await fire();
      expect(await short()).toEqual([]);
      hub.time.set(at(48));
      await fire();
      expect(await short()).toEqual(['INVENTORY_SHORT OPEN order 1042']);
      await warehouse({ code: 'PICKED', at: at(48) });
      await fire();
      expect(await short()).toEqual(['INVENTORY_SHORT CLOSED order 1042']);
    });

    it('that is split opens a case when one part lies', async () => {
      await parcel('T1', '1042', [{ code: 'ACCEPTED', at: at(0) }]);
      await parcel('T2', '1042', [{ code: 'LABEL_CREATED', at: at(0) }]);
      await fire();
      expect(await short()).toEqual([]);
      hub.time.set(at(24));
      await fire();
      expect(await short()).toEqual(['INVENTORY_SHORT OPEN order 1042']);
    });

    it('that is split by two processes in the same moment opens one as well', async () => {
      await order({ number: '1042' });
      const other = await hub.another();
      const outside = await hub.pool.connect();
      // Both have read all that they read when they come to write.
      await outside.query('begin; lock table shipment in share mode');
      await hub.post({ number: 'T1', order: '1042', events: [{ code: 'ACCEPTED', at: at(0) }] });
      const body = toyBody({ number: 'T2', order: '1042', events: [{ code: 'LABEL_CREATED', at: at(0) }] });
      await other.receive({ source: 'toy', headers: sign(body), body });
      const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      while ((await hub.rows(waiting)).length < 2) await setTimeout(20);
      await outside.query('rollback');
      outside.release();
      await Promise.all([hub.pipeline.settled(), other.settled()]);
      hub.time.set(at(24));
      await fire();
      expect(await short()).toEqual(['INVENTORY_SHORT OPEN order 1042']);
    });

    it('is at rest when it is shipped: nothing wakes us for it', async () => {
      await order({ number: '1042', placedAt: at(0) });
      await warehouse({ code: 'PICKED', at: at(1) });
      await parcel('T1', '1042', [{ code: 'DELIVERED', at: at(2) }]);
      hub.time.set(after(START, 3 * DAY));
      await fire();
      const id = orderId(hub.merchant.id, '1042');
      expect(await hub.rows('select 1 from deadline where subject_id = $1', [id])).toEqual([]);
      expect(await short()).toEqual([]);
    });
  });

  it('are the same after a rebuild', async () => {
    await order({ number: '1042', email: 'kim@example.test', placedAt: at(-90) });
    await parcel('T1', '1042');
    await ticket('It arrived broken', { orderNumber: '1042' });
    await tellTickets(hub, { externalId: '2', subject: 'It is smashed', openedAt: at(-1) });
    await fire();
    const before = [await cases(), await hub.rows('select * from ticket order by id'), await history()];
    await hub.pipeline.rebuild(() => undefined);
    await fire();
    const tickets = await hub.rows('select * from ticket order by id');
    expect([await cases(), tickets, await history()]).toEqual(before);
    expect(await hub.rows('select has_tickets, open_cases from shipment')).toEqual([
      { has_tickets: true, open_cases: 1 },
    ]);
  });

  describe('news of a shipment that has no number yet', () => {
    const short_ = { code: 'BACKORDERED', at: at(-1), reasons: ['shipper.out_of_stock'] } as const;
    const known = () => order({ number: '1042', id: 'O7', placedAt: at(-4) });
    const tell = (document: object) => hub.tell({ shipmentId: 'S7', ...document });

    it.each([
      ['after', known, () => tell({ order: '1042', events: [short_] })],
      ['before', () => tell({ order: '1042', events: [short_] }), known],
    ])('is of the order that it names by number, %s that is known', async (_name, first, second) => {
      await first();
      await second();
      await fire();
      expect(await short()).toEqual(['INVENTORY_SHORT OPEN order 1042']);
    });

    it("is of the order that it names by the source's id", async () => {
      await hub.tell({ orders: [{ number: '1042', id: 'O7', placedAt: at(-4) }] });
      await tell({ orderId: 'O7', events: [short_] });
      await fire();
      expect(await short()).toEqual(['INVENTORY_SHORT OPEN order 1042']);
    });

    it('is also told of the parcel, once that has a number', async () => {
      await known();
      await tell({ order: '1042', events: [short_] });
      await fire();
      await hub.tell({ number: 'T1', shipmentId: 'S7', order: '1042', events: [{ code: 'PICKED', at: at(0) }] });
      const codes = await hub.rows<{ code: string }>('select code from milestone order by code');
      expect(codes.map(({ code }) => code)).toEqual(['BACKORDERED', 'PICKED']);
      await fire();
      expect((await short()).filter((line) => line.includes('OPEN'))).toEqual([]);
    });
  });
});
