import { Agent, request } from 'node:http';
import { percentile } from './rounds';

export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

interface Target {
  readonly port: number;
  readonly agent: Agent;
}

function send({ port, agent }: Target, wanted: LoadRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { ...wanted.headers, 'content-length': String(wanted.body.byteLength) };
    const sent = request(
      { host: '127.0.0.1', port, agent, method: wanted.method, path: wanted.path, headers },
      (response) => {
        response.resume();
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode! >= 200 && response.statusCode! < 300) resolve();
          else reject(new Error(`status ${response.statusCode} from port ${port}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(wanted.body);
  });
}

const agentOf = (connections: number): Agent => new Agent({ keepAlive: true, maxSockets: connections });

/** As many requests as `connections` can carry, each sending its next one when the last is answered. */
export async function closedLoop(
  port: number,
  next: () => LoadRequest,
  connections: number,
  seconds: number,
): Promise<Load> {
  const agent = agentOf(connections);
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const began = performance.now();
      await send({ port, agent }, next());
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
  return { perSecond: times.length / seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** Sends these, so many at the same time, and waits for all answers. */
export async function sendAll(port: number, requests: readonly LoadRequest[], connections: number): Promise<void> {
  const agent = agentOf(connections);
  let next = 0;
  const client = async (): Promise<void> => {
    for (let request = requests[next++]; request; request = requests[next++]) await send({ port, agent }, request);
  };
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
}

/** Requests at a fixed rate, timed from when each was due: a server that stalls cannot hide it by slowing us down. */
export async function openLoop(
  port: number,
  next: () => LoadRequest,
  perSecond: number,
  seconds: number,
): Promise<Load> {
  const agent = agentOf(256);
  const times: number[] = [];
  const total = Math.floor(perSecond * seconds);
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (let i = 0; i < total; i++) {
    const due = began + (1000 * i) / perSecond;
    while (performance.now() < due)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now() - 0.5)));
    under.push(send({ port, agent }, next()).then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(under);
  agent.destroy();
  return { perSecond: total / seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
