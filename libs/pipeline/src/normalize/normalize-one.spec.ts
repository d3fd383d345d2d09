import { instant } from '@whereabouts/model';
import { EMPTY_NORMALIZED, type Normalized } from '@whereabouts/plugin-sdk';
import { normalizeToShow } from './normalize-one';
import { plugin as hostile } from '../testing/hostile-plugin';

const shown = (normalize: () => unknown) =>
  normalizeToShow(
    { ...hostile, normalize: normalize as () => Normalized },
    { body: new Uint8Array(), headers: {}, receivedAt: instant('2026-11-20T08:00:00Z') },
  );

describe('normalizeToShow', () => {
  it('names the plugin that throws, and where', () => {
    expect(
      shown(() => {
        throw new Error('oops');
      }),
    ).toEqual({
      ok: false,
      problem: expect.stringMatching(
        /^plugin hostile failed on this input: Error: oops\n\s+at .*normalize-one\.spec/,
      ) as string,
    });
  });

  it('says what is wrong with an answer that is a promise', () => {
    expect(shown(() => Promise.resolve(EMPTY_NORMALIZED))).toMatchObject({
      ok: true,
      said: { milestones: [], issues: [{ problem: expect.stringContaining('promise') as string }] },
    });
  });

  it('sets aside what the hub would refuse, and leaves the rest as it was written', () => {
    const shipments = [
      { trackingNumber: 'ab 12', carrier: 'toy' },
      { trackingNumber: 12, carrier: 'toy' },
    ];
    expect(shown(() => ({ ...EMPTY_NORMALIZED, shipments }))).toMatchObject({
      ok: true,
      said: { shipments: [shipments[0]], issues: [{ path: '#shipments/1' }] },
    });
  });
});
