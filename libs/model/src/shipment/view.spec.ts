import fc from 'fast-check';
import type { SourceKind } from '../vocabulary/sources';
import type { ShipmentState } from '../vocabulary/shipment-states';
import type { Claim } from './claims';
import { DEFAULT_RANKING } from './ranking';
import { anyHistory, claim, fromWarehouse, hour, milestone } from './history.fixture';
import type { Milestone } from './milestone';
import { summarize } from './summary';
import { deriveShipment } from './view';

const view = (history: readonly Milestone[], claims: readonly Claim[] = []) =>
  deriveShipment(summarize(history, claims));

const from = (sourceKind: SourceKind): Partial<Milestone> => ({ sourceKind, sourceId: `src-${sourceKind}` });
const back = { direction: 'RETURN' } as const;

describe('the state of a shipment', () => {
  const table: readonly (readonly [string, readonly Milestone[], ShipmentState])[] = [
    ['nothing reported', [], 'EXPECTED'],
    ['bought', [milestone('ORDER_PLACED', 0)], 'EXPECTED'],
    ['picked', [fromWarehouse('PICKED', 0)], 'PACKED'],
    ['labelled', [fromWarehouse('PACKED', 0), fromWarehouse('LABEL_CREATED', 1)], 'LABEL_CREATED'],
    [
      'handed over, label printed again',
      [fromWarehouse('HANDED_OVER', 1), milestone('LABEL_CREATED', 2)],
      'HANDED_OVER',
    ],
    ['hand-over reported after the scan', [milestone('ACCEPTED', 1), fromWarehouse('HANDED_OVER', 3)], 'IN_TRANSIT'],
    [
      'failed pickup says why, not where',
      [fromWarehouse('HANDED_OVER', 1), milestone('PICKUP_FAILED', 3)],
      'HANDED_OVER',
    ],
    ['in transit, then delayed', [milestone('IN_TRANSIT', 1), milestone('DELAYED', 3)], 'IN_TRANSIT'],
    ['in transit, then an exception', [milestone('IN_TRANSIT', 1), milestone('EXCEPTION', 3)], 'IN_TRANSIT'],
    ['held', [milestone('IN_TRANSIT', 1), milestone('HELD', 3)], 'HELD'],
    ['held until it moves', [milestone('HELD', 3), milestone('IN_TRANSIT', 4)], 'IN_TRANSIT'],
    ['in customs', [milestone('CUSTOMS_STARTED', 3)], 'HELD'],
    ['through customs', [milestone('CUSTOMS_STARTED', 3), milestone('CUSTOMS_CLEARED', 4)], 'IN_TRANSIT'],
    ['at the counter', [milestone('ATTEMPT_FAILED', 3), milestone('AVAILABLE_FOR_PICKUP', 4)], 'AVAILABLE_FOR_PICKUP'],
    ['held and delivered on one date', [milestone('HELD', 4), milestone('DELIVERED', 4)], 'DELIVERED'],
    ['delivered, moved again', [milestone('DELIVERED', 4), milestone('IN_TRANSIT', 5)], 'IN_TRANSIT'],
    ['delivered, then on the way back', [milestone('DELIVERED', 4), milestone('RETURNING', 5)], 'RETURNING'],
    ['delivered, an old scan comes late', [milestone('DELIVERED', 4), milestone('IN_TRANSIT', 3)], 'DELIVERED'],
    ['delivered, then only held', [milestone('DELIVERED', 4), milestone('HELD', 5)], 'DELIVERED'],
    ['lost', [milestone('IN_TRANSIT', 1), milestone('TERMINATED', 9, { reasons: ['carrier.lost'] })], 'LOST'],
    ['destroyed', [milestone('TERMINATED', 9, { reasons: ['carrier.destroyed'] })], 'LOST'],
    [
      'lost, then found',
      [milestone('TERMINATED', 9, { reasons: ['carrier.lost'] }), milestone('IN_TRANSIT', 10)],
      'IN_TRANSIT',
    ],
    ['ended without a reason after a scan', [milestone('ACCEPTED', 1), milestone('TERMINATED', 9)], 'LOST'],
    [
      'ended without a reason before any scan',
      [milestone('LABEL_CREATED', 1), milestone('TERMINATED', 9)],
      'CANCELLED',
    ],
    [
      'cancelled',
      [milestone('ACCEPTED', 1), milestone('TERMINATED', 9, { reasons: ['shipper.cancelled'] })],
      'CANCELLED',
    ],
    ['cancelled, labelled later', [milestone('TERMINATED', 2), fromWarehouse('LABEL_CREATED', 5)], 'CANCELLED'],
    [
      'a return label beside the forward way',
      [milestone('IN_TRANSIT', 1), milestone('LABEL_CREATED', 2, back)],
      'IN_TRANSIT',
    ],
    ['any scan on the way back', [milestone('IN_TRANSIT', 1), milestone('OUT_FOR_DELIVERY', 2, back)], 'RETURNING'],
    ['delivered on the way back', [milestone('RETURNING', 1), milestone('DELIVERED', 2, back)], 'RETURNED'],
  ];
  it.each(table)('%s', (_name, history, state) => {
    expect(view(history).state).toBe(state);
    expect(view(history.toReversed()).state).toBe(state);
  });

  it('begins with the run of news that gives it', () => {
    const history = [milestone('IN_TRANSIT', 1), milestone('HELD', 3), milestone('HELD', 5), milestone('HELD', 8)];
    expect(view(history).stateSince).toBe(hour(3));
  });
});

