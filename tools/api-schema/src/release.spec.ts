import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSchema } from 'graphql';
import { changelogPage } from './changelog-page';
import { check } from './check';
import { checkPlaces, placesIn, release, writeChangelog, type Places } from './release';
import { releasesIn, releaseText, type Release } from './releases';
import { schemaChanges } from './schema-changes';

const root = resolve(__dirname, '../../..');
const places = placesIn(root);
const current = readFileSync(places.schema, 'utf8');
const today = new Date().toISOString().slice(0, 10);

describe('the schema of this hub', () => {
  it('breaks no client of the last release, and says until when what it deprecates stays', async () => {
    expect((await checkPlaces(places, today)).lines.filter((line) => line.includes('breaks'))).toEqual([]);
    expect((await checkPlaces(places, today)).isGood).toBe(true);
  });

  it('breaks nothing that is promised, whatever has been released', async () => {
    const promised = readFileSync(join(root, 'libs/api/promised.graphql'), 'utf8');
    const { faults } = await check(current, { version: 'promised', day: '2026-01-01', sdl: promised }, today);
    expect(faults).toEqual([]);
  });

  it('has a current changelog; otherwise run this with UPDATE_DOCS=1, or npm run schema -- changelog', async () => {
    if (process.env['UPDATE_DOCS']) await writeChangelog(places);
    const page = await changelogPage(releasesIn(places.released), current);
    expect(readFileSync(places.changelog, 'utf8')).toBe(`${page}\n`);
  });
});

const BEFORE = `
  type Query { thing(id: ID!, size: Int = 5): Thing  things(first: Int): [Thing!]! }
  interface Node { id: ID! }
  type Thing implements Node { id: ID!  name: String!  color: Color  old: String @deprecated(reason: "Use name, until 2027-06-30") }
  enum Color { RED GREEN }
  input ThingInput { name: String  color: Color }
  type Mutation { paint(input: ThingInput!): Thing }
`;
const change = (from: string, to: string): string => {
  expect(BEFORE).toContain(from);
  return BEFORE.replace(from, to);
};
const last: Release = { version: '1.4.0', day: '2026-01-01', sdl: BEFORE };
const faultsOf = async (sdl: string, day = '2027-01-01'): Promise<readonly string[]> =>
  (await check(sdl, last, day)).faults;

describe('the check of a schema against the last release', () => {
  it.each([
    ['a field that is gone', 'name: String!  color', 'color', 'Thing.name'],
    ['a field that was renamed', 'color: Color  old', 'colour: Color  old', 'Thing.color'],
    ['a field that may be null now', 'name: String!  color', 'name: String  color', 'Thing.name'],
    ['a field of another type', 'color: Color  old', 'color: String  old', 'Thing.color'],
    ['an argument that is gone', ', size: Int = 5', '', 'Query.thing.size'],
    ['an argument that must be given now', 'things(first: Int)', 'things(first: Int!)', 'Query.things.first'],
    ['a new argument that must be given', 'things(first: Int)', 'things(first: Int, by: ID!)', 'Query.things.by'],
    ['an enum value that is gone', 'RED GREEN', 'RED', 'Color.GREEN'],
    ['an input field that is gone', 'input ThingInput { name: String', 'input ThingInput {', 'ThingInput.name'],
    ['an input field that must be given', '{ name: String  color', '{ name: String!  color', 'ThingInput.name'],
    ['an interface that is gone', 'type Thing implements Node', 'type Thing', 'Thing'],
    ['a mutation that is gone', 'paint(input: ThingInput!): Thing', 'x: Int', 'Mutation.paint'],
  ])('refuses %s', async (_name, from, to, path) => {
    expect(await faultsOf(change(from, to))).toEqual([expect.stringContaining(`${path}: breaks clients of 1.4.0: `)]);
  });

  it.each([
    ['a new field', 'color: Color  old', 'color: Color  weight: Int  old'],
    ['a field that is never null any more', 'color: Color  old', 'color: Color!  old'],
    ['an argument that need not be given any more', 'thing(id: ID!', 'thing(id: ID'],
    ['other words', 'type Thing', '"A thing." type Thing'],
    [
      'a deprecation with a day',
      'color: Color  old',
      'color: Color @deprecated(reason: "Unused, until 2028-01-31.")  old',
    ],
  ])('lets %s pass', async (_name, from, to) => {
    expect(await check(change(from, to), last, '2027-01-01')).toEqual({ faults: [], dangerous: [] });
  });

  it.each([
    ['a new enum value', 'RED GREEN', 'RED GREEN BLUE', 'Color.BLUE'],
    ['a new argument that may be left out', 'things(first: Int)', 'things(first: Int, by: ID)', 'Query.things.by'],
    ['another default', 'size: Int = 5', 'size: Int = 9', 'Query.thing.size'],
  ])('lists %s as what clients may notice', async (_name, from, to, path) => {
    const { faults, dangerous } = await check(change(from, to), last, '2027-01-01');
    expect(faults).toEqual([]);
    expect(dangerous).toMatchObject([{ path, weight: 'dangerous' }]);
  });

  const WITHOUT_OLD = change('  old: String @deprecated(reason: "Use name, until 2027-06-30")', '');
  it.each([
    ['2027-06-30', 1],
    ['2027-07-01', 0],
  ])('lets what was deprecated until 2027-06-30 go after that day: on %s, %i faults', async (day, count) => {
    expect(await faultsOf(WITHOUT_OLD, day)).toHaveLength(count);
  });

  it.each([
    'No longer supported',
    'Use id.',
    'Use id, until soon',
    'Use id, until 2027-02-30',
    'until 2027-06-30 use id',
  ])('refuses a deprecation without a day: %p', async (reason) => {
    const sdl = change('RED GREEN', `RED @deprecated(reason: "${reason}") GREEN`);
    expect(await faultsOf(sdl)).toEqual([expect.stringContaining('Color.RED: is deprecated without a day')]);
  });

  it('finds what goes wrong in every field of the real schema that goes missing', async () => {
    const schema = buildSchema(current);
    const fields = Object.keys(schema.getQueryType()!.getFields());
    expect(fields.length).toBeGreaterThan(10);
    const without = buildSchema(current);
    for (const name of fields.slice(1)) delete without.getQueryType()!.getFields()[name];
    const breaking = (await schemaChanges(schema, without, today)).filter(({ weight }) => weight === 'breaking');
    for (const name of fields.slice(1)) expect(breaking.map(({ path }) => path)).toContain(`Query.${name}`);
  });
});

