import { instant } from '@whereabouts/model';
import { publicHolidays } from './public-holidays';

const NOW = instant('2026-11-26T10:00:00Z');

describe('public holidays', () => {
  it('are days of the years around', async () => {
    const days = (await publicHolidays(NOW))('DE', undefined);
    if ('why' in days) throw new Error(days.why);
    expect(days).toContainEqual({ date: '2027-10-03', name: 'Tag der Deutschen Einheit', country: 'DE' });
    expect([...new Set(days.map(({ date }) => date.slice(0, 4)))]).toEqual(['2025', '2026', '2027', '2028']);
  });

  it('are those of a region where one is named', async () => {
    const of = await publicHolidays(NOW);
    const has = (region?: string): boolean => {
      const days = of('DE', region);
      return !('why' in days) && days.some(({ date }) => date === '2027-01-06');
    };
    expect([has('BY'), has('HH'), has()]).toEqual([true, false, false]);
  });

  it('last as long as they do', async () => {
    const days = (await publicHolidays(NOW))('TR', undefined);
    if ('why' in days) throw new Error(days.why);
    const sacrifice = days.filter(({ date, name }) => date.startsWith('2027') && /kurban/i.test(name));
    expect(sacrifice.length).toBeGreaterThan(1);
  });

  it('of an unknown country or region are none, and it is said why', async () => {
    const of = await publicHolidays(NOW);
    expect(of('XX', undefined)).toEqual({ why: expect.stringContaining('No holidays are known of XX') as string });
    expect(of('DE', 'QQ')).toEqual({ why: expect.stringMatching(/DE has no region QQ\. There are: .*BY/) as string });
    expect(of('constructor', undefined)).toHaveProperty('why');
  });
});
