import { randomBytes } from 'node:crypto';
import { instant } from '@whereabouts/model';
import type { DataSource } from 'typeorm';
import { dataSource } from '../migrate';
import { testDatabase, type TestDatabase } from '../testing';
import { directory, MANUAL_SOURCE, type Directory, type Merchant } from './directory';
import { secretBox } from './secrets';

const NOW = instant('2026-11-20T12:00:00Z');

describe('the directory of merchants, people and sources', () => {
  let database: TestDatabase;
  let data: DataSource;
  let desk: Directory;
  let merchant: Merchant;
  const box = secretBox(randomBytes(32));
  beforeAll(async () => {
    database = await testDatabase();
    data = await dataSource(database.url).initialize();
    desk = directory(data, box);
    const admin = { name: 'Ada', email: 'ada@example.test' };
    merchant = await desk.addMerchant({ name: 'Toys', timeZone: 'Europe/Berlin', admin }, NOW);
  });
  afterAll(async () => {
    await data.destroy();
    await database.close();
  });

  const toys = (name: string) => ({
    merchantId: merchant.id,
    plugin: 'toy',
    name,
    kind: 'CARRIER' as const,
    settings: { region: 'eu' },
    secrets: { webhookSecret: 'hush' },
  });
  const names = async (): Promise<string[]> => (await desk.sources()).map(({ name }) => name);

  it('begins a merchant with an admin, who can own cases, and a source for what is done by hand', async () => {
    expect(await desk.merchants()).toEqual([merchant]);
    expect(await desk.people(merchant.id)).toMatchObject([{ name: 'Ada', role: 'ADMIN' }]);
    expect(await desk.sources()).toMatchObject([MANUAL_SOURCE]);
  });

  it('adds people, each e-mail address once', async () => {
    const bea = { merchantId: merchant.id, name: 'Bea', email: 'bea@example.test', role: 'AGENT' as const };
    const added = await desk.addPerson(bea, NOW);
    expect(await desk.people(merchant.id)).toContainEqual(added);
    await expect(desk.addPerson(bea, NOW)).rejects.toThrow('duplicate key');
  });

  it('adds a source and gives it back with its settings and secrets; in the table the secrets cannot be read', async () => {
    const added = await desk.addSource(toys('toys'), NOW);
    expect(added.settings).toEqual({ region: 'eu', webhookSecret: 'hush' });
    expect((await desk.sources()).find(({ name }) => name === 'toys')).toEqual(added);
    const [row] = (await data.query('select settings::text, secrets from source where name = $1', ['toys'])) as {
      settings: string;
      secrets: Buffer;
    }[];
    expect(row?.settings).not.toContain('hush');
    expect(row?.secrets.toString('latin1')).not.toContain('hush');
  });

  it('does not open the secrets of a row that was moved to another source', async () => {
    await desk.addSource(toys('moved'), NOW);
    await data.query(
      `update source set secrets = (select secrets from source where name = 'toys') where name = 'moved'`,
    );
    await expect(desk.sources()).rejects.toThrow();
    await data.query(`delete from source where name = 'moved'`);
  });

  it('refuses a name twice, and frees it when the source is removed, whose secrets are gone then', async () => {
    await expect(desk.addSource(toys('toys'), NOW)).rejects.toThrow('duplicate key');
    expect(await desk.removeSource(merchant.id, 'toys', NOW)).toBe(true);
    expect(await desk.removeSource(merchant.id, 'toys', NOW)).toBe(false);
    expect(await names()).toEqual(['manual']);
    expect(await data.query(`select enabled, secrets from source where name = 'toys'`)).toEqual([
      { enabled: false, secrets: null },
    ]);
    await desk.addSource(toys('toys'), NOW);
    expect(await names()).toEqual(['manual', 'toys']);
  });

  it('removes nothing of another merchant', async () => {
    const admin = { name: 'Cy', email: 'cy@example.test' };
    const other = await desk.addMerchant({ name: 'Games', timeZone: 'UTC', admin }, NOW);
    expect(await desk.removeSource(other.id, 'toys', NOW)).toBe(false);
    expect(await names()).toContain('toys');
  });
});
