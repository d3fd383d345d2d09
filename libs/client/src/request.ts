import { sent, type TypedDocument } from './document';
import { RequestFailed, type HubError } from './errors';
import { authorizationOf, type ClientOptions } from './options';

/**
 * Sends a query or a mutation.
 * @throws RequestFailed when the answer has errors, or when there is none; the signal's reason when that ended it
 */
export async function request<Data, Variables>(
  options: ClientOptions,
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const body = JSON.stringify({ ...sent(document, options.registeredDocuments === true), variables });
  const { status, text } = await exchange(options, body, signal);
  const answer = answerOf(text);
  if (!answer) throw new RequestFailed([], status);
  if (answer.errors) throw new RequestFailed(answer.errors, status);
  return answer.data as Data;
}

async function exchange(
  options: ClientOptions,
  body: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const authorization = await authorizationOf(options);
    const response = await (options.fetch ?? fetch)(options.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(authorization !== undefined && { authorization }),
      },
      body,
      signal,
    });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new RequestFailed([], null, { cause });
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly HubError[];
}

/** Null for what is no answer of a hub: a proxy's page, an empty body. */
function answerOf(text: string): Answer | null {
  try {
    const answer = JSON.parse(text) as Answer | null;
    return typeof answer === 'object' && answer !== null && ('data' in answer || Array.isArray(answer.errors))
      ? answer
      : null;
  } catch {
    return null;
  }
}
