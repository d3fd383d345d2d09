import { openSettings, type Capability, type Normalized, type Plugin, type RawInput } from '@whereabouts/plugin-sdk';
import { treeOf, type DocumentTree } from './document-tree';
import { readFixtures, type Fixture } from './fixtures';
import { runFuzz, type FuzzOptions, type FuzzReport } from './fuzz';
import type { GoldenMode } from './golden';
import type { PluginTest } from './plugin-test';
import { provenanceOf, type Provenance } from './provenance';
import { rawInput } from './raw-input';
import { unsoundIn, type Rule } from './soundness';

/** A fixture with its tree, when it is one that is read as it stands once written anew. */
export interface TreeFixture {
  readonly fixture: Fixture;
  readonly tree: DocumentTree;
}

/** A plugin under test, with what several checks look at. Each part is made once, when it is first asked for. */
export interface Subject {
  readonly plugin: Plugin;
  readonly test: PluginTest;
  readonly capabilities: ReadonlySet<Capability>;
  readonly goldens: GoldenMode;
  readonly fixtures: readonly Fixture[];
  /** Settings of the test, as an operator fills them in. */
  settings(baseUrl: string): Readonly<Record<string, unknown>>;
  /** What the plugin makes of bytes that came with the headers of a fixture. */
  normalize(bytes: Uint8Array, fixture: Pick<Fixture, 'headers'>, input?: Partial<RawInput>): Normalized;
  trees(): readonly TreeFixture[];
  provenance(fixture: TreeFixture): Provenance;
  /** Rules that records of the fixtures break already, so that a fault is told once. */
  brokenRules(): ReadonlySet<Rule>;
  fuzz(): FuzzReport;
}

export interface SubjectOptions {
  readonly goldens: GoldenMode;
  readonly fuzz: FuzzOptions;
}

/** Stands for the address of the source where nothing is asked over HTTP. */
const NOWHERE = 'https://source.example';

export function subjectOf(plugin: Plugin, test: PluginTest, options: SubjectOptions): Subject {
  const fixtures = readFixtures(test);
  const settings = (baseUrl: string) => (test.settings?.(baseUrl) ?? {}) as Readonly<Record<string, unknown>>;
  const open = once(() => openSettings(plugin, settings(NOWHERE)));
  const normalize: Subject['normalize'] = (bytes, { headers }, input) =>
    plugin.normalize(rawInput(bytes, { headers, ...input }), open());
  const trees = once(() => fixtures.flatMap((fixture) => usableTree(fixture, (bytes) => normalize(bytes, fixture))));
  const provenances = new Map<TreeFixture, Provenance>();
  return {
    plugin,
    test,
    capabilities: new Set(plugin.capabilities),
    goldens: options.goldens,
    fixtures,
    settings,
    normalize,
    trees,
    provenance(of) {
      const known = provenances.get(of) ?? provenanceOf(of.tree, (bytes) => normalize(bytes, of.fixture));
      provenances.set(of, known);
      return known;
    },
    brokenRules: once(
      () =>
        new Set(fixtures.flatMap((fixture) => unsoundIn(normalize(fixture.bytes, fixture)).map(({ rule }) => rule))),
    ),
    fuzz: once(() => runFuzz(fixtures, trees(), normalize, options.fuzz)),
  };
}

/** A tree that reads otherwise once written would test the kit, not the plugin. */
function usableTree(fixture: Fixture, read: (bytes: Uint8Array) => Normalized): readonly TreeFixture[] {
  const tree = treeOf(fixture.bytes);
  if (tree === null) return [];
  const isSame = JSON.stringify(read(tree.write(tree.root))) === JSON.stringify(read(fixture.bytes));
  return isSame ? [{ fixture, tree }] : [];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
