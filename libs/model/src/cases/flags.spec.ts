import { DEFAULT_POLICY } from '../policy/policy';
import { flagsFor, type FlagFacts } from './flags';

describe('flags', () => {
  const plain: FlagFacts = { tier: 'STANDARD', firstTimeBuyer: false };
  it.each<readonly [string, Partial<FlagFacts>, readonly string[]]>([
    ['a high value', { value: { amount: '412.00', currency: 'USD' } }, ['HIGH_VALUE: 412.00 USD > 300.00 USD']],
    ['exactly the threshold', { value: { amount: '300.00', currency: 'USD' } }, []],
    ['a currency without a threshold', { value: { amount: '9000', currency: 'SEK' } }, []],
    ['a currency that is none', { value: { amount: '9000', currency: 'constructor' } }, []],
    ['an amount that is none', { value: { amount: 'much', currency: 'USD' } }, []],
    ['no value', { value: null }, []],
    ['a first order', { firstTimeBuyer: true }, ['FIRST_TIME_BUYER: first order of this customer']],
    ['a tier', { tier: 'VIP' }, ['VIP: customer tier VIP']],
    ['a subscription', { tier: 'SUBSCRIBER' }, ['SUBSCRIBER: customer tier SUBSCRIBER']],
  ])('%s', (_name, facts, expected) => {
    const flags = flagsFor({ ...plain, ...facts }, DEFAULT_POLICY);
    expect(flags.map(({ code, because }) => `${code}: ${because}`)).toEqual(expected);
  });
});
