/** Deadlock, serialization failure: another try gets through. */
const TRY_AGAIN = new Set(['40P01', '40001']);
/** Keys that two may add in the same moment, each not seeing the other: whoever tries again finds it there. */
const ADDED_ONCE = new Set(['one_open_case']);

/** The code of an error of the server or the socket. Not by `instanceof`: errors come from other realms, too. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

const constraintOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'constraint' in error ? String(error.constraint) : '';

/** Lost against another transaction. */
export const isLost = (error: unknown): boolean => TRY_AGAIN.has(codeOf(error)) || ADDED_ONCE.has(constraintOf(error));

/**
 * Connection lost or refused, shutting down or starting up, no room or memory or connections left, read-only after a
 * failover: another time the same statement gets through.
 */
const AWAY =
  /^(08...|53...|57P..|25006|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENOTFOUND|EAI_AGAIN)$/;
const AWAY_MESSAGE = /Connection terminated|timeout exceeded when trying to connect|Client has encountered/;

/** True when the database is away (restarting, unreachable, full) rather than unhappy with a statement. */
export const isUnavailable = (error: unknown): boolean =>
  AWAY.test(codeOf(error)) || AWAY_MESSAGE.test(String((error as Partial<Error> | null)?.message));

/** Lost against others more often than is tried again, or waited in vain for what somebody holds. */
const CONTENDED = new Set([...TRY_AGAIN, '55P03', '57014']);

/** True when others were in the way of a statement: in a while it gets through, and what it is about is not to blame. */
export const isContended = (error: unknown): boolean => CONTENDED.has(codeOf(error));
