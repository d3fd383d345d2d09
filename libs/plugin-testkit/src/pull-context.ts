import { instant, type PullContext } from '@whereabouts/plugin-sdk';

/** A context for a plugin's pull: real fetch, a clock that stands, no log. Override what the test is about. */
export function pullContext<Config>(config: Config, overrides: Partial<PullContext<Config>> = {}): PullContext<Config> {
  return {
    config,
    fetch: globalThis.fetch,
    clock: () => TEST_NOW,
    log: () => undefined,
    signal: new AbortController().signal,
    ...overrides,
  };
}

/** The time at which tests stand still. */
export const TEST_NOW = instant('2026-03-10T12:00:00Z');
