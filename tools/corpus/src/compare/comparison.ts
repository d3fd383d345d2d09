import type { Normalized, Plugin } from '@whereabouts/plugin-sdk';

/** A sample, what the plugin makes of it, and what its origin states. */
export interface Compared {
  readonly plugin: Plugin;
  readonly bytes: Uint8Array;
  readonly said: Normalized;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** One difference between the origin's word and ours. */
export interface Difference {
  /** What differs, such as `delivered`. */
  readonly about: string;
  readonly theirs: string;
  readonly ours: string;
  /** Why the origin is wrong, where a rule can tell. */
  readonly because?: string;
}

/** How many of the origin's statements were compared, and where we differ. */
export interface Comparison {
  readonly statements: number;
  readonly differences: readonly Difference[];
}

export const NOTHING_COMPARED: Comparison = { statements: 0, differences: [] };

export const squeezed = (text: string | null | undefined): string =>
  (text ?? '')
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
