import type { FollowQueue } from './follow-queue';

const ROW = 'fragment Row on ExceptionCase { id ref version kind status shipment { id trackingNumber } }';
const QUEUE = `query ($first: Int!) { changes { cursor }
  exceptionCases(filter: { status: [OPEN, IN_PROGRESS] }, first: $first) { nodes { ...Row } } } ${ROW}`;
const CHANGES = `subscription ($after: FeedCursor) {
  exceptionChanges(after: $after) { cursor exceptionCase { ...Row } } } ${ROW}`;

type Row = Parameters<FollowQueue['show']>[0];
interface Queue {
  readonly changes: { readonly cursor: string };
  readonly exceptionCases: { readonly nodes: readonly Row[] };
}
interface Changes {
  readonly exceptionChanges: { readonly cursor: string; readonly exceptionCase: Row };
}
interface Answer<Data> {
  readonly data?: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly retryable: boolean } }[];
}

/** The queue with `fetch` and nothing else: a query, and then server-sent events behind its cursor. */
export async function followQueue({ url, credential, show, signal }: FollowQueue): Promise<void> {
  const ask = async (accept: string, query: string, variables: object): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${await credential()}` },
      body: JSON.stringify({ query, variables }),
      signal,
    });

  const first = await ask('application/json', QUEUE, { first: 50 });
  const queue = dataOf((await first.json()) as Answer<Queue>);
  queue.exceptionCases.nodes.forEach(show);
  let after = queue.changes.cursor;

  while (!signal.aborted) {
    try {
      const response = await ask('text/event-stream', CHANGES, { after });
      for await (const answer of eventsOf(response)) {
        const { cursor, exceptionCase } = dataOf(answer).exceptionChanges;
        after = cursor;
        show(exceptionCase);
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
      // The connection broke, or the token of the stream ended: go on behind the last change.
    }
    await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 500));
  }
}

/** The hub said no, and would say so again. */
class Refused extends Error {}

function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  const [error] = errors ?? [];
  if (!error) return data!;
  throw error.extensions.retryable ? new Error(error.message) : new Refused(error.message);
}

/** Results of an event stream: each is an event `next` with one line of JSON. Lines that begin with `:` keep it alive. */
async function* eventsOf({ ok, status, headers, body }: Response): AsyncGenerator<Answer<Changes>> {
  if (status >= 400 && status < 500 && status !== 429) throw new Refused(`HTTP ${status}`);
  if (!ok || !headers.get('content-type')?.startsWith('text/event-stream')) throw new Error(`HTTP ${status}`);
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(bytes, { stream: true });
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const data = /^event: next\ndata: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data) as Answer<Changes>;
    }
  }
}
