import { after, CLOSED_CIRCUIT, HOUR, instant } from '@whereabouts/model';
import type { PullHealthView } from './pull-health';
import { sourceTrouble } from './source-trouble';
import type { SourceHealthView } from './source-views';

const now = instant('2026-11-20T12:00:00Z');
const healthy: SourceHealthView = {
  lastInputAt: now,
  inputsLastHour: 1,
  deadLetters: 0,
  unmappedShare: 0,
  uncertainShare: 0,
  medianLagSeconds: null,
  p95LagSeconds: null,
  expectedIntervalSeconds: null,
  silentSince: null,
  topUnmapped: [],
  pull: null,
};
const pull: PullHealthView = {
  circuit: CLOSED_CIRCUIT,
  closedUntil: null,
  rate: { requests: 1, perSeconds: 1 },
  readyRequests: 1,
  idleInMs: 0,
  nextDueAt: null,
  lastPullAt: now,
  lastOutcome: 'ANSWERED',
  lastDetail: null,
};
const open = { ...CLOSED_CIRCUIT, state: 'OPEN' as const, reason: 'api.test answered 503', retryAt: after(now, HOUR) };
const trouble = (change: Partial<SourceHealthView>) => sourceTrouble('ups', { ...healthy, ...change }, now);
const advice = (change: Partial<SourceHealthView>): string | null => trouble(change)?.advice ?? null;

describe('the trouble with a source', () => {
  it('is none when all is well', () => {
    expect(advice({})).toBeNull();
    expect(advice({ pull: { ...pull, closedUntil: now }, unmappedShare: 0.01 })).toBeNull();
  });

  it('says how to give new credentials', () =>
    expect(advice({ pull: { ...pull, circuit: open, lastOutcome: 'UNAUTHORIZED' } })).toMatch(/source set ups --set/));

  it('says when a source that fails is tried again', () =>
    expect(advice({ pull: { ...pull, circuit: open, lastOutcome: 'FAILED' }, deadLetters: 3 })).toBe(
      'It fails (api.test answered 503). It is tried again by itself, at 2026-11-20 13:00 UTC; look at its status page if it lasts.',
    ));

  it('names silence, a pause, dead letters and unknown codes, in this order', () => {
    const all = {
      silentSince: after(now, -9 * HOUR),
      pull: { ...pull, closedUntil: after(now, HOUR) },
      deadLetters: 2,
      unmappedShare: 0.2,
    };
    expect(advice(all)).toMatch(/^Nothing has come since 2026-11-20 03:00 UTC/);
    expect(advice({ ...all, silentSince: null })).toMatch(/stay away until 2026-11-20 13:00 UTC/);
    expect(advice({ ...all, silentSince: null, pull })).toMatch(/^2 inputs or records are set aside/);
    expect(advice({ unmappedShare: 0.2 })).toMatch(/^20 % of its events/);
    expect(trouble({ unmappedShare: 0.2 })?.brief).toBe('20 % unmapped');
  });
});
