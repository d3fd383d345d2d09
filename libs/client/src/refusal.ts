import { RequestFailed } from './errors';

/**
 * Close codes after which the same would be refused again: of RFC 6455 those that blame what was sent, and of
 * graphql-transport-ws. All others are tried again: a network that breaks, a hub that restarts or is busy.
 */
const FINAL_CLOSES: Readonly<Record<number, { readonly code: string; readonly says: string }>> = {
  1002: { code: 'BAD_REQUEST', says: 'does not speak as this client does' },
  1003: { code: 'BAD_REQUEST', says: 'does not take what was sent' },
  1007: { code: 'BAD_REQUEST', says: 'does not take what was sent' },
  1008: { code: 'BAD_REQUEST', says: 'does not take what was sent' },
  1009: { code: 'BAD_REQUEST', says: 'takes no message that is so large' },
  1010: { code: 'BAD_REQUEST', says: 'does not speak as this client does' },
  4400: { code: 'BAD_REQUEST', says: 'does not take what was sent' },
  4401: { code: 'UNAUTHENTICATED', says: 'does not take the credential' },
  4403: { code: 'UNAUTHENTICATED', says: 'does not take the credential' },
  4406: { code: 'BAD_REQUEST', says: 'does not speak as this client does' },
  4409: { code: 'BAD_REQUEST', says: 'does not take what was sent' },
};

/** What the hub refused, if it did: null for what only broke, and may go on. */
export function refusalOf(failure: unknown): RequestFailed | null {
  if (failure instanceof RequestFailed) return failure;
  const { code: closeCode, reason } = (failure ?? {}) as { readonly code?: number; readonly reason?: string };
  const close = FINAL_CLOSES[closeCode ?? 0];
  if (!close) return null;
  const extensions = { code: close.code, retryable: false, closeCode };
  return new RequestFailed(
    [{ message: `The hub ${close.says} (${closeCode}${reason ? `: ${reason}` : ''}).`, extensions }],
    null,
  );
}