describe('a shipment that is itself a return', () => {
  const isReturn = [claim('isReturn', 1)];
  it('is delivered when it is back at the shipper', () => {
    const history = [milestone('IN_TRANSIT', 1, back), milestone('DELIVERED', 2, back)];
    expect(view(history, isReturn)).toMatchObject({ state: 'DELIVERED', deliveredAt: hour(2), direction: 'RETURN' });
    expect(view([milestone('RETURNING', 1), milestone('RETURNED', 2)], isReturn).state).toBe('DELIVERED');
  });
  it('is in transit on its own way', () => {
    expect(view([milestone('RETURNING', 1)], isReturn)).toMatchObject({ state: 'IN_TRANSIT', direction: 'RETURN' });
  });
});

describe('which source is believed', () => {
  it('lets no worse source undo an outcome, and records what it said', () => {
    const told = view([milestone('DELIVERED', 4), fromWarehouse('RETURNING', 6)]);
    expect(told).toMatchObject({ state: 'DELIVERED', deliveredAt: hour(4) });
    expect(told.conflicts).toMatchObject([
      {
        fact: 'delivered',
        winner: 'CARRIER',
        since: hour(6),
        values: [{ value: 'DELIVERED' }, { value: 'RETURNING' }],
      },
    ]);
  });

  it('lets a better source undo it, and records that too', () => {
    const told = view([fromWarehouse('DELIVERED', 4), milestone('IN_TRANSIT', 6)]);
    expect(told).toMatchObject({ state: 'IN_TRANSIT', deliveredAt: null });
    expect(told.conflicts).toMatchObject([
      { fact: 'delivered', winner: 'CARRIER', values: [{ value: 'IN_TRANSIT' }, { sourceKind: 'WAREHOUSE' }] },
    ]);
  });

  it('forgets a contradiction that was settled', () => {
    const told = view([milestone('DELIVERED', 4), milestone('IN_TRANSIT', 6), milestone('DELIVERED', 9)]);
    expect(told).toMatchObject({ state: 'DELIVERED', deliveredAt: hour(9), conflicts: [] });
  });

  it('believes a correction by a person before all, until somebody corrects it again', () => {
    const correction = milestone('DELIVERED', 5, from('MANUAL'));
    expect(view([correction, milestone('IN_TRANSIT', 7)]).state).toBe('DELIVERED');
    expect(view([correction, milestone('HELD', 8, from('MANUAL'))]).state).toBe('HELD');
    expect(view([milestone('DELIVERED', 4), milestone('HELD', 5, from('MANUAL'))]).state).toBe('HELD');
  });

  it('takes the time of an outcome from the best source', () => {
    expect(view([fromWarehouse('DELIVERED', 4), milestone('DELIVERED', 5)]).deliveredAt).toBe(hour(5));
    expect(view([milestone('DELIVERED', 4), fromWarehouse('DELIVERED', 5)]).deliveredAt).toBe(hour(4));
    expect(view([milestone('DELIVERED', 4), milestone('DELIVERED', 5)]).deliveredAt).toBe(hour(4));
  });

  it('follows another ranking', () => {
    const history = [milestone('DELIVERED', 4), fromWarehouse('IN_TRANSIT', 6)];
    const ranking = { ...DEFAULT_RANKING, transport: ['WAREHOUSE', 'CARRIER'] as const };
    expect(deriveShipment(summarize(history), ranking).state).toBe('IN_TRANSIT');
  });

  it('lets no uncertain time of another source undo an outcome', () => {
    const sure = milestone('IN_TRANSIT', 6, {
      ...from('CARRIER'),
      timeCertainty: 'ZONE_ASSUMED',
      receivedAt: hour(30),
    });
    expect(view([milestone('DELIVERED', 4), sure]).state).toBe('DELIVERED');
    expect(view([milestone('DELIVERED', 4), { ...sure, occurredAt: hour(18.01) }]).state).toBe('IN_TRANSIT');
  });

  it('compares the clock of one source with itself', () => {
    const assumed = { timeCertainty: 'ZONE_ASSUMED' } as const;
    expect(view([milestone('DELIVERED', 4, assumed), milestone('IN_TRANSIT', 5, assumed)]).state).toBe('IN_TRANSIT');
    const unknown = milestone('IN_TRANSIT', 6, { timeCertainty: 'UNKNOWN' });
    expect(view([milestone('DELIVERED', 4, assumed), unknown]).state).toBe('DELIVERED');
  });
});

