import type { JsonValue, MilestoneRecord, Normalized } from '@whereabouts/plugin-sdk';
import { always, type Check, type Findings } from '../check';
import { changedAt, pointer } from '../json-tree';
import type { Subject } from '../subject';

/** What becomes of the events of a document when one of its times is written otherwise. */
interface Rewritten {
  readonly what: string;
  readonly said: Normalized;
  /** Milestones that show the new text, each with the milestone that it was before. */
  readonly events: readonly { readonly now: MilestoneRecord; readonly before: MilestoneRecord | undefined }[];
  /** Of those the ones whose moment is not one of before: where it stayed, the document says it twice. */
  readonly moved: readonly MilestoneRecord[];
}

const ISO = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:\.\d+)?(.*)$/;
const ISO_WITH_OFFSET = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$/;
const YEAR = /(?<!\d)(?:19|20)\d\d(?=[-/.]?\d\d|$)|(?<=[-/. ])(?:19|20)\d\d(?!\d)/;

export const TIME_CHECKS: readonly Check[] = [
  {
    id: 'times.fraction',
    level: 'MUST',
    says: 'read times with seven digits after the second',
    appliesTo: always,
    run: (subject, findings) =>
      eachTime(
        subject,
        (value) => (ISO.test(value) ? [value.replace(ISO, '$1.1234567$2')] : []),
        findings,
        ({ what, events }) => {
          for (const { now, before } of events)
            if (now.occurredAt === null) findings.problem(`${what} is not read`);
            else if (before?.occurredAt && now.occurredAt.slice(0, 19) !== before.occurredAt.slice(0, 19))
              findings.problem(`${what} is read as ${now.occurredAt}, and was ${before.occurredAt}`);
        },
      ),
  },
  {
    id: 'times.offset',
    level: 'MUST',
    says: 'say of a time without an offset that its zone is not given, and invent none',
    appliesTo: always,
    run: (subject, findings) =>
      eachTime(
        subject,
        (value) => (ISO_WITH_OFFSET.test(value) ? [value.replace(ISO_WITH_OFFSET, '$1')] : []),
        findings,
        ({ what, events }) => {
          for (const { now } of events)
            if (now.timeCertainty === 'OFFSET_GIVEN') findings.problem(`${what} is said to be OFFSET_GIVEN`);
        },
      ),
  },
  {
    id: 'times.far',
    level: 'MUST',
    says: 'give times of 1970 and of far in the future as they stand, or as UNKNOWN with an issue',
    appliesTo: always,
    run: (subject, findings) =>
      eachTime(subject, farOnes, findings, ({ what, said, moved }) => {
        for (const now of moved)
          if (now.occurredAt === null) {
            if (said.issues.length === 0) findings.problem(`${what} is UNKNOWN, and no issue says why`);
          } else if (!/^(?:1969|197[01]|2098|2099|2100)-/.test(now.occurredAt))
            findings.problem(`${what} became ${now.occurredAt}`);
      }),
  },
  {
    id: 'times.garbage',
    level: 'MUST',
    says: 'say UNKNOWN, with an issue, of what is no time',
    appliesTo: always,
    run: (subject, findings) =>
      eachTime(
        subject,
        () => ['no time at all', '2026-13-45T99:99:99', '0000-00-00T00:00:00'],
        findings,
        ({ what, said, moved }) => {
          for (const now of moved)
            if (now.occurredAt !== null && now.timeCertainty !== 'DATE_ONLY')
              findings.problem(`${what} became ${now.occurredAt}`);
            else if (said.issues.length === 0) findings.problem(`${what} gives no issue`);
        },
      ),
  },
];

function farOnes(value: string): readonly string[] {
  if (/^\d{10}(?:\d{3})?$/.test(value)) {
    const thousandths = value.length === 13 ? '000' : '';
    return [`4070908800${thousandths}`, '0'];
  }
  // Digits alone are a date when they are as many as one has: 191422 and 2030 are times of a day.
  if (/^\d+$/.test(value) && ![8, 12, 14].includes(value.length)) return [];
  return YEAR.test(value) ? ['2099', '1970'].map((year) => value.replace(YEAR, year)) : [];
}

const MOST_PLACES = 10;

/** Writes each of the times of each fixture in other ways, one at a time. */
function eachTime(
  subject: Subject,
  others: (value: string) => readonly string[],
  findings: Findings,
  look: (rewritten: Rewritten) => void,
): void {
  for (const of of subject.trees()) {
    const { places, said: before } = subject.provenance(of);
    for (const { path, value } of places.filter(({ roles }) => roles.has('time')).slice(0, MOST_PLACES))
      for (const other of others(String(value))) {
        findings.tried();
        const now: JsonValue = typeof value === 'number' && /^\d+$/.test(other) ? Number(other) : other;
        const said = subject.normalize(of.tree.write(changedAt(of.tree.root, path, () => now)), of.fixture);
        const what = `${of.fixture.name} with ${JSON.stringify(now)} at ${pointer(path)}`;
        const events = eventsOf(said, before, { was: String(value), now: other });
        const moments = new Set(before.milestones.map(({ occurredAt }) => occurredAt));
        const moved = events
          .map((event) => event.now)
          .filter(({ occurredAt }) => !occurredAt || !moments.has(occurredAt));
        look({ what, said, events, moved });
      }
  }
}

function eventsOf(
  said: Normalized,
  before: Normalized,
  text: { readonly was: string; readonly now: string },
): Rewritten['events'] {
  // What still shows the whole of the old text is another event of the same time.
  const isOther = (shown: string): boolean => text.was.includes(text.now) && shown.includes(text.was);
  const shown = said.milestones.filter(
    ({ occurredLocal }) => occurredLocal?.includes(text.now) && !isOther(occurredLocal),
  );
  // The same events in the same order, as long as none was set aside.
  const still = new Set(said.milestones.map((record) => JSON.stringify(record)));
  const gone = before.milestones.filter((record) => !still.has(JSON.stringify(record)));
  return shown.map((now, index) => ({ now, before: gone.length === shown.length ? gone[index] : undefined }));
}
