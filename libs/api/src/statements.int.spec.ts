import type { RootName } from './testing/asked-documents';
import type { DeepDocument } from './testing/every-field';
import { populatedHub, type PopulatedHub, type PopulatedMerchant } from './testing/populated';

/** Rows of each thing. Two at least: a case whose owner, proposer and approver are one person takes fewer reads. */
const FEW = 2;
const MANY = 3;

describe('the statements of an operation', () => {
  let hub: PopulatedHub;
  beforeAll(async () => (hub = await populatedHub([FEW, MANY])));
  afterAll(() => hub.close());

  /** @throws where something of the answer failed */
  const run = async (owner: PopulatedMerchant, root: RootName, { name, text }: DeepDocument): Promise<void> => {
    if (root === 'Subscription') {
      const told = await owner.told(text, hub.api.executor);
      expect({ name, told: told.length }).not.toEqual({ name, told: 0 });
      expect(told.filter((one) => one.includes('"errors"'))).toEqual([]);
    } else expect({ name, errors: (await owner.ask(text)).errors }).toEqual({ name, errors: undefined });
  };
  const statementsOf = async (...asked: Parameters<typeof run>): Promise<readonly string[]> => {
    hub.asked.length = 0;
    await run(...asked);
    return [...hub.asked].sort();
  };

  it.each<[RootName, number]>([
    ['Query', 500],
    ['Mutation', 500],
    ['Subscription', 40],
  ])(
    'do not become more with the rows: each field of %s, with every type below it',
    async (root, fewest) => {
      const [few, many] = hub.merchants.map(({ documents }) => documents[root]);
      const more: string[] = [];
      for (const [index, document] of few!.entries()) {
        const some = await statementsOf(hub.merchants[0]!, root, document);
        const all = await statementsOf(hub.merchants[1]!, root, many![index]!);
        if (all.length > some.length)
          more.push(`${document.name}: ${some.length} become ${all.length}, ${repeated(all)}`);
      }
      expect(more).toEqual([]);
      expect(few!.length).toBeGreaterThan(fewest);
    },
    300_000,
  );
});

/** Which statement ran most often. */
function repeated(texts: readonly string[]): string {
  const counts = [...Map.groupBy(texts, (text) => text)].map(([text, some]) => [some.length, text] as const);
  const [[count, text]] = counts.sort(([a], [b]) => b - a) as [readonly [number, string]];
  return `${count} × ${text.replace(/\s+/g, ' ').slice(0, 200)}`;
}
