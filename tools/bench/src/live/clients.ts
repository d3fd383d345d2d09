// A process with as many subscribers as it is told to have. It answers what it heard.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FleetOrder, FleetReply, FleetTally } from './fleet';
import { FrameClient } from './frame-client';

interface Next {
  readonly type: string;
  readonly payload?: {
    readonly data?: Record<string, { readonly cursor: string; readonly exceptionCase?: Tracked } | undefined>;
  };
}
interface Tracked {
  readonly shipment?: { readonly trackingNumber: string };
}

/** Connections that are opened at the same time: more would overflow the server's queue of new ones. */
const OPENED_AT_ONCE = 100;

const now = (): number => performance.timeOrigin + performance.now();

class Subscriber {
  client: FrameClient | null = null;
  cursor: string | null = null;
  isStalled = false;
  frames = 0;
  /** Of the sequence numbers of what it heard. */
  sum = 0;
  repeats = 0;
  private last = -1;
  private ready: (() => void) | null = null;
  private back: (() => void) | null = null;

  /** Connects, and subscribes from where it was. Resolves once it is subscribed, as far as a client can tell. */
  connect(order: Extract<FleetOrder, { type: 'open' }>): Promise<void> {
    return new Promise((resolve) => {
      this.ready = resolve;
      const client = new FrameClient(order, {
        open: () => (order.token === null ? this.begun() : client.say(initOf(order.token))),
        text: (text) => this.hear(text, order),
        close: () => void (this.client = this.client === client ? null : this.client),
      });
      this.client = client;
    });
  }

  /** Resolves with the first thing that it hears. */
  heard(): Promise<void> {
    return new Promise((resolve) => (this.back = resolve));
  }

  private begun(): void {
    this.ready?.();
    this.ready = null;
  }

  private hear(text: string, { query, after }: Extract<FleetOrder, { type: 'open' }>): void {
    const message = JSON.parse(text) as Next;
    if (message.type === 'connection_ack') {
      const variables = { after: this.cursor ?? after };
      this.client!.say({ id: '1', type: 'subscribe', payload: { query, variables } });
      // What a subscriber sends is taken in order: a pong means that it is subscribed.
      this.client!.say({ type: 'ping' });
    } else if (message.type === 'pong') this.begun();
    else if (message.type === 'next') this.take(message);
    else if (message.type === 'error') process.stderr.write(`a subscriber was refused: ${text}\n`);
  }

  private take({ payload }: Next): void {
    const at = now();
    const change = Object.values(payload?.data ?? {})[0];
    this.frames++;
    state.frames++;
    state.lastAt = at;
    this.back?.();
    this.back = null;
    if (!change) return;
    if (state.times) {
      const number = change.exceptionCase?.shipment?.trackingNumber;
      if (number !== undefined && !this.isStalled) state.times.push([number, at]);
    }
    if (!state.checks) return;
    const seq = Number(Buffer.from(change.cursor, 'base64url').toString().split('.')[1]);
    if (seq === this.last) this.repeats++;
    this.cursor = change.cursor;
    this.last = seq;
    this.sum += seq;
  }
}

const initOf = (token: string) => ({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });

const state = {
  subscribers: [] as Subscriber[],
  frames: 0,
  lastAt: 0,
  times: null as [string, number][] | null,
  checks: false,
  order: null as Extract<FleetOrder, { type: 'open' }> | null,
};

async function open(order: Extract<FleetOrder, { type: 'open' }>): Promise<void> {
  state.order = order;
  state.checks = order.checks;
  const made = Array.from({ length: order.count }, () => new Subscriber());
  state.subscribers.push(...made);
  for (let index = 0; index < made.length; index += OPENED_AT_ONCE)
    await Promise.all(made.slice(index, index + OPENED_AT_ONCE).map((one) => one.connect(order)));
}

/** All come back within some time, as clients do whose hub restarted. Gives the milliseconds until each heard something. */
async function reconnect(port: number, spreadMs: number): Promise<number[]> {
  const order = { ...state.order!, port };
  const began = now();
  return Promise.all(
    state.subscribers.map(async (one, index) => {
      one.client?.end();
      await sleep((spreadMs * index) / state.subscribers.length);
      const heard = one.heard();
      await one.connect(order);
      await heard;
      return now() - began;
    }),
  );
}

async function answer(order: FleetOrder): Promise<FleetReply> {
  switch (order.type) {
    case 'open':
      await open(order);
      return { type: 'opened' };
    case 'reset':
      Object.assign(state, { frames: 0, lastAt: 0, times: order.times ? [] : null });
      return { type: 'reset' };
    case 'await': {
      const until = performance.now() + order.limitMs;
      while (state.frames < order.frames && performance.now() < until) await sleep(2);
      return { type: 'heard', frames: state.frames, lastAt: state.lastAt, times: state.times ?? [] };
    }
    case 'stall':
      for (const one of state.subscribers.slice(0, order.count)) {
        one.isStalled = true;
        one.client?.stall();
      }
      return { type: 'stalled' };
    case 'reconnect':
      return { type: 'back', afterMs: await reconnect(order.port, order.spreadMs) };
    case 'tally': {
      const tallies = new Map<string, FleetTally>();
      for (const { frames, sum, repeats, isStalled } of state.subscribers) {
        if (isStalled) continue;
        const key = `${frames} ${sum} ${repeats}`;
        const known = tallies.get(key);
        tallies.set(key, { frames, sum, repeats, subscribers: (known?.subscribers ?? 0) + 1 });
      }
      return { type: 'tally', tallies: [...tallies.values()] };
    }
    case 'close':
      for (const { client } of state.subscribers) client?.end();
      state.subscribers = [];
      return { type: 'closed' };
  }
}

process.on('message', ({ id, order }: { id: number; order: FleetOrder }) => {
  void answer(order).then((reply) => process.send!({ id, reply }));
});
// It waits for orders even while it has no sockets; `exit-with-parent` ends it.
process.channel?.ref();
