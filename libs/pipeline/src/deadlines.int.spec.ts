import { longForm, printFigures } from './testing/long-form';
import { testShop, type TestShop } from './testing/test-hub';
import { twoWeeks } from './testing/two-weeks';

const SEED = Number(process.env['SEED'] ?? 20_261_122);
const PARCELS = longForm(500, 10_000);

describe(`deadlines over two simulated weeks in which clocks change (seed ${SEED})`, () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await testShop();
  });
  afterAll(() => shop.close());

  // Two weeks of five hundred parcels: half a minute on an idle machine.
  it('open, warn, breach and heal what an observer sees who never sleeps: nothing early, nothing missed', async () => {
    const { faults, ...figures } = await twoWeeks(shop, { parcels: PARCELS, seed: SEED });
    printFigures('deadlines', figures);
    expect(faults.slice(0, 20)).toEqual([]);
    expect(figures.openedByTime).toBeGreaterThan(PARCELS / 5);
    expect(figures.closedByThemselves).toBeGreaterThan(PARCELS / 20);
  }, 240_000);
});
