import type { JsonValue, Normalized } from '@whereabouts/plugin-sdk';
import { always, type Check } from '../check';
import { changedAt, changedThroughout, isLeaf, isList, pointer, shapeOf, valueAt, type Path } from '../json-tree';
import { shuffled } from '../mutate-document';
import { STRANGE_NUMBER, STRANGE_TEXT, withAllTexts, withRoles, type RecordList } from '../provenance';
import { random } from '../random';
import { asSet, recordTexts, shortly, without } from '../record-set';
import type { Subject, TreeFixture } from '../subject';

/** What a list of events or parcels is: one beside the other, in no order that means anything. */
export const EVENT_CHECKS: readonly Check[] = [
  {
    id: 'events.order',
    level: 'MUST',
    says: 'give the same set of records when the events of a document stand in another order',
    appliesTo: always,
    run: (subject, findings) =>
      eachList(subject, (of, list) => {
        const before = asSet(subject.provenance(of).said);
        for (const seed of [0, 1, 2]) {
          findings.tried();
          const after = asSet(read(subject, of, reordered(of.tree.root, list, seed)));
          const more = without(after, before);
          const less = without(before, after);
          if (more.length + less.length > 0)
            findings.problem(
              `${told(of, list)} in another order gives ${shortly(more[0])} instead of ${shortly(less[0])}`,
            );
        }
      }),
  },
  {
    id: 'events.repeated',
    level: 'MUST',
    says: 'give no other records when events of a document are repeated in it',
    appliesTo: always,
    run: (subject, findings) =>
      eachList(subject, (of, list) => {
        findings.tried();
        const before = new Set(recordTexts(subject.provenance(of).said));
        const twice = changedAt(of.tree.root, list.path, (items) =>
          isList(items) ? [...items, ...yielding(items, list)] : items,
        );
        const after = new Set(recordTexts(read(subject, of, twice)));
        const odd =
          [...after].find((record) => !before.has(record)) ?? [...before].find((record) => !after.has(record));
        if (odd !== undefined) findings.problem(`${told(of, list)}, repeated, changes ${shortly(odd)}`);
      }),
  },
  {
    id: 'events.bad',
    level: 'MUST',
    says: 'set one bad record among good ones aside with an issue that points to it, and give the others as they are',
    appliesTo: always,
    run: (subject, findings) =>
      eachList(subject, (of, list) => {
        const all = recordTexts(subject.provenance(of).said);
        for (const { index, records } of list.items.filter(({ records }) => records.length > 0)) {
          const path = [...list.path, index];
          const heard = [];
          for (const [what, junk] of junkAt(subject, of, path)) {
            findings.tried();
            const said = read(
              subject,
              of,
              changedAt(of.tree.root, path, () => junk),
            );
            const lost = without(without(all, records), recordTexts(said));
            if (lost.length > 0)
              findings.problem(`${of.fixture.name} with ${what} at ${pointer(path)} loses ${shortly(lost[0])}`);
            heard.push(pointsTo(said, path, of));
          }
          // A list may hold other things than records; then what is not known as one is no record.
          if (!heard.includes(true))
            findings.problem(`${of.fixture.name} with junk at ${pointer(path)} gives no issue that points there`);
        }
      }),
  },
  {
    id: 'codes.unknown',
    level: 'MUST',
    says: 'report an unknown code as UNMAPPED, with its code or text kept, or set it aside with an issue; never guess',
    appliesTo: always,
    run(subject, findings) {
      for (const of of subject.trees()) {
        const { lists, said: before, roles } = subject.provenance(of);
        if (before.milestones.length === 0 || roles.size === 0) continue;
        const items = lists.flatMap(({ path, items }) => items.map(({ index }) => [...path, index]));
        for (const strange of [STRANGE_TEXT, 'constructor', 'toString'])
          for (const path of [[], ...items.slice(0, 6)]) {
            findings.tried();
            const root = strangeBelow(subject, of, path, strange, false);
            if (root === of.tree.root) continue;
            const problems = guesses(read(subject, of, root), strange, before);
            // What another text of the event says is no guess: then that one is made strange too.
            const certain =
              problems.length === 0
                ? []
                : guesses(read(subject, of, strangeBelow(subject, of, path, strange, true)), strange, before);
            for (const problem of certain) findings.problem(`${of.fixture.name} ${pointer(path)}: ${problem}`);
          }
      }
    },
  },
];

