import { claim, fromWarehouse, hour, milestone } from '../shipment/history.fixture';
import type { Claim } from '../shipment/claims';
import type { Milestone } from '../shipment/milestone';
import { summarize } from '../shipment/summary';
import { deriveShipment } from '../shipment/view';
import { groupsOf, type GroupedCase } from './case-groups';

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
