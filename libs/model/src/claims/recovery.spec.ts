import type { RecoveryTrack } from '../cases/case';
import { caseOf, finding, subject } from '../cases/case.fixture';
import { NO_RECOVERY } from '../cases/new-case';
import { reconcile, type ReconcileInput } from '../cases/reconcile';
import { DEFAULT_POLICY } from '../policy/policy';
import { hour, milestone } from '../shipment/history.fixture';
import { summarize } from '../shipment/summary';
import { deriveShipment } from '../shipment/view';
import { after, DAY, instant } from '../time/instant';
import { EXCEPTION_KINDS, type ExceptionKind } from '../vocabulary/exceptions';
import type { ClaimFacts } from './claim-window';
import { claimFactsOf, recoveryAtOpening, suggestedOutcome, withWindow } from './recovery';

const now = instant('2026-03-10T12:00:00Z');
const facts: ClaimFacts = {
  carrier: 'ups',
  service: 'Ground',
  international: false,
  shippedAt: instant('2026-03-01T18:00:00Z'),
  deliveredAt: null,
  promisedAt: instant('2026-03-04T23:00:00Z'),
  zone: 'UTC',
};
const track: RecoveryTrack = { ...NO_RECOVERY, updatedAt: now };
const opened = (kind: ExceptionKind, change: { facts?: ClaimFacts; reason?: 'shipper.packaging' } = {}) =>
  recoveryAtOpening(track, { kind, reason: null, facts, policy: DEFAULT_POLICY, now, ...change });

describe('the recovery track of a case that opens', () => {
  it.each([
    ['STALLED_IN_TRANSIT', 'INVESTIGATING LOSS'],
    ['DELIVERED_NOT_RECEIVED', 'INVESTIGATING LOSS'],
    ['DAMAGE_REPORTED', 'INVESTIGATING DAMAGE'],
    ['NO_FIRST_SCAN', 'NOT_APPLICABLE LOSS'],
    ['WRONG_OR_MISSING_ITEM', 'NOT_APPLICABLE MISSING_CONTENT'],
    ['PROMISE_AT_RISK', 'NOT_APPLICABLE null'],
    ['FAILED_ATTEMPT', 'NOT_APPLICABLE null'],
    ['RETURN_TO_SENDER', 'NOT_APPLICABLE null'],
    ['ADDRESS_PROBLEM', 'NOT_APPLICABLE null'],
    ['INVENTORY_SHORT', 'NOT_APPLICABLE null'],
  ] as const)('%s: %s', (kind, expected) => {
    const { status, claimType } = opened(kind);
    expect(`${status} ${claimType}`).toBe(expected);
  });

  it('knows all ten kinds', () => {
    for (const kind of Object.keys(EXCEPTION_KINDS) as ExceptionKind[]) expect(opened(kind).status).toBeDefined();
  });

  it('is investigated for lateness only where the service is guaranteed', () => {
    expect(opened('PROMISE_AT_RISK', { facts: { ...facts, service: 'UPS Next Day Air' } })).toMatchObject({
      status: 'INVESTIGATING',
      claimType: 'LATE',
    });
  });

  it('is nobody’s claim when the shipper is to blame; the window is known all the same', () => {
    expect(opened('DAMAGE_REPORTED', { reason: 'shipper.packaging' })).toMatchObject({
      status: 'NOT_APPLICABLE',
      claimType: 'DAMAGE',
    });
  });

  it('has the window with its source', () => {
    expect(opened('STALLED_IN_TRANSIT')).toMatchObject({
      claimOpensAt: '2026-03-05T00:00:00.000Z',
      claimDeadline: '2026-05-04T00:00:00.000Z',
      windowSource: expect.stringMatching(/^UPS/),
    });
  });
});

describe('the window of a track', () => {
  const damaged = opened('DAMAGE_REPORTED');

  it('is set when its event becomes known, and changed when that changes', () => {
    expect(damaged.claimDeadline).toBeNull();
    const delivered = withWindow(damaged, {
      facts: { ...facts, deliveredAt: instant('2026-03-09T10:00:00Z') },
      policy: DEFAULT_POLICY,
      now: after(now, DAY),
    });
    expect(delivered).toMatchObject({ claimDeadline: '2026-05-09T00:00:00.000Z', updatedAt: after(now, DAY) });
  });

  it('is the same object when nothing is new', () => {
    expect(withWindow(damaged, { facts, policy: DEFAULT_POLICY, now: after(now, DAY) })).toBe(damaged);
  });

  it.each(['CLAIM_FILED', 'INFO_REQUESTED', 'APPEALED', 'SETTLED'] as const)('stays as it was once %s', (status) => {
    const filed = { ...opened('STALLED_IN_TRANSIT'), status };
    const given = { facts: { ...facts, promisedAt: now }, policy: DEFAULT_POLICY, now };
    expect(withWindow(filed, given)).toBe(filed);
  });

  it('suggests that it expired once its end has passed, and never before', () => {
    const lost = opened('STALLED_IN_TRANSIT');
    expect(suggestedOutcome(lost, after(lost.claimDeadline!, -1))).toBeNull();
    expect(suggestedOutcome(lost, lost.claimDeadline!)).toBe('WINDOW_EXPIRED');
    expect(suggestedOutcome({ ...lost, status: 'CLAIM_FILED', filedAt: now }, lost.claimDeadline!)).toBeNull();
    expect(suggestedOutcome(damaged, after(now, 900 * DAY))).toBeNull();
  });
});

describe('reconciling', () => {
  const view = deriveShipment(summarize([milestone('ACCEPTED', 0), milestone('IN_TRANSIT', 5)], []));
  const input = (change: Partial<ReconcileInput>): ReconcileInput => ({
    open: [],
    findings: [finding('STALLED_IN_TRANSIT')],
    heals: () => null,
    policy: DEFAULT_POLICY,
    now: hour(60),
    episodes: {},
    lastClosed: {},
    flags: [],
    subject,
    claim: claimFactsOf(view, 'dhl-express', DEFAULT_POLICY),
    ...change,
  });

  it('opens a case with its window, counted from when the carrier had it', () => {
    const [effect] = reconcile(input({}));
    expect(effect!.case.recoveryTrack).toMatchObject({
      status: 'INVESTIGATING',
      claimOpensAt: `${hour(0).slice(0, 10)}T00:00:00.000Z`,
    });
  });

  it('tells a case that its window moved, and is silent the second time', () => {
    const [first] = reconcile(input({}));
    const current = caseOf('STALLED_IN_TRANSIT', hour(60), {
      detection: first!.case.detection,
      recoveryTrack: first!.case.recoveryTrack,
    });
    expect(reconcile(input({ open: [current] }))).toEqual([]);
    const claim = { ...input({}).claim!, shippedAt: hour(48) };
    const [moved] = reconcile(input({ open: [current], claim }));
    expect(moved).toMatchObject({ type: 'update', changed: ['recoveryTrack'] });
    const again = { ...current, recoveryTrack: moved!.case.recoveryTrack };
    expect(reconcile(input({ open: [again], claim }))).toEqual([]);
  });
});
