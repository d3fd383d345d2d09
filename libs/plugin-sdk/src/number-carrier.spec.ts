import { carrierOf } from './carriers';
import { carrierOfNumber } from './number-carrier';

it.each([
  ['1Z999AA10123456784', 'ups'],
  ['1z 999 aa1 01 2345 6784', 'ups'],
  ['9400100000000000000000', 'usps'],
  ['420941039400100000000000000000', 'usps'],
  ['RR123456785US', 'usps'],
  ['EE123456785CA', 'canada-post'],
])('%s is of %s', (number, carrier) => {
  expect(carrierOfNumber(number)).toBe(carrier);
  expect(carrierOf(carrier)).not.toBeNull();
});

it.each(['123456789012', '1Z999', '', 'JJD0001'])('%s may be of anybody', (number) =>
  expect(carrierOfNumber(number)).toBeNull(),
);
