import { buildEntry } from './testing/build-entry';
import { repeatedKills } from './testing/kills';
import { longForm, printFigures } from './testing/long-form';

const SEED = Number(process.env['SEED'] ?? 20_261_122);

describe(`processes killed at random moments while they receive and apply (seed ${SEED})`, () => {
  it('lose nothing that they acknowledged, and leave no milestone, case or change twice', async () => {
    const processFile = buildEntry('libs/pipeline/src/testing/hub-process.ts');
    const figures = await repeatedKills({ kills: longForm(5, 50), seed: SEED, processes: 2, processFile });
    printFigures('kills', figures);
    expect(figures).toMatchObject({
      lost: 0,
      pending: 0,
      deadLetters: 0,
      wrongMilestones: 0,
      wrongObservations: 0,
      duplicatedCases: 0,
      wrongHistories: 0,
      wrongTotals: 0,
      errors: [],
    });
    expect(figures.acknowledged).toBeGreaterThan(100);
    expect(figures.cases).toBeGreaterThan(10);
  });
});
