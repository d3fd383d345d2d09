import { neighbourhoodOf } from './neighbourhood';

describe('a neighbourhood', () => {
  it.each([
    [{ country: 'US', postalCode: '10001', city: 'New York' }, 'US|10001'],
    [{ country: 'US' }, null],
    [{ postalCode: '10001' }, null],
    [null, null],
  ])('of %j is %s', (destination, expected) => {
    expect(neighbourhoodOf(destination)).toBe(expected);
  });
});
