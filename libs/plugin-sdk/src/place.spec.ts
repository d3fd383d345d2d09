import { countryCode } from './country-code';
import { place, placeAt, placeOfText } from './place';

describe('place', () => {
  it('keeps what was said and nothing else', () => {
    expect(place({ city: ' Reno ', region: 'NV', postalCode: '', country: 'us', facility: null })).toEqual({
      city: 'Reno',
      region: 'NV',
      country: 'US',
    });
    expect(place({ city: '  ', country: null })).toBeNull();
    expect(place({})).toBeNull();
  });

  it('leaves out a country that it does not know', () => {
    expect(place({ city: 'Reno', country: 'Freedonia' })).toEqual({ city: 'Reno' });
    expect(place({ country: 'constructor' })).toBeNull();
  });
});

describe('countryCode', () => {
  it.each([
    ['US', 'US'],
    ['usa', 'US'],
    ['United States', 'US'],
    ['U.S.A.', 'US'],
    ['UK', 'GB'],
    ['Germany', 'DE'],
    ['Côte d’Ivoire', 'CI'],
    ['Turkey', 'TR'],
    ['JAM', 'JM'],
    ['nld', 'NL'],
    ['NETHERLANDS, THE', 'NL'],
    ['Österreich', 'AT'],
    ['Niederlande', 'NL'],
    ['Duitsland', 'DE'],
    ['Francia', 'FR'],
    ['Schweiz', 'CH'],
    ['ZZ', null],
    ['', null],
    [null, null],
  ])('%s is %s', (text, code) => expect(countryCode(text)).toBe(code));
});

describe('placeOfText', () => {
  it.each([
    ['Los Angeles, CA, US', { city: 'Los Angeles', region: 'CA', country: 'US' }],
    ['Columbus, OH', { city: 'Columbus', region: 'OH', country: 'US' }],
    ['Toronto, ON', { city: 'Toronto', region: 'ON', country: 'CA' }],
    ['Dover, DE', { city: 'Dover' }],
    ['Paris, France', { city: 'Paris', country: 'FR' }],
    ['Lyon, FR', { city: 'Lyon', country: 'FR' }],
    ['TERMINAL 5', { city: 'TERMINAL 5' }],
    ['', null],
    [null, null],
  ])('%p', (text, expected) => expect(placeOfText(text)).toEqual(expected));

  it('reads states where the source writes them', () =>
    expect(placeOfText('Dover, DE', 'states')).toEqual({ city: 'Dover', region: 'DE', country: 'US' }));
});

describe('placeAt', () => {
  it('reads the parts by the keys of the source, the first that holds a text', () =>
    expect(
      placeAt(
        { town: ' Reno ', address: { zip: 89501 }, iso: '' },
        {
          city: 'town',
          postalCode: ['postcode', 'address.zip'],
          country: ['iso', 'land'],
        },
      ),
    ).toEqual({ city: 'Reno', postalCode: '89501', country: null }));

  it('gives no place for nothing', () => expect(place(placeAt(undefined, { city: 'town' }))).toBeNull());
});

describe('a street line', () => {
  const at = (street: string | null, change: Parameters<typeof place>[0] = {}) =>
    place({ street, postalCode: '10001', country: 'US', ...change });

  it('is kept as a hash only, the same however it is written', () => {
    const kept = at('12 Main Street');
    expect(kept?.streetKey).toMatch(/^[0-9a-f]{24}$/);
    expect(JSON.stringify(kept)).not.toContain('ain');
    expect(at('12 main st.')).toEqual(kept);
    expect(at('12 Main Street', { postalCode: '10002' })?.streetKey).not.toBe(kept?.streetKey);
  });

  it('tells nothing without a postal code and a country, or when it is blank', () => {
    expect(at('12 Main Street', { postalCode: null })).toEqual({ country: 'US' });
    expect(at(' - ')).toEqual({ postalCode: '10001', country: 'US' });
    expect(place({ street: '12 Main Street' })).toBeNull();
  });
});