describe('the times of a shipment', () => {
  it('tells label, hand-over, scans, movement and delivery apart', () => {
    const history = [
      fromWarehouse('LABEL_CREATED', 1),
      milestone('LABEL_CREATED', 2),
      fromWarehouse('HANDED_OVER', 5),
      milestone('ACCEPTED', 9),
      milestone('OUT_FOR_DELIVERY', 20),
      milestone('DELIVERED', 24, { deliveredTo: 'NEIGHBOR' }),
    ];
    expect(view(history)).toMatchObject({
      labelledAt: hour(1),
      handedOverAt: hour(5),
      shippedAt: hour(5),
      firstScanAt: hour(9),
      lastScanAt: hour(24),
      lastMovementAt: hour(24),
      deliveredAt: hour(24),
      deliveredTo: 'NEIGHBOR',
    });
  });

  it('takes the acceptance scan for the hand-over when nobody reported one, and never the other way round', () => {
    expect(view([milestone('ACCEPTED', 9)]).handedOverAt).toBe(hour(9));
    expect(view([milestone('IN_TRANSIT', 9)])).toMatchObject({ handedOverAt: null, firstScanAt: hour(9) });
    expect(view([fromWarehouse('HANDED_OVER', 9)]).firstScanAt).toBeNull();
  });

  it('does not take a shop for a scanner', () => {
    expect(view([milestone('IN_TRANSIT', 9, from('STOREFRONT'))])).toMatchObject({
      state: 'IN_TRANSIT',
      firstScanAt: null,
      lastMovementAt: hour(9),
    });
  });

  it('counts attempts once when two sources relay them, or one source tells one twice', () => {
    const twice = [milestone('ATTEMPT_FAILED', 10), milestone('ATTEMPT_FAILED', 10.5), milestone('ATTEMPT_FAILED', 30)];
    const relayed = [10, 30].map((at) => milestone('ATTEMPT_FAILED', at, { ...from('AGGREGATOR'), id: `agg${at}` }));
    expect(view([...twice, ...relayed]).attempts).toBe(2);
    expect(view([milestone('ATTEMPT_FAILED', 10, { attemptNumber: 3 })]).attempts).toBe(3);
    expect(view([milestone('ATTEMPT_FAILED', 10, back)]).attempts).toBe(0);
  });
});

