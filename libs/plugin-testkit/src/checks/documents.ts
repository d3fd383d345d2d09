import { instant, type JsonObject, type JsonValue, type Normalized } from '@whereabouts/plugin-sdk';
import { always, type Check, type Findings } from '../check';
import {
  changedAt,
  changedThroughout,
  GONE,
  isList,
  isRecord,
  nodesOf,
  pointer,
  shapeOf,
  type Path,
} from '../json-tree';
import { STRANGE_NUMBER, STRANGE_TEXT } from '../provenance';
import { rawInput } from '../raw-input';
import { recordTexts, shortly, without } from '../record-set';
import { stableUnderReordering } from '../reordering';
import { unsoundIn } from '../soundness';
import { withClockAt } from '../still-clock';
import type { Subject, TreeFixture } from '../subject';

const written = (said: Normalized): string => JSON.stringify(said);

/** What any document is, whatever the source writes into it. */
export const DOCUMENT_CHECKS: readonly Check[] = [
  {
    id: 'documents.pure',
    level: 'MUST',
    says: 'give equal output for equal input, whenever it came, and leave its bytes alone',
    appliesTo: always,
    run({ fixtures, normalize }, findings) {
      for (const fixture of fixtures) {
        findings.tried();
        const before = Buffer.from(fixture.bytes);
        const first = normalize(fixture.bytes, fixture);
        const again = normalize(fixture.bytes, fixture);
        const later = normalize(fixture.bytes, fixture, { receivedAt: instant('2031-07-04T05:06:07.089Z') });
        if (written(first) !== written(again))
          findings.difference(`${fixture.name} gives something else the next time`, first, again);
        if (written(first) !== written(later))
          findings.difference(`${fixture.name} gives something else when it came later`, first, later);
        if (!before.equals(fixture.bytes)) findings.problem(`normalize changed the bytes of ${fixture.name}`);
      }
    },
  },
  {
    id: 'documents.clock',
    level: 'MUST',
    says: 'look at no clock and draw no random number in normalize',
    appliesTo: always,
    run({ fixtures, normalize }, findings) {
      for (const fixture of fixtures) {
        findings.tried();
        const [early, late] = (
          [
            [Date.UTC(2001, 1, 3), 0.1],
            [Date.UTC(2043, 5, 6), 0.9],
          ] as const
        ).map(([ms, chance]) => withClockAt(ms, chance, () => written(normalize(fixture.bytes, fixture))));
        if (early !== late) findings.problem(`${fixture.name} gives something else at another time`);
      }
    },
  },
  {
    id: 'documents.order',
    level: 'MUST',
    says: 'give the same records for documents in any order, and when they come again',
    appliesTo: always,
    run({ fixtures, normalize }, findings) {
      const inputs = fixtures.map(({ bytes, headers }) => rawInput(bytes, { headers }));
      inputs.forEach(() => findings.tried());
      stableUnderReordering({ normalize: (input) => normalize(input.body, input) }, inputs, { numRuns: 8 });
    },
  },
  {
    id: 'documents.extra',
    level: 'MUST',
    says: 'give the same records when objects have fields that it does not know',
    appliesTo: always,
    run: (subject, findings) =>
      eachTree(subject, (of) => {
        if (of.tree.format !== 'json' && of.tree.format !== 'xml') return;
        for (const extra of ['x', { deeper: ['x', null] }]) {
          findings.tried();
          // The outermost object of an XML document is its one root element.
          const isOpen = (value: JsonValue, path: Path): value is JsonObject =>
            isRecord(value) && !Object.hasOwn(value, '#text') && (of.tree.format === 'json' || path.length > 0);
          const root = changedThroughout(of.tree.root, (value, path) =>
            isOpen(value, path) ? { ...value, notInAnyDocument: extra } : value,
          );
          const said = recordTexts(subject.normalize(of.tree.write(root), of.fixture));
          const before = recordTexts(subject.provenance(of).said);
          if (said.join() !== before.join())
            findings.problem(
              `${of.fixture.name} gives ${shortly(without(said, before)[0])} instead of ${shortly(without(before, said)[0])}`,
            );
        }
      }),
  },
  {
    id: 'documents.missing',
    level: 'MUST',
    says: 'read documents in which any field is null or missing, and make no event of it',
    appliesTo: always,
    run(subject, findings) {
      const seen = new Map<string, number>();
      eachTree(subject, (of) => {
        const before = subject.provenance(of).said;
        for (const { path } of fewOfEachShape(of, seen))
          for (const change of [null, GONE] as const) {
            findings.tried();
            const what = `${of.fixture.name} ${change === null ? 'with null at' : 'without'} ${pointer(path)}`;
            const said = subject.normalize(of.tree.write(changedAt(of.tree.root, path, () => change)), of.fixture);
            tellUnsound(subject, said, what, findings);
            if (said.milestones.length > before.milestones.length)
              findings.problem(`${what} gives more events than there were`);
          }
      });
    },
  },
  {
    id: 'documents.types',
    level: 'MUST',
    says: 'lose no event in silence when a field that it reads holds another type of value',
    appliesTo: always,
    run(subject, findings) {
      const seen = new Map<string, number>();
      eachTree(subject, (of) => {
        // Elsewhere everything is text.
        if (of.tree.format !== 'json') return;
        const before = subject.provenance(of).said;
        if (before.milestones.length === 0) return;
        const readAt = (path: Path, value: JsonValue): Normalized =>
          subject.normalize(of.tree.write(changedAt(of.tree.root, path, () => value)), of.fixture);
        for (const { path, value } of fewOfEachShape(of, seen)) {
          if (typeof value !== 'string' && typeof value !== 'number') continue;
          // What tells events from other things may do so in silence, whatever its type.
          if (isSilentLoss(before, readAt(path, typeof value === 'number' ? STRANGE_NUMBER : STRANGE_TEXT))) continue;
          for (const [what, other] of OTHER_TYPES) {
            findings.tried();
            if (isSilentLoss(before, readAt(path, other)))
              findings.problem(
                `${of.fixture.name} with ${what} at ${pointer(path)} loses an event, and no issue says so`,
              );
          }
        }
      });
    },
  },
  {
    id: 'documents.empty',
    level: 'MUST',
    says: 'make an issue of an empty reply, and no event',
    appliesTo: always,
    run(subject, findings) {
      const headers = subject.fixtures[0]?.headers ?? {};
      for (const text of ['', ' \r\n', 'null', '""', '{}', '[]', '\ufeff']) {
        findings.tried();
        const said = subject.normalize(Buffer.from(text), { headers });
        tellUnsound(subject, said, `${JSON.stringify(text)}`, findings);
        if (said.milestones.length > 0) findings.problem(`${JSON.stringify(text)} gives an event`);
        // A list of nothing says that there is nothing.
        if (said.issues.length === 0 && text !== '[]') findings.problem(`${JSON.stringify(text)} gives no issue`);
      }
      eachTree(subject, (of) => {
        findings.tried();
        const emptied = changedThroughout(of.tree.root, (value) => (isList(value) ? [] : value));
        tellUnsound(
          subject,
          subject.normalize(of.tree.write(emptied), of.fixture),
          `${of.fixture.name} with empty lists`,
          findings,
        );
      });
    },
  },
  {
    id: 'documents.page',
    level: 'MUST',
    says: 'make an issue of a web page that came instead of an answer, and no record',
    appliesTo: always,
    run(subject, findings) {
      findings.tried();
      const page =
        '<!DOCTYPE html>\n<html><head><title>503</title></head><body><h1>Down for maintenance</h1></body></html>';
      const said = subject.normalize(Buffer.from(page), { headers: { 'content-type': 'text/html' } });
      if (recordTexts(said).length > 0) findings.problem(`a page gives ${shortly(recordTexts(said)[0])}`);
      if (said.issues.length === 0) findings.problem('a page gives no issue');
      tellUnsound(subject, said, 'a page', findings);
    },
  },
];

