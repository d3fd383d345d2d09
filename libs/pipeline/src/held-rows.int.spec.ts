import { DAY, defaultPolicyOf, instant } from '@whereabouts/model';
import { openPool, putInputs, type InboxInput } from '@whereabouts/store';
import type { Pool, PoolClient } from 'pg';
import { inlineNormalizer } from './normalize/normalizer';
import { newInput } from './receive/new-input';
import { wipe } from './testing/projections';
import { sourceDirectoryOf } from './testing/shop-sources';
import { silentLog, silentMeter, testShop, toyBody, type TestShop } from './testing/test-hub';
import { inputProcessor, type InputProcessor } from './work/process-inputs';

const NOW = instant('2026-11-20T12:00:00Z');
const NUMBERS = ['N1', 'N2', 'N3', 'N4', 'N5'];

describe('while somebody outside of the hub holds what an input needs', () => {
  let shop: TestShop;
  let pool: Pool;
  let processor: InputProcessor;
  let outside: PoolClient;
  beforeAll(async () => {
    shop = await testShop();
    pool = openPool({ url: shop.url, max: 4, statementTimeoutMs: 300, applicationName: 'impatient' });
    processor = inputProcessor({
      pool,
      sources: sourceDirectoryOf(shop),
      plugins: shop.plugins,
      normalizer: inlineNormalizer(),
      policyOf: defaultPolicyOf,
      clock: () => NOW,
      log: silentLog,
      meter: silentMeter,
      onCommitted: () => undefined,
      onApplied: () => undefined,
    });
    outside = await shop.pool.connect();
  });
  afterAll(async () => {
    outside.release();
    await pool.end();
    await shop.close();
  });

  const heard = (at: string): InboxInput[] =>
    NUMBERS.map((number) => {
      const event = { code: 'IN_TRANSIT' as const, at: instant(at) };
      const input = { merchantId: shop.merchant.id, sourceId: shop.sources.get('toy')!.id };
      const body = toyBody({ number, carrier: 'toy', events: [event] });
      return newInput({ ...input, contentType: 'application/json', headers: {}, body }, NOW);
    });
  const put = async (at: string): Promise<InboxInput[]> => {
    const inputs = heard(at);
    await putInputs(shop.pool, inputs, DAY / 1000);
    return inputs;
  };
  const apply = (inputs: readonly InboxInput[], attempts = 0): Promise<void> =>
    processor.process(inputs.map((input) => ({ ...input, attempts, replay: false })));
  const waiting = async (): Promise<string[]> =>
    (await shop.pool.query<{ id: string }>('select input_id as id from pending order by 1')).rows.map(({ id }) => id);
  const setAside = async (): Promise<string[]> =>
    (await shop.pool.query<{ error: string }>('select error from dead_letter')).rows.map(({ error }) => error);
  const milestones = async (): Promise<number> =>
    (await shop.pool.query<{ n: number }>('select count(*)::int as n from milestone')).rows[0]!.n;

  beforeEach(async () => {
    await wipe(shop.pool);
    await apply(await put('2026-11-18T10:00:00Z'));
    expect(await milestones()).toBe(NUMBERS.length);
  });
  afterEach(() => outside.query('rollback'));

  it('the input stays pending, and its neighbours go on', async () => {
    await outside.query(`begin; select from shipment where tracking_number = 'N2' for update`);
    const inputs = await put('2026-11-19T10:00:00Z');
    await expect(apply(inputs)).rejects.toThrow(/canceling statement/);
    expect(await waiting()).toEqual([inputs[1]!.id]);
    expect(await setAside()).toEqual([]);

    await outside.query('rollback');
    await apply([inputs[1]!], 1);
    expect(await waiting()).toEqual([]);
    expect(await milestones()).toBe(2 * NUMBERS.length);
  });

  it('all stay pending, without each being waited for, when it is a whole table', async () => {
    await outside.query('begin; lock table shipment');
    const inputs = await put('2026-11-19T10:00:00Z');
    await expect(apply(inputs)).rejects.toThrow(/canceling statement/);
    expect(await waiting()).toEqual(inputs.map(({ id }) => id).sort());
    expect(await setAside()).toEqual([]);

    await outside.query('rollback');
    await apply(inputs, 1);
    expect(await milestones()).toBe(2 * NUMBERS.length);
  });

  it('the input is set aside after the last attempt, with the reason', async () => {
    await outside.query(`begin; select from shipment where tracking_number = 'N2' for update`);
    const inputs = await put('2026-11-19T10:00:00Z');
    await apply(inputs, 5);
    expect(await waiting()).toEqual([]);
    expect(await setAside()).toEqual([expect.stringMatching(/could not be applied: canceling statement/)]);
    expect(await milestones()).toBe(2 * NUMBERS.length - 1);
  });
});
