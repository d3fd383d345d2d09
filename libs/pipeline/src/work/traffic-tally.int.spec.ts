import { instant } from '@whereabouts/model';
import { readCounters, sourceHealth, TRAFFIC_COUNTER } from '@whereabouts/store';
import { testHub, type TestHub } from '../testing/test-hub';

describe('figures of source health', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub();
  });
  afterAll(() => hub.close());

  it('tells lag and unmapped share of what was applied, once the tally is written', async () => {
    await hub.tell({
      number: 'H1',
      events: [
        { code: 'ACCEPTED', at: instant('2026-11-20T11:50:00Z') },
        { code: 'UNMAPPED', at: instant('2026-11-20T11:50:00Z'), city: 'Kiel' },
      ],
    });
    await hub.pipeline.stop();
    expect((await readCounters(hub.pool, hub.merchant.id, TRAFFIC_COUNTER)).size).toBeGreaterThan(0);
    const health = (await sourceHealth(hub.pool, hub.merchant.id, hub.time.clock()))(hub.source.id);
    expect(health.unmappedShare).toBe(0.5);
    expect(health.medianLagSeconds).toBeGreaterThan(600 / 1.42);
    expect(health.medianLagSeconds).toBeLessThan(600 * 1.42);
  });
});