describe('what sources state', () => {
  const carrier = { sourceKind: 'CARRIER', sourceId: 'src-carrier' } as const;
  it('is taken from the best source of each fact', () => {
    const claims = [
      claim('orderNumber', '1001'),
      claim('orderNumber', 'REF 77', { ...carrier, at: hour(9) }),
      claim('carrierEstimate', hour(50), { sourceKind: 'AGGREGATOR', sourceId: 'agg', at: hour(8) }),
      claim('carrierEstimate', hour(40), carrier),
      claim('promise', { to: hour(48) }),
      claim('node', { code: 'ATL1', name: 'Atlanta' }),
      claim('origin', { city: 'Alder Falls', region: 'GA', country: 'US' }),
      claim('destination', { region: 'ny', country: 'US' }),
    ];
    expect(view([], claims)).toMatchObject({
      orderNumber: '1001',
      carrierEstimate: hour(40),
      promise: { from: null, to: hour(48), source: 'STOREFRONT' },
      node: { code: 'ATL1', name: 'Atlanta' },
      lane: 'US-GA>US-NY',
      destination: { region: 'ny', country: 'US' },
      conflicts: [],
    });
  });

  it('of weights: the warehouse knows what was declared, the carrier what was billed', () => {
    const warehouse = { sourceKind: 'WAREHOUSE', sourceId: 'src-wms' } as const;
    const claims = [
      claim('declared', { weightGrams: 700 }, carrier),
      claim('declared', { weightGrams: 500, lengthMm: 200 }, warehouse),
      claim('billed', { weightGrams: 600 }, warehouse),
      claim('billed', { weightGrams: 650 }, carrier),
    ];
    expect(view([], claims)).toMatchObject({
      declared: { weightGrams: 500, lengthMm: 200 },
      billed: { weightGrams: 650 },
    });
    expect(view([], [claim('declared', { lengthMm: 200 })]).declared).toBeNull();
  });

  it('has no lane without both countries', () => {
    expect(view([], [claim('origin', { country: 'US' }), claim('destination', { city: 'Oakmere' })]).lane).toBeNull();
    expect(view([], [claim('origin', { country: 'US' }), claim('destination', { country: 'CA' })]).lane).toBe('US>CA');
  });

  it('conflicts when promises are more than a day apart, deliveries too, or the billed weight is another', () => {
    const history = [
      milestone('DELIVERED', 40),
      milestone('DELIVERED', 65, { ...from('AGGREGATOR'), id: 'relayed' }),
      milestone('DELIVERED', 50, { ...from('WAREHOUSE'), id: 'near' }),
    ];
    const claims = [
      claim('promise', { to: hour(48) }),
      claim('promise', { to: hour(80) }, { sourceKind: 'WAREHOUSE', sourceId: 'src-wms', at: hour(2) }),
      claim('declared', { weightGrams: 500 }),
      claim('billed', { weightGrams: 2000 }, { ...carrier, at: hour(20) }),
    ];
    const { conflicts } = view(history, claims);
    expect(conflicts.map(({ fact, winner, since }) => [fact, winner, since])).toEqual([
      ['delivered', 'CARRIER', hour(65)],
      ['promise', 'STOREFRONT', hour(2)],
      ['weight', 'CARRIER', hour(20)],
    ]);
    expect(conflicts[0]!.values.map(({ value }) => value)).toEqual([hour(40), hour(65)]);
    expect(view([milestone('DELIVERED', 40), milestone('DELIVERED', 70)]).conflicts).toEqual([]);
  });
});

it('a view has a state, and a delivery time exactly while it is delivered, whatever was reported', () => {
  fc.assert(
    fc.property(anyHistory, (history) => {
      const { state, deliveredAt, firstScanAt, lastScanAt, lane } = view(history);
      expect(deliveredAt !== null).toBe(state === 'DELIVERED');
      expect(firstScanAt === null).toBe(lastScanAt === null);
      expect(firstScanAt === null || firstScanAt <= lastScanAt!).toBe(true);
      expect(lane).toBeNull();
    }),
    { numRuns: 500 },
  );
});

it('tells which house a parcel goes to, as far as its source does', () => {
  const destination = { country: 'US', postalCode: '10001', streetKey: 'a1' };
  expect(deriveShipment(summarize([], [claim('destination', destination)])).destination).toEqual(destination);
});
