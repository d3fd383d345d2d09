import fc from 'fast-check';
import { after, DAY, HOUR, instant, MINUTE, msBetween, type Instant } from '../time/instant';
import { admits, afterCall, CLOSED_CIRCUIT, probing, type CallResult, type Circuit } from './circuit';

const start = instant('2026-11-20T12:00:00Z');
const at = (minutes: number): Instant => after(start, minutes * MINUTE);
const failed: CallResult = { kind: 'failed', reason: 'api.toy answered 503' };
const refused: CallResult = { kind: 'refused', reason: 'api.toy answered 401' };
const answered: CallResult = { kind: 'answered' };
const times = (n: number, result: CallResult, circuit = CLOSED_CIRCUIT): Circuit =>
  Array.from({ length: n }).reduce<Circuit>((before) => afterCall(before, result, start), circuit);

describe('a circuit', () => {
  it('opens at the fifth failure in a row, and says why and until when', () => {
    expect(times(4, failed)).toMatchObject({ state: 'CLOSED', failures: 4 });
    const open = times(5, failed);
    expect(open).toEqual({
      state: 'OPEN',
      failures: 5,
      openings: 1,
      since: start,
      retryAt: at(1),
      reason: 'api.toy answered 503',
    });
    expect(admits(open, at(0.9))).toBe('none');
  });

  it('forgets failures at a good answer', () => {
    expect(times(4, failed, afterCall(times(4, failed), answered, start)).state).toBe('CLOSED');
  });

  it('opens at once when credentials are refused, and tries again after an hour', () => {
    expect(times(1, refused)).toMatchObject({ state: 'OPEN', retryAt: after(start, HOUR) });
  });

  it('lets one call through when its time has come, and closes when that is answered', () => {
    const open = times(5, failed);
    expect(admits(open, at(1))).toBe('probe');
    const half = probing(open, at(1));
    expect(half).toMatchObject({ state: 'HALF_OPEN', since: start });
    expect(admits(half, at(1))).toBe('none');
    expect(afterCall(half, answered, at(1))).toEqual(CLOSED_CIRCUIT);
  });

  it('waits twice as long after each call that fails again, up to an hour; a day where credentials are refused', () => {
    let circuit = times(5, failed);
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const now = circuit.retryAt!;
      circuit = afterCall(probing(circuit, now), failed, now);
      waits.push(msBetween(now, circuit.retryAt!) / MINUTE);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
    for (let i = 0; i < 8; i++) circuit = afterCall(probing(circuit, start), refused, start);
    expect(msBetween(start, circuit.retryAt!)).toBe(DAY);
  });

  it('is not moved by calls that were under way when it opened', () => {
    const open = times(5, failed);
    expect(afterCall(open, answered, at(0))).toBe(open);
    expect(afterCall(open, failed, at(0))).toBe(open);
  });

  it('lets another call through when the one that was let through never came back', () => {
    expect(admits(probing(times(5, failed), at(1)), at(3))).toBe('probe');
  });

  it('lets calls out again whatever happened, once they are answered', () => {
    const anyResult = fc.constantFrom(failed, refused, answered);
    fc.assert(
      fc.property(fc.array(fc.tuple(anyResult, fc.nat(3 * 24 * 60))), (calls) => {
        let circuit = CLOSED_CIRCUIT;
        let now = start;
        for (const [result, minutes] of calls) {
          now = after(now, minutes * MINUTE);
          const may = admits(circuit, now);
          if (may === 'probe') circuit = probing(circuit, now);
          if (may !== 'none') circuit = afterCall(circuit, result, now);
          expect(circuit.state === 'CLOSED').toBe(circuit.retryAt === null);
          if (circuit.retryAt) expect(msBetween(now, circuit.retryAt)).toBeLessThanOrEqual(DAY);
        }
        const later = after(now, DAY);
        const half = admits(circuit, later) === 'probe' ? probing(circuit, later) : circuit;
        expect(afterCall(half, answered, later)).toEqual(CLOSED_CIRCUIT);
      }),
    );
  });
});
