import { INCIDENT_GROUPS, type IncidentGroup } from '../policy/incidents';
import type { Instant } from '../time/instant';

/** What is at the bottom of an incident. */
export const INCIDENT_TYPES = {
  ...INCIDENT_GROUPS,
  SOURCE_SILENT: 'A source that is not heard of any more: findings that rest on its silence wait.',
} as const;
export type IncidentType = IncidentGroup | 'SOURCE_SILENT';

export const INCIDENT_STATUSES = {
  OFFERED: 'The hub thinks that this is one trouble; nobody has said so yet.',
  ACCEPTED: 'A person works it as one.',
  DISMISSED: 'A person said that it is none.',
  CLOSED: 'Its cases are closed, or its source speaks again.',
} as const;
export type IncidentStatus = keyof typeof INCIDENT_STATUSES;

/** An incident before the store gives it id and number. */
export interface NewIncident {
  readonly merchantId: string;
  readonly type: IncidentType;
  /** What exactly: at most one incident of a key is live at a time. */
  readonly key: string;
  readonly title: string;
  /** One plain English sentence with figures and times. */
  readonly because: string;
  readonly since: Instant;
  readonly sourceId: string | null;
}

/** Cases with one cause, or a source that is silent. */
export interface Incident extends NewIncident {
  readonly id: string;
  readonly number: number;
  readonly status: IncidentStatus;
  readonly openedAt: Instant;
  readonly decidedAt: Instant | null;
  /** Who accepted or dismissed it: a user id. */
  readonly decidedBy: string | null;
  readonly closedAt: Instant | null;
  readonly cases: number;
  readonly openCases: number;
}

/** The number as people say it. */
export const incidentRef = (number: number): string => `INC-${number}`;
