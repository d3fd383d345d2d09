import { instant } from '@whereabouts/model';
import type { TicketRecord } from '@whereabouts/plugin-sdk';
import { ticketsOfOrders, orderId } from '@whereabouts/store';
import { empty } from '../testing/projections';
import { testHub, type TestHub } from '../testing/test-hub';
import { tellTickets, toyDesk } from '../testing/toy-desk';
import { toyPlugin } from '../testing/toy-plugin';

const OPENED = instant('2026-11-20T08:00:00Z');
const SOLVED = instant('2026-11-20T10:00:00Z');

describe('tickets', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ plugins: [toyPlugin, toyDesk] });
  });
  afterAll(() => hub.close());
  beforeEach(() =>
    empty(hub.pool, 'inbox, pending, dead_letter, ticket, milestone, shipment, orders, alias, deadline'),
  );

  const tell = (...tickets: readonly Partial<TicketRecord>[]) => tellTickets(hub, ...tickets);
  const rows = () =>
    hub.rows<{ external_id: string; subject: string; topic: string; topic_because: string; opened_at: string }>(
      'select external_id, subject, topic, topic_because, opened_at, closed_at from ticket order by external_id',
    );

  it('are kept with what they are about, and why', async () => {
    await tell({ subject: 'Where is my order 1042?', openedAt: OPENED }, { externalId: '2', subject: 'A question' });
    expect(await rows()).toMatchObject([
      {
        external_id: '1',
        topic: 'WISMO',
        topic_because: 'subject "Where is my order"',
        opened_at: OPENED,
        closed_at: null,
      },
      { external_id: '2', topic: 'OTHER', topic_because: null },
    ]);
  });

  it('become the same whatever order their news comes in, and however often', async () => {
    const opened = { subject: 'It arrived broken', openedAt: OPENED, updatedAt: OPENED, status: 'OPEN' } as const;
    const solved = { subject: 'It arrived broken', openedAt: OPENED, updatedAt: SOLVED, status: 'SOLVED' } as const;
    await tell(opened);
    await tell(solved);
    const inOrder = await rows();
    await empty(hub.pool, 'inbox, ticket');
    await tell(solved);
    await tell(opened);
    await tell(solved, opened);
    expect(await rows()).toEqual(inOrder);
    expect(inOrder).toMatchObject([{ topic: 'DAMAGE', closed_at: SOLVED }]);
  });

  it('keep a correction when their helpdesk speaks again', async () => {
    await tell({ subject: 'Where is my order?' });
    const [{ id } = { id: '' }] = await hub.rows<{ id: string }>('select id from ticket');
    const [{ id: actor } = { id: '' }] = await hub.rows<{ id: string }>('select id from app_user');
    const order = { merchantId: hub.merchant.id, ticketId: id, topic: 'NOT_RECEIVED', actor } as const;
    expect(await hub.pipeline.correctTopic(order)).toEqual({ ticketId: id });
    await tell({ subject: 'Where is my order?', status: 'SOLVED' });
    expect(await hub.rows('select topic, corrected_topic from ticket')).toEqual([
      { topic: 'WISMO', corrected_topic: 'NOT_RECEIVED' },
    ]);
    expect(await hub.pipeline.correctTopic({ ...order, ticketId: actor })).toMatchObject({ refused: 'NOT_FOUND' });
  });

  it('belong to the order that they name, or whose parcel they name', async () => {
    await hub.post({
      number: 'T1',
      order: '1042',
      events: [{ code: 'ACCEPTED', at: OPENED }],
    });
    await tell(
      { externalId: '1', orderNumber: '1042', openedAt: OPENED },
      { externalId: '2', trackingNumber: ' t1 ', openedAt: SOLVED },
      { externalId: '3', orderNumber: '9999' },
      { externalId: '4', subject: 'Order #1042 is late', openedAt: instant('2026-11-20T11:00:00Z') },
    );
    const [linked] = await hub.rows<{ order_id: string | null }>('select order_id from shipment');
    const id = orderId(hub.merchant.id, '1042');
    const tickets = await ticketsOfOrders(hub.pool, hub.merchant.id, [id]);
    expect(tickets.map(({ externalId }) => externalId)).toEqual(['1', '2', '4']);
    expect(linked?.order_id).toBe(id);
  });
});
