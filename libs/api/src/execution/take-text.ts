import type { DocumentNode } from 'graphql';
import { toClientErrors, type ErrorScope } from '../errors';
import type { AskedDocument } from './document-desk';
import type { Documents, Prepared } from './documents';
import type { Gate } from './gate';
import type { Asker } from './limits/rates';

/** An answer in place of one that an operation would have given. */
export interface Refused {
  readonly ok: false;
  readonly body: string;
  /** When to come back; null: as it is, it will never be answered. */
  readonly retryAfterSeconds: number | null;
}

/** What is to be run: a text, null where the request names none; and its document, where that is known already. */
export interface Wanted {
  readonly ok: true;
  readonly text: string | null;
  readonly document: DocumentNode | null;
}
export type TakenText = Wanted | Refused;

export type TakeText = (asked: AskedDocument, asker: Asker & { readonly requestId: string }) => Promise<TakenText>;

/** For whoever parses by itself. */
export const textTaker =
  (gate: Gate, documents: Documents, logFault: ErrorScope['logFault']): TakeText =>
  async (asked, asker) => {
    const taken = await gate.take(asked, asker);
    if (taken === null) return { ok: true, text: null, document: null };
    const scope = { requestId: asker.requestId, logFault };
    if (taken.refusal) return refused([taken.refusal], scope);
    const { text, trusted } = taken;
    const { document, errors }: Prepared = trusted ?? documents.prepare(text);
    if (document) return { ok: true, text, document };
    await gate.noteRefused(asker, errors[0]!);
    return refused(errors, scope);
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
