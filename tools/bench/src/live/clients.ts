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
/** Whoever is not let in, or loses its connection before it is subscribed, tries again after this. */
const RETRY_MS = 500;

const now = (): number => performance.timeOrigin + performance.now();

class Subscriber {
  client: FrameClient | null = null;
  cursor: string | null = null;
  isAside = false;
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
        close: () => this.lost(client, order),
      });
      this.client = client;
    });
  }

  /** Resolves with the first thing that it hears. */
  heard(): Promise<void> {
    return new Promise((resolve) => (this.back = resolve));
  }

  private lost(client: FrameClient, order: Extract<FleetOrder, { type: 'open' }>): void {
    if (this.client !== client) return;
    this.client = null;
    const { ready } = this;
    if (ready) setTimeout(() => void this.connect(order).then(ready), RETRY_MS);
  }

  /** From where it was, on a new connection. */
  again(order: Extract<FleetOrder, { type: 'open' }>): Promise<void> {
    const { client } = this;
    this.client = null;
    client?.end();
    this.isStalled = false;
    return this.connect(order);
  }

  private begun(): void {
    this.ready?.();
    this.ready = null;
  }

  private subscribe({ query, after }: Extract<FleetOrder, { type: 'open' }>): void {
    const variables = { after: this.cursor ?? after };
    this.client?.say({ id: '1', type: 'subscribe', payload: { query, variables } });
  }

  private hear(text: string, order: Extract<FleetOrder, { type: 'open' }>): void {
    const message = JSON.parse(text) as Next;
    if (message.type === 'connection_ack') {
      this.subscribe(order);
      // What a subscriber sends is taken in order: a pong means that it is subscribed.
      this.client!.say({ type: 'ping' });
    } else if (message.type === 'pong') this.begun();
    else if (message.type === 'next') this.take(message);
    else if (message.type === 'error') {
      process.stderr.write(`a subscriber was refused: ${text}\n`);
      setTimeout(() => this.subscribe(order), RETRY_MS);
    }
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
      if (number !== undefined && !this.isAside) state.times.push([number, at]);
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
async function reconnect({ port, spreadMs, limitMs }: Extract<FleetOrder, { type: 'reconnect' }>): Promise<number[]> {
  const order = (state.order = { ...state.order!, port });
  const began = now();
  const afterMs: number[] = [];
  const all = state.subscribers.map(async (one, index) => {
    await sleep((spreadMs * index) / state.subscribers.length);
    const heard = one.heard();
    await one.again(order);
    await heard;
    afterMs.push(now() - began);
  });
  await Promise.race([Promise.all(all), sleep(limitMs)]);
  return [...afterMs];
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
    case 'set-aside':
      for (const one of state.subscribers.slice(0, order.count)) one.isAside = true;
      return { type: 'set-aside' };
    case 'stall':
      for (const one of state.subscribers.filter(({ isAside }) => isAside)) {
        one.isStalled = true;
        one.client?.stall();
      }
      return { type: 'stalled' };
    case 'awake':
      await Promise.all(state.subscribers.filter(({ isAside }) => isAside).map((one) => one.again(state.order!)));
      return { type: 'awake' };
    case 'reconnect':
      return { type: 'back', afterMs: await reconnect(order) };
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
