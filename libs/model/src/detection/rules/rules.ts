import type { Rule } from '../rule';
import { damageReported } from './damage';
import { attemptFailed, outForDeliveryTwice, waitingAtCounter } from './failed-attempt';
import { handedOverUnscanned, labelledUnscanned } from './no-first-scan';
import { estimateLate, promisePassed } from './promise-at-risk';
import { returning } from './return-to-sender';
import { heldTooLong, lost, notMoving } from './stalled';

/** Every rule. Of several findings of one kind the earlier one in this list speaks for the case. */
export const RULES: readonly Rule[] = [
  returning,
  damageReported,
  attemptFailed,
  outForDeliveryTwice,
  waitingAtCounter,
  lost,
  heldTooLong,
  notMoving,
  handedOverUnscanned,
  labelledUnscanned,
  estimateLate,
  promisePassed,
];
