import fc from 'fast-check';
import { anyClaims, anyHistory, claim, hour, longHistory, milestone } from './history.fixture';
import type { Claim } from './claims';
import type { Milestone } from './milestone';
import { EMPTY_SUMMARY, mergeSummaries, summarize, type Summary } from './summary';
import { deriveShipment } from './view';

/** Equal knowledge is equal text, so that a replay gives the same bytes. */
const text = (summary: Summary): string => JSON.stringify(summary);
const merged = (summaries: readonly Summary[]): Summary => summaries.reduce(mergeSummaries, EMPTY_SUMMARY);

describe('merging summaries', () => {
  const anySummary = fc.tuple(anyHistory, anyClaims).map(([history, claims]) => summarize(history, claims));

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(anySummary, anySummary, (a, b) => {
        expect(text(mergeSummaries(a, b))).toBe(text(mergeSummaries(b, a)));
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the grouping', () => {
    fc.assert(
      fc.property(anySummary, anySummary, anySummary, (a, b, c) => {
        expect(text(mergeSummaries(a, mergeSummaries(b, c)))).toBe(text(mergeSummaries(mergeSummaries(a, b), c)));
      }),
      { numRuns: 1000 },
    );
  });

  it('adds nothing the second time, and says so by giving back the same object', () => {
    fc.assert(
      fc.property(anySummary, anySummary, (a, b) => {
        const both = mergeSummaries(a, b);
        expect(mergeSummaries(both, b)).toBe(both);
        expect(mergeSummaries(both, a)).toBe(both);
        expect(mergeSummaries(both, EMPTY_SUMMARY)).toBe(both);
        expect(mergeSummaries(a, structuredClone(a))).toBe(a);
      }),
      { numRuns: 1000 },
    );
  });

  it('changes neither of the two', () => {
    fc.assert(
      fc.property(anySummary, anySummary, (a, b) => {
        const before = [text(a), text(b)];
        mergeSummaries(a, b);
        expect([text(a), text(b)]).toEqual(before);
      }),
    );
  });

  /** Splits a history into batches, in another order, some of it twice. */
  const anyDelivery = <T>(history: fc.Arbitrary<T[]>): fc.Arbitrary<{ all: T[]; batches: T[][] }> =>
    history.chain((all) =>
      fc
        .tuple(
          fc.shuffledSubarray(all, { minLength: all.length }),
          fc.subarray(all),
          fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }),
        )
        .map(([shuffled, again, sizes]) => ({ all, batches: inBatches([...shuffled, ...again], sizes) })),
    );

  it.each([
    ['short', anyHistory, 1000],
    ['very long', longHistory, 200],
  ] as const)('gives the summary of the whole set for any delivery of a %s history', (_name, history, numRuns) => {
    fc.assert(
      fc.property(anyDelivery<Milestone>(history), anyDelivery<Claim>(anyClaims), (news, claims) => {
        const whole = summarize(news.all, claims.all);
        const parts = [
          ...news.batches.map((batch) => summarize(batch)),
          ...claims.batches.map((batch) => summarize([], batch)),
        ];
        expect(text(merged(parts))).toBe(text(whole));
        expect(text(merged(parts.toReversed()))).toBe(text(whole));
        expect(deriveShipment(merged(parts))).toEqual(deriveShipment(whole));
      }),
      { numRuns },
    );
  });
});

function inBatches<T>(items: readonly T[], sizes: readonly number[]): T[][] {
  const batches: T[][] = [];
  for (let from = 0, i = 0; from < items.length; i++) {
    const size = sizes[i % sizes.length]!;
    batches.push(items.slice(from, from + size));
    from += size;
  }
  return batches;
}

describe('a summary', () => {
  it('is not changed by news that says nothing about progress', () => {
    expect(summarize([milestone('INFORMATION', 1), milestone('UNMAPPED', 2)])).toBe(EMPTY_SUMMARY);
  });

  it('survives JSON', () => {
    fc.assert(
      fc.property(anyHistory, anyClaims, (history, claims) => {
        const summary = summarize(history, claims);
        const stored = JSON.parse(text(summary)) as Summary;
        expect(mergeSummaries(stored, summary)).toBe(stored);
        expect(deriveShipment(stored)).toEqual(deriveShipment(summary));
      }),
      { numRuns: 300 },
    );
  });

  it('takes less than a kilobyte for ten milestones with ids of 36 characters', () => {
    const codes = ['LABEL_CREATED', 'ACCEPTED', 'IN_TRANSIT', 'IN_TRANSIT', 'IN_TRANSIT', 'IN_TRANSIT'] as const;
    const rest = ['AT_DELIVERY_DEPOT', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'DELIVERED'] as const;
    const history = [...codes, ...rest].map((code, i) =>
      milestone(code, i * 7, {
        id: `018f0000-0000-7000-8000-00000000000${i}`,
        place: { city: `Town ${i >> 1}`, country: 'US' },
        sourceId: '018f0000-0000-7000-8000-0000000000ff',
      }),
    );
    expect(text(summarize(history)).length).toBeLessThan(1024);
  });

  it('keeps first and last of each code, whatever comes between', () => {
    const crowd = Array.from({ length: 200 }, (_, i) =>
      milestone('IN_TRANSIT', 10 + i, { place: { city: `Town ${i}` } }),
    );
    const view = deriveShipment(summarize([milestone('LABEL_CREATED', 0), milestone('ACCEPTED', 5), ...crowd]));
    expect(view).toMatchObject({
      labelledAt: hour(0),
      firstScanAt: hour(5),
      lastScanAt: hour(209),
      state: 'IN_TRANSIT',
    });
  });

  it('keeps what a long history would hide: first scan, early damage, the forward way, failed attempts', () => {
    const history = [
      milestone('IN_TRANSIT', 1),
      milestone('EXCEPTION', 2, { reasons: ['carrier.damage'] }),
      milestone('EXCEPTION', 3),
      ...[4, 30, 60].map((at) => milestone('ATTEMPT_FAILED', at)),
      ...Array.from({ length: 150 }, (_, i) => milestone('IN_TRANSIT', 100 + i, { direction: 'RETURN' })),
      milestone('EXCEPTION', 300),
      milestone('ATTEMPT_FAILED', 301, { direction: 'RETURN' }),
    ];
    const summary = summarize(history);
    const [{ marks } = { marks: [] }] = summary.sources;
    expect(marks.filter(([, , , , detail]) => detail?.r?.includes('carrier.damage'))).toHaveLength(1);
    expect(marks.filter(([, , code]) => code === 'EXCEPTION')).toHaveLength(2);
    expect(deriveShipment(summary)).toMatchObject({ firstScanAt: hour(1), attempts: 3, state: 'RETURNING' });
    expect(marks.length).toBeLessThan(75);
  });

  it('takes the time of receipt for a date that no error of zone explains', () => {
    const wrong = milestone('IN_TRANSIT', 24 * 365, { receivedAt: hour(3) });
    expect(deriveShipment(summarize([wrong])).lastMovementAt).toBe(hour(3));
  });

  it('replaces what a source said before, also by taking it back', () => {
    const first = claim('serviceLevel', 'GROUND', { at: hour(1) });
    const second = claim('serviceLevel', 'EXPRESS', { at: hour(2) });
    const nothing = claim('serviceLevel', null, { at: hour(3) });
    expect(deriveShipment(summarize([], [second, first])).serviceLevel).toBe('EXPRESS');
    expect(deriveShipment(summarize([], [nothing, first, second])).serviceLevel).toBeNull();
  });
});
