import {
  CASE_STATUSES,
  CHANGE_TYPES,
  CIRCUIT_STATES,
  CLAIM_TYPES,
  CLOSE_CODES,
  CUSTOMER_RESOLUTIONS,
  CUSTOMER_TIERS,
  CUSTOMER_TRACK_STATUSES,
  DELIVERED_TO,
  DIRECTIONS,
  EVIDENCE_PARTIES,
  EVIDENCE_ITEMS,
  EXCEPTION_KINDS,
  INCIDENT_STATUSES,
  INCIDENT_TYPES,
  MESSAGE_CHANNELS,
  MESSAGE_STATUSES,
  MILESTONES,
  PRIORITY_FLAGS,
  RECOVERY_OUTCOMES,
  RECOVERY_TRACK_STATUSES,
  ROLES,
  SHIPMENT_STATES,
  SIGNATURE_OPTIONS,
  SLA_STATES,
  SOURCE_KINDS,
  MATCH_CERTAINTIES,
  TICKET_MATCHES,
  TICKET_TOPICS,
  TIME_CERTAINTIES,
  WAITING_ON,
} from '@whereabouts/model';
import { PULL_OUTCOMES } from '@whereabouts/store';
import { registerEnumType } from 'type-graphql';

/** An enum of the schema from words and their meanings: the vocabulary is the only list. */
function enumOf(name: string, description: string, meanings: Readonly<Record<string, string>>): Record<string, string> {
  const words = Object.fromEntries(Object.keys(meanings).map((word) => [word, word]));
  const valuesConfig = Object.fromEntries(
    Object.entries(meanings).map(([word, text]) => [word, { description: text }]),
  );
  registerEnumType(words, { name, description, valuesConfig });
  return words;
}

export const ShipmentStateEnum = enumOf('ShipmentState', 'Where a shipment stands.', SHIPMENT_STATES);
export const MilestoneCodeEnum = enumOf(
  'MilestoneCode',
  'What happened to a parcel or an order, in the words of the hub.',
  Object.fromEntries(Object.entries(MILESTONES).map(([code, { meaning }]) => [code, meaning])),
);
export const SourceKindEnum = enumOf('SourceKind', 'What kind of system a source is.', SOURCE_KINDS);
export const TicketMatchByEnum = enumOf('TicketMatchBy', 'What told whose a ticket is.', TICKET_MATCHES);
export const MatchCertaintyEnum = enumOf('MatchCertainty', 'How sure it is whose a ticket is.', MATCH_CERTAINTIES);
export const TicketTopicEnum = enumOf('TicketTopic', 'What a support ticket is about.', TICKET_TOPICS);
export const TimeCertaintyEnum = enumOf('TimeCertainty', 'How sure the hub is of a moment.', TIME_CERTAINTIES);
export const DeliveredToEnum = enumOf('DeliveredTo', 'Where or to whom a parcel was delivered.', DELIVERED_TO);
export const DirectionEnum = enumOf('Direction', 'Which way a parcel goes.', DIRECTIONS);
export const ExceptionKindEnum = enumOf('ExceptionKind', 'The kinds of trouble.', EXCEPTION_KINDS);
export const CaseStatusEnum = enumOf('CaseStatus', 'Where a case stands.', CASE_STATUSES);
export const WaitingOnEnum = enumOf('WaitingOn', 'For whom a case waits.', WAITING_ON);
export const PriorityFlagEnum = enumOf('PriorityFlag', 'What makes a case more urgent than others.', PRIORITY_FLAGS);
export const CloseCodeEnum = enumOf('CloseCode', 'Why there was trouble; every closed case has one.', CLOSE_CODES);
export const SlaStateEnum = enumOf('SlaState', 'How the clock for the first action stands.', SLA_STATES);
export const CustomerTierEnum = enumOf('CustomerTier', 'How a customer stands with the merchant.', CUSTOMER_TIERS);
export const RoleEnum = enumOf('Role', 'What a person or machine may do.', ROLES);
export const CustomerTrackStatusEnum = enumOf(
  'CustomerTrackStatus',
  'How far the answer to the customer is.',
  CUSTOMER_TRACK_STATUSES,
);
export const CustomerResolutionEnum = enumOf('CustomerResolution', 'What the customer gets.', CUSTOMER_RESOLUTIONS);
export const RecoveryTrackStatusEnum = enumOf(
  'RecoveryTrackStatus',
  'How far the recovery from the carrier is.',
  RECOVERY_TRACK_STATUSES,
);
export const RecoveryOutcomeEnum = enumOf(
  'RecoveryOutcome',
  'How the recovery from the carrier ended.',
  RECOVERY_OUTCOMES,
);
export const EvidencePartyEnum = enumOf('EvidenceParty', 'Who may have evidence.', EVIDENCE_PARTIES);
export const ClaimTypeEnum = enumOf('ClaimType', 'What a carrier pays for.', CLAIM_TYPES);
export const ChangeTypeEnum = enumOf('ChangeType', 'What became of a case.', CHANGE_TYPES);
export const SnapshotPartEnum = enumOf('SnapshotPart', 'Where a change stands in the snapshot that comes first.', {
  MORE: 'More of the snapshot follows.',
  LAST: 'The snapshot is complete with this one.',
});
export const IncidentTypeEnum = enumOf('IncidentType', 'What is at the bottom of an incident.', INCIDENT_TYPES);
export const IncidentStatusEnum = enumOf('IncidentStatus', 'Where an incident stands.', INCIDENT_STATUSES);
export const MessageChannelEnum = enumOf(
  'MessageChannel',
  'By which way a message goes to a customer.',
  MESSAGE_CHANNELS,
);
export const MessageStatusEnum = enumOf('MessageStatus', 'How far a message is.', MESSAGE_STATUSES);
export const CircuitStateEnum = enumOf('CircuitState', 'Whether calls go out to a source.', CIRCUIT_STATES);
export const PullOutcomeEnum = enumOf('PullOutcome', 'How a call to a source ended.', PULL_OUTCOMES);

export const EvidenceItemEnum = enumOf('EvidenceItem', 'What is to be known of a parcel as it leaves.', EVIDENCE_ITEMS);
export const SignatureOptionEnum = enumOf(
  'SignatureOption',
  'Which signature on delivery was booked.',
  SIGNATURE_OPTIONS,
);

export const CASE_ORDERS = {
  URGENCY: 'Open cases by the clock that runs out next, then by the number of flags; closed cases after them.',
  OPENED_DESC: 'The latest opened first.',
  UPDATED_DESC: 'The latest changed first.',
} as const;
export const CaseOrderEnum = enumOf('CaseOrder', 'Orders of a list of cases.', CASE_ORDERS);

/** Expected refusals of mutations. */
export const USER_ERROR_CODES = {
  NOT_FOUND: 'There is no such thing.',
  INVALID: 'A value cannot be used; see field.',
  FORBIDDEN: 'The role, or the scope of the key, does not allow it.',
  CONFLICT: 'Somebody else changed it meanwhile; the payload holds it as it stands.',
  CLOSE_CODE_REQUIRED: 'A close code is needed.',
  TRACK_OPEN: 'The customer or recovery track is not finished.',
  APPROVAL_REQUIRED: 'Somebody with more rights has to approve it.',
  ILLEGAL_TRANSITION: 'Not possible in the present status.',
} as const;
export type UserErrorCode = keyof typeof USER_ERROR_CODES;
export const UserErrorCodeEnum = enumOf('UserErrorCode', 'Why a mutation was refused.', USER_ERROR_CODES);
