import type { Log } from '@whereabouts/pipeline';
import { pino, type DestinationStream } from 'pino';
import type { LogLevel } from '../config/settings';
import { faultFacts } from './fault';

/** Keys under which a value must never be logged, whatever the code around says. */
const NEVER = [
  'authorization',
  'cookie',
  'body',
  'headers',
  'settings',
  'secrets',
  'password',
  'token',
  'email',
  'phone',
  'address',
  'name',
  'customer',
  'variables',
];

export interface HubLog extends Log {
  debug(facts: object, message: string): void;
  flush(): void;
}

/**
 * Structured lines on stdout (or `to`). Facts are ids and figures; an `error` among them is reduced to what may be told.
 */
export function openLog(level: LogLevel, to?: DestinationStream): HubLog {
  const log = pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: faultFacts, err: faultFacts },
      redact: { paths: NEVER.flatMap((key) => [key, `*.${key}`]), censor: '…' },
    },
    to,
  );
  return {
    debug: (facts, message) => log.debug(facts, message),
    info: (facts, message) => log.info(facts, message),
    warn: (facts, message) => log.warn(facts, message),
    error: (facts, message) => log.error(facts, message),
    flush: () => log.flush(),
  };
}

/** A log that says nothing. */
export const SILENT: HubLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  flush: () => undefined,
};
