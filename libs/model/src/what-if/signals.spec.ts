import { DEFAULT_POLICY, type Policy } from '../policy/policy';
import { claim, hour, milestone } from '../shipment/history.fixture';
import { deriveShipment } from '../shipment/view';
import { EMPTY_SUMMARY, summarize } from '../shipment/summary';
import { timeBucket } from '../lanes/time-histogram';
import { waysOf } from '../lanes/lane-keys';
import { cellOf } from '../lanes/count-deltas';
import { HOUR } from '../time/instant';
import type { ReplayedCase } from './case-book';
import { laneTableBuilder, NO_LANES, usualAt, type LaneAddition } from './lane-history';
import { replayedOrder, type ReplayedOrder } from './order-replay';
import { knowledgeOf, replayedParcel, type ReplayedParcel, type ReplayedWorld } from './parcel-replay';
import { replay } from './replay';
import { voicesAt, type NotedSilence, type VoiceHistory } from './silence-history';
import { replayedTicket, type TicketHistory } from './ticket-history';

const policy: Policy = { ...DEFAULT_POLICY, nonServiceDays: { default: [], carriers: {} } };
const UNTIL = hour(1000);
const told = (found: readonly ReplayedCase[]): unknown[] =>
  found.map(({ kind, openedAt, closedAt }) => [kind, openedAt, closedAt]);

const NOTHING: ReplayedWorld = { usual: usualAt(NO_LANES), voices: [] };
const parcelCases = (
  change: Partial<ReplayedParcel>,
  { world = NOTHING, by = policy, until = UNTIL }: { world?: ReplayedWorld; by?: Policy; until?: typeof UNTIL } = {},
): unknown[] => {
  const parcel: ReplayedParcel = {
    carrier: 'ups',
    tier: 'STANDARD',
    claims: EMPTY_SUMMARY,
    milestones: [],
    tickets: [],
    validations: [],
    ...change,
  };
  return told(replay(replayedParcel(parcel, knowledgeOf(parcel, by.truth), world, by), by, until));
};

const ticket = (change: Partial<TicketHistory> = {}): TicketHistory => ({
  id: 't',
  externalId: '7',
  topic: 'DAMAGE',
  corrected: null,
  openedAt: hour(10),
  closedAt: null,
  match: 'TRACKING_NUMBER',
  ...change,
});

describe('what a parcel was told of beside milestones', () => {
  const accepted = [milestone('ACCEPTED', 0), milestone('DELIVERED', 5)];

  it('opens the case of a ticket when it came, and closes it when a person corrected what it is about', () => {
    expect(parcelCases({ milestones: accepted, tickets: [ticket()] })).toEqual([['DAMAGE_REPORTED', hour(10), null]]);
    const corrected = ticket({ corrected: { topic: 'WISMO', at: hour(12) } });
    expect(parcelCases({ milestones: accepted, tickets: [corrected] })).toEqual([
      ['DAMAGE_REPORTED', hour(10), hour(12)],
    ]);
  });

  it('opens nothing for a ticket that was solved before anything could be wrong, or told of another time', () => {
    const asked = (change: Partial<TicketHistory>) =>
      parcelCases({ milestones: accepted, tickets: [ticket({ topic: 'NOT_RECEIVED', ...change })] });
    expect(asked({ openedAt: hour(6) })).toEqual([['DELIVERED_NOT_RECEIVED', hour(6), null]]);
    expect(asked({ openedAt: hour(2) })).toEqual([]);
    expect(asked({ openedAt: hour(2), closedAt: hour(4) })).toEqual([]);
  });

  it('opens the case of an address that failed its check, until a later check passes, milestones or not', () => {
    const failed = { passed: false, failures: ['no house number'], checkedAt: hour(1) };
    const passed = { passed: true, failures: [], checkedAt: hour(3) };
    expect(parcelCases({ validations: [failed, passed] })).toEqual([['ADDRESS_PROBLEM', hour(1), hour(3)]]);
    const labelled = [milestone('LABEL_CREATED', 0)];
    expect(parcelCases({ milestones: labelled, validations: [failed] }, { until: hour(4) })).toEqual([
      ['ADDRESS_PROBLEM', hour(1), null],
    ]);
  });
});

