import { instant } from '@whereabouts/model';
import { normalized, type MilestoneRecord } from '@whereabouts/plugin-sdk';
import { admit, canonicalNumber } from './admit';

const milestone: MilestoneRecord = {
  trackingNumber: 'T1',
  carrier: 'toy',
  code: 'ACCEPTED',
  reasons: [],
  occurredAt: instant('2026-11-20T08:00:00Z'),
  occurredLocal: '2026-11-20T09:00',
  timeCertainty: 'ZONE_FROM_PLACE',
  place: { city: 'Kiel' },
  direction: 'FORWARD',
  sourceCode: 'A',
  sourceText: null,
};
const admitted = (change: Partial<MilestoneRecord>) => admit(normalized({ milestones: [{ ...milestone, ...change }] }));

describe('what a plugin says', () => {
  it('goes through as it is when it is as it should be', () => {
    const said = normalized({ milestones: [milestone], issues: [{ path: '/a', problem: 'odd', kind: 'note' }] });
    expect(admit(said)).toEqual(said);
  });

  it('may leave out all that nobody stated', () => {
    const said = normalized({ shipments: [{ trackingNumber: 'T1', carrier: null }], orders: [{ number: '1' }] });
    expect(admit(said)).toEqual(said);
  });

  it('is refused record by record, each with its place in the answer and its fault', () => {
    const { milestones, issues } = admit(
      normalized({
        milestones: [milestone, { ...milestone, code: 'GONE' as never }, { ...milestone, sourceCode: 'B' }],
      }),
    );
    expect(milestones.map(({ sourceCode }) => sourceCode)).toEqual(['A', 'B']);
    expect(issues).toEqual([
      {
        path: '#milestones/1',
        problem: `the plugin's record was refused: code is an unknown word: "GONE"`,
        kind: 'record',
      },
    ]);
  });

  it.each<[string, Partial<MilestoneRecord>, string]>([
    ['of nobody', { trackingNumber: null }, 'it names neither a parcel nor an order'],
    ['at no moment', { occurredAt: '2026-11-20T08:00Z' as never }, 'occurredAt is not an instant'],
    [
      'on a day that never was',
      { occurredAt: '2026-02-30T08:00:00.000Z' as never },
      'occurredAt is a moment that never was',
    ],
    ['before parcels', { occurredAt: '1969-12-31T23:59:59.999Z' as never }, 'occurredAt is no time of a parcel'],
    ['somewhere odd', { place: { city: 7 as never } }, 'place has a field that is wrong: city is not text'],
    [
      'for an odd reason',
      { reasons: ['carrier.mood' as never] },
      'reasons has an item that is wrong: 0 is an unknown word: "carrier.mood"',
    ],
  ])('is refused when something happened %s', (_, change, fault) => {
    expect(admitted(change)).toMatchObject({
      milestones: [],
      issues: [{ problem: `the plugin's record was refused: ${fault}` }],
    });
  });

  it.each([1970, 2000, 2028, 2100])('may speak of the year %d', (year) => {
    expect(admitted({ occurredAt: instant(`${year}-02-28T23:59:59Z`) }).milestones).toHaveLength(1);
  });

  it('is refused as a whole when it is of no shape, or of more records than any parcel has', () => {
    expect(admit(undefined as never).issues).toEqual([
      { path: '', problem: "the plugin's answer has no list of milestones", kind: 'record' },
    ]);
    const flood = normalized({ milestones: Array.from({ length: 20_001 }, () => milestone) });
    expect(admit(flood)).toMatchObject({ milestones: [], issues: [{ path: '' }] });
  });

  it('loses what cannot be stored, and what nobody reads, and nothing else of it', () => {
    const { milestones } = admitted({
      trackingNumber: 't\0 1',
      place: { city: 'K\ud83diel' },
      sourceText: 'x'.repeat(9_999),
    });
    expect(milestones).toEqual([
      { ...milestone, trackingNumber: 'T\uFFFD1', place: { city: 'K\uFFFDiel' }, sourceText: 'x'.repeat(2_000) },
    ]);
  });
});

describe('a tracking number', () => {
  it.each([
    [' 1z 999\taa1 ', '1Z999AA1'],
    ['9400 1118 9922', '940011189922'],
    ['jjd-00', 'JJD-00'],
  ])('%p is %p', (written, number) => {
    expect(canonicalNumber(written)).toBe(number);
  });
});
