import type { BusinessCalendar, Holiday } from '../calendar/business-calendar';
import type { CompiledPolicy, PolicyChanges } from './compiled';
import { withDefaults, withSurges } from './compiled';
import { documentSchema, type CalendarDocument, type DocumentValue, type SettingsDocument } from './document-schema';
import { parseText, type Path, type TextPlace } from './document-text';
import { complaintsOf, type Complaint } from './issue-texts';
import { policyComplaints } from './policy-checks';

/** What is wrong with a document, where it stands, and what is allowed. */
export interface PolicyProblem extends TextPlace {
  /** Dotted: `sla.kinds.STALLED_IN_TRANSIT`. Empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
}

export type PolicyReading =
  | { readonly ok: true; readonly policy: CompiledPolicy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** The public holidays of a country, or of one of its regions; or why there are none. */
export type HolidaysOf = (country: string, region: string | undefined) => readonly Holiday[] | { readonly why: string };

/** Reads a policy document in YAML or JSON. Tells all that is wrong with it at once. */
export function readPolicy(text: string, holidaysOf: HolidaysOf): PolicyReading {
  const parsed = parseText(text);
  if (!parsed.ok) return { ok: false, problems: parsed.problems.map((problem) => ({ ...problem, path: '' })) };
  const located = (complaints: readonly Complaint[]): PolicyReading => ({
    ok: false,
    problems: complaints
      .map(({ path, message, at }) => ({ ...parsed.placeOf(path, at), path: path.join('.'), message }))
      .sort((a, b) => a.line - b.line || a.column - b.column),
  });
  const read = documentSchema.safeParse(parsed.value);
  if (!read.success) return located(complaintsOf(documentSchema, parsed.value, read.error.issues));
  const complaints: Complaint[] = [];
  const policy = compile(read.data as DocumentValue, holidaysOf, complaints);
  complaints.push(...policyComplaints(policy.settings));
  for (const name of Object.keys(policy.surges)) complaints.push(...surgeComplaints(policy, name));
  return complaints.length > 0 ? located(complaints) : { ok: true, policy };
}

function compile(
  { surges = {}, ...own }: DocumentValue,
  holidaysOf: HolidaysOf,
  complaints: Complaint[],
): CompiledPolicy {
  const settings = withDefaults(changesOf(own, [], holidaysOf, complaints, true));
  const compiled: Record<string, PolicyChanges> = {};
  for (const [name, changes] of Object.entries(surges)) {
    const unknown = Object.keys(changes.calendars ?? {}).filter((key) => !Object.hasOwn(settings.calendars, key));
    for (const calendar of unknown)
      complaints.push({
        path: ['surges', name, 'calendars', calendar],
        message: `A surge set changes calendars that there are: ${Object.keys(settings.calendars).join(', ')}. ${calendar} is none of them.`,
        at: 'key',
      });
    if (unknown.length === 0) compiled[name] = changesOf(changes, ['surges', name], holidaysOf, complaints, false);
  }
  return { settings, surges: compiled };
}

/** A set may be wrong only together with what it changes. What is wrong without it is told once. */
function surgeComplaints(policy: CompiledPolicy, name: string): Complaint[] {
  const before = new Set(policyComplaints(policy.settings).map(({ message }) => message));
  return policyComplaints(withSurges(policy, [name]))
    .filter(({ message }) => !before.has(message))
    .map(({ path, message, at }) => ({
      path: ['surges', name, ...path],
      message: `While ${name} is on: ${message}`,
      at,
    }));
}

function changesOf(
  { calendars, ...sections }: SettingsDocument,
  path: Path,
  holidaysOf: HolidaysOf,
  complaints: Complaint[],
  isWhole: boolean,
): PolicyChanges {
  if (calendars === undefined) return sections;
  const ready = Object.entries(calendars).map(([name, calendar]) => {
    const found = calendarOf(calendar, holidaysOf, [...path, 'calendars', name], complaints);
    return [name, isWhole ? { holidays: [], exceptions: [], ...found } : found] as const;
  });
  return { ...sections, calendars: Object.fromEntries(ready) };
}

function calendarOf(
  { holidays, exceptions, ...rest }: Partial<CalendarDocument>,
  holidaysOf: HolidaysOf,
  path: Path,
  complaints: Complaint[],
): Partial<BusinessCalendar> {
  const closed = holidays?.flatMap((entry, index): readonly Holiday[] => {
    const answer = daysOf(entry, holidaysOf);
    if (!('why' in answer)) return answer;
    complaints.push({ path: [...path, 'holidays', index], message: answer.why, at: 'value' });
    return [];
  });
  return {
    ...rest,
    ...(closed && { holidays: withoutRepeats(closed) }),
    ...(exceptions && { exceptions: exceptions.map(({ date, hours = [], note = '' }) => ({ date, hours, note })) }),
  };
}

type HolidayEntry = NonNullable<CalendarDocument['holidays']>[number];

function daysOf({ date, name, country, region }: HolidayEntry, holidaysOf: HolidaysOf): ReturnType<HolidaysOf> {
  if (date !== undefined) return [{ date, name: name ?? '', country: country ?? '' }];
  if (country === undefined)
    return {
      why: 'A holiday is a day ({ date: 2026-12-24, name: Christmas Eve }) or a country ({ country: DE, region: BY }).',
    };
  return holidaysOf(country, region);
}

/** Two regions share most of their holidays. */
const withoutRepeats = (days: readonly Holiday[]): Holiday[] =>
  [...new Map(days.toReversed().map((day) => [day.date, day])).values()].sort((a, b) => (a.date < b.date ? -1 : 1));
