import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import { putInputs } from '@whereabouts/store';
import { newInput } from '../receive/new-input';
import { audit } from '../testing/audit';
import { casesOf, differences, projectionsOf } from '../testing/projections';
import { random } from '../testing/random';
import { testHub, toyBody, type TestHub } from '../testing/test-hub';
import type { ToyParcel } from '../testing/toy-plugin';
import { traffic } from '../testing/traffic';
import { aloneBehindDoor } from '../work/door-lock';
import { WIPE } from './rebuild';

describe('a rebuild', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await testHub();
  });
  afterEach(() => hub.close());
  const count = async (table: string): Promise<number> =>
    (await hub.rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n;

  it('lets others receive, keeps them from applying, and blames no input for the waiting', async () => {
    const event = { code: 'ACCEPTED' as const, at: instant('2026-11-20T08:00:00Z') };
    await aloneBehindDoor(hub.pool, async () => {
      expect(await hub.post({ number: 'T1', events: [event] })).toMatchObject({ status: 'stored' });
      await sleep(700);
      expect(await count('shipment')).toBe(0);
      expect(await count('pending')).toBe(1);
      const command = { type: 'close', closeCode: 'DAMAGE' } as const;
      const order = { merchantId: hub.merchant.id, actor: 'x', caseId: hub.merchant.id, command };
      await expect(hub.pipeline.commandCase(order)).rejects.toThrow('a rebuild is under way');
    });
    await hub.pipeline.settled();
    expect([await count('shipment'), await count('pending'), await count('dead_letter')]).toEqual([1, 0, 0]);
  });

  it('leaves every parcel who it is, though inputs took effect in another order than they came', async () => {
    const damage = {
      code: 'EXCEPTION' as const,
      at: instant('2026-11-20T08:00:00Z'),
      reasons: ['carrier.damage' as const],
    };
    // Three parcels have borne this number; what came first is applied last, as after a dead letter.
    const documents: ToyParcel[] = [
      { number: 'T1', carrier: 'ups', events: [damage] },
      { number: 'T1', carrier: 'fedex', events: [{ code: 'ACCEPTED', at: instant('2026-11-20T08:00:00Z') }] },
      { number: 'T1', carrier: 'ups', events: [{ code: 'ACCEPTED', at: instant('2026-06-01T08:00:00Z') }] },
    ];
    const inputs = documents.map((document) => {
      hub.time.advance(1000);
      const { merchantId, id: sourceId } = hub.source;
      return newInput(
        { merchantId, sourceId, contentType: null, headers: {}, body: toyBody(document) },
        hub.time.clock(),
      );
    });
    for (const input of inputs.reverse()) {
      await putInputs(hub.pool, [input], 0);
      while ((await count('pending')) > 0) await sleep(20);
    }
    const [before, cases] = [await projectionsOf(hub.pool), await casesOf(hub.pool)];
    await hub.pipeline.rebuild(() => undefined);
    expect(differences(before, await projectionsOf(hub.pool))).toEqual([]);
    expect(differences(cases, await casesOf(hub.pool))).toEqual([]);
  });

  it('forgets parcels that nothing on record speaks of', async () => {
    await hub.tell({ number: 'T1' }, { number: 'T2' });
    await hub.pool.query(`delete from inbox where convert_from(body, 'utf8') like '%T1%'`);
    await hub.pipeline.rebuild(() => undefined);
    expect(await hub.rows('select tracking_number from shipment')).toEqual([{ tracking_number: 'T2' }]);
  });

  it.each([
    ['before it folded anything', WIPE],
    ['before it looked at what it had folded', 'select 1'],
  ])('that breaks off %s is finished by those who live', async (_, state) => {
    const at = (hour: number) => instant(`2026-11-20T0${hour}:00:00Z`);
    for (const number of ['T1', 'T2', 'T3']) {
      await hub.tell({ number, order: number, events: [{ code: 'RETURNING', at: at(1) }] });
      await hub.tell({ number, events: [{ code: 'EXCEPTION', at: at(2), reasons: ['carrier.damage'] }] });
    }
    const [before, cases] = [await projectionsOf(hub.pool), await casesOf(hub.pool)];
    const breaksOff = hub.pipeline.rebuild(() => {
      throw new Error('the machine lost its power');
    });
    await expect(breaksOff).rejects.toThrow('lost its power');
    await hub.pool.query(state);
    await hub.pool.query('update pending set try_after = now()');
    const isOver = async () => (await count('pending')) + (await count('shipment where open_cases < 0')) === 0;
    while (!(await isOver())) await sleep(20);
    expect(differences(before, await projectionsOf(hub.pool))).toEqual([]);
    expect(differences(cases, await casesOf(hub.pool))).toEqual([]);
  });

  it('in the midst of traffic of two processes loses nothing and repeats nothing', async () => {
    const other = await hub.another();
    const news = traffic({ random: random(7), parcels: 20, repeats: 0.1, now: hub.time.clock() });
    const acknowledged: string[] = [];
    const send = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        const reply = await hub.post(news.next());
        if (reply.status === 'stored') acknowledged.push(reply.inputId);
      }
    };
    await send(150);
    const [{ inputs }] = await Promise.all([hub.pipeline.rebuild(() => undefined), send(150)]);
    expect(inputs).toBeGreaterThanOrEqual(150);
    await Promise.all([hub.pipeline.settled(), other.settled()]);
    expect(acknowledged).toHaveLength(300);
    expect(await audit(hub.pool, acknowledged)).toEqual({
      lost: 0,
      pending: 0,
      deadLetters: 0,
      wrongMilestones: 0,
      wrongObservations: 0,
      duplicatedCases: 0,
      wrongHistories: 0,
      wrongTotals: 0,
    });
  });
});
