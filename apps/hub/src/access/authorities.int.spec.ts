import { DAY, after, instant, type Instant } from '@whereabouts/model';
import {
  addApiKey,
  apiKeysOf,
  dataSource,
  directory as directoryOn,
  openPool,
  revokeApiKey,
  secretBox,
  type Directory,
  type Merchant,
  type NewApiKey,
} from '@whereabouts/store';
import { testDatabase } from '@whereabouts/store/testing';
import type { Pool } from 'pg';
import { openLog } from '../logging/log';
import { authorities, type Authorities } from './authorities';
import { hashOf, newSecret } from './key-token';

const NOW = instant('2026-11-22T12:00:00.000Z');

describe('keys and people, and whether they still hold', () => {
  const time: { now: Instant } = { now: NOW };
  let pool: Pool;
  let directory: Directory;
  let merchant: Merchant;
  let access: Authorities;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const database = await testDatabase();
    pool = openPool({ url: database.url, max: 3 });
    const data = await dataSource(database.url).initialize();
    directory = directoryOn(data, secretBox(Buffer.alloc(32)));
    merchant = await directory.addMerchant(
      { name: 'Acme', timeZone: 'UTC', admin: { name: 'Ada', email: 'ada@acme.test' } },
      NOW,
    );
    close = async () => {
      await data.destroy();
      await pool.end();
      await database.close();
    };
  });
  beforeEach(() => {
    time.now = NOW;
    access = authorities({ db: pool, clock: () => time.now, log: openLog('silent') });
  });
  afterAll(() => close());

  let people = 0;
  const person = (role: 'AGENT' | 'PARTNER' = 'AGENT') =>
    directory.addPerson(
      {
        merchantId: merchant.id,
        name: 'P',
        email: `p${people++}@acme.test`,
        role,
        plugin: role === 'PARTNER' ? 'ups' : null,
      },
      NOW,
    );
  const key = async (userId: string, more: Partial<NewApiKey> = {}) => {
    const secret = newSecret();
    const added = await addApiKey(
      pool,
      { merchantId: merchant.id, userId, name: 'erp', scopes: null, expiresAt: null, hash: hashOf(secret), ...more },
      time.now,
    );
    return { id: added.id, secret };
  };

  it('all who come in by a key are one viewer, until its rights change or end', async () => {
    const { id: userId, email } = await person();
    const token = await key(userId, { expiresAt: after(NOW, 2 * DAY) });
    const first = await access.byKey(token);
    expect(await access.byKey(token)).toBe(first);
    await directory.setPerson(merchant.id, email, { role: 'LEAD' });
    await access.refresh();
    const second = await access.byKey(token);
    expect(second).toMatchObject({ userId, role: 'LEAD' });
    expect(await access.byKey(token)).toBe(second);
    expect([first!.isGood!(), second!.isGood!()]).toEqual([false, true]);
    time.now = after(NOW, 2 * DAY);
    expect(await access.byKey(token)).toBeNull();
  });

  it('a key opens what its user may, within its scopes', async () => {
    const { id: userId, merchantId } = await person('PARTNER');
    const token = await key(userId, { scopes: ['READ'] });
    expect(await access.byKey(token)).toMatchObject({
      merchantId,
      userId,
      role: 'PARTNER',
      plugin: 'ups',
      scopes: ['READ'],
    });
  });

  it('a wrong secret, and a key that never was, open nothing', async () => {
    const token = await key((await person()).id);
    expect(await access.byKey({ ...token, secret: newSecret() })).toBeNull();
    expect(await access.byKey({ id: '0198c0de-0000-7000-8000-000000000001', secret: token.secret })).toBeNull();
    expect(await access.byKey(token)).not.toBeNull();
  });

  it('a key that is revoked closes what it opened', async () => {
    const token = await key((await person()).id);
    const viewer = await access.byKey(token);
    expect(viewer!.isGood!()).toBe(true);
    expect(await revokeApiKey(pool, merchant.id, token.id, NOW)).toBe(true);
    expect(await revokeApiKey(pool, merchant.id, token.id, NOW)).toBe(false);
    await access.refresh();
    expect(viewer!.isGood!()).toBe(false);
    expect(await access.byKey(token)).toBeNull();
  });

  it('a key ends at its time', async () => {
    const token = await key((await person()).id, { expiresAt: after(NOW, DAY) });
    const viewer = await access.byKey(token);
    time.now = after(NOW, DAY);
    expect(viewer!.isGood!()).toBe(false);
    expect(await access.byKey(token)).toBeNull();
  });

  it('another role of the user counts from then on, and what was opened with the old one is closed', async () => {
    const { id, email } = await person();
    const [byKey, byToken] = [await access.byKey(await key(id)), await access.byPerson(id, null)];
    await directory.setPerson(merchant.id, email, { role: 'VIEWER' });
    await access.refresh();
    expect([byKey!.isGood!(), byToken!.isGood!()]).toEqual([false, false]);
    expect(await access.byPerson(id, null)).toMatchObject({ role: 'VIEWER' });
  });

  it('whoever is removed comes in no more', async () => {
    const { id, email } = await person();
    const token = await key(id);
    const viewer = await access.byKey(token);
    await directory.removePerson(merchant.id, email, NOW);
    await access.refresh();
    expect(viewer!.isGood!()).toBe(false);
    expect(await access.byKey(token)).toBeNull();
    expect(await access.byPerson(id, null)).toBeNull();
  });

  it('a person comes in until the token ends', async () => {
    const { id } = await person();
    expect(await access.byPerson(id, NOW)).toBeNull();
    const viewer = await access.byPerson(id, after(NOW, DAY));
    expect(viewer).toMatchObject({ userId: id, expiresAt: after(NOW, DAY) });
    time.now = after(NOW, DAY);
    expect(viewer!.isGood!()).toBe(false);
  });

  it('notes when a key was last used', async () => {
    const token = await key((await person()).id);
    const lastUsed = async () => (await apiKeysOf(pool, merchant.id)).find(({ id }) => id === token.id)!.lastUsedAt;
    await access.refresh();
    expect(await lastUsed()).toBeNull();
    await access.byKey(token);
    await access.refresh();
    expect(await lastUsed()).toBe(NOW);
  });

  it('stands by what it knows while the database is away', async () => {
    let isAway = false;
    const db = {
      query: (...args: unknown[]) =>
        isAway ? Promise.reject(new Error('away')) : (pool.query as (...all: unknown[]) => unknown)(...args),
    };
    const here = authorities({ db: db as never, clock: () => NOW, log: openLog('silent') });
    const token = await key((await person()).id);
    const viewer = await here.byKey(token);
    isAway = true;
    await here.refresh();
    expect(viewer!.isGood!()).toBe(true);
    expect(await here.byKey(token)).not.toBeNull();
  });
});
