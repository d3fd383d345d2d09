import type { Plugin, Push, PushReply, PushRequest } from '@whereabouts/plugin-sdk';

/** What the plugin says of a request. `fault`: it cannot say, which is no fault of the sender. */
export type Verified =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly because: string }
  | { readonly fault: string; readonly thrown?: string };

const WANTED = '{ accepted: true } or { accepted: false, because: "…" } is wanted';

/** Asks the plugin whether a request is from its source. Only its plain yes counts, whatever it answers; never throws. */
export function askVerdict({ id }: Plugin, push: Push, request: PushRequest): Verified {
  const faulty = (said: string) => `push.verify of plugin ${id} ${said}; ${WANTED}`;
  try {
    const verdict: unknown = push.verify(request);
    const odd = oddness(verdict);
    if (odd !== null) return { fault: faulty(`answered ${odd}`) };
    const { accepted, because } = verdict as { readonly accepted: boolean; readonly because?: unknown };
    if (accepted) return { accepted };
    return { accepted, because: typeof because === 'string' && because ? because : `plugin ${id} gives no reason` };
  } catch (error) {
    return { fault: faulty('threw an error'), thrown: withoutSecrets(error, request.secrets) };
  }
}

/** What an answer is instead of a verdict; null for a verdict. */
function oddness(answer: unknown): string | null {
  if (typeof answer === 'boolean' || answer === undefined || answer === null) return String(answer);
  if (answer instanceof Promise) {
    answer.catch(() => undefined);
    return 'a promise';
  }
  if (typeof answer !== 'object') return `a ${typeof answer}`;
  if (!('accepted' in answer)) return 'an object without accepted';
  return typeof answer.accepted === 'boolean' ? null : `an object whose accepted is a ${typeof answer.accepted}`;
}

/** People who write plugins put into an error what they had at hand. */
function withoutSecrets(error: unknown, secrets: readonly string[]): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : `a thrown ${typeof error}`;
  return secrets.reduce((said, secret) => said.replaceAll(secret, '[secret]'), text);
}

/** The words that the source wants to read, or why there are none. */
export type Words = { readonly reply: PushReply | null } | { readonly fault: string };

export function askWords({ push }: Plugin, request: Omit<PushRequest, 'secrets'>): Words {
  try {
    const reply: unknown = typeof push?.reply === 'function' ? push.reply(request) : push?.reply;
    if (reply === undefined || reply === null) return { reply: null };
    return isReply(reply) ? { reply } : { fault: 'it is not { contentType, body }, both of them text' };
  } catch (error) {
    return { fault: (error as Error | undefined)?.message ?? 'it threw nothing' };
  }
}

const isReply = (value: unknown): value is PushReply => {
  const { contentType, body } = value as Partial<Record<keyof PushReply, unknown>>;
  return typeof contentType === 'string' && typeof body === 'string';
};
