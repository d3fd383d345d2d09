import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the server answers to one request. */
export interface SourceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Accept the request and never answer. */
  readonly silent?: boolean;
}

/** An answer, several in turn (the last one repeats), or a function of the request. */
export type Route = SourceAnswer | readonly SourceAnswer[] | ((request: SeenRequest) => SourceAnswer);

/** Keys are `GET /path`, `/path` for any method, or `*` for everything else. A trailing `*` matches any rest. */
export type Routes = Readonly<Record<string, Route>>;

export interface SourceServer {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

/** Starts an HTTP server on a free local port that plays a source. Unknown paths get 404. Close it after the test. */
export async function sourceServer(routes: Routes): Promise<SourceServer> {
  const requests: SeenRequest[] = [];
  const answer = answering(routes);
  const server = createServer((incoming, response) => {
    void read(incoming).then((request) => {
      requests.push(request);
      send(response, answer(request));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const url = new URL(incoming.url ?? '/', 'http://source.invalid');
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks).toString(),
  };
}

/** What the routes answer to one request after the other. */
export function answering(routes: Routes): (request: SeenRequest) => SourceAnswer {
  const turns = new Map<string, number>();
  return (request) => answerOf(routes, turns, request);
}

function answerOf(routes: Routes, turns: Map<string, number>, request: SeenRequest): SourceAnswer {
  const key = routeKey(Object.keys(routes), request);
  const route = key === undefined ? undefined : routes[key];
  if (key === undefined || route === undefined) return notFound();
  if (typeof route === 'function') return route(request);
  if (!isSequence(route)) return route;
  const turn = turns.get(key) ?? 0;
  turns.set(key, turn + 1);
  return route[Math.min(turn, route.length - 1)] ?? notFound();
}

const isSequence = (route: Route): route is readonly SourceAnswer[] => Array.isArray(route);

/** Exact routes go before those with a `*`, and longer ones before shorter ones. */
function routeKey(keys: readonly string[], { method, path }: SeenRequest): string | undefined {
  const fits = (key: string): boolean => {
    const [first = '', second] = key.split(' ');
    const [wanted, pattern] = second === undefined ? [method, first] : [first, second];
    if (wanted !== method) return false;
    return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
  };
  const rank = (key: string): number => (key.endsWith('*') ? 0 : 1_000) + key.length;
  return keys.filter(fits).sort((a, b) => rank(b) - rank(a))[0];
}

function send(response: ServerResponse, answer: SourceAnswer): void {
  if (answer.silent) return;
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** 200 with a JSON body. Text is sent as it is. */
export const json = (body: unknown, status = 200): SourceAnswer => ({
  status,
  headers: JSON_TYPE,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
export const bytes = (body: Uint8Array | string, contentType = 'application/json', status = 200): SourceAnswer => ({
  status,
  headers: { 'content-type': contentType },
  body,
});
export const unauthorized = (status: 401 | 403 = 401): SourceAnswer => json({ error: 'unauthorized' }, status);
export const notFound = (): SourceAnswer => json({ error: 'not found' }, 404);
/** 429. `retryAfter` as it stands in the header: seconds or an HTTP date; without it there is no header. */
export const rateLimited = (retryAfter?: number | string): SourceAnswer => ({
  ...json({ error: 'too many requests' }, 429),
  headers: { ...JSON_TYPE, ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }) },
});
export const serverError = (status = 500): SourceAnswer => json({ error: 'internal' }, status);
/** Takes the request and never answers. */
export const hang = (): SourceAnswer => ({ status: 200, headers: {}, body: '', silent: true });
/** 200 with a page for people, as gateways and maintenance windows send it. */
export const htmlPage = (): SourceAnswer =>
  bytes('<!DOCTYPE html><html><body><h1>Scheduled maintenance</h1></body></html>', 'text/html; charset=utf-8');
/** 200 with nothing. */
export const emptyOk = (): SourceAnswer => ({ status: 200, headers: JSON_TYPE, body: '' });
