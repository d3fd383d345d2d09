import type { HubLog } from '../logging/log';

/** One step of a stop. A step that fails is logged, and the next one follows. */
export interface StopStep {
  readonly name: string;
  readonly run: () => Promise<unknown> | unknown;
}

/** Takes the steps one after the other. Returns false when one failed or the time ran out. */
export async function stopInOrder(steps: readonly StopStep[], seconds: number, log: HubLog): Promise<boolean> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), seconds * 1000);
  const late = new Promise<'late'>((resolve) => limit.signal.addEventListener('abort', () => resolve('late')));
  let clean = true;
  for (const { name, run } of steps) {
    try {
      if ((await Promise.race([Promise.resolve(run()).then(() => 'done'), late])) === 'late') {
        log.error({ step: name, seconds }, 'the stop took too long and is forced');
        return false;
      }
    } catch (error) {
      clean = false;
      log.error({ step: name, error }, 'a step of the stop failed');
    }
  }
  clearTimeout(timer);
  return clean;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** npm hands a Ctrl-C on that the terminal has sent already: that is no second wish. */
const ECHO_MS = 1_000;
const PARENT_LOOK_MS = 500;

/**
 * Calls `stop` at the first signal and `force` at a later one. Under npm a shell stands between: it dies of a SIGTERM
 * without handing it on, so losing the parent counts as one. Returns how to end it.
 */
export function onStopSignal(stop: () => void, force: () => void, underNpm: boolean): () => void {
  let askedAt: number | null = null;
  const handle = (): void => {
    const now = performance.now();
    if (askedAt === null) {
      askedAt = now;
      stop();
    } else if (now - askedAt > ECHO_MS) force();
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  const parent = process.ppid;
  const watch = underNpm
    ? setInterval(() => process.ppid !== parent && askedAt === null && handle(), PARENT_LOOK_MS)
    : null;
  return () => {
    SIGNALS.forEach((signal) => process.off(signal, handle));
    if (watch !== null) clearInterval(watch);
  };
}
