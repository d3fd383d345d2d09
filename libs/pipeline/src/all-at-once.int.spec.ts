import { allAtOnce } from './testing/all-at-once';
import { heardErrors } from './testing/heard-errors';
import { longForm, printFigures } from './testing/long-form';
import { testHub, type TestHub } from './testing/test-hub';

const SEED = Number(process.env['SEED'] ?? 20_261_128);
const FOR_MS = longForm(8_000, 300_000);

describe(`news, people and timers, all at once and about the same few things (seed ${SEED})`, () => {
  const errors = heardErrors();
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ needs: { log: errors.log } });
    for (const name of ['Ben', 'Cleo', 'Dan'])
      await hub.pool.query(
        `insert into app_user (merchant_id, id, name, email, role, created_at) values ($1, gen_random_uuid(), $2, $3, 'AGENT', now())`,
        [hub.merchant.id, name, `${name.toLowerCase()}@example.test`],
      );
  });
  afterAll(() => hub.close());

  it(
    'leave every case with its whole history, once, and counted right, and nobody is told of an error',
    async () => {
      const figures = await allAtOnce(hub, errors, { seed: SEED, forMs: FOR_MS, processes: 3 });
      printFigures('all-at-once', figures);
      expect(figures).toMatchObject({
        duplicatedCases: 0,
        wrongHistories: 0,
        wrongTotals: 0,
        pending: 0,
        deadLetters: [],
        errors: [],
      });
      // Each costs those who are in it a second. They are rare, even where all want the same few rows.
      const { inputs, done, refused, deadlocks } = figures;
      expect(deadlocks).toBeLessThanOrEqual(2 + 0.01 * (inputs + done + refused));
      expect(figures.cases).toBeGreaterThan(10);
      expect(figures.done).toBeGreaterThan(20);
    },
    FOR_MS + 60_000,
  );
});
