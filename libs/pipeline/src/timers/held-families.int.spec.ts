import { after, HOUR, instant, type Instant } from '@whereabouts/model';
import type { PoolClient } from 'pg';
import { fireAll } from '../testing/fire-all';
import { wipe } from '../testing/projections';
import { testHub, type TestHub } from '../testing/test-hub';

const START = instant('2026-11-20T12:00:00Z');
const at = (hours: number): Instant => after(START, hours * HOUR);

describe('while somebody holds something of an order or a ticket, timers', () => {
  let hub: TestHub;
  let somebody: PoolClient;
  beforeAll(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
    somebody = await hub.pool.connect();
  });
  afterAll(async () => {
    somebody.release();
    await hub.close();
  });
  beforeEach(async () => {
    await wipe(hub.pool);
    for (const order of ['1001', '1002'])
      await hub.tell({
        number: `P${order}`,
        order,
        events: [{ code: 'ACCEPTED', at: at(-8) }],
        orders: [{ number: order, placedAt: at(-9) }],
        tickets: [{ id: `T${order}`, number: `P${order}`, subject: 'It arrived broken', openedAt: at(-1) }],
      });
  });
  afterEach(() => somebody.query('rollback'));

  const hold = async (sql: string): Promise<void> => {
    await somebody.query('begin');
    expect((await somebody.query(`${sql} for update`)).rowCount).toBe(1);
  };
  const due = async (): Promise<string[]> => {
    const { rows } = await hub.pool.query<{ name: string }>(
      `select coalesce(o.number, t.external_id) as name from deadline d
         left join orders o on o.id = d.subject_id left join ticket t on t.id = d.subject_id
        where d.subject_kind in ('order', 'ticket') and d.due_at <= $1 order by 1`,
      [hub.time.clock()],
    );
    return rows.map(({ name }) => name);
  };
  const damaged = async (): Promise<string[]> => {
    const { rows } = await hub.pool.query<{ name: string }>(
      `select tracking_number as name from exception_case where kind = 'DAMAGE_REPORTED' order by 1`,
    );
    return rows.map(({ name }) => name);
  };

  it.each([
    ['the parcel', `select 1 from shipment where tracking_number = 'P1001'`],
    ['the order', `select 1 from orders where number = '1001'`],
    ['the ticket', `select 1 from ticket where external_id = 'T1001'`],
  ])('wait for nobody when it is %s, look at the others, and later at this one', async (_, held) => {
    expect(await due()).toEqual(expect.arrayContaining(['T1001', 'T1002']));
    await hold(held);
    await fireAll(hub);
    expect(await damaged()).toEqual(['P1002']);
    expect(await due()).toContain('T1001');
    await somebody.query('rollback');
    await fireAll(hub);
    expect(await damaged()).toEqual(['P1001', 'P1002']);
    expect(await due()).toEqual([]);
  });

  it('leave an order alone of which another ticket is held, whose parcel is still another', async () => {
    await hub.tell({
      tickets: [{ id: 'T9', order: '1001', number: 'P1002', subject: 'It arrived broken', openedAt: at(-1) }],
    });
    await hold(`select 1 from shipment where tracking_number = 'P1002'`);
    await fireAll(hub);
    expect(await damaged()).toEqual(['P1001']);
    await somebody.query('rollback');
    await fireAll(hub);
    expect(await damaged()).toEqual(['P1001', 'P1002']);
    expect(await due()).toEqual([]);
  });
});
