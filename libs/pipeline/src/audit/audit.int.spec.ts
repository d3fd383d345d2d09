import { instant, type ActivityHead } from '@whereabouts/model';
import { headsOf, moveSealer, inTransaction, pruneChanges } from '@whereabouts/store';
import { random } from '../testing/random';
import { testHub, type TestHub } from '../testing/test-hub';
import { traffic } from '../testing/traffic';
import { sealSome } from './sealer';
import { verifyActivity, verifyLog, type ActivityVerdict } from './verify';

const SEED = Number(process.env['SEED'] ?? 20_261_126);

describe(`the activity log (seed ${SEED})`, () => {
  let hub: TestHub;
  const chance = random(SEED);
  beforeAll(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
  });
  afterAll(() => hub.close());

  const needs = () => ({ pool: hub.pool, clock: hub.time.clock });
  const sealAll = async (limit?: number): Promise<void> => {
    // Transactions of other databases on the server hold the feed back, too.
    do while ((await sealSome(needs(), limit)) !== 'nothing');
    while ((await verify()).unsealed > 0);
  };
  const verify = (heads: readonly ActivityHead[] = []): Promise<ActivityVerdict> =>
    verifyActivity(hub.pool, hub.merchant.id, heads);
  const work = async (rounds: number): Promise<void> => {
    const news = traffic({ random: chance, parcels: 25, repeats: 0, now: hub.time.clock() });
    for (let round = 0; round < rounds; round++) {
      hub.time.advance(60_000);
      await Promise.all(Array.from({ length: 10 }, () => hub.post(news.next())));
    }
    await hub.pipeline.settled();
  };
  const entries = async (): Promise<number> =>
    (await hub.rows<{ n: number }>('select count(*)::int as n from activity'))[0]!.n;
  const ok = { faults: 0, first: null };

  it('is not sealed at first, and nobody is blamed for it', async () => {
    await work(6);
    const all = await entries();
    expect(all).toBeGreaterThan(10);
    expect(await verify()).toMatchObject({ ...ok, unsealed: all, end: { number: 0 } });
  });

  it('is sealed from the beginning, and then as it grows, by several processes at once', async () => {
    await sealAll(3);
    expect(await verify()).toMatchObject({ ...ok, unsealed: 0, end: { number: await entries() } });
    const before = await entries();
    await Promise.all([
      work(6),
      ...[0, 1, 2].map(async () => {
        for (let i = 0; i < 30; i++) await sealSome(needs(), 2);
      }),
    ]);
    const grown = await entries();
    expect(grown).toBeGreaterThan(before);
    expect(await verify()).toMatchObject(ok);
    await sealAll();
    expect(await verify()).toMatchObject({ ...ok, unsealed: 0, end: { number: grown } });
  });

  it('has a head for each day', async () => {
    hub.time.advance(24 * 3_600_000);
    await work(4);
    await sealAll();
    const heads = await headsOf(hub.pool, hub.merchant.id);
    expect(heads.map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-21']);
    expect(heads[1]).toMatchObject({ number: await entries() });
    expect(await verify(heads)).toMatchObject(ok);
  });

  it.each([
    'update activity set actor = actor',
    'delete from activity',
    'update activity_seal set number = number',
    'delete from activity_seal',
  ])('refuses: %s', async (sql) => {
    await expect(hub.pool.query(sql)).rejects.toThrow('is append-only');
  });

  const N = `(select max(number) - 3 from activity_seal)`;
  const ENTRY = `(select entry_id from activity_seal where number = ${N})`;
  const COPY = `select merchant_id, case_id, gen_random_uuid(), at, actor, action, detail, hash from activity where id = ${ENTRY}`;
  it.each([
    ['an edited actor', 'CHANGED', `update activity set actor = 'eve' where id = ${ENTRY}`],
    ['an edited detail', 'CHANGED', `update activity set detail = '{"because": 1.0}' where id = ${ENTRY}`],
    [
      'a time moved by a microsecond',
      'CHANGED',
      `update activity set at = at + interval '1 microsecond' where id = ${ENTRY}`,
    ],
    ['an endless time', 'CHANGED', `update activity set at = 'infinity' where id = ${ENTRY}`],
    ['a deleted entry', 'ENTRY_MISSING', `delete from activity where id = ${ENTRY}`],
    [
      'an entry moved to another merchant',
      'ENTRY_MISSING',
      `update activity set merchant_id = gen_random_uuid() where id = ${ENTRY}`,
    ],
    ['a deleted seal', 'SEAL_MISSING', `delete from activity_seal where number = ${N}`],
    ['an inserted entry', 'UNFOUNDED', `insert into activity ${COPY}`],
    [
      'an entry of a case of nobody',
      'UNFOUNDED',
      `insert into activity ${COPY.replace('case_id', `'00000000-0000-0000-0000-000000000000'`).replace(', hash', `, 'x'`)}`,
    ],
    [
      'exchanged numbers',
      'CHANGED',
      `update activity_seal set number = number + 1000 where number = ${N};
        update activity_seal set number = number - 1 where number = (select max(number) - 999 from activity_seal);
        update activity_seal set number = number - 999 where number = (select max(number) from activity_seal)`,
    ],
    [
      'a case that forgot its last entry',
      'HISTORY_CUT',
      `update exception_case set activity_hash = '' where id = (select min(id::text)::uuid from exception_case)`,
    ],
    [
      'a deleted case',
      'CASE_MISSING',
      `delete from exception_case where id = (select min(id::text)::uuid from exception_case)`,
    ],
    ['a cut end', 'TRUNCATED', `delete from activity_seal where number > ${N}`],
  ])('shows %s', async (_, kind, sql) => {
    const heads = await headsOf(hub.pool, hub.merchant.id);
    const client = await hub.pool.connect();
    try {
      await client.query('begin');
      for (const table of ['activity', 'activity_seal'])
        await client.query(`alter table ${table} disable trigger append_only`);
      await client.query(sql);
      const verdict = await verifyLog(client, hub.merchant.id, heads);
      expect(verdict.first?.kind).toBe(kind);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('is looked through again when the feed was pruned before it was sealed, and when a restored database counts anew', async () => {
    await work(4);
    const later = instant('2027-01-01T00:00:00Z');
    expect(await pruneChanges(hub.pool, later, 10_000)).toBeGreaterThan(0);
    expect(await verify()).toMatchObject(ok);
    await sealAll();
    expect(await verify()).toMatchObject({ ...ok, unsealed: 0, end: { number: await entries() } });

    await inTransaction(hub.pool, (tx) => moveSealer(tx, { position: { xid: '999999999999', seq: 1 }, sweptTo: null }));
    await work(4);
    await sealAll();
    expect(await verify()).toMatchObject({ ...ok, unsealed: 0, end: { number: await entries() } });
  });
});
