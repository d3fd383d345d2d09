import { calendarProblems } from '../calendar/business-calendar';
import type { Path } from './document-text';
import type { Complaint } from './issue-texts';
import { messageComplaints } from './message-checks';
import type { PolicySettings } from './policy';

/** What no single field shows: that a policy hangs together. Paths are those of the policy. */
export const policyComplaints = (policy: PolicySettings): Complaint[] =>
  CHECKS.flatMap((check) => [...check(policy)].map(([path, message]) => ({ path, message, at: 'value' as const })));

type Check = (policy: PolicySettings) => Iterable<readonly [path: Path, message: string]>;

const CHECKS: readonly Check[] = [
  function* calendars({ calendars }) {
    for (const [name, calendar] of Object.entries(calendars))
      for (const problem of calendarProblems(calendar))
        yield [['calendars', name], `The calendar ${name}: ${problem}.`];
  },
  function* usedCalendars({ calendars, routing, sla, shipBy }) {
    const used: [Path, string | undefined][] = [
      ...routing.people.map(({ calendar }, index): [Path, typeof calendar] => [
        ['routing', 'people', index, 'calendar'],
        calendar,
      ]),
      [['sla', 'calendar'], sla.calendar],
      [['shipBy', 'calendar'], shipBy.calendar],
      ...Object.entries(sla.kinds).map(([kind, { calendar }]): [Path, typeof calendar] => [
        ['sla', 'kinds', kind, 'calendar'],
        calendar,
      ]),
    ];
    for (const [path, name] of used)
      if (name !== undefined && !Object.hasOwn(calendars, name))
        yield [path, `There is no calendar ${name}. There are: ${Object.keys(calendars).join(', ')}.`];
  },
  function* vacations({ routing }) {
    for (const [index, { away = [] }] of routing.people.entries())
      for (const [nth, { from, to }] of away.entries())
        if (from > to) yield [['routing', 'people', index, 'away', nth], `The days away end on ${to}, before ${from}.`];
  },
  function* rules({ routing }) {
    const names = routing.rules.map(({ name }) => name);
    for (const [index, { name, to }] of routing.rules.entries()) {
      if (names.indexOf(name) !== index)
        yield [['routing', 'rules', index, 'name'], `Two rules are called ${name}: each needs a name of its own.`];
      if (to.length === 0)
        yield [['routing', 'rules', index, 'to'], `The rule ${name} names nobody: give at least one email address.`];
    }
  },
  function* people({ routing }) {
    const emails = routing.people.map(({ email }) => email.toLowerCase());
    for (const [index, email] of emails.entries())
      if (emails.indexOf(email) !== index) yield [['routing', 'people', index], `${email} is listed twice.`];
  },
  function* ranking({ truth }) {
    for (const [fact, kinds] of Object.entries(truth)) {
      if (kinds.length === 0) yield [['truth', fact], `Name at least one kind of source for ${fact}.`];
      if (kinds.includes('MANUAL'))
        yield [['truth', fact], `MANUAL comes before all others by itself: leave it out of ${fact}.`];
      for (const [index, kind] of kinds.entries())
        if (kinds.indexOf(kind) !== index) yield [['truth', fact, index], `${kind} is listed twice for ${fact}.`];
    }
  },
  function* clocks({ sla }) {
    for (const [kind, { firstActionHours, resolutionHours }] of Object.entries(sla.kinds))
      if (firstActionHours > resolutionHours)
        yield [
          ['sla', 'kinds', kind],
          `${kind}: the first action (${firstActionHours} h) must not be due after the resolution (${resolutionHours} h).`,
        ];
  },
  function* counter({ counter }) {
    if (counter.warnDays >= counter.keptDays)
      yield [
        ['counter', 'warnDays'],
        `warnDays (${counter.warnDays}) must be less than keptDays (${counter.keptDays}).`,
      ];
  },
  function* serviceDays({ nonServiceDays }) {
    const lists = Object.entries(nonServiceDays.carriers).map(
      ([carrier, days]) => [['carriers', carrier], days] as const,
    );
    for (const [path, days] of [[['default'], nonServiceDays.default] as const, ...lists])
      if (new Set(days).size === 7)
        yield [['nonServiceDays', ...path], 'At least one weekday must be left on which the carrier works.'];
  },
  function* claimWindows({ claims }) {
    const seen = new Set<string>();
    for (const [index, window] of claims.windows.entries()) {
      const { carrier, type, scope, from, services = [], earliestDay, latestDay } = window;
      const path = ['claims', 'windows', index];
      if (earliestDay > latestDay)
        yield [path, `The window opens on day ${earliestDay}, after it closes on day ${latestDay}.`];
      const key = [carrier, type, scope, from, ...services].join(' ');
      if (seen.has(key)) yield [path, `There are two windows for ${key}.`];
      seen.add(key);
    }
  },
  ({ messages }) => messageComplaints(messages),
];