describe('what was usual on a lane', () => {
  const claims = summarize(
    [],
    [
      claim('origin', { region: 'CA', country: 'US' }),
      claim('destination', { region: 'TX', country: 'US' }),
      claim('promise', { to: hour(72) }),
    ],
  );
  const way = waysOf('ups', null, deriveShipment(claims).lane)[0]!;
  const slow = (day: string, next: string, n: number): LaneAddition => ({
    ...way,
    from: day,
    to: next,
    cells: [[cellOf(0, timeBucket(200 * HOUR)), n]],
  });
  const worldOf = (...additions: readonly LaneAddition[]): ReplayedWorld => {
    const builder = laneTableBuilder();
    additions.forEach((one) => builder.add(one));
    return { usual: usualAt(builder.table(1)), voices: [] };
  };
  const moving = { claims, milestones: [milestone('ACCEPTED', 1)] };
  const risk = (world: ReplayedWorld) => parcelCases(moving, { world, until: hour(48) });

  it('counts from the day after it was known, and within the months that the policy looks back', () => {
    expect(risk(worldOf(slow('2025-03-02', '2025-03-03', 30)))).toEqual([['PROMISE_AT_RISK', hour(48), null]]);
    expect(risk(worldOf(slow('2025-03-02', '2025-03-03', 29)))).toEqual([]);
    expect(risk(worldOf(slow('2025-03-06', '2025-03-07', 30)))).toEqual([]);
    expect(risk(worldOf(slow('2024-10-01', '2024-11-01', 30)))).toEqual([['PROMISE_AT_RISK', hour(48), null]]);
    expect(risk(worldOf(slow('2024-09-01', '2024-10-01', 30)))).toEqual([]);
  });

  it('is added up by way, and left out where there is never enough of it', () => {
    const builder = laneTableBuilder();
    builder.add(slow('2025-03-01', '2025-03-02', 10));
    builder.add(slow('2025-03-01', '2025-03-02', 10));
    const known = usualAt(builder.table(20));
    const route = { carrier: 'ups', service: null, lane: way.lane };
    expect(known(route, 6, hour(0))[0]?.cells[cellOf(0, timeBucket(200 * HOUR))]).toBe(20);
    expect(usualAt(builder.table(21))(route, 6, hour(0))).toEqual([]);
  });
});

describe('the silence of a source', () => {
  const silence = { from: hour(1), notedAt: hour(20), spokeAt: hour(60), mutedAt: null };
  const voice: VoiceHistory = { sourceId: 'src-carrier', carrier: 'ups', lastInputAt: hour(900), silences: [silence] };
  const stalls = (change: Partial<NotedSilence>, by = policy) =>
    parcelCases(
      { milestones: [milestone('ACCEPTED', 0)] },
      { world: { ...NOTHING, voices: [{ ...voice, silences: [{ ...silence, ...change }] }] }, by, until: hour(100) },
    );

  it('holds back what rests on it, until it spoke and has caught up', () => {
    // Looked at after a quarter of the silence, at 59:45, and after twelve hours more.
    expect(stalls(silence)).toEqual([['STALLED_IN_TRANSIT', hour(71.75), null]]);
    const longGrace = { ...policy, silence: { ...policy.silence, graceHours: 20 } };
    expect(stalls(silence, longGrace)).toEqual([['STALLED_IN_TRANSIT', hour(80), null]]);
    expect(parcelCases({ milestones: [milestone('ACCEPTED', 0)] }, { until: hour(100) })).toEqual([
      ['STALLED_IN_TRANSIT', hour(48), null],
    ]);
  });

  it('holds nothing back that the hub did not know of, or that a person said is none', () => {
    expect(stalls({ notedAt: hour(50) })).toEqual([['STALLED_IN_TRANSIT', hour(48), null]]);
    expect(stalls({ mutedAt: hour(30) })).toEqual([['STALLED_IN_TRANSIT', hour(48), null]]);
  });

  it('is told as it was known at each moment', () => {
    expect([10, 30, 70].map((at) => voicesAt([voice], hour(at))[0])).toMatchObject([
      { silentFrom: null, lastInputAt: hour(10) },
      { silentFrom: hour(1), spokeAt: null, lastInputAt: hour(1) },
      { silentFrom: hour(1), spokeAt: hour(60), lastInputAt: hour(70) },
    ]);
  });
});

