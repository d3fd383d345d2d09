/** What may be logged of an error. Texts of errors quote the data that caused them, so values are taken out. */
export interface FaultFacts {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly table?: string;
  readonly constraint?: string;
  readonly stack?: string;
  readonly cause?: FaultFacts;
}

const DEPTH = 3;

/** Facts of anything that was thrown, without personal data: no parameters, no quoted values, no addresses. */
export function faultFacts(thrown: unknown, depth = DEPTH): FaultFacts {
  // Messages that were taken out of their error stay readable.
  if (typeof thrown === 'string') return { type: 'message', message: withoutValues(thrown) };
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: 'something that is no error was thrown' };
  const { code, table, constraint } = thrown as { code?: unknown; table?: unknown; constraint?: unknown };
  const cause = depth > 0 && thrown.cause !== undefined ? faultFacts(thrown.cause, depth - 1) : undefined;
  return {
    type: thrown.name,
    message: withoutValues(thrown.message),
    ...(typeof code === 'string' && { code }),
    ...(typeof table === 'string' && { table }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(thrown.stack !== undefined && { stack: framesOf(thrown.stack) }),
    ...(cause !== undefined && { cause }),
  };
}

/** Engines and databases put the offending value between quotation marks or parentheses after an equals sign. */
const withoutValues = (message: string): string =>
  message
    .replace(/"(?:[^"\\]|\\.)*"/gs, '"…"')
    .replace(/'(?:[^'\\]|\\.)*'/gs, "'…'")
    .replace(/=\([^)]*\)/g, '=(…)')
    .replace(/[^\s@<>"']+@[^\s@<>"']+/g, '…@…')
    .replace(/\d{9,}/g, '…')
    .slice(0, 500);

/** The frames only: the first lines repeat the message. */
const framesOf = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim())
    .join('\n');
