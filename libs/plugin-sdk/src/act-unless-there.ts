import type { ActError, ActOutcome } from './act';
import type { Authorize } from './authorize';
import type { HostContext } from './contract';
import { readHtml } from './html';
import type { JsonValue } from './json';
import { asText } from './loose';
import { pullJson, type PullRequest } from './pull';
import { REFUSING } from './refusing';

export type LookAnswer =
  { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly error: ActError };

/** Reads JSON before something is changed. Never throws; a 4xx that is about the request is Refused. */
export async function lookInto<Config>(
  context: HostContext<Config>,
  authorize: Authorize<Config>,
  request: PullRequest,
): Promise<LookAnswer> {
  const access = await authorize(context);
  if (!access.ok) return access;
  const headers = { ...access.headers, ...request.headers };
  const answer = await pullJson(context, { ...request, headers, alsoRead: REFUSING });
  if (!answer.ok) return answer;
  return REFUSING.includes(answer.status)
    ? { ok: false, error: { kind: 'Refused', message: `${new URL(request.url).host} answered ${answer.status}` } }
    : answer;
}

export interface UnlessThere {
  /** An earlier call may have done it. */
  readonly isRepeat: boolean;
  /** Where it would be seen. */
  readonly look: PullRequest;
  /** The source's own id of what was done, or text that is empty where it has none; null: it is not there. */
  readonly isThere: (answer: JsonValue) => string | null;
  readonly act: () => Promise<ActOutcome>;
}

/** Does something once, at a source that does not know repetitions by itself: looks first where it may be there. */
export async function actUnlessThere<Config>(
  context: HostContext<Config>,
  authorize: Authorize<Config>,
  { isRepeat, look, isThere, act }: UnlessThere,
): Promise<ActOutcome> {
  if (!isRepeat) return act();
  const seen = await lookInto(context, authorize, look);
  if (!seen.ok) return seen;
  const reference = isThere(seen.value);
  if (reference === null) return act();
  return reference === '' ? { ok: true } : { ok: true, reference };
}

/** Does a source's HTML say what we wrote? Spaces do not count: sources set them anew. */
export function isSameText(html: JsonValue | undefined, text: string): boolean {
  const page = readHtml(Buffer.from(`<!doctype html><meta charset="utf-8"><body>${asText(html ?? null) ?? ''}`));
  const bare = (words: string): string => words.replace(/\s+/g, '').normalize();
  return page.ok && bare(asText(page.value['text'] ?? null) ?? '') === bare(text);
}