/** What is no record any more, by name: something else, and one with all gone that does not make it one. */
function junkAt(subject: Subject, of: TreeFixture, path: Path): readonly (readonly [string, JsonValue])[] {
  if (of.tree.format === 'table') return [['another row', ['?']]];
  const { roles } = subject.provenance(of);
  const hollow = changedThroughout(
    valueAt(of.tree.root, path) ?? null,
    (value, at) => (isLeaf(value) && !roles.get(shapeOf(at))?.has('structure') ? null : value),
    path,
  );
  return [
    ['another object', { strange: 'record' }],
    ['text', 'junk'],
    ['nothing known', hollow],
  ];
}

/** Events with a code or text that nobody knows, and that became something known. */
function guesses(said: Normalized, strange: string, before: Normalized): readonly string[] {
  const isStrange = (text: string | null) => text?.includes(strange) || text === String(STRANGE_NUMBER);
  const unknown = said.milestones.filter(({ sourceCode, sourceText }) => isStrange(sourceCode ?? sourceText));
  // What shows neither code nor text, and was not said before, hides what it was made of.
  const known = new Set(before.milestones.map((record) => JSON.stringify(record)));
  const hidden = said.milestones.filter(
    (record) => !record.sourceCode && !record.sourceText && !known.has(JSON.stringify(record)),
  );
  const guessed = [...unknown, ...hidden].filter(({ code }) => code !== 'UNMAPPED');
  if (said.milestones.length === 0 && said.issues.length === 0)
    return [`events with the unknown ${strange} are gone, and no issue says so`];
  return guessed.map(
    ({ code, sourceCode, sourceText }) => `the unknown ${sourceCode ?? sourceText ?? strange} was taken for ${code}`,
  );
}

/** Codes and texts of one part of the document made strange, or all texts of it. Numbers stay numbers. */
function strangeBelow(subject: Subject, of: TreeFixture, path: Path, strange: string, isThorough: boolean): JsonValue {
  const provenance = subject.provenance(of);
  const change = (value: string | number) => (typeof value === 'number' ? STRANGE_NUMBER : strange);
  const told = withRoles(provenance, of.tree.root, ['code', 'subCode', 'text'], change);
  const whole = isThorough ? withAllTexts(provenance, told, change) : told;
  if (path.length === 0) return whole;
  const part = valueAt(whole, path);
  return changedAt(of.tree.root, path, (value) => part ?? value);
}

/** Lists of which at least two items give records. */
function eachList(subject: Subject, look: (of: TreeFixture, list: RecordList) => void): void {
  for (const of of subject.trees())
    for (const list of subject.provenance(of).lists)
      if (list.items.filter(({ records }) => records.length > 0).length > 1) look(of, list);
}

const read = (subject: Subject, of: TreeFixture, root: JsonValue): Normalized =>
  subject.normalize(of.tree.write(root), of.fixture);

const told = (of: TreeFixture, { path }: RecordList): string => `${of.fixture.name} ${pointer(path)}`;

const indexesOf = ({ items }: RecordList): readonly number[] =>
  items.filter(({ records }) => records.length > 0).map(({ index }) => index);

const movable = ({ items }: RecordList): readonly number[] =>
  items.filter(({ isAlike }) => isAlike).map(({ index }) => index);

const yielding = (items: readonly JsonValue[], list: RecordList): readonly JsonValue[] =>
  indexesOf(list).map((index) => items[index] as JsonValue);

/** Items that give records, and those built like them, change places with each other; all else stays where it is. */
function reordered(root: JsonValue, list: RecordList, seed: number): JsonValue {
  const indexes = movable(list);
  const order = seed === 0 ? indexes.toReversed() : shuffled(indexes, random(seed));
  return changedAt(root, list.path, (items) => {
    if (!isList(items)) return items;
    const moved = items.slice();
    indexes.forEach((index, at) => (moved[index] = items[order[at] as number] as JsonValue));
    return moved;
  });
}

/** In other formats than JSON a reader counts in its own way. */
function pointsTo({ issues }: Normalized, path: Path, { tree }: TreeFixture): boolean {
  if (tree.format !== 'json') return issues.length > 0;
  const place = pointer(path);
  return issues.some((issue) => issue.path === place || issue.path.startsWith(`${place}/`));
}
