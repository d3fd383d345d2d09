import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import { audit } from '../testing/audit';
import { random } from '../testing/random';
import { testHub, type TestHub } from '../testing/test-hub';
import { traffic } from '../testing/traffic';
import { aloneBehindDoor } from '../work/door-lock';

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
