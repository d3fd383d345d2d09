import type { ExceptionKind } from '../vocabulary/exceptions';
import type { Finding } from '../detection/finding';
import { DEFAULT_POLICY } from '../policy/policy';
import type { Instant } from '../time/instant';
import { hour } from '../shipment/history.fixture';
import type { ExceptionCase } from './case';
import { newCase, type CaseSubject } from './new-case';

export const subject: CaseSubject = { merchantId: 'mer-1', shipmentId: 'shp-1', orderId: null, ticketId: null };

/** What a rule of the kind would say. */
export const finding = (kind: ExceptionKind, change: Partial<Finding> = {}): Finding => ({
  kind,
  reason: null,
  rule: `${kind.toLowerCase()}/test`,
  policyVersion: 1,
  thresholds: { hours: 48 },
  because: `${kind} since the test says so.`,
  milestoneIds: [`ms-${kind}`],
  conditionSince: hour(0),
  ...change,
});

/** An open case as the store keeps it. */
export const caseOf = (kind: ExceptionKind, openedAt: Instant, change: Partial<ExceptionCase> = {}): ExceptionCase => ({
  ...newCase({ subject, finding: finding(kind), flags: [], episode: 1, policy: DEFAULT_POLICY, now: openedAt }),
  id: `case-${kind}`,
  number: 12,
  ownerId: 'usr-ana',
  ...change,
});
