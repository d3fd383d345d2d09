import { longForm } from './testing/long-form';
import { checkAnyOrder } from './testing/any-order';
import { testShop, type TestShop } from './testing/test-hub';

const SEED = Number(process.env['SEED'] ?? 20_261_122);

describe(`any order, batching, repetition and number of processes (seed ${SEED})`, () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await testShop();
  });
  afterAll(() => shop.close());

  it('gives the same parcels, milestones and orders to the byte, and so do a rebuild and a replay', async () => {
    await checkAnyOrder(shop, { runs: longForm(40, 1_000), seed: SEED });
  });
});
