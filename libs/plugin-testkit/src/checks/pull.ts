import { isPullError } from '@whereabouts/plugin-sdk';
import {
  allFailures,
  asTested,
  batchOf,
  DATA_FAILURES,
  fetching,
  TOKEN_FAILURES,
  whileFailing,
  wrongError,
} from '../asking';
import type { Failure, Fetched } from '../asking';
import { ifIt, type Check, type Findings } from '../check';
import { asksForTokens, played } from '../play';
import { rawInput } from '../raw-input';
import type { Routes } from '../source-server';
import type { Subject } from '../subject';

/** Calls that came through, kept so that later checks look at them too. */
const calls = new WeakMap<Subject, Fetched[]>();

async function fetched(subject: Subject, work: Promise<Fetched>): Promise<Fetched> {
  const call = await work;
  calls.set(subject, [...(calls.get(subject) ?? []), call]);
  return call;
}

const routesOf = ({ test }: Subject): Routes => test.pull?.routes ?? {};
const whole = (subject: Subject, numbers: readonly string[]): Promise<Fetched> =>
  fetched(subject, played(subject, asTested(routesOf(subject)), fetching(subject, numbers)));

export const PULL_CHECKS: readonly Check[] = [
  {
    id: 'pull.answers',
    level: 'MUST',
    says: 'give bytes for each number that its source knows, and ask no other host',
    appliesTo: ifIt('pull'),
    async run(subject, findings) {
      const { pull } = subject.test;
      if (pull === undefined) return findings.problem('its test does not say how the source answers');
      for (const numbers of batches(subject)) {
        findings.tried();
        const call = await whole(subject, numbers);
        tellNumbers(call, numbers, findings);
        for (const outcome of call.value ?? [])
          if (!outcome.ok)
            findings.problem(`${outcome.trackingNumber}: ${outcome.error.kind} ${outcome.error.message}`);
        for (const host of call.strays) findings.problem(`it asks ${host}, which is not in its settings`);
        if (call.requests.length === 0) findings.problem('it asks for nothing');
      }
    },
  },
  {
    id: 'pull.order',
    level: 'MUST',
    says: 'give one outcome a number in the order asked, also for numbers that its source does not know',
    appliesTo: ifIt('pull'),
    async run(subject, findings) {
      const known = batchOf(subject).toReversed();
      const room = Math.max(1, (subject.plugin.pull?.batchSize ?? 1) - 1);
      const strange = 'NO-SUCH-NUMBER-0';
      for (const numbers of [known, [strange], [strange, ...known.slice(0, room)].slice(0, room + 1), []]) {
        findings.tried();
        const call = await whole(subject, numbers);
        tellNumbers(call, numbers, findings);
        if (numbers.length === 0 && call.requests.length > 0)
          findings.problem('it asks its source for no number at all');
      }
    },
  },
  {
    id: 'pull.readable',
    level: 'MUST',
    says: 'read with normalize what it pulled',
    appliesTo: ifIt('pull'),
    async run(subject, findings) {
      const { value } = await whole(subject, batchOf(subject));
      for (const outcome of value ?? []) {
        if (!outcome.ok) continue;
        findings.tried();
        const headers = { 'content-type': outcome.contentType };
        const { issues } = subject.normalize(rawInput(outcome.body).body, { headers });
        const unread = issues.find(({ kind, path }) => kind === 'record' && path === '');
        if (unread !== undefined) findings.problem(`${outcome.trackingNumber}: ${unread.problem}`);
      }
    },
  },
  failing('pull.refused', 'call refused credentials Unauthorized', DATA_FAILURES.refused),
  failing('pull.not-found', 'give a typed error for a number that its source does not find', DATA_FAILURES.notFound),
  failing('pull.limited', 'give RateLimited, with the time to wait that the source states', DATA_FAILURES.limited),
  failing('pull.down', 'call a source that is down Upstream', DATA_FAILURES.down),
  failing('pull.silent', 'give up when it is called off while its source does not answer', DATA_FAILURES.silent),
  failing('pull.page', 'tell a web page from an answer', DATA_FAILURES.page),
  failing('pull.empty', 'tell nothing from an answer', DATA_FAILURES.empty),
  failing('pull.cut', 'tell an answer that is cut off from a whole one', DATA_FAILURES.cut),
  {
    id: 'pull.token',
    level: 'MUST',
    says: 'give a typed error when it gets no token',
    appliesTo: ifIt('pull'),
    async run(subject, findings) {
      const { requests } = await whole(subject, batchOf(subject));
      if (asksForTokens(routesOf(subject), requests)) await tellFailures(subject, TOKEN_FAILURES, findings);
    },
  },
  {
    id: 'pull.secrets',
    level: 'MUST',
    says: 'let no secret into an error, a log or an answer when it pulls',
    appliesTo: ifIt('pull'),
    async run(subject, findings) {
      if (!calls.has(subject)) {
        const numbers = batchOf(subject);
        await whole(subject, numbers);
        for (const failure of allFailures)
          await fetched(subject, whileFailing(subject, routesOf(subject), failure, fetching(subject, numbers)));
      }
      for (const { leaks } of calls.get(subject) ?? []) {
        findings.tried();
        for (const leak of leaks) findings.problem(`a secret is in: ${leak.slice(0, 160)}`);
      }
    },
  },
];

function failing(id: string, says: string, failures: readonly Failure[]): Check {
  return {
    id,
    level: 'MUST',
    says,
    appliesTo: ifIt('pull'),
    run: (subject, findings) => tellFailures(subject, failures, findings),
  };
}

async function tellFailures(subject: Subject, failures: readonly Failure[], findings: Findings): Promise<void> {
  const numbers = batchOf(subject);
  for (const failure of failures) {
    findings.tried();
    const call = await fetched(subject, whileFailing(subject, routesOf(subject), failure, fetching(subject, numbers)));
    if (call.value === null) {
      const wrong = wrongError(failure, call.thrown);
      if (wrong !== null) findings.problem(`${wrong}; it threw ${String(call.thrown)}`);
      continue;
    }
    const given = call.value.map(({ trackingNumber }) => trackingNumber);
    if (given.join() !== numbers.join())
      findings.problem(`${failure.name} gives outcomes for ${given.join(', ') || 'no number'}`);
    for (const outcome of call.value) {
      const wrong = outcome.ok ? `${failure.name} passes for an answer` : wrongError(failure, outcome.error);
      if (wrong !== null) findings.problem(wrong);
    }
  }
}

function tellNumbers({ value, thrown }: Fetched, numbers: readonly string[], findings: Findings): void {
  if (value === null) {
    if (!isPullError(thrown)) findings.problem(`asked for ${numbers.join(', ')} it threw ${String(thrown)}`);
    return;
  }
  const given = value.map(({ trackingNumber }) => trackingNumber);
  if (JSON.stringify(given) !== JSON.stringify(numbers))
    findings.problem(`asked for ${numbers.join(', ')} it gives ${given.join(', ')}`);
}

function batches({ plugin, test }: Subject): readonly (readonly string[])[] {
  const size = Math.max(1, plugin.pull?.batchSize ?? 1);
  const numbers = test.pull?.trackingNumbers ?? [];
  return numbers.flatMap((_, index) => (index % size === 0 ? [numbers.slice(index, index + size)] : []));
}
