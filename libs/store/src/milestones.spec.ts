import { instant, type Milestone } from '@whereabouts/model';
import { milestoneId } from './milestones';

type Identity = Parameters<typeof milestoneId>[1];
const event: Identity = {
  sourceId: 's1',
  code: 'ACCEPTED',
  sourceCode: 'OR',
  occurredLocal: '2026-11-20T09:00:00',
  place: { city: 'Kiel', country: 'DE' },
};
const idOf = (change: Partial<Milestone> = {}, subjectId = 'p1'): string =>
  milestoneId(subjectId, { ...event, ...change });

describe('the identity of an event', () => {
  it.each<[string, Partial<Milestone>]>([
    ['another source', { sourceId: 's2' }],
    ['another code', { sourceCode: 'DL' }],
    ['another sub-code', { sourceSubCode: '1' }],
    ['another piece', { piece: '2' }],
    ['another time', { occurredLocal: '2026-11-20T09:00:01' }],
    ['another city', { place: { city: 'Bonn', country: 'DE' } }],
    ['no place', { place: null }],
  ])('is another one for %s', (_, change) => {
    expect(idOf(change)).not.toBe(idOf());
  });

  it('is another one for another parcel', () => {
    expect(idOf({}, 'p2')).not.toBe(idOf());
  });

  it('is the same for other words, reasons, and whatever zone is found for the time', () => {
    const change: Partial<Milestone> = {
      sourceText: 'reworded',
      reasons: ['carrier.damage'],
      occurredAt: instant('2026-11-20T08:00:00Z'),
      timeCertainty: 'ZONE_ASSUMED',
      receivedAt: instant('2026-12-01T00:00:00Z'),
    };
    expect(idOf(change)).toBe(idOf());
  });

  it('is the same for other meanings of a code, and another one for other meanings where there is no code', () => {
    expect(idOf({ code: 'DELIVERED' })).toBe(idOf());
    expect(idOf({ code: 'DELIVERED', sourceCode: null })).not.toBe(idOf({ sourceCode: null }));
  });

  it('begins with the clock on the wall, so that it finds its month; absurd clocks share the beginning of time', () => {
    const msOfId = (id: string): number => parseInt(id.replace('-', '').slice(0, 12), 16);
    expect(msOfId(idOf())).toBe(Date.UTC(2026, 10, 20, 9));
    expect(msOfId(idOf({ occurredLocal: '2026-11-20' }))).toBe(Date.UTC(2026, 10, 20));
    for (const occurredLocal of ['1970-01-01T00:00', '2100-01-01T00:00', '20/11/2026', '', null])
      expect(msOfId(idOf({ occurredLocal }))).toBe(0);
  });

  it('is a UUID of version 7, and never changes', () => {
    expect(idOf()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(idOf()).toBe('01a1f82f-1e80-76c3-94ae-2ee8ef7894ed');
  });
});
