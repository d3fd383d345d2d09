import type { Log } from '../pipeline';
import { silentLog } from './test-hub';

/** A log that keeps what went wrong. */
export interface HeardErrors {
  readonly log: Log;
  /** What was said since the last time. */
  take(): string[];
}

const wordsOf = (facts: object, message: string): string => {
  const { err, ...others } = facts as { readonly err?: Error & { readonly code?: string } };
  const cause = err ? [err.code, err.stack ?? err.message].filter(Boolean).join(' ') : '';
  return [message, JSON.stringify(others), cause].join(' ');
};

export function heardErrors(): HeardErrors {
  const heard: string[] = [];
  return {
    log: { ...silentLog, error: (facts, message) => void heard.push(wordsOf(facts, message)) },
    take: () => heard.splice(0),
  };
}