const OTHER_TYPES: readonly (readonly [string, JsonValue])[] = [
  ['an object', { strange: 'value' }],
  ['a list', [{ strange: 'value' }]],
  ['true', true],
  ['a number', STRANGE_NUMBER],
];

/** Are there fewer events, and neither an issue nor a link to follow that was not there before? */
function isSilentLoss(before: Normalized, after: Normalized): boolean {
  if (after.milestones.length >= before.milestones.length) return false;
  const told = new Set(before.issues.map((issue) => JSON.stringify(issue)));
  const isTold = after.issues.some((issue) => !told.has(JSON.stringify(issue)));
  return !isTold && after.follow.every((link) => before.follow.includes(link));
}

const eachTree = (subject: Subject, look: (of: TreeFixture) => void): void => subject.trees().forEach(look);

/** What the fixtures break themselves is told by the checks of the vocabulary. */
function tellUnsound(subject: Subject, said: Normalized, what: string, findings: Findings): void {
  for (const { rule, problem } of unsoundIn(said))
    if (!subject.brokenRules().has(rule)) findings.problem(`${what}: ${problem}`);
}

/** Fixtures of one kind have the same shapes: a few of each are enough. */
const [PER_SHAPE, MOST_SHAPES] = [4, 150];

function fewOfEachShape({ tree }: TreeFixture, seen: Map<string, number>) {
  const here = new Set<string>();
  return nodesOf(tree.root)
    .filter(({ path }) => {
      const shape = shapeOf(path);
      const count = seen.get(shape) ?? 0;
      if (path.length === 0 || here.has(shape) || count >= PER_SHAPE) return false;
      here.add(shape);
      seen.set(shape, count + 1);
      return true;
    })
    .slice(0, MOST_SHAPES);
}
