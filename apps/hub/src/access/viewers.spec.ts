import type { Viewer } from '@whereabouts/api';
import { instant } from '@whereabouts/model';
import type { Directory, Person } from '@whereabouts/store';
import type { Authorities } from './authorities';
import { writeKeyToken } from './key-token';
import { viewers, type ViewerNeeds } from './viewers';

const person = (merchantId: string, id: string, role: Person['role']): Person => ({
  merchantId,
  id,
  role,
  name: id,
  email: `${id}@example.test`,
  plugin: null,
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

const KEY = { id: '0198c0de-0000-7000-8000-000000000001', secret: 's'.repeat(43) };
const UNTIL = instant('2026-11-22T13:00:00.000Z');
const by = (userId: string): Viewer => ({ merchantId: 'm1', userId, role: 'AGENT' });
const ACCOUNTS: Record<string, readonly { merchantId: string; userId: string }[]> = {
  'ana@example.test null': [{ merchantId: 'm1', userId: 'ana' }],
  'both@example.test null': [
    { merchantId: 'm1', userId: 'both-1' },
    { merchantId: 'm2', userId: 'both-2' },
  ],
  'both@example.test Second': [{ merchantId: 'm2', userId: 'both-2' }],
};

const needs: ViewerNeeds = {
  db: {
    query: async ({ values }: { values: readonly unknown[] }) => ({
      rows: ACCOUNTS[`${String(values[0])} ${String(values[1])}`] ?? [],
    }),
  } as never,
  directory,
  authorities: {
    byKey: async ({ id, secret }) => (id === KEY.id && secret === KEY.secret ? by('key') : null),
    byPerson: async (userId, until) => ({ ...by(userId), expiresAt: until }),
  } as Authorities,
  apiToken: token,
  readToken: async (text) => {
    const [email, merchant = null] = text.split('|');
    return email!.includes('@') ? { email: email!, merchant, expiresAt: UNTIL } : null;
  },
  demoMerchant: null,
};

describe('the viewer of a request', () => {
  const closed = viewers(needs);
  const demo = viewers({ ...needs, apiToken: undefined, demoMerchant: 'Demo' });

  it('is whom a key or a signed token names', async () => {
    expect(await closed(`Bearer ${writeKeyToken(KEY)}`)).toEqual(by('key'));
    expect(await closed(`Bearer ${writeKeyToken({ ...KEY, secret: 't'.repeat(43) })}`)).toBeNull();
    expect(await closed('Bearer ana@example.test')).toEqual({ ...by('ana'), expiresAt: UNTIL });
    expect(await closed('Bearer nobody@example.test')).toBeNull();
  });

  it('is nobody when a token does not say for which of two merchants', async () => {
    expect(await closed('Bearer both@example.test')).toBeNull();
    expect(await closed('Bearer both@example.test|Second')).toMatchObject({ userId: 'both-2' });
  });

  it('is the admin of the first merchant with the token', async () => {
    expect(await closed(`Bearer ${token}`)).toEqual({
      merchantId: 'm1',
      userId: 'first-admin',
      role: 'ADMIN',
      key: 'HUB_API_TOKEN',
    });
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
      ...needs,
      directory: { merchants: directory.merchants, people: async () => people } as unknown as Directory,
    });
    expect(await early(`Bearer ${token}`)).toBeNull();
    people.push(person('m1', 'late-admin', 'ADMIN'));
    expect(await early(`Bearer ${token}`)).toMatchObject({ userId: 'late-admin' });
  });
});
