import { longForm, printFigures } from './testing/long-form';
import { databaseAway } from './testing/database-away';

const SEED = Number(process.env['SEED'] ?? 20_261_122);

describe(`while PostgreSQL is restarted and killed under load (seed ${SEED})`, () => {
  it('stays up, tells senders to come back, loses and repeats nothing, and drains by itself', async () => {
    const figures = await databaseAway({ rounds: longForm(2, 20), seed: SEED });
    printFigures('database-away', figures);
    expect(figures).toMatchObject({
      thrown: 0,
      lost: 0,
      pending: 0,
      deadLetters: 0,
      wrongMilestones: 0,
      wrongObservations: 0,
      duplicatedCases: 0,
      wrongHistories: 0,
      wrongTotals: 0,
      feedFaults: 0,
      errors: [],
    });
    expect(figures.overloaded).toBeGreaterThan(0);
    expect(figures.stored).toBeGreaterThan(100);
  });
});
