import { DEFAULT_SETTINGS } from './compiled';
import { policyDiff } from './policy-diff';

describe('the difference between two policies', () => {
  it('is none between equal ones, whatever the order of their fields', () => {
    expect(policyDiff(DEFAULT_SETTINGS, Object.fromEntries(Object.entries(DEFAULT_SETTINGS).toReversed()))).toEqual([]);
  });

  it('names each field that changed, came or went', () => {
    const before = { stall: { domesticHours: 48, overrides: [] }, highValue: { USD: '300.00' } };
    const after = { stall: { domesticHours: 36, overrides: [{ hours: 9 }] }, highValue: { EUR: '300.00' } };
    expect(policyDiff(before, after)).toEqual([
      { path: 'highValue.EUR', before: null, after: '300.00' },
      { path: 'highValue.USD', before: '300.00', after: null },
      { path: 'stall.domesticHours', before: 48, after: 36 },
      { path: 'stall.overrides', before: [], after: [{ hours: 9 }] },
    ]);
  });
});
