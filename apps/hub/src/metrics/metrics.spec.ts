import { Registry } from 'prom-client';
import { countedIntake } from './counted-intake';
import { registerGauges, type GaugeReadings } from './gauges';
import { prometheusMeter, tally } from './meter';

const readings: GaugeReadings = {
  cases: async () => [{ kind: 'STALLED_IN_TRANSIT', status: 'OPEN', cases: 3 }],
  backlog: async () => ({ inputs: 7, oldestSeconds: 1.5 }),
  deadLetters: async () => 2,
  feedLagSeconds: async () => 0.25,
  subscribers: () => 4,
};

async function lines(change: Partial<GaugeReadings> = {}): Promise<string[]> {
  const registry = new Registry();
  registerGauges(registry, { ...readings, ...change });
  return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('the metrics', () => {
  it('count and time what the pipeline does', async () => {
    const registry = new Registry();
    const meter = prometheusMeter(registry);
    meter.count('inputs_stored', 2);
    meter.count('inputs_refused', 1, { source: 'easypost', somebody: 'else' });
    meter.time('detection_lag', 0.02);
    const text = await registry.metrics();
    expect(text).toContain('whereabouts_inputs_stored_total 2');
    expect(text).toContain('whereabouts_inputs_refused_total{source="easypost"} 1');
    expect(text).toContain('whereabouts_detection_lag_seconds_bucket{le="0.025"} 1');
    expect(text).not.toContain('somebody');
  });

  it('tell where the hub stands when they are read', async () => {
    expect(await lines()).toEqual(
      expect.arrayContaining([
        'whereabouts_cases{kind="STALLED_IN_TRANSIT",status="OPEN"} 3',
        'whereabouts_pending_inputs 7',
        'whereabouts_pending_oldest_seconds 1.5',
        'whereabouts_dead_letters 2',
        'whereabouts_feed_lag_seconds 0.25',
        'whereabouts_subscribers 4',
      ]),
    );
  });

  it('are given even while the database is away', async () => {
    const away = async () => Promise.reject(new Error('away'));
    const text = (await lines({ cases: away, backlog: away, deadLetters: away, feedLagSeconds: away })).join('\n');
    expect(text).toContain('whereabouts_subscribers 4');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text).not.toMatch(/whereabouts_(cases|pending_inputs|dead_letters|feed_lag_seconds)/);
  });
});

describe('the intake', () => {
  it('is counted by source and outcome; what is no source gets no label', async () => {
    const registry = new Registry();
    const receive = countedIntake(registry, async ({ source }) =>
      source === 'easypost' ? { status: 'stored', inputId: 'x' } : { status: 'unknown-source' },
    );
    for (const source of ['easypost', 'easypost', 'guess-1'])
      await receive({ source, headers: {}, body: new Uint8Array() });
    const text = await registry.metrics();
    expect(text).toContain('whereabouts_intake_total{source="easypost",outcome="stored"} 2');
    expect(text).toContain('whereabouts_intake_total{source="",outcome="unknown-source"} 1');
    expect(text).toContain('whereabouts_intake_seconds_count 3');
    expect(text).not.toContain('guess');
  });
});

describe('a tally', () => {
  it('adds up', () => {
    const totals = tally();
    totals.count('milestones', 2);
    totals.count('milestones', 3);
    expect([totals.total('milestones'), totals.total('unmapped')]).toEqual([5, 0]);
  });
});
