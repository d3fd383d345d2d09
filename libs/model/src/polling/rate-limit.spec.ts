import fc from 'fast-check';
import { slotsBy, spacingOf, takeSlot } from './rate-limit';

describe('the spacing of requests', () => {
  it('lets a tenth through at once, and ten at most', () => {
    expect(spacingOf({ requests: 1, perSeconds: 1 })).toEqual({ spacingMs: 1_050, burst: 1 });
    expect(spacingOf({ requests: 60, perSeconds: 3_600 }).burst).toBe(6);
    expect(spacingOf({ requests: 1_400, perSeconds: 10 }).burst).toBe(10);
  });

  it('uses most of what is allowed over a long time', () => {
    for (const requests of [1, 5, 60, 250, 1_400]) {
      const { spacingMs } = spacingOf({ requests, perSeconds: 60 });
      expect(60_000 / spacingMs / requests).toBeGreaterThan(0.85);
    }
  });

  it('keeps every window within the limit, whenever requests are asked for', () => {
    const anyLimit = fc.record({
      requests: fc.integer({ min: 1, max: 300 }),
      perSeconds: fc.integer({ min: 1, max: 3_600 }),
    });
    const pauses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2_000 })), {
      minLength: 1,
      maxLength: 400,
    });
    fc.assert(
      fc.property(anyLimit, pauses, (limit, gaps) => {
        const spacing = spacingOf(limit);
        const sent: number[] = [];
        let mark = 0;
        let now = 1_000_000;
        for (const gap of gaps) {
          now += gap;
          const slot = takeSlot(mark, now, spacing);
          expect(slot.goMs).toBeGreaterThanOrEqual(now);
          mark = slot.markMs;
          sent.push(slot.goMs);
        }
        sent.sort((a, b) => a - b);
        sent.forEach((from, index) => {
          const beyond = sent[index + limit.requests];
          if (beyond !== undefined) expect(beyond - from).toBeGreaterThanOrEqual(limit.perSeconds * 1000);
        });
      }),
    );
  });

  it('tells how many slots there are by a moment', () => {
    const spacing = { spacingMs: 100, burst: 3 };
    expect(slotsBy(0, 1_000, 1_000, spacing)).toBe(3);
    expect(slotsBy(0, 1_000, 1_200, spacing)).toBe(5);
    expect(slotsBy(1_200, 1_000, 1_000, spacing)).toBe(1);
    expect(slotsBy(1_500, 1_000, 1_000, spacing)).toBe(0);
    fc.assert(
      fc.property(fc.nat(3_000), fc.nat(3_000), fc.nat(2_000), (mark, now, soon) => {
        let left = mark;
        let count = 0;
        for (;;) {
          const slot = takeSlot(left, now, spacing);
          if (slot.goMs > now + soon) break;
          left = slot.markMs;
          count++;
        }
        expect(slotsBy(mark, now, now + soon, spacing)).toBe(count);
      }),
    );
  });
});
