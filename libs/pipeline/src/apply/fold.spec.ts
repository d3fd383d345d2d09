import { DEFAULT_RANKING, EMPTY_SUMMARY, instant, summarize, type Claim, type Milestone } from '@whereabouts/model';
import { foldNews, orderClaims, viewOf } from './fold';

const milestone = (id: string, change: Partial<Milestone> = {}): Milestone => ({
  id,
  code: 'ACCEPTED',
  reasons: [],
  occurredAt: instant('2026-11-20T08:00:00Z'),
  occurredLocal: null,
  timeCertainty: 'OFFSET_GIVEN',
  place: null,
  direction: 'FORWARD',
  sourceCode: null,
  sourceText: null,
  receivedAt: instant('2026-11-20T08:00:00Z'),
  sourceId: 's1',
  sourceKind: 'CARRIER',
  ...change,
});
const service: Claim = {
  fact: 'serviceLevel',
  value: 'ground',
  sourceId: 's1',
  sourceKind: 'CARRIER',
  at: instant('2026-11-20T08:00:00Z'),
};

describe('folding news into a summary', () => {
  it('joins milestones and claims with what was known', () => {
    const known = summarize([milestone('a')]);
    const summary = foldNews({
      summary: known,
      milestones: [milestone('b', { code: 'DELIVERED' })],
      claims: [service],
      history: null,
    });
    expect(viewOf(summary, DEFAULT_RANKING)).toMatchObject({ state: 'DELIVERED', serviceLevel: 'ground' });
  });

  it('gives the very same summary when nothing is new', () => {
    const known = summarize([milestone('a')], [service]);
    expect(foldNews({ summary: known, milestones: [milestone('a')], claims: [service], history: null })).toBe(known);
    expect(foldNews({ summary: known, milestones: [], claims: [], history: [milestone('a')] })).toBe(known);
  });

  it('from history forgets words that were replaced, and keeps what was said beside milestones', () => {
    const known = summarize([milestone('a', { code: 'DELIVERED' })], [service]);
    const summary = foldNews({ summary: known, milestones: [], claims: [], history: [milestone('a')] });
    expect(viewOf(summary, DEFAULT_RANKING)).toMatchObject({ state: 'IN_TRANSIT', serviceLevel: 'ground' });
    expect(foldNews({ summary: EMPTY_SUMMARY, milestones: [], claims: [service], history: [milestone('a')] })).toEqual(
      summary,
    );
  });
});

describe('what an order says that its parcels need', () => {
  it('is the promise and the destination of each source, dated as the source said it', () => {
    const at = instant('2026-11-19T00:00:00Z');
    const to = instant('2026-11-25T00:00:00Z');
    expect(
      orderClaims({ 'STOREFRONT:shop': { at, says: { promise: { to }, destination: { country: 'DE' } } } }),
    ).toEqual([
      { fact: 'promise', value: { to }, at, sourceKind: 'STOREFRONT', sourceId: 'shop' },
      { fact: 'destination', value: { country: 'DE' }, at, sourceKind: 'STOREFRONT', sourceId: 'shop' },
    ]);
    expect(orderClaims({ 'WAREHOUSE:wms': { at, says: {} } })).toEqual([]);
  });
});
