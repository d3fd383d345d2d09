import type { CaseCommand, Senders } from '@whereabouts/model';
import type { CaseRequest } from '../pipeline';
import type { Mailer } from './mailer';
import type { ReplySources } from './reply-sources';

/** By what messages can go out at the moment. */
export type SendersNow = () => Promise<Senders>;

export const sendersNow =
  (replies: ReplySources, mailer: Mailer | null): SendersNow =>
  async () => {
    const able = new Set((await replies.all()).map(({ sourceId }) => sourceId));
    return { answers: (sourceId) => able.has(sourceId), sendsEmail: mailer !== null };
  };

/** Nothing goes out. */
export const NO_SENDERS: Senders = { answers: () => false, sendsEmail: false };

/** Commands after which a customer may read something. */
const SPEAK: ReadonlySet<CaseCommand['type']> = new Set(['resolve-customer', 'request-evidence']);
export const mayWrite = (commands: readonly CaseRequest[]): boolean => commands.some(({ type }) => SPEAK.has(type));
