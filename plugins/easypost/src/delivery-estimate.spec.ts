import { deliveryEstimate } from './delivery-estimate';
import { placeOfText } from './location';

const NEW_YORK = { city: 'EASTBRIDGE', region: 'NY', country: 'US' };

describe('deliveryEstimate', () => {
  it.each([
    ['a moment', { est_delivery_date: '2026-02-06T23:30:00Z' }, {}, null, '2026-02-06T23:30:00.000Z'],
    ['a date in disguise', { est_delivery_date: '2026-02-06T00:00:00Z' }, {}, NEW_YORK, '2026-02-07T04:59:59.000Z'],
    ['a date, nobody knows where', { est_delivery_date: '2026-02-06' }, {}, null, '2026-02-06T23:59:59.000Z'],
    [
      'a local date before the stamp',
      { est_delivery_date: '2026-02-06T00:00:00Z' },
      { est_delivery_date_local: '2026-02-05', est_delivery_time_local: '18:00:00' },
      NEW_YORK,
      '2026-02-05T23:00:00.000Z',
    ],
    [
      'the stamp, where the local zone is unknown',
      { est_delivery_date: '2026-02-05T23:00:00Z' },
      { est_delivery_date_local: '2026-02-05', est_delivery_time_local: '18:00:00' },
      null,
      '2026-02-05T23:00:00.000Z',
    ],
    [
      'the stamp, where the local date is absurd',
      { est_delivery_date: '2026-02-05T23:00:00Z' },
      { est_delivery_date_local: '2875-10-22', est_delivery_time_local: '18:00:00' },
      NEW_YORK,
      '2026-02-05T23:00:00.000Z',
    ],
    ['nothing', { est_delivery_date: null }, {}, NEW_YORK, null],
    ['nonsense', { est_delivery_date: 'soon' }, { est_delivery_date_local: 'later' }, NEW_YORK, null],
  ])('reads %s', (_what, tracker, carrierDetail, destination, expected) => {
    expect(deliveryEstimate(tracker, carrierDetail, destination)).toBe(expected);
  });
});

describe('a location written out for display', () => {
  it.each([
    ['EASTBRIDGE NY US', { city: 'EASTBRIDGE', region: 'NY', country: 'US' }],
    ['EASTBRIDGE NY US, 10099', { city: 'EASTBRIDGE', region: 'NY', country: 'US', postalCode: '10099' }],
    ['EAST BRIDGE FL, US, 33400', { city: 'EAST BRIDGE', region: 'FL', country: 'US', postalCode: '33400' }],
    ['WESTFIELD OR, 97099', { city: 'WESTFIELD', postalCode: '97099' }],
    ['WESTFIELD OR', null],
    ['K0K1A1', null],
    ['', null],
    [null, null],
    [{ city: 'WESTFIELD' }, null],
  ])('%j gives %j', (text, place) => {
    expect(placeOfText(text)).toEqual(place);
  });
});
