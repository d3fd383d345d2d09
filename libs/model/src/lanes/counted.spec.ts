import fc from 'fast-check';
import { HOUR } from '../time/instant';
import { anyClaims, anyHistory, claim, fromWarehouse, hour, milestone } from '../shipment/history.fixture';
import type { Claim } from '../shipment/claims';
import type { Milestone } from '../shipment/milestone';
import { mergeSummaries, summarize, type Summary } from '../shipment/summary';
import { deriveShipment } from '../shipment/view';
import { countedOf, sameCounted, type Counted } from './counted';
import { cellOf, countSheet } from './count-deltas';
import { timeBucket } from './time-histogram';

const way = [claim('origin', { region: 'CA', country: 'US' }), claim('destination', { region: 'TX', country: 'US' })];
const countedIn = (summary: Summary): Counted | null => countedOf('ups', deriveShipment(summary), summary);
const counted = (history: readonly Milestone[], claims: readonly Claim[] = way): Counted | null =>
  countedIn(summarize(history, claims));

const moving = [milestone('ACCEPTED', 0), milestone('IN_TRANSIT', 10), milestone('IN_TRANSIT', 20)];
const delivered = [...moving, milestone('OUT_FOR_DELIVERY', 40), milestone('DELIVERED', 44)];
const since = (hours: number): number => timeBucket(hours * HOUR);

describe('what a shipment adds to the figures of its lane', () => {
  it.each<readonly [string, readonly Milestone[], readonly Claim[], Partial<Counted> | null]>([
    ['nothing before it is shipped', [milestone('LABEL_CREATED', 0)], way, null],
    ['nothing when it is a return', delivered, [...way, claim('isReturn', 1)], null],
    ['itself, on the day on which it was shipped', moving, way, { c: 'ups', l: 'US-CA>US-TX', d: '2025-03-03' }],
    ['itself to its carrier alone where its lane is not known', moving, [], { c: 'ups', l: null }],
    ['also when it is on its way back', [...moving, milestone('RETURNING', 50)], way, { l: 'US-CA>US-TX' }],
    [
      'no lane that is a text without end',
      moving,
      [claim('origin', { region: 'x'.repeat(99), country: 'US' }), way[1]!],
      { l: null },
    ],
  ])('%s', (_name, history, claims, expected) => {
    const found = counted(history, claims);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
    expect(found?.t).toBeUndefined();
  });

  it('the time to delivery from the first scan of each stage', () => {
    expect(counted(delivered)?.t).toEqual({ m: '2025-03', s: null, b: [since(44), since(34), null, since(4)] });
  });

  it('no times that are not certain, and none that the warehouse reports', () => {
    const unsure = { timeCertainty: 'DATE_ONLY' as const };
    expect(counted([...moving, milestone('DELIVERED', 44, unsure)])?.t).toBeUndefined();
    expect(counted([milestone('ACCEPTED', 0, unsure), ...delivered.slice(1)])?.t?.b[0]).toBeNull();
    expect(counted([fromWarehouse('IN_TRANSIT', 1), milestone('DELIVERED', 44)])?.t).toBeUndefined();
  });
});

describe('the sum of figures', () => {
  const totals = (states: readonly (Counted | null)[]): unknown => {
    const sheet = countSheet();
    let before: Counted | null = null;
    for (const after of states) {
      if (!sameCounted(before, after)) sheet.shipment(before, after);
      before = after;
    }
    const { days, transits } = sheet.deltas();
    return {
      days: days.map((day) => JSON.stringify(day)).sort(),
      transits: transits
        .map(({ cells, ...one }) => JSON.stringify([one, [...cells].filter(([, n]) => n !== 0).sort()]))
        .sort(),
    };
  };

  it('is that of the last word, whatever was said before and in whatever order', () => {
    fc.assert(
      fc.property(anyHistory, anyClaims, (history, claims) => {
        const whole = summarize(history, claims);
        let grown = summarize([], claims);
        const states = [countedIn(grown)];
        for (const one of history) {
          grown = mergeSummaries(grown, summarize([one]));
          states.push(countedIn(grown));
        }
        expect(totals(states)).toEqual(totals([countedIn(whole)]));
      }),
    );
  });

  it('counts a delivery for its service on its lane, between the countries, and for all services together', () => {
    const sheet = countSheet();
    sheet.shipment(null, counted(delivered, [...way, claim('serviceLevel', 'GROUND')]));
    const cells = new Map([
      [cellOf(0, since(44)), 1],
      [cellOf(1, since(34)), 1],
      [cellOf(3, since(4)), 1],
    ]);
    expect(sheet.deltas().transits).toEqual([
      { carrier: 'ups', service: 'GROUND', lane: 'US-CA>US-TX', month: '2025-03', cells },
      { carrier: 'ups', service: 'GROUND', lane: 'US>US', month: '2025-03', cells },
      { carrier: 'ups', service: '', lane: 'US>US', month: '2025-03', cells },
    ]);
  });

  it('of a case is one on its lane and one for its carrier', () => {
    const sheet = countSheet();
    for (const lane of ['US-CA>US-TX', null]) sheet.opened('DAMAGE_REPORTED', 'ups', lane, hour(0).slice(0, 10));
    expect(sheet.deltas().days).toEqual([
      { scope: 'CARRIER', name: 'ups', day: '2025-03-03', what: 'DAMAGE_REPORTED', n: 2 },
      { scope: 'LANE', name: 'US-CA>US-TX', day: '2025-03-03', what: 'DAMAGE_REPORTED', n: 1 },
    ]);
  });
});
