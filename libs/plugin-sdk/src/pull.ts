import { msOf, type Instant } from '@whereabouts/model';
import type { PullContext, PullError } from './contract';
import { failed, malformed, notFoundYet, rateLimited, unauthorized, upstream } from './errors';
import { readJson, type JsonValue } from './json';

/** The part of a pull's context that asking needs. */
export type PullHost = Pick<PullContext<unknown>, 'fetch' | 'clock' | 'signal'>;

export interface PullRequest {
  readonly url: string | URL;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | URLSearchParams;
  /** Statuses, beside 2xx, with a body that the plugin wants to read: some sources put their answer into a 404. */
  readonly alsoRead?: readonly number[];
  /** An answer with nothing in it is as good as any other. */
  readonly mayBeEmpty?: boolean;
  /** Milliseconds. Default 20 000. */
  readonly timeoutMs?: number;
  /** Default 5 MB. */
  readonly maxBytes?: number;
}

/** The parts of a request that posts JSON, to be spread into it; headers beside the content type are handed in. */
export const postJson = (value: unknown, headers: Readonly<Record<string, string>> = {}) =>
  ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  }) as const satisfies Partial<PullRequest>;

export interface BytesRead {
  readonly ok: true;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly status: number;
}
export interface PullFailed {
  readonly ok: false;
  readonly error: PullError;
}
/** The bytes of an answer, so shaped that `{ trackingNumber, ...answer }` is a `PullOutcome`; or why there are none. */
export type BytesAnswer = BytesRead | PullFailed;
export type JsonAnswer = (BytesRead & { readonly value: JsonValue }) | PullFailed;

/** A document that was put together of several answers, as if it were one: bytes that `normalize` reads. */
export const joinedAnswer = (document: JsonValue): Omit<BytesRead, 'status'> => ({
  ok: true,
  body: Buffer.from(JSON.stringify(document)),
  contentType: 'application/json',
});

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 5 * 1024 * 1024;
const DEFAULT_RETRY_MS = 60_000;
/** No source can make us wait longer than a day. */
const MAX_RETRY_MS = 24 * 3_600_000;

/**
 * Asks a source. Never throws: every failure is a PullError, with the host and the status in its message but neither
 * path, headers nor body, since any of them may hold a secret.
 */
export async function pullBytes(host: PullHost, request: PullRequest): Promise<BytesAnswer> {
  const timeoutMs = request.timeoutMs ?? TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  let who = 'the source';
  try {
    who = new URL(request.url).host;
    const response = await host.fetch(request.url, {
      method: request.method ?? 'GET',
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: AbortSignal.any([host.signal, timeout]),
    });
    const wanted = response.ok || request.alsoRead?.includes(response.status);
    if (!wanted) await response.body?.cancel();
    const answer = wanted ? await readAnswer(who, response, request) : null;
    // A bad status with an unusable body is what the status says.
    return answer?.ok || (answer && response.ok) ? answer : failed(errorOfStatus(who, response, host.clock()));
  } catch (fault) {
    if (timeout.aborted) return failed(upstream(`${who} did not answer within ${timeoutMs} ms`));
    if (host.signal.aborted) return failed(upstream(`the call to ${who} was called off`));
    return failed(upstream(`${who} could not be asked${reasonOf(fault)}`));
  }
}

/** Asks a source for JSON. As `pullBytes`, and an answer that is not JSON is Malformed. */
export async function pullJson(host: PullHost, request: PullRequest): Promise<JsonAnswer> {
  const headers = { accept: 'application/json', ...request.headers };
  const answer = await pullBytes(host, { ...request, headers });
  if (!answer.ok) return answer;
  const read = readJson(answer.body);
  return read.ok ? { ...answer, value: read.value } : failed(malformed(`the answer is not JSON: ${read.problem}`));
}

function errorOfStatus(who: string, response: Response, now: Instant): PullError {
  const { status } = response;
  const message = `${who} answered ${status}`;
  if (status === 401 || status === 403) return unauthorized(message);
  if (status === 404) return notFoundYet(message);
  if (status === 429) return rateLimited(message, retryAfterMs(response.headers.get('retry-after'), now));
  return upstream(message, status);
}

/** Milliseconds to wait for a Retry-After header: seconds, or an HTTP date. A minute when it says nothing usable. */
export function retryAfterMs(value: string | null, now: Instant): number {
  const text = value?.trim() ?? '';
  const isDate = /^[A-Za-z]{3,9},? \d/.test(text);
  const ms = /^\d{1,9}(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : isDate ? Date.parse(text) - msOf(now) : NaN;
  return Number.isFinite(ms) ? Math.min(Math.max(Math.ceil(ms), 0), MAX_RETRY_MS) : DEFAULT_RETRY_MS;
}

async function readAnswer(who: string, response: Response, request: PullRequest): Promise<BytesAnswer> {
  const maxBytes = request.maxBytes ?? MAX_BYTES;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop cancels the rest of the body.
    if (size > maxBytes) return failed(malformed(`${who} answered with more than ${maxBytes} bytes`));
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const contentType = response.headers.get('content-type') ?? '';
  if (!request.mayBeEmpty && !body.some((byte) => byte > 0x20))
    return failed(malformed(`${who} answered ${response.status} with nothing`));
  if (isPage(body, contentType)) return failed(malformed(`${who} answered ${response.status} with a web page`));
  return { ok: true, body, contentType, status: response.status };
}

/** Gateways and maintenance windows send pages for people, with a good status. */
const isPage = (body: Buffer, contentType: string): boolean =>
  /^\s*(?:text\/html|application\/xhtml)/i.test(contentType) ||
  /^(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html[\s>])/i.test(body.toString('latin1', 0, 200));

/** The code of a network fault, such as ECONNREFUSED. Not its message, which holds the address asked. */
function reasonOf(fault: unknown): string {
  const cause = fault instanceof Error ? (fault.cause ?? fault) : fault;
  const code = typeof cause === 'object' && cause !== null ? (cause as { code?: unknown }).code : undefined;
  return typeof code === 'string' && /^[A-Z_0-9]+$/.test(code) ? `: ${code}` : '';
}