describe('replaying an order', () => {
  const says = {
    placedAt: hour(0),
    lines: [{ sku: 'A', title: 'A', quantity: 1, unitPrice: { amount: '9', currency: 'USD' } }],
  };
  const orderCases = (change: Partial<ReplayedOrder>, until = hour(400), by = policy): unknown[] => {
    const order: ReplayedOrder = {
      statements: { 'STOREFRONT:shop': { at: hour(0), says } },
      milestones: [],
      parcels: [],
      tickets: [],
      stock: [],
      ...change,
    };
    return told(replay(replayedOrder(order, by), by, until));
  };
  const level = (onHand: number, at: number) => ({
    sku: 'A',
    sourceId: 'house',
    sourceKind: 'WAREHOUSE' as const,
    nodeCode: 'NJ',
    onHand,
    available: null,
    at: hour(at),
    heardAt: hour(at),
  });
  const promisedBy = (at: number, more = {}) => ({
    'STOREFRONT:shop': { at: hour(0), says: { ...says, promise: { to: hour(at) }, ...more } },
  });

  it('opens a case while an article is gone, as levels were heard', () => {
    expect(orderCases({ stock: [level(4, -50), level(0, 6), level(3, 20)] })).toEqual([
      ['INVENTORY_SHORT', hour(6), hour(20)],
    ]);
    expect(orderCases({ stock: [level(0, -5)] })).toEqual([['INVENTORY_SHORT', hour(0), null]]);
  });

  it('watches a promise until there is a parcel or it is cancelled', () => {
    expect(orderCases({ statements: promisedBy(50) })).toEqual([['PROMISE_AT_RISK', hour(26), null]]);
    const cancelled = promisedBy(50, { cancelledAt: hour(30) });
    expect(orderCases({ statements: cancelled })).toEqual([['PROMISE_AT_RISK', hour(26), hour(30)]]);
    const known = knowledgeOf(
      { claims: EMPTY_SUMMARY, milestones: [milestone('LABEL_CREATED', 40)], tickets: [], validations: [] },
      policy.truth,
    );
    expect(orderCases({ statements: promisedBy(50), parcels: [{ trackingNumber: 'T1', known }] })).toEqual([
      ['PROMISE_AT_RISK', hour(26), hour(40)],
    ]);
  });

  it('knows of another article in the parcel only once it was said', () => {
    const line = (sku: string) => ({ ...says.lines[0]!, sku });
    const statements = {
      'STOREFRONT:shop': { at: hour(0), says: { ...says, lines: [line('A'), line('B')] } },
      'WAREHOUSE:house': { at: hour(9), says: { lines: [line('A'), line('C')] } },
    };
    expect(orderCases({ statements }, hour(10))).toEqual([['INVENTORY_SHORT', hour(9), null]]);
  });

  it('opens the case of a ticket that is of none of its parcels', () => {
    expect(orderCases({ tickets: [ticket({ match: 'ORDER_NUMBER' })] })).toEqual([['DAMAGE_REPORTED', hour(10), null]]);
  });

  it('is nothing while nothing is known of it', () => expect(orderCases({ statements: {} })).toEqual([]));
});

it('replays tickets of nobody', () => {
  const one = ticket({ match: null, closedAt: hour(20) });
  const found = replay(replayedTicket(one, policy), policy, UNTIL);
  expect(told(found)).toEqual([['DAMAGE_REPORTED', hour(10), null]]);
});
