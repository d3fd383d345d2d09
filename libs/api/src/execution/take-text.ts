import type { Viewer } from '../context';
import { toClientErrors, type ErrorScope } from '../errors';
import type { AskedDocument, DocumentDesk } from './document-desk';

/** The text that is to be run; null: the request names none. Or the answer to a request that may not have it run. */
export type TakenText =
  { readonly ok: true; readonly text: string | null } | { readonly ok: false; readonly body: string };

export type TakeText = (
  asked: AskedDocument,
  asker: { readonly viewer: Viewer | null; readonly requestId: string },
) => TakenText;

/** For whoever parses by itself. */
export const textTaker =
  (desk: DocumentDesk, logFault: ErrorScope['logFault']): TakeText =>
  (asked, { viewer, requestId }) => {
    const taken = desk.take(asked, viewer);
    if (!taken?.refusal) return { ok: true, text: taken?.text ?? null };
    const errors = toClientErrors([taken.refusal], { requestId, logFault });
    return { ok: false, body: JSON.stringify({ errors }) };
  };
