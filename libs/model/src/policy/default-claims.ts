import type { ClaimPolicy, ClaimType, ClaimWindow } from './claims';

/** What one document says of one carrier: type, scope, counted from, first day, last day, services. */
type Row = readonly [
  type: ClaimType | readonly ClaimType[],
  scope: ClaimWindow['scope'],
  from: ClaimWindow['from'],
  earliestDay: number,
  latestDay: number,
  services?: readonly string[],
];

const rowsOf = (carrier: string, source: string, rows: readonly Row[]): ClaimWindow[] =>
  rows.flatMap(([types, scope, from, earliestDay, latestDay, services]) =>
    [types].flat().map((type) => ({
      carrier,
      type,
      scope,
      ...(services && { services }),
      from,
      earliestDay,
      latestDay,
      source,
    })),
  );

const BROKEN: readonly ClaimType[] = ['DAMAGE', 'MISSING_CONTENT'];
const GOODS: readonly ClaimType[] = ['LOSS', ...BROKEN];

/**
 * Filing windows as the named documents state them. Where a document leaves a choice (visible or hidden damage, one of
 * several countries), the shorter window stands: a claim that is early harms nobody. Months are counted as 30 days,
 * working days without holidays. First day 0: the document names none. A contract of the merchant's own goes before all of it.
 */
