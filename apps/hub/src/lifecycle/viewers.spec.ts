import type { Directory, Person } from '@whereabouts/store';
import { viewers } from './viewers';

const person = (merchantId: string, id: string, role: Person['role']): Person => ({
  merchantId,
  id,
  role,
  name: id,
  email: `${id}@example.test`,
});
const PEOPLE = [
  person('m1', 'first-admin', 'ADMIN'),
  person('m1', 'agent', 'AGENT'),
  person('demo', 'demo-agent', 'AGENT'),
  person('demo', 'demo-lead', 'LEAD'),
];
const directory = {
  merchants: async () => [
    { id: 'm1', name: 'First', timeZone: 'UTC' },
    { id: 'demo', name: 'Demo', timeZone: 'UTC' },
  ],
  people: async (merchantId: string) => PEOPLE.filter((one) => one.merchantId === merchantId),
} as unknown as Directory;
const token = 'a-token-of-twenty-letters';

describe('the viewer of a request', () => {
  const closed = viewers({ directory, apiToken: token, demoMerchant: null });
  const demo = viewers({ directory, apiToken: undefined, demoMerchant: 'Demo' });

  it('is the admin of the first merchant with the token', async () => {
    expect(await closed(`Bearer ${token}`)).toEqual({ merchantId: 'm1', userId: 'first-admin', role: 'ADMIN' });
  });

  it.each([undefined, '', token, `Bearer ${token}x`, `Basic ${token}`, 'Bearer', 'Bearer undefined'])(
    'is nobody with %p',
    async (authorization) => {
      expect(await closed(authorization)).toBeNull();
    },
  );

  it('is the lead of the demo merchant in demo mode, without credentials only', async () => {
    expect(await demo(undefined)).toEqual({ merchantId: 'demo', userId: 'demo-lead', role: 'LEAD' });
    expect(await demo(`Bearer ${token}`)).toBeNull();
  });

  it('is looked for again when there was nobody', async () => {
    const people: Person[] = [];
    const early = viewers({
      directory: { merchants: directory.merchants, people: async () => people } as unknown as Directory,
      apiToken: token,
      demoMerchant: null,
    });
    expect(await early(`Bearer ${token}`)).toBeNull();
    people.push(person('m1', 'late-admin', 'ADMIN'));
    expect(await early(`Bearer ${token}`)).toMatchObject({ userId: 'late-admin' });
  });
});
