/** The ten kinds of trouble: few enough that anyone can bucket a case in ten seconds. Detail goes into reasons. */
export const EXCEPTION_KINDS = {
  NO_FIRST_SCAN: 'Handed over, or labelled, and the carrier has not scanned it in time.',
  STALLED_IN_TRANSIT:
    'No movement for longer than carrier, service and lane allow; held too long; or lost, as the carrier says.',
  FAILED_ATTEMPT: 'The carrier could not deliver, or the parcel waits at a counter close to its return.',
  DELIVERED_NOT_RECEIVED: 'Delivered as the carrier says, and the customer or a later scan contradicts it.',
  DAMAGE_REPORTED: 'The carrier or the customer reports damage.',
  RETURN_TO_SENDER: 'A forward shipment is on its way back or came back.',
  PROMISE_AT_RISK: 'The promise to the customer will probably be missed, or was missed.',
  ADDRESS_PROBLEM: 'The address failed validation, or the carrier cannot use it.',
  INVENTORY_SHORT: 'Stock is missing, substituted or not picked in time.',
  WRONG_OR_MISSING_ITEM: 'The customer or a count in the warehouse says so.',
} as const;
export type ExceptionKind = keyof typeof EXCEPTION_KINDS;

export const CASE_STATUSES = {
  OPEN: 'Nobody has acted yet.',
  IN_PROGRESS: 'The first action was taken.',
  WAITING: 'Waiting for somebody, or snoozed: see waitingOn.',
  CLOSED: 'Both tracks are done and a close code was given.',
} as const;
export type CaseStatus = keyof typeof CASE_STATUSES;

export const WAITING_ON = {
  CUSTOMER: 'The customer.',
  CARRIER: 'The carrier.',
  WAREHOUSE: 'The warehouse.',
  THIRD_PARTY: 'Somebody else.',
  SNOOZED: 'Nobody: it was put aside until a time.',
} as const;
export type WaitingOn = keyof typeof WAITING_ON;

export const PRIORITY_FLAGS = {
  HIGH_VALUE: 'The order is worth more than the policy’s threshold.',
  FIRST_TIME_BUYER: 'The first order of this customer.',
  VIP: 'A customer of the VIP tier.',
  SUBSCRIBER: 'A customer with a subscription.',
  REPEAT_LANE: 'The lane has had more of this lately than it should.',
  REPEAT_CARRIER: 'The carrier has had more of this lately than it should.',
} as const;
export type PriorityFlag = keyof typeof PRIORITY_FLAGS;

export const CLOSE_CODES = {
  CARRIER_DELAY: 'The carrier was late.',
  WAREHOUSE_MISS: 'The warehouse missed a step or was late.',
  ADDRESS_ISSUE: 'The address was wrong or unusable.',
  MISDELIVERY: 'Delivered to the wrong place or person.',
  DAMAGE: 'Damaged.',
  FRAUD_SUSPECTED: 'The claim is probably not honest.',
  CUSTOMER_ERROR: 'The customer caused it.',
} as const;
export type CloseCode = keyof typeof CLOSE_CODES;

export const SLA_STATES = {
  ON_TRACK: 'Time is left.',
  WARNING: 'Most of the time is used up.',
  BREACHED: 'The due time passed without a first action.',
  PAUSED: 'The clock stands.',
  MET: 'The first action came in time.',
} as const;
export type SlaState = keyof typeof SLA_STATES;

export const CUSTOMER_TIERS = {
  STANDARD: 'No particular tier.',
  VIP: 'A customer whom the merchant marks as VIP.',
  SUBSCRIBER: 'A customer with a running subscription.',
} as const;
export type CustomerTier = keyof typeof CUSTOMER_TIERS;

export const ROLES = {
  VIEWER: 'Reads.',
  AGENT: 'Works cases.',
  LEAD: 'Works cases, approves, corrects, sees raw inputs.',
  ADMIN: 'Everything, including sources and policies.',
  PARTNER: "Sees only its own plugin's traffic.",
  INTEGRATION: 'A machine that acts for the merchant.',
} as const;
export type Role = keyof typeof ROLES;

export const CUSTOMER_TRACK_STATUSES = {
  OPEN: 'Nothing was decided for the customer yet.',
  AWAITING_APPROVAL: 'A resolution was proposed and waits for somebody who may approve it.',
  RESOLVED: 'The customer has an answer: see the resolution.',
} as const;
export type CustomerTrackStatus = keyof typeof CUSTOMER_TRACK_STATUSES;

export const CUSTOMER_RESOLUTIONS = {
  REFUND: 'Money back.',
  RESHIP: 'The goods are sent again.',
  STORE_CREDIT: 'Credit for a later order.',
  MESSAGE: 'An explanation was enough.',
  NONE_NEEDED: 'The customer needed nothing.',
} as const;
export type CustomerResolution = keyof typeof CUSTOMER_RESOLUTIONS;

export const RECOVERY_TRACK_STATUSES = {
  NOT_APPLICABLE: 'Nothing to recover from the carrier.',
  INVESTIGATING: 'The carrier was asked, or evidence is being gathered.',
  CLAIM_FILED: 'A claim was filed with the carrier.',
  INFO_REQUESTED: 'The carrier wants more information.',
  APPEALED: 'The answer of the carrier was appealed.',
  SETTLED: 'Finished: see the outcome.',
} as const;
export type RecoveryTrackStatus = keyof typeof RECOVERY_TRACK_STATUSES;

export const RECOVERY_OUTCOMES = {
  PAID_FULL: 'The carrier paid all that was claimed.',
  PAID_PARTIAL: 'The carrier paid a part.',
  DENIED: 'The carrier refused.',
  WINDOW_EXPIRED: 'The time to file has passed.',
  NOT_ELIGIBLE: 'The contract does not cover it.',
  WITHDRAWN: 'The claim was taken back.',
  UNECONOMIC: 'Claiming costs more than it brings.',
} as const;
export type RecoveryOutcome = keyof typeof RECOVERY_OUTCOMES;

export const EVIDENCE_PARTIES = {
  CUSTOMER: 'The customer: photos, a statement.',
  WAREHOUSE: 'The warehouse: pack records, a count, camera pictures.',
  CARRIER: 'The carrier: proof of delivery, scans, an investigation.',
} as const;
export type EvidenceParty = keyof typeof EVIDENCE_PARTIES;

export const CHANGE_TYPES = {
  OPENED: 'The case was opened.',
  UPDATED: 'Something of the case changed.',
  SLA_WARNING: 'The due time is near.',
  SLA_BREACHED: 'The due time passed.',
  CLOSED: 'The case was closed.',
  REOPENED: 'The case was opened again: a new cycle.',
  LEFT: 'The case no longer matches the filter.',
} as const;
export type ChangeType = keyof typeof CHANGE_TYPES;
