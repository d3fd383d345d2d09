import { after, CLOSED_CIRCUIT, HOUR, instant } from '@whereabouts/model';
import type { SourceHealthView } from '@whereabouts/store';
import { Registry } from 'prom-client';
import { countedIntake } from './counted-intake';
import { registerGauges, type GaugeReadings } from './gauges';
import { prometheusMeter, tally } from './meter';
import { registerSourceGauges, type SourceReading } from './source-gauges';

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

describe('the metrics of sources', () => {
  const now = instant('2026-11-20T12:00:00Z');
  const health: SourceHealthView = {
    lastInputAt: after(now, -HOUR),
    inputsLastHour: 7,
    deadLetters: 2,
    unmappedShare: 0.01,
    uncertainShare: 0.25,
    medianLagSeconds: 64,
    p95LagSeconds: null,
    expectedIntervalSeconds: 600,
    silentSince: after(now, -HOUR),
    topUnmapped: [],
    pull: {
      circuit: { ...CLOSED_CIRCUIT, state: 'OPEN', retryAt: after(now, HOUR) },
      closedUntil: null,
      rate: { requests: 60, perSeconds: 60 },
      readyRequests: 6,
      idleInMs: 0,
      nextDueAt: after(now, -HOUR),
      lastPullAt: null,
      lastOutcome: null,
      lastDetail: null,
    },
  };
  const labels = { merchant: 'Shop', source: 'ups', plugin: 'ups' };
  const figures = async (read: () => Promise<readonly SourceReading[]>): Promise<string[]> => {
    const registry = new Registry();
    registerSourceGauges(registry, read, () => now);
    const text = await registry.metrics();
    return text.split('\n').filter((line) => line.startsWith('whereabouts_source'));
  };

  it('tell how each of them fares, with one reading for all', async () => {
    let readings = 0;
    const given = await figures(async () => {
      readings++;
      return [{ labels, health }];
    });
    const of = 'merchant="Shop",source="ups",plugin="ups"';
    expect(given).toEqual(
      expect.arrayContaining([
        `whereabouts_source_last_input_age_seconds{${of}} 3600`,
        `whereabouts_source_silent{${of}} 1`,
        `whereabouts_source_lag_median_seconds{${of}} 64`,
        `whereabouts_source_uncertain_time_share{${of}} 0.25`,
        `whereabouts_source_circuit_open{${of}} 1`,
        `whereabouts_source_ready_requests{${of}} 6`,
        `whereabouts_source_polls_overdue_seconds{${of}} 3600`,
      ]),
    );
    expect(given.join()).not.toContain('lag_p95');
    expect(readings).toBe(1);
  });

  it('tell nothing of asking where a source cannot be asked, and nothing while the database is away', async () => {
    const given = await figures(async () => [{ labels, health: { ...health, pull: null } }]);
    expect(given.join()).not.toMatch(/circuit|requests|polls/);
    expect(await figures(() => Promise.reject(new Error('away')))).toEqual([]);
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
