import fc from 'fast-check';
import { CUSTOMER_TIERS, EXCEPTION_KINDS, type CustomerTier, type ExceptionKind } from '../vocabulary/exceptions';
import { after, DAY, type Instant } from '../time/instant';
import type { Claim } from '../shipment/claims';
import { anyClaims, anyHistory, claim, fromWarehouse, hour, milestone } from '../shipment/history.fixture';
import type { Milestone } from '../shipment/milestone';
import { summarize } from '../shipment/summary';
import { deriveShipment } from '../shipment/view';
import { detect } from './detect';
import type { DetectContext, Detected } from './finding';
import { DEFAULT_POLICY } from '../policy/policy';
import type { DetectionPolicy } from './policy';
import { RULES } from './rules/rules';

const context: DetectContext = { policy: DEFAULT_POLICY, now: hour(0), carrier: 'ups', tier: 'STANDARD' };

function look(
  history: readonly Milestone[],
  now: Instant,
  change: Partial<DetectContext> = {},
  claims: readonly Claim[] = [],
): Detected {
  const summary = summarize(history, claims);
  return detect(deriveShipment(summary), summary, { ...context, now, ...change });
}
const rulesOf = ({ findings }: Detected): string[] => findings.map(({ rule }) => rule);

const handedOver = [fromWarehouse('HANDED_OVER', 1)];
const moving = [milestone('ACCEPTED', 1), milestone('IN_TRANSIT', 5)];
const held = [...moving, milestone('HELD', 6), milestone('HELD', 20)];
const customs = [...moving, milestone('HELD', 6, { reasons: ['customs.documents'] })];
const counter = [...moving, milestone('AVAILABLE_FOR_PICKUP', 10)];
const promised = [claim('promise', { to: hour(40) })];
const late = [...promised, claim('carrierEstimate', hour(50), { sourceKind: 'CARRIER', sourceId: 'src-carrier' })];
const border = [claim('origin', { country: 'US' }), claim('destination', { country: 'CA' })];
const assumed = { timeCertainty: 'ZONE_ASSUMED', receivedAt: hour(90) } as const;

describe('a rule with a clock', () => {
  /** Sunday, on which carriers do not count by default, is from hour 136 to hour 160. */
  const clocks: readonly (readonly [string, string, readonly Milestone[], Instant, readonly Claim[]])[] = [
    ['24 h after hand-over without a scan', 'no-first-scan/handed-over', handedOver, hour(25), []],
    [
      '48 h after the label without hand-over',
      'no-first-scan/label-only',
      [milestone('LABEL_CREATED', 1)],
      hour(49),
      [],
    ],
    ['48 h without movement at home', 'stalled/no-movement', moving, hour(53), []],
    ['96 h without movement over a border', 'stalled/no-movement', moving, hour(101), border],
    ['Sunday does not count', 'stalled/no-movement', [milestone('IN_TRANSIT', 100)], hour(172), []],
    ['an assumed zone may be 14 h off', 'stalled/no-movement', [milestone('IN_TRANSIT', 5, assumed)], hour(67), []],
    ['out for delivery and silent', 'stalled/no-movement', [milestone('OUT_FOR_DELIVERY', 5)], hour(53), []],
    ['72 h held, counted from the first report', 'stalled/held', held, hour(78), []],
    ['120 h in customs', 'stalled/held', customs, hour(126), []],
    ['2 days before the counter sends it back', 'failed-attempt/counter', counter, hour(10 + 5 * 24), []],
    ['the promise passes', 'promise-at-risk/passed', moving, hour(40), promised],
    ['a late estimate, 24 h before the promise', 'promise-at-risk/estimate', moving, hour(16), late],
  ];

  it.each(clocks)('%s: %s', (_name, rule, history, dueAt, claims) => {
    expect(rulesOf(look(history, after(dueAt, -1), {}, claims))).not.toContain(rule);
    expect(rulesOf(look(history, dueAt, {}, claims))).toContain(rule);
  });

  it.each(clocks)('%s: the timer is armed for it', (_name, rule, history, dueAt, claims) => {
    const { kind } = RULES.find(({ id }) => id === rule)!;
    const off = (Object.keys(EXCEPTION_KINDS) as ExceptionKind[]).filter((other) => other !== kind);
    const before = look(history, hour(0), { policy: { ...DEFAULT_POLICY, off } }, claims);
    expect(before.nextCheckAt).toBe(dueAt);
  });
});

