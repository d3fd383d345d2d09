import fc from 'fast-check';
import { CARRIERS, carrierCode, carrierOf, trackingUrl } from './carriers';

describe('carrierCode', () => {
  it.each([
    ['ups', ['UPS', 'ups', 'UPSDAP', 'UPS®', 'UPS Ground', 'UPSGround', 'United Parcel Service', 'UpsAccount']],
    ['usps', ['USPS', 'USPSReturns', 'usps', 'USPS Priority Mail', 'U.S. Postal Service', 'stamps_com']],
    [
      'fedex',
      ['FedEx', 'FEDEX', 'FedExDefault', 'FedEx SmartPost', 'fedex_ground', 'FedEx Home Delivery', 'Federal Express'],
    ],
    ['dhl-express', ['DHL Express', 'DHLExpress', 'dhl_express', 'DHL Express Worldwide', 'DhlExpress']],
    [
      'dhl-ecommerce',
      ['DhlEcs', 'DHL eCommerce', 'DHL Ecommerce', 'DHL Global Mail', 'dhl_ecommerce', 'DHL eCommerce Americas'],
    ],
    ['dhl-ecommerce-asia', ['DHL eCommerce Asia', 'DhlEcommerceAsia']],
    ['dhl-parcel-de', ['DhlPaket', 'DHL Paket', 'dhl_germany']],
    ['dhl', ['DHL', 'dhl']],
    ['canada-post', ['Canada Post', 'CanadaPost', 'canada_post', 'Postes Canada']],
    ['royal-mail', ['Royal Mail', 'RoyalMail', 'Royal Mail Tracked 24']],
    ['australia-post', ['Australia Post', 'AusPost', 'AustraliaPost']],
    ['evri', ['Evri', 'HermesUK', 'Evri Household Delivery']],
    ['amazon', ['Amazon', 'Amazon Logistics US', 'AmazonMws', 'AMZL_US']],
    ['lasership', ['LASERSHIP', 'LaserShip', 'LasershipV2']],
    ['ontrac', ['OnTrac', 'OnTracV3', 'ONTRAC']],
    ['asendia', ['Asendia USA', 'AsendiaUsa', 'asendia_us']],
    ['dpd', ['DPD', 'DPD UK', 'dpd_de']],
    ['colis-prive', ['Colis Privé', 'colis prive']],
    ['bpost', ['bpost', 'BPost International']],
  ])('%s', (code, names) =>
    expect(names.map((name) => [name, carrierCode(name)])).toEqual(names.map((name) => [name, code])),
  );

  it('gives a name that is not known in kebab case, equal for equal names', () => {
    expect(carrierCode('Some New Courier')).toBe('some-new-courier');
    expect(carrierCode('SomeNewCourier')).toBe('some-new-courier');
    expect(carrierCode('Upstate Couriers')).toBe('upstate-couriers');
    expect(carrierCode('__proto__')).toBe('proto');
    expect(carrierCode('constructor')).toBe('constructor');
    expect(carrierCode('顺丰')).toBe('顺丰');
  });

  it.each([null, undefined, '', '  ', '®', '--', 'Other', 'n/a'])('%p names none', (name) => {
    expect(carrierCode(name)).toBeNull();
  });

  it('leaves its own codes as they are, and never throws', () => {
    for (const { code } of CARRIERS) expect(carrierCode(code)).toBe(code);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const code = carrierCode(name);
        if (code === null) return;
        expect(code).toMatch(/^[\p{Ll}\p{Lo}\p{Lm}\p{N}]/u);
        expect(code).not.toMatch(/\s|^-|-$/);
        expect(carrierCode(code)).toBe(code);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('CARRIERS', () => {
  it('has each code once, and no spelling twice', () => {
    const squeeze = (text: string) =>
      text
        .normalize('NFD')
        .replace(/[^\p{L}\p{N}]/gu, '')
        .toLowerCase();
    const owners = new Map<string, string>();
    for (const { code, name, spellings } of CARRIERS)
      for (const spelling of new Set([code, name, ...(spellings ?? [])].map(squeeze))) {
        expect([spelling, owners.get(spelling) ?? code]).toEqual([spelling, code]);
        owners.set(spelling, code);
      }
    expect(new Set(CARRIERS.map(({ code }) => code)).size).toBe(CARRIERS.length);
    expect(CARRIERS.length).toBeGreaterThan(100);
  });

  it('has tracking pages with a place for the number', () => {
    for (const { trackingUrl: url } of CARRIERS)
      if (url !== undefined) expect(url).toMatch(/^https:\/\/[^{}]+\{number\}[^{}]*$/);
  });
});

describe('trackingUrl', () => {
  it('leads to the page of the parcel', () => {
    expect(trackingUrl('ups', '1Z 9&$&')).toBe('https://www.ups.com/track?tracknum=1Z%209%26%24%26');
    // Half of a pair of surrogates, as damaged documents have it.
    expect(trackingUrl('ups', '1Z\ud83d')).toBe('https://www.ups.com/track?tracknum=1Z%EF%BF%BD');
    expect(trackingUrl('nobody', '1')).toBeNull();
    expect(trackingUrl(null, '1')).toBeNull();
    expect(carrierOf('ups')?.name).toBe('UPS');
    expect(carrierOf('nobody')).toBeNull();
  });
});

it('takes no long text for a name', () => expect(carrierCode('UPS'.repeat(2000))).toBeNull());
