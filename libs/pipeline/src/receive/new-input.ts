import { msOf, type Instant } from '@whereabouts/model';
import type { InboxInput } from '@whereabouts/store';
import { uuidv7 } from 'uuidv7';
import type { Deposit } from '../pipeline';

/** An id whose time is the time of receipt, so that the id alone finds the partition and sorts inputs by arrival. */
function inputIdAt(at: Instant): string {
  const time = msOf(at).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}${uuidv7().slice(13)}`;
}

/** Gives an input its id and its time of receipt. */
export const newInput = (input: Deposit, receivedAt: Instant): InboxInput => ({
  ...input,
  id: inputIdAt(receivedAt),
  receivedAt,
});
