import type { Rule } from '../rule';
import { addressFailedValidation, addressReported } from './address-problem';
import { parcelBackordered } from './backordered';
import { damageReported, damageTicket } from './damage';
import {
  deliveredElsewhere,
  movedAfterDelivery,
  notReceivedReported,
  notReceivedTicket,
} from './delivered-not-received';
import { attemptFailed, outForDeliveryTwice, waitingAtCounter } from './failed-attempt';
import { itemsReported, itemsTicket } from './goods';
import { handedOverUnscanned, labelledUnscanned } from './no-first-scan';
import { estimateLate, promisePassed, usuallyLate } from './promise-at-risk';
import { returning } from './return-to-sender';
import { heldTooLong, lost, notMoving } from './stalled';

/** Every rule. Of several findings of one kind the earlier one in this list speaks for the case. */
export const RULES: readonly Rule[] = [
  returning,
  damageReported,
  damageTicket,
  notReceivedTicket,
  notReceivedReported,
  movedAfterDelivery,
  deliveredElsewhere,
  itemsReported,
  itemsTicket,
  addressReported,
  addressFailedValidation,
  parcelBackordered,
  attemptFailed,
  outForDeliveryTwice,
  waitingAtCounter,
  lost,
  heldTooLong,
  notMoving,
  handedOverUnscanned,
  labelledUnscanned,
  estimateLate,
  usuallyLate,
  promisePassed,
];
