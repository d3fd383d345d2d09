import type { Instant } from '@whereabouts/plugin-sdk';
import type { Routes } from './source-server';

/** How a source proves that a request is its own. */
export interface PushTest {
  /** The headers that the source sends with this body, signed with this secret at this time. */
  sign(request: { readonly body: Uint8Array; readonly secret: string; readonly now: Instant }): Record<string, string>;
  /**
   * What the proof covers. `body`: one changed byte must be refused. `timestamp`: only the time is signed. `nothing`: a
   * shared secret is sent along.
   */
  readonly covers: 'body' | 'timestamp' | 'nothing';
  /** Seconds after which a proof is too old. Absent: the source dates nothing. */
  readonly staleAfterSeconds?: number;
  /** A secret in the form that the source hands out, where any text will not do. */
  readonly secrets?: readonly [current: string, previous: string];
}

/** How a source answers when it is asked. */
export interface PullTest {
  /** What the local server that plays the source answers. */
  readonly routes: Routes;
  /** Numbers that these answers are about. */
  readonly trackingNumbers: readonly string[];
  /** A link that `pull.follow` may be given, below the server's address. */
  readonly follow?: (baseUrl: string) => string;
}

/** How a source answers when something is to be done at it. */
export interface ActTest {
  /** What the local server that plays the source answers when it does what it is asked. */
  readonly routes: Routes;
}

export interface PluginTest {
  /**
   * Folder of fixtures: files as the source writes them. Beside each `name.json` (or .xml, .edi, .csv …) lies
   * `name.expected.json` with the records that come of it.
   */
  readonly fixtures: string;
  /** Settings as an operator fills them in. The address is that of a local server which plays the source. */
  readonly settings?: (baseUrl: string) => unknown;
  /** Headers that come with a fixture, by its file name, where the plugin reads them. */
  readonly headers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly push?: PushTest;
  readonly pull?: PullTest;
  readonly act?: ActTest;
}
