import { slaState, type Detection, type ExceptionCase, type Instant } from '@whereabouts/model';
import {
  publicId,
  type CaseFilter,
  type CaseView,
  type CaseWithNeighbours,
  type LatestSelection,
  type QueueSummaryView,
  type ShipmentView,
} from '@whereabouts/store';
import type { Viewer } from '../context';
import { isoDuration } from '../duration';
import { HAS_NUL, refuse } from '../errors';
import { insideId, NOBODY, publicActor } from '../ids';
import { toShipment, type CarrierName, type ShipmentSource } from '../shipments/shipment-mapping';
import { toUser, type UserType } from '../users/user.type';
import type { CaseFilterInput } from './case.inputs';
import type { CaseType, DetectionType, QueueSummaryType, SlaType } from './case.type';
import type { CustomerTrackType, RecoveryTrackType } from './tracks.type';

/** A case with what its field resolvers need. */
export interface CaseSource extends CaseType {
  readonly insideId: string;
  readonly shipmentId: string | null;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly incidentId: string | null;
  readonly detection: DetectionSource;
  /** What next steps look at; whole when `nextSteps` is selected. */
  readonly view: CaseView;
}
export interface DetectionSource extends DetectionType {
  readonly subjectIds: readonly string[];
  readonly milestoneIds: readonly string[];
  readonly ticketIds: readonly string[];
}
export interface RecoveryTrackSource extends RecoveryTrackType {
  readonly insideCaseId: string;
  readonly ofShipment: string | null;
}
export interface CustomerTrackSource extends CustomerTrackType {
  readonly approverId: string | null;
  readonly proposerId: string | null;
}

/**
 * Lists hold many: each field is made when it is asked for; what is an object or costs something is made once, since the
 * compiled executor reads a path anew for each leaf of it. Columns that were not selected are absent.
 */
class ShownCase implements CaseSource {
  private madeId: string | undefined;
  private madeOwner: UserType | undefined;
  private madeSla: SlaType | undefined;
  private madeShipment: ShipmentSource | undefined;

  constructor(
    private readonly found: CaseWithNeighbours,
    private readonly now: Instant,
    private readonly carrierName: CarrierName,
    private readonly milestones: LatestSelection | null,
  ) {}
  /** What next steps look at; whole when `nextSteps` is selected. */
  get view() {
    return this.found.view;
  }
  get insideId() {
    return this.view.id;
  }
  get shipmentId() {
    return this.view.shipmentId;
  }
  get orderId() {
    return this.view.orderId;
  }
  get orderNumber() {
    return this.view.orderNumber;
  }
  get incidentId() {
    return this.view.incidentId;
  }
  get id() {
    return (this.madeId ??= publicId('case', this.view.id));
  }
  get number() {
    return this.view.number;
  }
  get ref() {
    return `EX-${this.view.number}`;
  }
  get kind() {
    return this.view.kind;
  }
  get reason() {
    return this.view.reason;
  }
  get status() {
    return this.view.status;
  }
  get waitingOn() {
    return this.view.waitingOn;
  }
  get snoozedUntil() {
    return this.view.snoozedUntil;
  }
  get evidenceRequests() {
    return this.view.evidenceRequests?.map((one) => ({ ...one, by: publicActor(one.by) }));
  }
  get episode() {
    return this.view.episode;
  }
  get cycle() {
    return this.view.cycle;
  }
  get flags() {
    return this.view.flags;
  }
  get owner() {
    // Every case has one; it is not there only where it was not selected.
    return (this.madeOwner ??= (this.found.owner ? toUser(this.found.owner) : null) as UserType);
  }
  get openedAt() {
    return this.view.openedAt;
  }
  get closedAt() {
    return this.view.closedAt;
  }
  get closeCode() {
    return this.view.closeCode;
  }
  get closedBy() {
    return this.view.closedBy ? publicActor(this.view.closedBy) : null;
  }
  get sla() {
    return (this.madeSla ??= this.view.firstActionDueAt && toSla(this.view, this.now));
  }
  get shipment() {
    return this.found.shipment && (this.madeShipment ??= this.makeShipment(this.found.shipment));
  }
  private makeShipment(shipment: ShipmentView): ShipmentSource {
    const { milestones: selection } = this;
    const { latestMilestones: latest } = this.found;
    return toShipment(shipment, this.carrierName, selection && latest ? { selection, latest } : undefined);
  }
  get detection() {
    return this.view.detection && toDetection(this.view.detection, this.view);
  }
  get customerTrack() {
    return this.view.customerTrack && toCustomerTrack(this.view.customerTrack);
  }
  get recoveryTrack() {
    return this.view.recoveryTrack && toRecoveryTrack(this.view);
  }
  get tags() {
    return this.view.tags;
  }
  get version() {
    return this.view.version;
  }
}

