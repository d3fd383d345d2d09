import { MILESTONE_CODES, type MilestoneCode, type Reason } from '@whereabouts/model';
import { codeTable, type CodeRow, type CodeTable, type MilestoneRecord, type Plugin } from '@whereabouts/plugin-sdk';
import fc from 'fast-check';
import type { LoadedPlugin } from '../pipeline';
import type { TestShop } from './test-hub';

/** Of these the source gives no code: only its wording tells what it means. */
const WORDED: ReadonlySet<string> = new Set<MilestoneCode>([
  'HELD',
  'DELAYED',
  'EXCEPTION',
  'DELIVERED',
  'INFORMATION',
]);

const BACK: ReadonlySet<string> = new Set<MilestoneCode>(['RETURNING', 'RETURNED']);

export interface MappedToyOptions {
  readonly codes: CodeTable;
  readonly version?: string;
  /** Every event has a code. */
  readonly coded?: boolean;
}

/** A toy source whose codes mean what a table says. */
export function mappedToy(toy: Plugin, { codes, version = '1.0.0', coded = false }: MappedToyOptions): Plugin {
  const mapped = (event: MilestoneRecord): MilestoneRecord => {
    const raw = event.sourceCode ?? '';
    const sourceCode = !coded && WORDED.has(raw) ? null : raw;
    const sourceText = sourceCode === null ? `${raw} ${event.sourceText ?? ''}` : event.sourceText;
    const row = codes.find({ code: sourceCode, text: sourceText });
    return {
      ...event,
      sourceCode,
      sourceText,
      code: row?.means ?? 'UNMAPPED',
      reasons: row?.reasons ?? [],
      direction: row && BACK.has(row.means) ? 'RETURN' : BACK.has(raw) ? 'FORWARD' : event.direction,
      facilityAction: row?.facilityAction ?? event.facilityAction,
    };
  };
  return {
    ...toy,
    version,
    codes,
    normalize(input, settings) {
      const said = toy.normalize(input, settings);
      return { ...said, milestones: said.milestones.map(mapped) };
    },
  };
}

const someMeaning = fc.record({
  means: fc.constantFrom(...MILESTONE_CODES.filter((code) => code !== 'UNMAPPED')),
  reasons: fc.constantFrom<readonly Reason[]>([], ['carrier.damage'], ['carrier.lost'], ['recipient.not_available']),
  facilityAction: fc.option(fc.constantFrom('ARRIVED' as const, 'DEPARTED' as const), { nil: undefined }),
});

/** One row, as it was and as it is. Most stay as they were. */
const someRow = (at: Pick<CodeRow, 'code' | 'text'>): fc.Arbitrary<readonly [CodeRow | null, CodeRow | null]> => {
  const row = fc.option(someMeaning, { nil: null }).map((meaning): CodeRow | null => meaning && { ...at, ...meaning });
  return fc.tuple(row, row, fc.nat(2)).map(([was, other, chance]) => [was, chance === 0 ? other : was] as const);
};

const keys = (raw: MilestoneCode): readonly Pick<CodeRow, 'code' | 'text'>[] =>
  WORDED.has(raw)
    ? [
        { code: '*', text: new RegExp(`^${raw} .*later`) },
        { code: '*', text: new RegExp(`^${raw} `) },
      ]
    : [{ code: raw, text: /later/ }, { code: raw }];

/** Any table, and the one that follows it: codes are missing, mean something else, or depend on their wording. */
export const someTables: fc.Arbitrary<readonly [before: CodeTable, after: CodeTable]> = fc
  .tuple(...MILESTONE_CODES.flatMap(keys).map(someRow))
  .map((rows) => {
    const table = (side: 0 | 1): CodeTable =>
      codeTable(
        'made up for tests',
        rows.flatMap((pair) => pair[side] ?? []),
      );
    return [table(0), table(1)] as const;
  });

/** The shop with other plugins under the same names. */
export const withPlugins = (shop: TestShop, ...plugins: readonly Plugin[]): TestShop => ({
  ...shop,
  plugins: new Map<string, LoadedPlugin>([
    ...shop.plugins,
    ...plugins.map((plugin): [string, LoadedPlugin] => [plugin.id, { from: plugin.id, plugin }]),
  ]),
});
