import type { DeepDocument } from './testing/every-field';
import { populatedHub, type PopulatedHub, type PopulatedMerchant } from './testing/populated';

/** Rows of one thing where the other merchant has one. */
const MANY = 3;

describe('the statements of an operation', () => {
  let hub: PopulatedHub;
  beforeAll(async () => (hub = await populatedHub(1, MANY)));
  afterAll(() => hub.close());

  const failed: string[] = [];
  const statementsOf = async (owner: PopulatedMerchant, { name, text }: DeepDocument): Promise<readonly string[]> => {
    hub.asked.length = 0;
    const { errors } = await owner.ask(text);
    for (const { message } of errors ?? []) failed.push(`${name}: ${message}`);
    return [...hub.asked].sort();
  };

  it('do not become more with the rows: each field of Query, with every type below it', async () => {
    const [one, many] = hub.merchants;
    const more: string[] = [];
    for (const [index, document] of one!.documents.entries()) {
      const few = await statementsOf(one!, document);
      const all = await statementsOf(many!, many!.documents[index]!);
      if (all.length > few.length) more.push(`${document.name}: ${few.length} become ${all.length}, ${repeated(all)}`);
    }
    expect(failed).toEqual([]);
    expect(more).toEqual([]);
    expect(one!.documents.length).toBeGreaterThan(500);
  }, 300_000);
});

/** Which statement ran most often. */
function repeated(texts: readonly string[]): string {
  const counts = [...Map.groupBy(texts, (text) => text)].map(([text, some]) => [some.length, text] as const);
  const [[count, text]] = counts.sort(([a], [b]) => b - a) as [readonly [number, string]];
  return `${count} × ${text.replace(/\s+/g, ' ').slice(0, 200)}`;
}