/** @param milestones what was read of the parcel's latest milestones, if it was */
export const toCase = (
  found: CaseWithNeighbours,
  now: Instant,
  carrierName: CarrierName,
  milestones: LatestSelection | null = null,
): CaseSource => new ShownCase(found, now, carrierName, milestones) as CaseSource;

const toRecoveryTrack = ({ recoveryTrack, id, shipmentId }: CaseView): RecoveryTrackSource => ({
  ...recoveryTrack,
  insideCaseId: id,
  ofShipment: shipmentId,
});

function toSla(view: CaseView, now: Instant): SlaType {
  const { firstActionDueAt, firstActionAt, warnedAt, breachedAt, pausedSince, resolutionDueAt } = view;
  return {
    state: slaState({ sla: view, closedAt: view.closedAt }, now),
    firstActionDueAt,
    firstActionAt,
    resolutionDueAt: resolutionDueAt ?? firstActionDueAt,
    warnedAt,
    breachedAt,
    pausedSince,
  };
}

const toDetection = (detection: Detection, { shipmentId, orderId }: CaseView): DetectionSource => ({
  subjectIds: [shipmentId, orderId].filter((id) => id !== null),
  milestoneIds: detection.milestoneIds,
  ticketIds: detection.ticketIds ?? [],
  rule: detection.rule,
  policyVersion: detection.policyVersion,
  because: detection.because,
  thresholds: detection.thresholds,
  detectedAt: detection.detectedAt,
  conditionSince: detection.conditionSince,
});

const toCustomerTrack = (track: ExceptionCase['customerTrack']): CustomerTrackSource => ({
  approverId: track.approvedBy,
  proposerId: track.proposedBy ?? null,
  status: track.status,
  resolution: track.resolution,
  amount: track.amount && { amount: track.amount.amount, currency: track.amount.currency },
  reship: track.reship ?? null,
  resolvedAt: track.resolvedAt,
});

export const toQueueSummary = ({ averageAgeMs, ...view }: QueueSummaryView): QueueSummaryType => ({
  ...view,
  unowned: 0,
  averageAge: averageAgeMs === null ? null : isoDuration(averageAgeMs),
});

/**
 * A client's filter to the store's. An id that cannot be read is nobody's, so that it simply finds nothing.
 * @throws BAD_USER_INPUT for a text with U+0000
 */
export function toCaseFilter(input: CaseFilterInput | null | undefined, viewer: Viewer): CaseFilter {
  if (!input) return {};
  const given = <T>(value: T | null | undefined): T | undefined => value ?? undefined;
  const owner = input.ownerId ? insideId('user', input.ownerId) : undefined;
  const mine = input.mine ? viewer.userId : undefined;
  const filter: { -readonly [Part in keyof CaseFilter]: CaseFilter[Part] } = {
    status: given(input.status),
    kind: given(input.kind),
    ownerId: owner !== undefined && mine !== undefined && owner !== mine ? NOBODY : (owner ?? mine),
    carrier: input.carrier?.map((code) => code.trim().toLowerCase()),
    nodeCode: given(input.nodeCode),
    flags: given(input.flags),
    sla: given(input.sla),
    openedFrom: given(input.openedAt?.from),
    openedTo: given(input.openedAt?.to),
    closeCode: given(input.closeCode),
    tag: given(input.tag),
    search: given(input.search),
  };
  for (const part of Object.keys(filter) as (keyof CaseFilter)[]) if (filter[part] === undefined) delete filter[part];
  // A live summary would look for it again and again.
  const texts = [filter.tag, filter.search, ...(filter.carrier ?? []), ...(filter.nodeCode ?? [])];
  if (texts.some((text) => text?.includes('\0'))) throw refuse('BAD_USER_INPUT', HAS_NUL);
  return filter;
}

/** The number in EX-1042, or null. */
export function caseNumber(ref: string): number | null {
  const number = /^(?:ex-)?(\d{1,9})$/i.exec(ref.trim())?.[1];
  return number === undefined ? null : Number(number);
}
