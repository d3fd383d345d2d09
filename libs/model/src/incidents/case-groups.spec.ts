import { claim, fromWarehouse, hour, milestone } from '../shipment/history.fixture';
import type { Claim } from '../shipment/claims';
import type { Milestone } from '../shipment/milestone';
import { summarize } from '../shipment/summary';
import { deriveShipment } from '../shipment/view';
import { groupsOf, groupsOfOrder, type GroupedCase } from './case-groups';

const way = [
  claim('origin', { region: 'CA', country: 'US' }),
  claim('destination', { region: 'TX', country: 'US' }),
  claim('node', { code: 'LAX1', name: 'Los Angeles' }),
];
const hub = { city: 'Alder Falls', region: 'GA', country: 'US', facility: 'Hub 7' };

function grouped(
  kind: GroupedCase['kind'],
  history: readonly Milestone[],
  change: Partial<GroupedCase> = {},
  claims: readonly Claim[] = way,
): string[] {
  const summary = summarize(history, claims);
  const view = deriveShipment(summary);
  const one = { kind, reason: null, conditionSince: hour(5), carrier: 'ups', view, summary, ...change };
  return groupsOf(one).map(({ type, title }) => `${type}: ${title}`);
}

describe('what cases have in common', () => {
  it('is node and day for trouble that begins in a warehouse', () => {
    expect(grouped('NO_FIRST_SCAN', [fromWarehouse('HANDED_OVER', 1)])).toEqual([
      'NODE: NO_FIRST_SCAN from Los Angeles, 2025-03-03',
    ]);
  });

  it('is facility and lane for trouble on the way', () => {
    const history = [milestone('IN_TRANSIT', 5, { place: hub })];
    expect(grouped('STALLED_IN_TRANSIT', history)).toEqual([
      'FACILITY: Last scanned by ups',
      'LANE: ups on US-CA>US-TX',
    ]);
  });

  it('is the weather where the parcel goes, when the carrier blames it', () => {
    const history = [milestone('IN_TRANSIT', 5), milestone('DELAYED', 6, { reasons: ['external.weather'] })];
    expect(grouped('PROMISE_AT_RISK', history)).toEqual([
      'WEATHER: Weather on the way to US-TX',
      'LANE: ups on US-CA>US-TX',
    ]);
    expect(grouped('STALLED_IN_TRANSIT', [milestone('IN_TRANSIT', 5)], { reason: 'external.weather' })).toContain(
      'WEATHER: Weather on the way to US-TX',
    );
  });

  it('is nothing where nothing is known, or where each case has its own cause', () => {
    expect(grouped('STALLED_IN_TRANSIT', [milestone('IN_TRANSIT', 5)], {}, [])).toEqual([]);
    expect(grouped('ADDRESS_PROBLEM', [milestone('IN_TRANSIT', 5, { place: hub })])).toEqual([]);
    expect(grouped('DELIVERED_NOT_RECEIVED', [milestone('DELIVERED', 5, { place: hub })])).toEqual([]);
  });

  it('has one key for the same thing and another for another', () => {
    const keyAt = (facility: string, carrier = 'ups'): string => {
      const summary = summarize([milestone('IN_TRANSIT', 5, { place: { ...hub, facility } })]);
      const view = deriveShipment(summary);
      const one = {
        kind: 'STALLED_IN_TRANSIT' as const,
        reason: null,
        conditionSince: hour(5),
        carrier,
        view,
        summary,
      };
      return groupsOf(one)[0]!.key;
    };
    expect(keyAt('Hub 7')).toBe(keyAt('HUB-7'));
    expect(new Set([keyAt('Hub 7'), keyAt('Hub 8'), keyAt('Hub 7', 'fedex')]).size).toBe(3);
  });
});

describe('what cases of orders have in common', () => {
  const titles = (kind: GroupedCase['kind'], ...nodes: string[]): string[] =>
    groupsOfOrder({ kind, conditionSince: hour(5), nodes }).map(({ key, title }) => `${key}: ${title}`);

  it('is each node at which articles are short, and day, as for parcels of that node', () => {
    expect(titles('INVENTORY_SHORT', 'LAX1', 'NJ')).toEqual([
      'NODE|INVENTORY_SHORT|2025-03-03|LAX1: INVENTORY_SHORT from LAX1, 2025-03-03',
      'NODE|INVENTORY_SHORT|2025-03-03|NJ: INVENTORY_SHORT from NJ, 2025-03-03',
    ]);
    const summary = summarize([], way);
    const one = { kind: 'INVENTORY_SHORT' as const, reason: null, conditionSince: hour(5), carrier: 'ups' };
    expect(groupsOf({ ...one, view: deriveShipment(summary), summary })[0]!.key).toBe(
      'NODE|INVENTORY_SHORT|2025-03-03|LAX1',
    );
  });

  it('is nothing for other kinds, or where no node is known', () => {
    expect(titles('PROMISE_AT_RISK', 'LAX1')).toEqual([]);
    expect(titles('INVENTORY_SHORT')).toEqual([]);
  });
});
