import { msOf, type Instant } from '@whereabouts/model';
import type { InboxInput } from '@whereabouts/store';
import { V7Generator } from 'uuidv7';
import type { Deposit } from '../pipeline';

/** Counts up within a millisecond, so that ids of one process sort in the order in which they were given. */
const IDS = new V7Generator();

/** No id of an earlier moment is bent to a later one: the time in an id is the time of receipt. */
const NO_ROLLBACK = 0;

/** Gives an input its time of receipt, and an id by which inputs sort by arrival and partitions are found. */
export const newInput = (input: Deposit, receivedAt: Instant): InboxInput => ({
  ...input,
  id: IDS.generateOrResetCore(msOf(receivedAt), NO_ROLLBACK).toString(),
  receivedAt,
});