describe('a rule without a clock', () => {
  const now = hour(30);
  it.each<readonly [string, readonly Milestone[], readonly string[]]>([
    ['an attempt failed', [...moving, milestone('ATTEMPT_FAILED', 29)], ['failed-attempt/reported']],
    [
      'tried again since',
      [milestone('ATTEMPT_FAILED', 20), milestone('OUT_FOR_DELIVERY', 29)],
      ['failed-attempt/reported'],
    ],
    ['delivered after all', [milestone('ATTEMPT_FAILED', 20), milestone('DELIVERED', 29)], []],
    ['waits at the counter now', [milestone('ATTEMPT_FAILED', 20), milestone('AVAILABLE_FOR_PICKUP', 29)], []],
    ['out for delivery twice a day', [milestone('OUT_FOR_DELIVERY', 4), milestone('OUT_FOR_DELIVERY', 28)], []],
    [
      'out for delivery on two days',
      [milestone('OUT_FOR_DELIVERY', 4), milestone('OUT_FOR_DELIVERY', 28.1)],
      ['failed-attempt/out-for-delivery-twice'],
    ],
    [
      'on two days, as far as the zone is right',
      [milestone('OUT_FOR_DELIVERY', 4), milestone('OUT_FOR_DELIVERY', 29, { ...assumed, receivedAt: hour(29) })],
      [],
    ],
    ['the carrier reports damage', [milestone('EXCEPTION', 20, { reasons: ['carrier.damage'] })], ['damage/reported']],
    [
      'delivered and damaged',
      [milestone('DELIVERED', 20, { reasons: ['delivery.arrived_damaged'] })],
      ['damage/reported'],
    ],
    ['on the way back', [...moving, milestone('RETURNING', 29)], ['return-to-sender/reported']],
    ['back at the shipper', [milestone('RETURNING', 20), milestone('RETURNED', 29)], ['return-to-sender/reported']],
    ['lost', [...moving, milestone('TERMINATED', 29, { reasons: ['carrier.lost'] })], ['stalled/lost']],
    ['cancelled', [milestone('LABEL_CREATED', 1), milestone('TERMINATED', 9)], []],
    ['delayed by weather, as announced', [...moving, milestone('DELAYED', 29, { reasons: ['external.weather'] })], []],
  ])('%s', (_name, history, rules) => {
    expect(rulesOf(look(history, now))).toEqual(rules);
  });

  it('needs no time: a date in the future of the source delays nothing', () => {
    const ahead = milestone('ATTEMPT_FAILED', 40, { receivedAt: hour(30), timeCertainty: 'ZONE_ASSUMED' });
    expect(rulesOf(look([ahead], now))).toEqual(['failed-attempt/reported']);
  });
});

describe('what silences a rule', () => {
  const later = hour(400);
  it.each<readonly [string, readonly Milestone[]]>([
    ['delivered, late or not', [...moving, milestone('DELIVERED', 80)]],
    ['back at the shipper', [...moving, milestone('RETURNED', 80)]],
    ['cancelled', [milestone('LABEL_CREATED', 1), milestone('TERMINATED', 2)]],
  ])('%s: no clock runs', (_name, history) => {
    const { findings, nextCheckAt } = look(history, later, {}, late);
    expect(findings.map(({ kind }) => kind).filter((kind) => kind !== 'RETURN_TO_SENDER')).toEqual([]);
    expect(nextCheckAt).toBeNull();
  });

  it('a scan by a shop that relays the carrier ends the wait for the first scan', () => {
    const relayed = milestone('IN_TRANSIT', 3, { sourceKind: 'STOREFRONT', sourceId: 'src-shop' });
    expect(rulesOf(look([...handedOver, relayed], hour(40)))).toEqual([]);
  });

  it('a return goes back by its nature, was promised to nobody, and its label waits for the customer', () => {
    const isReturn = claim('isReturn', 1);
    expect(rulesOf(look([milestone('RETURNING', 20)], hour(41), {}, [isReturn, ...promised]))).toEqual([]);
    expect(look([milestone('LABEL_CREATED', 1)], later, {}, [isReturn])).toEqual({ findings: [], nextCheckAt: null });
  });
});

