import fc from 'fast-check';
import { DIRECTIONS, FACILITY_ACTIONS, TIME_CERTAINTIES } from '../vocabulary/attributes';
import type { Direction, TimeCertainty } from '../vocabulary/attributes';
import { MILESTONE_CODES, type MilestoneCode } from '../vocabulary/milestones';
import { REASONS } from '../vocabulary/reasons';
import { SOURCE_KINDS, type SourceKind } from '../vocabulary/sources';
import { after, HOUR, instant, type Instant } from '../time/instant';
import type { Claim, ClaimValue, FactName } from './claims';
import type { Milestone } from './milestone';

/** A Monday morning. */
export const START = instant('2025-03-03T08:00:00Z');

/** Hours after the start; parts of an hour are allowed. */
export const hour = (hours: number): Instant => after(START, Math.round(hours * HOUR));

/** A milestone that the carrier reports at once, with an exact time, unless the change says otherwise. */
export function milestone(code: MilestoneCode, atHour: number, change: Partial<Milestone> = {}): Milestone {
  const occurredAt = hour(atHour);
  const facts: Milestone = {
    id: `${code}@${atHour}`,
    code,
    reasons: [],
    occurredAt,
    occurredLocal: null,
    timeCertainty: 'OFFSET_GIVEN',
    place: null,
    direction: 'FORWARD',
    sourceCode: null,
    sourceText: null,
    receivedAt: occurredAt,
    sourceId: 'src-carrier',
    sourceKind: 'CARRIER',
  };
  return { ...facts, ...change };
}

/** The same from the warehouse. */
export const fromWarehouse = (code: MilestoneCode, atHour: number, change: Partial<Milestone> = {}): Milestone =>
  milestone(code, atHour, { sourceId: 'src-wms', sourceKind: 'WAREHOUSE', ...change });

export function claim(fact: FactName, value: ClaimValue, change: Partial<Claim> = {}): Claim {
  return { fact, value, sourceId: 'src-shop', sourceKind: 'STOREFRONT', at: START, ...change };
}

const keysOf = <K extends string>(words: Readonly<Record<K, unknown>>): K[] => Object.keys(words) as K[];

const SOURCES: readonly (readonly [SourceKind, string])[] = [
  ...keysOf(SOURCE_KINDS).map((kind) => [kind, `one-${kind}`] as const),
  ['CARRIER', 'two-CARRIER'],
];

const PLACES = [
  null,
  { city: 'Alder Falls', region: 'GA', country: 'US' },
  { city: 'Alder Falls', region: 'GA', country: 'US', facility: 'Hub 7' },
  { city: 'Birchport', region: 'NY', country: 'US', postalCode: '10999' },
  { country: 'CA' },
];

/** Any milestone that a source can report: unlikely ones on purpose, with many equal times and places. */
export const anyMilestone: fc.Arbitrary<Milestone> = fc
  .record({
    code: fc.constantFrom(...MILESTONE_CODES),
    reasons: fc.uniqueArray(fc.constantFrom(...REASONS), { maxLength: 2 }),
    quarter: fc.integer({ min: 0, max: 4 * 24 * 10 }),
    lag: fc.constantFrom(-50, -2, 0, 0, 1, 30),
    certainty: fc.constantFrom<TimeCertainty>('OFFSET_GIVEN', ...keysOf(TIME_CERTAINTIES)),
    place: fc.constantFrom(...PLACES),
    direction: fc.constantFrom<Direction>('FORWARD', 'FORWARD', ...keysOf(DIRECTIONS)),
    action: fc.option(fc.constantFrom(...FACILITY_ACTIONS), { nil: undefined }),
    attemptNumber: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    source: fc.constantFrom(...SOURCES),
    serial: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ code, quarter, lag, certainty, action, source: [sourceKind, sourceId], serial, ...rest }) => ({
    ...milestone(code, quarter / 4),
    reasons: rest.reasons,
    place: rest.place,
    direction: rest.direction,
    attemptNumber: rest.attemptNumber,
    id: `${sourceId}/${code}/${quarter}/${serial}`,
    receivedAt: hour(quarter / 4 + lag),
    timeCertainty: certainty,
    facilityAction: action,
    sourceKind,
    sourceId,
  }));

const anyValue: Readonly<Record<FactName, fc.Arbitrary<ClaimValue>>> = {
  orderNumber: fc.constantFrom('1001', '1002'),
  serviceLevel: fc.constantFrom('GROUND', 'EXPRESS'),
  trackingUrl: fc.constant('https://carrier.example/track'),
  shippedAt: fc.integer({ min: 0, max: 90 }).map(hour),
  promise: fc.integer({ min: 0, max: 300 }).map((to) => ({ to: hour(to) })),
  carrierEstimate: fc.integer({ min: 0, max: 300 }).map(hour),
  node: fc.constantFrom<ClaimValue>({ code: 'ATL1', name: 'Atlanta' }, { code: 'ATL2' }),
  origin: fc.constant({ region: 'GA', country: 'US' }),
  destination: fc.constantFrom<ClaimValue>({ region: 'NY', country: 'US' }, { country: 'CA' }),
  declared: fc.constantFrom<ClaimValue>({ weightGrams: 500 }, { weightGrams: 900 }),
  billed: fc.constantFrom<ClaimValue>({ weightGrams: 500 }, { weightGrams: 2000 }),
  isReturn: fc.constantFrom<ClaimValue>(0, 0, 0, 1),
};

export const anyClaim: fc.Arbitrary<Claim> = fc.constantFrom(...keysOf(anyValue)).chain((fact) =>
  fc
    .record({
      value: fc.oneof({ weight: 5, arbitrary: anyValue[fact] }, { weight: 1, arbitrary: fc.constant(null) }),
      source: fc.constantFrom(...SOURCES),
      at: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ value, source: [sourceKind, sourceId], at }) => ({ fact, value, sourceKind, sourceId, at: hour(at) })),
);

/** A short history; `longHistory` is long enough that summaries leave something out. */
export const anyHistory = fc.array(anyMilestone, { maxLength: 25 });
export const anyClaims = fc.array(anyClaim, { maxLength: 8 });

export const longHistory = fc.array(
  anyMilestone.map((one) => ({ ...one, sourceId: 'one', sourceKind: 'CARRIER' as const })),
  { minLength: 80, maxLength: 220 },
);