describe('a release', () => {
  let at: Places;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'whereabouts-schema-'));
    at = {
      schema: join(folder, 'schema.graphql'),
      released: join(folder, 'released'),
      changelog: join(folder, 'log.md'),
    };
    writeFileSync(at.schema, BEFORE);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps the schema under its version, and tells in the changelog what came since the one before', async () => {
    expect((await release(at, '1.0.0', '2027-01-01')).isGood).toBe(true);
    expect(releasesIn(at.released)).toEqual([
      { version: '1.0.0', day: '2027-01-01', sdl: releaseText('2027-01-01', BEFORE) },
    ]);
    writeFileSync(
      at.schema,
      change('RED GREEN }', 'RED GREEN BLUE }').replace('name: String!', 'name: String!  weight: Int'),
    );
    expect(await release(at, '1.10.0', '2027-02-01')).toMatchObject({
      isGood: true,
      lines: expect.arrayContaining([expect.stringMatching(/^Clients may notice: .*BLUE/)]),
    });
    writeFileSync(at.schema, readFileSync(at.schema, 'utf8').replace(/old: String @deprecated\(.*?\)/, ''));
    expect((await release(at, '1.11.0', '2027-07-01')).isGood).toBe(true);
    const page = readFileSync(at.changelog, 'utf8');
    expect(page.match(/^##+ .*$/gm)).toEqual([
      '## Deprecated',
      '## Unreleased',
      '## 1.11.0 (2027-07-01)',
      '### Gone, as announced',
      '## 1.10.0 (2027-02-01)',
      '### Clients may notice',
      '### New',
      '## 1.0.0 (2027-01-01)',
    ]);
    expect(page).toMatch(/### New\n\n- Field 'weight' was added to object type 'Thing'\./);
  });

  it('refuses a schema that breaks clients, and writes nothing', async () => {
    await release(at, '1.0.0', '2027-01-01');
    writeFileSync(at.schema, change('name: String!  color', 'color'));
    const refused = await release(at, '2.0.0', '2027-01-02');
    expect(refused.isGood).toBe(false);
    expect(refused.lines[0]).toContain('Thing.name: breaks clients of 1.0.0');
    expect(releasesIn(at.released)).toHaveLength(1);
  });

  it.each([
    ['1.0', 'has the form'],
    ['1.2.0', 'has been released already'],
    ['1.1.9', 'is not newer'],
  ])('refuses the version %s', async (version, said) => {
    await release(at, '1.2.0', '2027-01-01');
    expect(await release(at, version, '2027-01-01')).toMatchObject({
      isGood: false,
      lines: [expect.stringContaining(said)],
    });
  });

  it('does not guess what a stray file among the releases is', async () => {
    await release(at, '1.2.0', '2027-01-01');
    writeFileSync(join(at.released, '1.3.0.graphql'), BEFORE);
    expect(() => releasesIn(at.released)).toThrow('1.3.0.graphql is no release');
  });
});
