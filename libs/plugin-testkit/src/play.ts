import { parseConfig, type HostContext } from '@whereabouts/plugin-sdk';
import { leaked, marked } from './leaks';
import { pullContext } from './pull-context';
import { answering, sourceServer, type Routes, type SeenRequest, type SourceAnswer } from './source-server';
import type { Subject } from './subject';

export type Answers = (request: SeenRequest) => SourceAnswer;

/** A source that a local server plays, and what a plugin did with it. */
export interface Play {
  readonly url: string;
  readonly context: HostContext<unknown>;
  readonly requests: readonly SeenRequest[];
  /** Hosts that the plugin tried to ask, and that are not the source. Nothing was sent there. */
  readonly strays: readonly string[];
  /** Calls the plugin off, as the host does when time is up. */
  callOff(): void;
}

/** What came of a call: a value, or what was thrown; and which secrets got out. */
export interface Played<T> {
  readonly value: T | null;
  readonly thrown: unknown;
  readonly requests: readonly SeenRequest[];
  readonly strays: readonly string[];
  /** Texts in which a secret was found. */
  readonly leaks: readonly string[];
  readonly ms: number;
}

/** No call to a source that runs on this machine takes longer. */
const PATIENCE_MS = 15_000;

/** Lets a plugin ask a source that answers so. Secrets among its settings are marked, so that they are found wherever they turn up. */
export async function played<T>(
  subject: Subject,
  answers: Answers,
  call: (play: Play) => Promise<T>,
): Promise<Played<T>> {
  const tokens: string[] = [];
  const server = await sourceServer({
    '*': (request) => {
      const answer = answers(request);
      tokens.push(...tokensOf(answer));
      return answer;
    },
  });
  const { settings, secrets } = marked(subject.plugin, subject.settings(server.url));
  const said: string[] = [];
  const strays: string[] = [];
  const abort = new AbortController();
  const started = performance.now();
  let value: T | null = null;
  let thrown: unknown = null;
  try {
    const parsed = parseConfig(subject.plugin, settings);
    if (!parsed.ok) throw new Error(`the settings of the test do not fit: ${JSON.stringify(parsed.problems)}`);
    const context = pullContext<unknown>(parsed.config, {
      signal: abort.signal,
      fetch: homebound(server.url, strays),
      log: (level, message, facts) => void said.push(`log: ${JSON.stringify([level, message, facts])}`),
    });
    const play = { url: server.url, context, requests: server.requests, strays, callOff: () => abort.abort() };
    value = await inTime(call(play));
    said.push(`answer: ${textOf(value)}`);
  } catch (fault) {
    thrown = fault;
    said.push(`thrown: ${textOf(fault)} ${fault instanceof Error ? `${fault.message} ${fault.stack ?? ''}` : ''}`);
  } finally {
    await server.close();
  }
  const credentials = server.requests.flatMap(({ headers }) => headers.authorization?.split(' ').slice(-1) ?? []);
  const hidden = [...secrets, ...tokens, ...credentials];
  const leaks = said.filter((text) => leaked(text, hidden).length > 0);
  return { value, thrown, requests: server.requests, strays, leaks, ms: performance.now() - started };
}

/** A fetch that reaches the source and nothing else. */
const homebound =
  (home: string, strays: string[]): typeof globalThis.fetch =>
  (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin === home) return globalThis.fetch(input, init);
    strays.push(url.host || url.href);
    return Promise.reject(new TypeError('fetch failed'));
  };

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Bytes as the text that they hold: a secret in them is no less told. */
function textOf(value: unknown): string {
  const shown = (_key: string, part: unknown): unknown =>
    part instanceof Uint8Array || isBufferJson(part)
      ? Buffer.from((part as { data?: number[] }).data ?? (part as Uint8Array)).toString()
      : part;
  return JSON.stringify(value, shown) ?? '';
}

const isBufferJson = (part: unknown): boolean =>
  typeof part === 'object' && part !== null && (part as { type?: unknown }).type === 'Buffer';

const TOKEN = /"(?:access_?token|id_token|jwt|token)"\s*:\s*"([^"]+)"/gi;

const tokensOf = ({ body }: SourceAnswer): string[] =>
  [...Buffer.from(body).toString().matchAll(TOKEN)].map(([, token]) => token as string);

const isTokenRequest = ({ method, path }: SeenRequest, answer: SourceAnswer): boolean =>
  tokensOf(answer).length > 0 || (method === 'POST' && /oauth|token|\bauth|log-?in|sign-?in|session/i.test(path));

/** Tokens are handed out as in the test; all else is answered otherwise. */
export function failingData(routes: Routes, bad: (good: SourceAnswer, request: SeenRequest) => SourceAnswer): Answers {
  const good = answering(routes);
  return (request) => {
    const answer = good(request);
    return isTokenRequest(request, answer) ? answer : bad(answer, request);
  };
}

/** No token is handed out; all else is answered as in the test. */
export function failingTokens(routes: Routes, bad: SourceAnswer): Answers {
  const good = answering(routes);
  return (request) => {
    const answer = good(request);
    return isTokenRequest(request, answer) ? bad : answer;
  };
}

/** Does the plugin get itself a token before it asks? */
export function asksForTokens(routes: Routes, requests: readonly SeenRequest[]): boolean {
  const good = answering(routes);
  return requests.some((request) => isTokenRequest(request, good(request)));
}
