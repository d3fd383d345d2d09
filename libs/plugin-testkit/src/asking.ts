import { isPullError, type PullError, type PullOutcome } from '@whereabouts/plugin-sdk';
import { failingData, failingTokens, played, type Answers, type Play, type Played } from './play';
import { TEST_NOW } from './pull-context';
import {
  answering,
  bytes,
  emptyOk,
  hang,
  htmlPage,
  json,
  notFound,
  rateLimited,
  serverError,
  unauthorized,
  type Routes,
  type SourceAnswer,
} from './source-server';
import type { Subject } from './subject';

export type ErrorKind = PullError['kind'];

/** One way in which a source fails, and what a plugin may call it. */
export interface Failure {
  readonly name: string;
  readonly answers: (routes: Routes) => Answers;
  readonly kinds: readonly ErrorKind[];
  /** What the error has to wait for, when the source says it. */
  readonly waitMs?: number;
  /** The source never answers: the plugin is called off. */
  readonly isSilent?: boolean;
}

const data = (answer: SourceAnswer) => (routes: Routes) => failingData(routes, () => answer);
const token = (answer: SourceAnswer) => (routes: Routes) => failingTokens(routes, answer);
const inNinetySeconds = new Date(Date.parse(TEST_NOW) + 90_000).toUTCString();

const cutInHalf = (answer: SourceAnswer): SourceAnswer => {
  const whole = Buffer.from(answer.body);
  return { ...answer, body: whole.subarray(0, Math.max(1, Math.floor(whole.length / 2))) };
};

export const DATA_FAILURES = {
  refused: [
    { name: '401', answers: data(unauthorized(401)), kinds: ['Unauthorized'] },
    { name: '403', answers: data(unauthorized(403)), kinds: ['Unauthorized'] },
  ],
  notFound: [{ name: '404', answers: data(notFound()), kinds: ['NotFoundYet', 'Upstream', 'Malformed'] }],
  limited: [
    { name: '429 with Retry-After: 7', answers: data(rateLimited(7)), kinds: ['RateLimited'], waitMs: 7_000 },
    { name: '429 with a date', answers: data(rateLimited(inNinetySeconds)), kinds: ['RateLimited'], waitMs: 89_000 },
    { name: '429 without Retry-After', answers: data(rateLimited()), kinds: ['RateLimited'], waitMs: 1 },
  ],
  down: [500, 502, 503].map((status) => ({
    name: String(status),
    answers: data(serverError(status)),
    kinds: ['Upstream'],
  })),
  silent: [{ name: 'no answer', answers: data(hang()), kinds: ['Upstream'], isSilent: true }],
  page: [
    { name: 'a web page', answers: data(htmlPage()), kinds: ['Malformed', 'Upstream'] },
    { name: 'a web page said to be JSON', answers: data(bytes(htmlPage().body)), kinds: ['Malformed', 'Upstream'] },
  ],
  empty: [{ name: 'an empty answer', answers: data(emptyOk()), kinds: ['Malformed', 'Upstream', 'NotFoundYet'] }],
  cut: [
    {
      name: 'an answer that is cut off',
      answers: (routes: Routes) => failingData(routes, cutInHalf),
      kinds: ['Malformed', 'Upstream'],
    },
  ],
} as const satisfies Record<string, readonly Failure[]>;

export const TOKEN_FAILURES: readonly Failure[] = [
  { name: '401 for a token', answers: token(unauthorized(401)), kinds: ['Unauthorized'] },
  { name: '500 for a token', answers: token(serverError(500)), kinds: ['Upstream'] },
  { name: '429 for a token', answers: token(rateLimited(7)), kinds: ['RateLimited'], waitMs: 7_000 },
  { name: 'a web page for a token', answers: token(htmlPage()), kinds: ['Malformed', 'Upstream'] },
  { name: 'nothing for a token', answers: token(json({})), kinds: ['Malformed', 'Upstream', 'Unauthorized'] },
];

export const allFailures: readonly Failure[] = [...Object.values(DATA_FAILURES).flat(), ...TOKEN_FAILURES];

/** What came of one call, as errors that the hub can act on. */
export interface Failed {
  readonly failure: Failure;
  readonly played: Played<unknown>;
}

/** What is wrong with the error of a call that failed so, or null. */
export function wrongError(failure: Failure, error: unknown): string | null {
  if (!isPullError(error)) return `${failure.name} gives no typed error: ${JSON.stringify(error) ?? typeof error}`;
  if (!failure.kinds.includes(error.kind))
    return `${failure.name} gives ${error.kind}, not ${failure.kinds.join(' or ')}`;
  if (error.message.trim() === '') return `${failure.name} gives an error without a message`;
  if (failure.waitMs === undefined || error.kind !== 'RateLimited') return null;
  const isLongEnough = error.retryAfterMs >= failure.waitMs && error.retryAfterMs <= 86_400_000;
  return isLongEnough ? null : `${failure.name} gives a wait of ${error.retryAfterMs} ms`;
}

/** Lets a plugin make one call while its source fails so. */
export function whileFailing<T>(
  subject: Subject,
  routes: Routes,
  failure: Failure,
  call: (play: Play) => Promise<T>,
): Promise<Played<T>> {
  return played(subject, failure.answers(routes), (play) => {
    if (failure.isSilent) callOffOnceAsked(play);
    return call(play);
  });
}

function callOffOnceAsked(play: Play): void {
  const timer = setInterval(() => {
    if (play.requests.length === 0) return;
    clearInterval(timer);
    setTimeout(play.callOff, 40).unref();
  }, 5);
  setTimeout(() => {
    clearInterval(timer);
    play.callOff();
  }, 3_000).unref();
  timer.unref();
}

/** Numbers that one call may ask for. */
export const batchOf = ({ plugin, test }: Subject): readonly string[] =>
  (test.pull?.trackingNumbers ?? []).slice(0, Math.max(1, plugin.pull?.batchSize ?? 1));

export type Fetched = Played<readonly PullOutcome[]>;

export const fetching = (subject: Subject, numbers: readonly string[]) => async (play: Play) =>
  (await subject.plugin.pull?.fetch(numbers, play.context)) ?? [];

export const asTested = (routes: Routes): Answers => answering(routes);
