import type { MilestoneCode } from '../vocabulary/milestones';
import { hour, milestone } from './history.fixture';
import type { Milestone, Place } from './milestone';
import { placeKey } from './place-key';
import { summarize } from './summary';
import { deriveShipment } from './view';

const hub = { facility: 'Hub 7', city: 'Alder Falls', country: 'US' };
const depot = { facility: 'Depot 2', city: 'Birchport', country: 'US' };
const at = (code: MilestoneCode, hours: number, place: Place | null, change: Partial<Milestone> = {}): Milestone =>
  milestone(code, hours, { place, ...change });
const lastMovement = (...scans: Milestone[]) => deriveShipment(summarize(scans)).lastMovementAt;

describe('movement', () => {
  it('is a scan at another facility', () => {
    expect(lastMovement(at('IN_TRANSIT', 1, hub), at('IN_TRANSIT', 5, depot))).toBe(hour(5));
  });

  it('is not one more scan at the same facility, however it is worded', () => {
    const shouted = { facility: 'HUB-7', city: 'ALDER FALLS', country: 'US' };
    const again = [at('IN_TRANSIT', 5, hub), at('IN_TRANSIT', 9, shouted, { facilityAction: 'PROCESSED' })];
    expect(lastMovement(at('IN_TRANSIT', 1, hub), ...again)).toBe(hour(1));
  });

  it('is a departure from there, once', () => {
    const left = { facilityAction: 'DEPARTED' } as const;
    const scans = [at('IN_TRANSIT', 1, hub), at('IN_TRANSIT', 5, hub, left)];
    expect(lastMovement(...scans)).toBe(hour(5));
    expect(lastMovement(...scans, at('IN_TRANSIT', 30, hub, left), at('IN_TRANSIT', 40, hub))).toBe(hour(5));
  });

  it('is every act at the door, also at the same place, but not its repetition', () => {
    const day1 = [at('AT_DELIVERY_DEPOT', 1, depot), at('OUT_FOR_DELIVERY', 2, depot), at('ATTEMPT_FAILED', 8, depot)];
    expect(lastMovement(...day1)).toBe(hour(8));
    expect(lastMovement(...day1, at('OUT_FOR_DELIVERY', 26, depot))).toBe(hour(26));
    expect(lastMovement(...day1, at('OUT_FOR_DELIVERY', 26, depot), at('OUT_FOR_DELIVERY', 50, depot))).toBe(hour(26));
  });

  it('is a scan at a place that the source does not tell: then nothing proves a repetition', () => {
    expect(lastMovement(at('IN_TRANSIT', 1, null), at('IN_TRANSIT', 5, null))).toBe(hour(5));
    expect(lastMovement(at('IN_TRANSIT', 1, { country: 'US' }), at('IN_TRANSIT', 5, { country: 'US' }))).toBe(hour(5));
  });

  it('is nothing that is only announced', () => {
    const announced = [at('DELAYED', 5, depot), at('EXCEPTION', 6, depot), at('HELD', 7, depot)];
    expect(lastMovement(at('IN_TRANSIT', 1, hub), ...announced)).toBe(hour(1));
  });

  it('is judged for each source by itself, since two sources name one facility differently', () => {
    const relay = { sourceKind: 'AGGREGATOR', sourceId: 'agg' } as const;
    const scans = [1, 9].flatMap((hours) => [
      at('IN_TRANSIT', hours, hub),
      at('IN_TRANSIT', hours, { city: 'Alder Falls' }, { ...relay, id: `relayed ${hours}` }),
    ]);
    expect(lastMovement(...scans)).toBe(hour(1));
  });

  it('is dated as late as its time allows, but not after it was heard of', () => {
    const assumed = { timeCertainty: 'ZONE_ASSUMED' } as const;
    expect(lastMovement(at('IN_TRANSIT', 1, hub, { ...assumed, receivedAt: hour(48) }))).toBe(hour(15));
    expect(lastMovement(at('IN_TRANSIT', 1, hub, { ...assumed, receivedAt: hour(2) }))).toBe(hour(2));
    const vague = at('IN_TRANSIT', 1, hub, { ...assumed, receivedAt: hour(48) });
    expect(lastMovement(vague, at('IN_TRANSIT', 5, depot))).toBe(hour(15));
  });
});

describe('the key of a place', () => {
  it('is empty for what names no town', () => {
    expect([null, {}, { country: 'US' }, { region: 'GA', country: 'US' }].map(placeKey)).toEqual(['', '', '', '']);
  });
  it('differs between facilities, towns and postal codes', () => {
    const places = [hub, depot, { ...hub, facility: 'Hub 8' }, { city: 'Alder Falls' }, { postalCode: '30301' }];
    expect(new Set(places.map(placeKey)).size).toBe(places.length);
  });
  it('keeps letters of other scripts apart', () => {
    expect(placeKey({ city: '東京' })).not.toBe(placeKey({ city: '大阪' }));
  });
});
