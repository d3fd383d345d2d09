import { HttpClient, type LoadRequest } from './http-client';
import { percentile } from './rounds';

export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Beyond them a request waits for one that is free. */
const MOST_CONNECTIONS = 256;

/** Connections to a server, opened as they are needed; the one that was used last is used next. */
class Connections {
  private readonly idle: HttpClient[] = [];
  private readonly open = new Set<HttpClient>();
  private readonly waiting: ((client: HttpClient) => void)[] = [];

  constructor(private readonly port: number) {}

  async send(request: LoadRequest): Promise<void> {
    const client = this.idle.pop() ?? (await this.another());
    await client.send(request);
    const next = this.waiting.shift();
    if (next) next(this.open.has(client) ? client : this.connect());
    else if (this.open.has(client)) this.idle.push(client);
  }

  end(): void {
    for (const client of this.open) client.end();
  }

  private another(): HttpClient | Promise<HttpClient> {
    return this.open.size < MOST_CONNECTIONS ? this.connect() : new Promise((resolve) => this.waiting.push(resolve));
  }

  private connect(): HttpClient {
    const client = new HttpClient(this.port, (closed) => {
      this.open.delete(closed);
      const place = this.idle.indexOf(closed);
      if (place >= 0) this.idle.splice(place, 1);
    });
    this.open.add(client);
    return client;
  }
}

/** As many requests as `connections` can carry, each sending its next one when the last is answered. */
export async function closedLoop(
  port: number,
  next: () => LoadRequest,
  connections: number,
  seconds: number,
): Promise<Load> {
  const clients = new Connections(port);
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const began = performance.now();
      await clients.send(next());
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  clients.end();
  return { perSecond: times.length / seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** Sends these, so many at the same time, and waits for all answers. */
export async function sendAll(port: number, requests: readonly LoadRequest[], connections: number): Promise<void> {
  const clients = new Connections(port);
  let next = 0;
  const client = async (): Promise<void> => {
    for (let request = requests[next++]; request; request = requests[next++]) await clients.send(request);
  };
  await Promise.all(Array.from({ length: connections }, client));
  clients.end();
}

/** Requests at a fixed rate, timed from when each was due: a server that stalls cannot hide it by slowing us down. */
export async function openLoop(
  port: number,
  next: () => LoadRequest,
  perSecond: number,
  seconds: number,
): Promise<Load> {
  const clients = new Connections(port);
  const times: number[] = [];
  const total = Math.floor(perSecond * seconds);
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (let i = 0; i < total; i++) {
    const due = began + (1000 * i) / perSecond;
    while (performance.now() < due)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now() - 0.5)));
    under.push(clients.send(next()).then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(under);
  clients.end();
  return { perSecond: total / seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
