import { startProgram, type Program } from '../program';

/** What a fleet of subscribers is told to do. */
export type FleetOrder =
  | {
      readonly type: 'open';
      readonly count: number;
      readonly port: number;
      readonly path: string;
      /** Null: the server says nothing of the protocol, it only pushes. */
      readonly token: string | null;
      readonly query: string;
      readonly after: string | null;
      /** Whether it keeps cursors and sums, so that nothing missed or doubled stays unseen. */
      readonly checks: boolean;
    }
  | { readonly type: 'reset'; readonly times: boolean }
  | { readonly type: 'await'; readonly frames: number; readonly limitMs: number }
  /** Puts the first ones aside: what they hear is not timed. */
  | { readonly type: 'set-aside'; readonly count: number }
  /** Those that were set aside read nothing any more, or come back from where they were. */
  | { readonly type: 'stall' | 'awake' }
  | { readonly type: 'reconnect'; readonly port: number; readonly spreadMs: number; readonly limitMs: number }
  | { readonly type: 'tally' }
  | { readonly type: 'close' };

/** Subscribers that heard the same. */
export interface FleetTally {
  readonly subscribers: number;
  readonly frames: number;
  readonly sum: number;
  readonly repeats: number;
}

export type FleetReply =
  | { readonly type: 'opened' | 'reset' | 'set-aside' | 'stalled' | 'awake' | 'closed' }
  | {
      readonly type: 'heard';
      readonly frames: number;
      /** When the last frame was parsed: milliseconds since 1970. */
      readonly lastAt: number;
      /** Tracking number and moment of each frame, where it was asked to keep them. */
      readonly times: readonly (readonly [string, number])[];
    }
  /** After how long each was back; those that were not within the limit are missing. */
  | { readonly type: 'back'; readonly afterMs: readonly number[] }
  | { readonly type: 'tally'; readonly tallies: readonly FleetTally[] };

/** Thousands of subscribers in a process of their own. */
export interface Fleet {
  ask<Type extends FleetReply['type']>(order: FleetOrder, reply: Type): Promise<Extract<FleetReply, { type: Type }>>;
  stop(): Promise<void>;
}

export async function startFleet(): Promise<Fleet> {
  const program: Program = await startProgram({ file: 'live/clients', tellsMemory: true });
  return {
    async ask(order, type) {
      const reply = (await program.ask({ order })) as FleetReply;
      if (reply.type !== type) throw new Error(`the fleet answered ${reply.type}`);
      return reply as never;
    },
    stop: program.stop,
  };
}
