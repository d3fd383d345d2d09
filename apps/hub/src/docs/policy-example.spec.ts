import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEFAULT_SETTINGS, instant, readPolicy } from '@whereabouts/model';
import { publicHolidays } from '@whereabouts/pipeline';

const text = readFileSync(resolve(__dirname, '../../../../docs/policy-example.yaml'), 'utf8');

describe('the example of a policy in docs', () => {
  it('can be applied as it stands', async () => {
    const reading = readPolicy(text, await publicHolidays(instant('2026-11-26T10:00:00Z')));
    expect(reading).toMatchObject({ ok: true });
    if (!reading.ok) return;
    expect(reading.policy.settings.calendars['business']!.holidays.map(({ date }) => date)).toContain('2027-01-06');
    expect(Object.keys(reading.policy.surges)).toEqual(['peak']);
  });

  it('names no field that there is not', () => {
    const named = [...text.matchAll(/^(\w+):/gm)].map(([, name]) => name!);
    expect(named.filter((name) => name !== 'surges' && !(name in DEFAULT_SETTINGS))).toEqual([]);
  });
});
