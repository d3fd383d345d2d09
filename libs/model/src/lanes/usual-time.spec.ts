import fc from 'fast-check';
import { detect } from '../detection/detect';
import type { DetectContext, Detected } from '../detection/finding';
import { DEFAULT_POLICY } from '../policy/policy';
import { after, HOUR, type Instant } from '../time/instant';
import { anyHistory, claim, hour, milestone } from '../shipment/history.fixture';
import type { Milestone } from '../shipment/milestone';
import { summarize } from '../shipment/summary';
import { deriveShipment } from '../shipment/view';
import { cellOf } from './count-deltas';
import { TRANSIT_STAGES, type TransitStage } from './counted';
import { TIME_BUCKETS, timeBucket } from './time-histogram';
import { usualRemaining, type UsualTimes } from './usual-time';

const { usual: policy } = DEFAULT_POLICY.promise;

/** Parcels of which all needed so many hours from a stage on. */
function times(way: string, parcels: number, hours: Partial<Record<TransitStage, number>>): UsualTimes {
  const cells = Array.from({ length: TRANSIT_STAGES.length * TIME_BUCKETS }, () => 0);
  for (const [stage, h] of Object.entries(hours))
    cells[cellOf(TRANSIT_STAGES.indexOf(stage as TransitStage), timeBucket(h * HOUR))] = parcels;
  return { way, cells };
}
const narrow = times('ups on US-CA>US-TX', 40, { IN_TRANSIT: 60, OUT_FOR_DELIVERY: 5 });
const wide = times('ups on US>US', 900, { ACCEPTED: 90, IN_TRANSIT: 80, OUT_FOR_DELIVERY: 8 });

describe('the usual time that remains', () => {
  it('is told by the narrowest way that enough parcels went', () => {
    expect(usualRemaining([narrow, wide], 'IN_TRANSIT', policy)).toMatchObject({ way: narrow.way, sample: 40 });
    expect(usualRemaining([narrow, wide], 'ACCEPTED', policy)).toMatchObject({ way: wide.way, sample: 900 });
    expect(usualRemaining([narrow], 'ACCEPTED', policy)).toBeNull();
    expect(usualRemaining([narrow, wide], 'IN_TRANSIT', { ...policy, minimumSample: 41 })?.way).toBe(wide.way);
  });

  it('is what the policy’s share of parcels does not exceed', () => {
    const mixed = {
      way: 'x',
      cells: narrow.cells.map((n, cell) => n + times('', 10, { IN_TRANSIT: 200 }).cells[cell]!),
    };
    expect(usualRemaining([mixed], 'IN_TRANSIT', { ...policy, quantile: 0.79 })?.hours).toBeLessThan(70);
    expect(usualRemaining([mixed], 'IN_TRANSIT', { ...policy, quantile: 0.81 })?.hours).toBeGreaterThan(180);
  });
});

describe('a promise that the lane will not keep', () => {
  const context: DetectContext = { policy: DEFAULT_POLICY, now: hour(0), carrier: 'ups', tier: 'STANDARD' };
  const look = (history: readonly Milestone[], now: Instant, change: Partial<DetectContext> = {}): Detected => {
    const summary = summarize(history, [claim('promise', { to: hour(70) })]);
    return detect(deriveShipment(summary), summary, { ...context, usual: [narrow], now, ...change });
  };
  const ruleOf = ({ findings }: Detected) => findings.find(({ rule }) => rule === 'promise-at-risk/lane');
  const late = [milestone('ACCEPTED', 1), milestone('IN_TRANSIT', 20)];

  it('is found as early as a late estimate, and the timer is armed for it', () => {
    const dueAt = hour(70 - DEFAULT_POLICY.promise.leadHours.STANDARD);
    expect(look(late, hour(21)).nextCheckAt).toBe(dueAt);
    expect(ruleOf(look(late, after(dueAt, -1)))).toBeUndefined();
    expect(ruleOf(look(late, dueAt))).toMatchObject({
      thresholds: { leadHours: 24, tier: 'STANDARD', quantile: 0.8, sample: 40, way: 'ups on US-CA>US-TX' },
      milestoneIds: ['IN_TRANSIT@20'],
      conditionSince: dueAt,
    });
  });

  it('says what is usual and what that means for this parcel', () => {
    expect(ruleOf(look(late, hour(60)))?.because).toBe(
      '80 % of parcels of ups on US-CA>US-TX are delivered within 58.7 h of IN_TRANSIT, by 2025-03-06 14:42 UTC for this one, after the promise of 2025-03-06 06:00 UTC.',
    );
  });

  it.each<readonly [string, readonly Milestone[], Partial<DetectContext>]>([
    ['a parcel that came far enough', [...late, milestone('OUT_FOR_DELIVERY', 60)], {}],
    ['one that started early enough', [milestone('IN_TRANSIT', 5)], {}],
    ['one whose start is uncertain by more', [milestone('IN_TRANSIT', 20, { timeCertainty: 'ZONE_ASSUMED' })], {}],
    ['one that no carrier has scanned', [milestone('HANDED_OVER', 30)], {}],
    ['one that is delivered', [...late, milestone('DELIVERED', 60)], {}],
    ['a way of which nothing is known', late, { usual: [] }],
    ['a way that too few went', late, { usual: [times('x', 29, { IN_TRANSIT: 60 })] }],
  ])('is not found for %s', (_name, history, change) => {
    expect(ruleOf(look(history, hour(65), change))).toBeUndefined();
  });

  it('does not depend on when it is asked', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 0, max: 300 }), (history, at) => {
        const { findings, nextCheckAt } = look(history, hour(at), { usual: [narrow, wide] });
        if (nextCheckAt === null) return;
        const before = look(history, after(nextCheckAt, -1), { usual: [narrow, wide] });
        expect(before.findings.map(({ rule }) => rule)).toEqual(findings.map(({ rule }) => rule));
      }),
    );
  });
});
