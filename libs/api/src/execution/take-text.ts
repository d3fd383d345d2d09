import { toClientErrors, type ErrorScope } from '../errors';
import type { AskedDocument } from './document-desk';
import type { Gate } from './gate';
import type { Asker } from './limits/rates';

/** An answer in place of one that an operation would have given. */
export interface Refused {
  readonly ok: false;
  readonly body: string;
  /** When to come back; null: as it is, it will never be answered. */
  readonly retryAfterSeconds: number | null;
}

/** The text that is to be run; null: the request names none. */
export type TakenText = { readonly ok: true; readonly text: string | null } | Refused;

export type TakeText = (asked: AskedDocument, asker: Asker & { readonly requestId: string }) => Promise<TakenText>;

/** For whoever parses by itself. */
export const textTaker =
  (gate: Gate, logFault: ErrorScope['logFault']): TakeText =>
  async (asked, asker) => {
    const taken = await gate.take(asked, asker);
    return taken?.refusal
      ? refused([taken.refusal], { requestId: asker.requestId, logFault })
      : { ok: true, text: taken?.text ?? null };
  };

export function refused(errors: readonly unknown[], scope: ErrorScope): Refused {
  const shown = toClientErrors(errors, scope);
  const seconds = shown[0]?.extensions['retryAfterSeconds'];
  return {
    ok: false,
    body: JSON.stringify({ errors: shown }),
    retryAfterSeconds: typeof seconds === 'number' ? seconds : null,
  };
}
