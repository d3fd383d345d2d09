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

/** Calls `stop` at the first signal and `force` at the second. Returns how to end it. */
export function onStopSignal(stop: (signal: string) => void, force: () => void): () => void {
  let asked = false;
  const handle = (signal: NodeJS.Signals): void => {
    if (asked) return force();
    asked = true;
    stop(signal);
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  return () => SIGNALS.forEach((signal) => process.off(signal, handle));
}