describe('the policy', () => {
  const with_ = (change: Partial<DetectionPolicy>): DetectionPolicy => ({ ...DEFAULT_POLICY, version: 7, ...change });

  it('switches kinds off', () => {
    const policy = with_({ off: ['STALLED_IN_TRANSIT'] });
    expect(look(moving, hour(90), { policy })).toEqual({ findings: [], nextCheckAt: null });
  });

  it('gives hours by carrier, service and lane; the first match counts', () => {
    const overrides = [
      { carrier: 'ups', serviceLevel: 'SAVER', hours: 80 },
      { carrier: 'ups', hours: 60 },
    ];
    const policy = with_({ stall: { ...DEFAULT_POLICY.stall, overrides } });
    const saver = [claim('serviceLevel', 'SAVER')];
    expect(look(moving, hour(6), { policy }).nextCheckAt).toBe(hour(65));
    expect(look(moving, hour(6), { policy }, saver).nextCheckAt).toBe(hour(85));
    expect(look(moving, hour(6), { policy, carrier: 'dhl' }, saver).nextCheckAt).toBe(hour(53));
  });

  it('gives non-service days by carrier', () => {
    const policy = with_({ nonServiceDays: { default: [7], carriers: { usps: [], ups: [6, 7] } } });
    const friday = [milestone('IN_TRANSIT', 100)];
    expect(look(friday, hour(101), { policy, carrier: 'usps' }).nextCheckAt).toBe(hour(148));
    expect(look(friday, hour(101), { policy, carrier: 'ups' }).nextCheckAt).toBe(hour(196));
    expect(look(friday, hour(101), { policy, carrier: 'constructor' }).nextCheckAt).toBe(hour(172));
  });

  it('warns for better tiers earlier', () => {
    const due = (tier: CustomerTier) =>
      look([...moving, milestone('IN_TRANSIT', 200)], hour(0), { tier }, [
        claim('promise', { to: hour(240) }),
        claim('carrierEstimate', hour(250)),
      ]).nextCheckAt;
    expect([due('STANDARD'), due('SUBSCRIBER'), due('VIP')]).toEqual([hour(216), hour(192), hour(168)]);
  });
});

describe('a finding', () => {
  it('says why: rule, version, thresholds, milestones, since when, and a sentence', () => {
    const scan = milestone('IN_TRANSIT', 5, { ...assumed, receivedAt: hour(6), reasons: ['carrier.missort'] });
    expect(look([scan], hour(60)).findings).toEqual([
      {
        kind: 'STALLED_IN_TRANSIT',
        reason: 'carrier.missort',
        rule: 'stalled/no-movement',
        policyVersion: 0,
        thresholds: { hours: 48, nonServiceDays: '7' },
        because:
          "No movement since IN_TRANSIT at 2025-03-03 14:00 UTC at the latest (reported for 2025-03-03 13:00 UTC): 48 h of the carrier's service time ran out at 2025-03-05 14:00 UTC.",
        milestoneIds: ['IN_TRANSIT@5'],
        conditionSince: hour(6),
      },
    ]);
  });
});

describe('the next check', () => {
  const anyShipment = fc.record({
    history: anyHistory,
    claims: anyClaims,
    tier: fc.constantFrom(...(Object.keys(CUSTOMER_TIERS) as CustomerTier[])),
    off: fc.subarray(Object.keys(EXCEPTION_KINDS) as ExceptionKind[], { maxLength: 2 }),
    zone: fc.constantFrom('UTC', 'America/New_York', 'Pacific/Auckland'),
    now: fc.integer({ min: 0, max: 240 * 4 }).map((quarters) => hour(quarters / 4)),
  });

  it('is never early and misses nothing: findings stand until then, and a further one holds at that moment', () => {
    fc.assert(
      fc.property(anyShipment, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const { history, claims, tier, zone, off } = given;
        const change = { tier, zone, policy: { ...DEFAULT_POLICY, off } };
        const at = (now: Instant) => look(history, now, change, claims);
        const now = at(given.now);
        const dueAt = now.nextCheckAt;
        const end = dueAt ?? after(given.now, 60 * DAY);
        const between = after(given.now, Math.floor(share * (Date.parse(end) - 1 - Date.parse(given.now))));
        expect(at(between)).toEqual(now);
        expect(at(after(end, -1))).toEqual(now);
        if (dueAt === null) return;
        expect(dueAt > given.now).toBe(true);
        const then = at(dueAt);
        expect(then.findings.length).toBeGreaterThan(now.findings.length);
        expect(then.findings).toEqual(expect.arrayContaining(now.findings));
        expect(then.nextCheckAt === null || then.nextCheckAt > dueAt).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

it('every rule has an id of its own, and names milestones that exist', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  fc.assert(
    fc.property(anyHistory, anyClaims, (history, claims) => {
      const ids = new Set(history.map(({ id }) => id));
      for (const { milestoneIds, because } of look(history, hour(1000), {}, claims).findings) {
        expect(milestoneIds.filter((id) => !ids.has(id))).toEqual([]);
        expect(because).toMatch(/^[A-Z].*\.$/);
      }
    }),
    { numRuns: 500 },
  );
});