export const DEFAULT_CLAIMS: ClaimPolicy = {
  windows: [
    ...rowsOf('ups', 'UPS: How does the UPS claims process work (ups.com, File a claim); UPS Terms and Conditions', [
      ['LOSS', 'ANY', 'PROMISED', 1, 60],
      ['LOSS', 'ANY', 'SHIPPED', 1, 60],
      [BROKEN, 'DOMESTIC', 'DELIVERED', 0, 60],
      [BROKEN, 'INTERNATIONAL', 'DELIVERED', 0, 14],
      ['LATE', 'ANY', 'PROMISED', 0, 15, ['next day', '2nd day', '3 day', 'express', 'expedited', 'saver']],
    ]),
    ...rowsOf('fedex', 'FedEx Service Guide, Claims; FedEx Express and FedEx Ground claim form instructions', [
      ['LOSS', 'ANY', 'SHIPPED', 1, 270],
      [BROKEN, 'DOMESTIC', 'DELIVERED', 0, 60],
      [BROKEN, 'INTERNATIONAL', 'DELIVERED', 0, 21],
      ['LATE', 'DOMESTIC', 'DELIVERED', 0, 60, ['overnight', '2day', '2 day', 'express saver', 'same day']],
      ['LATE', 'INTERNATIONAL', 'DELIVERED', 0, 21, ['priority', 'economy', 'first', 'express']],
    ]),
    ...rowsOf('usps', 'USPS: File a claim, filing periods (usps.com); Domestic Mail Manual 604.9 and 609', [
      ['LOSS', 'DOMESTIC', 'SHIPPED', 7, 60, ['mail express']],
      ['LOSS', 'DOMESTIC', 'SHIPPED', 15, 60],
      ['LATE', 'DOMESTIC', 'SHIPPED', 2, 30, ['mail express']],
      [BROKEN, 'ANY', 'SHIPPED', 0, 60],
    ]),
    ...rowsOf('usps', 'USPS: International inquiries and claims, filing periods (usps.com)', [
      ['LOSS', 'INTERNATIONAL', 'SHIPPED', 3, 90, ['mail express']],
      ['LOSS', 'INTERNATIONAL', 'SHIPPED', 7, 180],
    ]),
    ...rowsOf('dhl-express', 'DHL Express: Claims FAQs (mydhl.express.dhl): in writing within 30 days of acceptance', [
      [GOODS, 'ANY', 'SHIPPED', 0, 30],
    ]),
    ...rowsOf('dhl-express', 'DHL Guide: Requisite claim periods (dhlguide.co.uk): money-back guarantee', [
      ['LATE', 'ANY', 'SHIPPED', 0, 14, ['9:00', '10:30', '12:00', 'worldwide']],
    ]),
    ...rowsOf('dhl-ecommerce', 'DHL eCommerce Americas: claims information, as its resellers pass it on', [
      ['LOSS', 'DOMESTIC', 'SHIPPED', 21, 90],
      ['LOSS', 'INTERNATIONAL', 'SHIPPED', 45, 90],
      [BROKEN, 'ANY', 'SHIPPED', 0, 90],
    ]),
    ...rowsOf('dhl-parcel-de', 'HGB §§ 424, 438 and 439, to which the AGB DHL Paket refer', [
      ['LOSS', 'DOMESTIC', 'SHIPPED', 21, 365],
      ['LOSS', 'INTERNATIONAL', 'SHIPPED', 31, 365],
      [BROKEN, 'ANY', 'DELIVERED', 0, 7],
    ]),
    ...rowsOf('gls', 'HGB §§ 424, 438 and 439, which apply as the AGB of GLS Germany name no other time', [
      ['LOSS', 'DOMESTIC', 'SHIPPED', 21, 365],
      ['LOSS', 'INTERNATIONAL', 'SHIPPED', 31, 365],
      [BROKEN, 'ANY', 'DELIVERED', 0, 7],
    ]),
    ...rowsOf('dpd', 'DPD UK: notice of a claim within 14 days of shipping (Shippo, Submitting claims for DPD)', [
      [GOODS, 'ANY', 'SHIPPED', 0, 14],
    ]),
    ...rowsOf('canada-post', 'Canada Post: support pages on damaged and undelivered items; 6 months outside Canada', [
      [GOODS, 'DOMESTIC', 'SHIPPED', 0, 90],
      [GOODS, 'INTERNATIONAL', 'SHIPPED', 0, 180],
    ]),
    ...rowsOf(
      'canada-post',
      'Canada Post: On-Time Delivery Guarantee, within 30 business days of the guaranteed date',
      [['LATE', 'ANY', 'PROMISED', 0, 42, ['priority', 'xpresspost', 'expedited']]],
    ),
    ...rowsOf('purolator', 'Purolator Terms and Conditions of Service, Claims; FlagShip, time limits for claims', [
      ['LOSS', 'ANY', 'SHIPPED', 0, 270],
      [BROKEN, 'ANY', 'DELIVERED', 0, 21],
      ['LATE', 'ANY', 'PROMISED', 0, 15, ['express']],
    ]),
    ...rowsOf('royal-mail', 'Royal Mail: Retail compensation policy for loss; domestic and international claims', [
      ['LOSS', 'DOMESTIC', 'SHIPPED', 14, 80],
      ['LOSS', 'INTERNATIONAL', 'SHIPPED', 28, 180],
      [BROKEN, 'DOMESTIC', 'SHIPPED', 0, 80],
      [BROKEN, 'INTERNATIONAL', 'SHIPPED', 0, 180],
    ]),
    // Parcels that arrive empty or incomplete are not covered.
    ...rowsOf(
      'evri',
      'Evri: within 30 days of the label (Shippo, Submitting claims for Evri), two of them kept in hand',
      [[['LOSS', 'DAMAGE'], 'ANY', 'SHIPPED', 0, 28]],
    ),
    ...rowsOf('ontrac', 'OnTrac claims: within 15 days of the due date (Saltbox, How do I file a claim)', [
      ['LOSS', 'ANY', 'PROMISED', 3, 15],
      ['LOSS', 'ANY', 'SHIPPED', 3, 15],
      [BROKEN, 'ANY', 'PROMISED', 0, 15],
      [BROKEN, 'ANY', 'SHIPPED', 0, 15],
    ]),
    ...rowsOf(
      'postnl',
      'PostNL: claims of business customers (Sendcloud, Claim indienen bij PostNL); damage within 5 days',
      [
        ['LOSS', 'ANY', 'SHIPPED', 7, 30],
        [BROKEN, 'ANY', 'DELIVERED', 0, 5],
      ],
    ),
    ...rowsOf('*', 'assumed: the terms of this carrier were not looked up', [
      ['LOSS', 'ANY', 'SHIPPED', 7, 60],
      [BROKEN, 'ANY', 'DELIVERED', 0, 30],
    ]),
  ],
  followUpDays: 7,
};
