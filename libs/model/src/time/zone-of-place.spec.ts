import { isZone } from './local-time';
import { zoneOfPlace } from './zone-of-place';
import { MAIN_ZONE, ONE_ZONE, ZONES_BY_REGION } from './zones-table';

const pairs = `${ONE_ZONE} ${MAIN_ZONE}`
  .trim()
  .split(/\s+/)
  .map((pair) => pair.split('='));

describe('the zone tables', () => {
  it('name each country once, and only zones that exist', () => {
    expect(new Set(pairs.map(([country]) => country)).size).toBe(pairs.length);
    expect(pairs.length).toBeGreaterThan(225);
    for (const [country, zone = ''] of pairs) expect([country, zone, isZone(zone)]).toEqual([country, zone, true]);
    for (const zones of Object.values(ZONES_BY_REGION))
      for (const zone of Object.keys(zones)) expect([zone, isZone(zone)]).toEqual([zone, true]);
  });

  it('spell each region of a country once', () => {
    for (const [country, zones] of Object.entries(ZONES_BY_REGION)) {
      const spellings = Object.values(zones).flatMap((text) => text.split(/[=,]/).map((one) => one.trim()));
      const twice = spellings.filter((one, index) => spellings.indexOf(one) !== index);
      expect([country, twice]).toEqual([country, []]);
    }
  });

  it('know every state of the United States and every province of Canada', () => {
    const regions = (country: string) =>
      Object.values(ZONES_BY_REGION[country] ?? {}).flatMap((text) => text.split(',').map((one) => one.trim()));
    expect(regions('US')).toHaveLength(50 + 1 + 5);
    expect(regions('CA')).toHaveLength(13);
    expect(regions('AU')).toHaveLength(8);
    expect(regions('MX')).toHaveLength(32);
    expect(regions('BR')).toHaveLength(27);
  });
});

describe('zoneOfPlace', () => {
  it.each([
    ['DE', undefined, 'Europe/Berlin'],
    ['de', 'anything', 'Europe/Berlin'],
    ['GB', undefined, 'Europe/London'],
    ['CN', 'Xinjiang', 'Asia/Shanghai'],
    ['US', 'CA', 'America/Los_Angeles'],
    ['US', 'US-CA', 'America/Los_Angeles'],
    ['US', ' california ', 'America/Los_Angeles'],
    ['US', 'New York', 'America/New_York'],
    ['US', 'D.C.', 'America/New_York'],
    ['US', 'PR', 'America/Puerto_Rico'],
    ['PR', undefined, 'America/Puerto_Rico'],
    ['CA', 'Québec', 'America/Toronto'],
    ['CA', 'BC', 'America/Vancouver'],
    ['AU', 'Queensland', 'Australia/Brisbane'],
    ['AU', 'NSW', 'Australia/Sydney'],
    ['MX', 'Nuevo León', 'America/Monterrey'],
    ['MX', 'BC', 'America/Tijuana'],
    ['BR', 'SP', 'America/Sao_Paulo'],
    ['RU', 'Moskva', 'Europe/Moscow'],
    ['ES', 'Las Palmas', 'Atlantic/Canary'],
  ])('%s %s is in %s', (country, region, zone) => {
    expect(zoneOfPlace({ country, region })).toBe(zone);
  });

  it('tells the islands of Spain and Portugal by postal code', () => {
    expect(zoneOfPlace({ country: 'ES', postalCode: '35001' })).toBe('Atlantic/Canary');
    expect(zoneOfPlace({ country: 'ES', postalCode: '08001' })).toBe('Europe/Madrid');
    expect(zoneOfPlace({ country: 'PT', postalCode: '9500-150' })).toBe('Atlantic/Azores');
    expect(zoneOfPlace({ country: 'PT', region: 'nowhere', postalCode: '1000' })).toBe('Europe/Lisbon');
  });

  it('says nothing where it would have to guess', () => {
    expect(zoneOfPlace({ country: 'US' })).toBeNull();
    expect(zoneOfPlace({ country: 'US', region: 'AE' })).toBeNull();
    expect(zoneOfPlace({ country: 'ES' })).toBeNull();
    expect(zoneOfPlace({ country: 'US', region: 'Ontario' })).toBeNull();
    expect(zoneOfPlace({ region: 'CA' })).toBeNull();
    expect(zoneOfPlace({ country: 'ZZ' })).toBeNull();
    expect(zoneOfPlace({ country: 'constructor', region: '__proto__' })).toBeNull();
    expect(zoneOfPlace({ country: 'US', region: 'constructor' })).toBeNull();
    expect(zoneOfPlace(null)).toBeNull();
    expect(zoneOfPlace(undefined)).toBeNull();
  });
});
