import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ToyParcel } from './toy-plugin';

export interface ToyAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request as the carrier saw it. */
export interface Asked {
  readonly path: string;
  readonly numbers: readonly string[];
  /** Milliseconds, by the process's own clock. */
  readonly at: number;
}

/** A server that plays a carrier which can be asked: for one number, for several, and for what a webhook points to. */
export interface ToyCarrier {
  readonly url: string;
  readonly parcels: Map<string, ToyParcel>;
  /** What is found at the links of thin webhooks. */
  readonly pages: Map<string, object>;
  readonly asked: readonly Asked[];
  /** Answers everything with this, until it is told otherwise. */
  behave(answer: ToyAnswer | null): void;
  /** Called when an answer has been sent. */
  onAnswered(listener: () => void): void;
  forget(): void;
  close(): Promise<void>;
}

const json = (value: unknown, status = 200): ToyAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export async function toyCarrier(): Promise<ToyCarrier> {
  const parcels = new Map<string, ToyParcel>();
  const pages = new Map<string, object>();
  const asked: Asked[] = [];
  const state = { answer: null as ToyAnswer | null, listener: () => undefined as void };

  const answerTo = (path: string, numbers: readonly string[]): ToyAnswer => {
    if (state.answer) return state.answer;
    const page = pages.get(path);
    if (page) return json(page);
    if (path === '/track')
      return json(Object.fromEntries(numbers.flatMap((one) => (parcels.has(one) ? [[one, parcels.get(one)]] : []))));
    const parcel = parcels.get(numbers[0] ?? '');
    return parcel ? json(parcel) : json({ error: 'unknown' }, 404);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const path = request.url ?? '/';
    const numbers =
      path === '/track'
        ? (JSON.parse(Buffer.concat(parts).toString()) as string[])
        : path.startsWith('/track/')
          ? [path.slice('/track/'.length)]
          : [];
    asked.push({ path, numbers, at: performance.now() });
    const { status, headers = {}, body = '' } = answerTo(path, numbers);
    response.writeHead(status, headers).end(body, () => state.listener());
  };

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    parcels,
    pages,
    asked,
    behave: (answer) => void (state.answer = answer),
    onAnswered: (listener) => void (state.listener = listener),
    forget: () => void asked.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
