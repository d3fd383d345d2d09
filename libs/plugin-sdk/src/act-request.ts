import type { ActOutcome } from './act';
import type { Authorize } from './authorize';
import type { HostContext } from './contract';
import { readJson, type JsonValue } from './json';
import { asText, pick } from './loose';
import { pullBytes, type PullRequest } from './pull';
import { REFUSING } from './refusing';

export interface ActRequest extends Omit<PullRequest, 'body' | 'alsoRead' | 'mayBeEmpty'> {
  /** Sent as JSON. */
  readonly json?: JsonValue;
  readonly body?: PullRequest['body'];
  /** Where the answer holds the id of what was made, such as `audit.id`. */
  readonly reference?: string;
}

/** One request that changes something at a source. Never throws; a 4xx that is about the request is Refused. */
export async function actRequest<Config>(
  context: HostContext<Config>,
  authorize: Authorize<Config>,
  { json, reference, ...request }: ActRequest,
): Promise<ActOutcome> {
  const access = await authorize(context);
  if (!access.ok) return access;
  const headers = {
    accept: 'application/json',
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...access.headers,
    ...request.headers,
  };
  const body = json === undefined ? request.body : JSON.stringify(json);
  const asked = { ...request, headers, body, alsoRead: REFUSING, mayBeEmpty: true };
  const answer = await pullBytes(context, asked);
  if (!answer.ok) return answer;
  if (REFUSING.includes(answer.status))
    return { ok: false, error: { kind: 'Refused', message: `${new URL(request.url).host} answered ${answer.status}` } };
  const read = reference === undefined ? null : readJson(answer.body);
  const id = read?.ok ? asText(pick(read.value, reference ?? '')) : null;
  return id === null ? { ok: true } : { ok: true, reference: id };
}
