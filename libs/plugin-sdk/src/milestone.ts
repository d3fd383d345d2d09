import type { DeliveredTo, Direction, FacilityAction, MilestoneCode, Place, Reason } from '@whereabouts/model';
import type { CodeRow } from './code-table';
import type { MilestoneRecord } from './records';
import { isSaid } from './said-parts';
import type { EventTime } from './time';

export interface MilestoneInput {
  /** What the code table says, or null: then the milestone is UNMAPPED and keeps code and text. */
  readonly row: CodeRow | null;
  readonly trackingNumber: string | null;
  readonly carrier: string | null;
  readonly orderNumber?: string | null;
  readonly shipmentExternalId?: string | null;
  readonly orderExternalId?: string | null;
  readonly time: EventTime;
  readonly place?: Place | null;
  /** The source's own code, sub-code and text, untouched. */
  readonly code: string | null;
  readonly subCode?: string | null;
  readonly text?: string | null;
  /** Which way the parcel travels, when the source says so apart from the code. A row that says so wins. */
  readonly direction?: Direction;
  /** Reasons beyond those of the row. */
  readonly reasons?: readonly Reason[];
  readonly facilityAction?: FacilityAction | null;
  readonly deliveredTo?: DeliveredTo | null;
  readonly attemptNumber?: number | null;
  readonly piece?: string | null;
  readonly leg?: string | null;
}

/** By definition on the way to, or back at, the shipper. */
const isBackward = (code: MilestoneCode): boolean => code === 'RETURNING' || code === 'RETURNED';

/** The record of one event. Attributes that nobody stated are absent. */
export function milestone(input: MilestoneInput): MilestoneRecord {
  const { row, time } = input;
  const code = row?.means ?? 'UNMAPPED';
  const record: Draft = {
    code,
    reasons: reasonsOf(row?.reasons ?? NO_REASONS, input.reasons ?? NO_REASONS),
    occurredAt: time.occurredAt,
    occurredLocal: time.occurredLocal,
    timeCertainty: time.timeCertainty,
    place: input.place ?? null,
    direction: row?.to ?? (isBackward(code) ? 'RETURN' : (input.direction ?? 'FORWARD')),
    sourceCode: input.code,
    sourceText: input.text ?? null,
    trackingNumber: input.trackingNumber,
    carrier: input.carrier,
  };
  // One by one, where a loop would be shorter: each place in the code then knows the few shapes that records have there.
  const facilityAction = input.facilityAction ?? row?.facilityAction;
  if (isSaid(facilityAction)) record.facilityAction = facilityAction;
  const deliveredTo = input.deliveredTo ?? row?.deliveredTo;
  if (isSaid(deliveredTo)) record.deliveredTo = deliveredTo;
  const { attemptNumber, piece, leg, subCode, orderNumber, shipmentExternalId, orderExternalId } = input;
  if (isSaid(attemptNumber)) record.attemptNumber = attemptNumber;
  if (isSaid(piece)) record.piece = piece;
  if (isSaid(leg)) record.leg = leg;
  if (isSaid(subCode)) record.sourceSubCode = subCode;
  if (isSaid(orderNumber)) record.orderNumber = orderNumber;
  if (isSaid(shipmentExternalId)) record.shipmentExternalId = shipmentExternalId;
  if (isSaid(orderExternalId)) record.orderExternalId = orderExternalId;
  return record;
}

type Draft = { -readonly [Key in keyof MilestoneRecord]: MilestoneRecord[Key] };

const NO_REASONS: readonly Reason[] = [];

function reasonsOf(ofRow: readonly Reason[], further: readonly Reason[]): readonly Reason[] {
  if (ofRow.length + further.length === 0) return [];
  if (further.length === 0) return ofRow.length === 1 ? ofRow.slice() : [...new Set(ofRow)];
  return ofRow.length === 0 && further.length === 1 ? further.slice() : [...new Set([...ofRow, ...further])];
}

/** The same record without its empty parts, so that absent means unsaid. */
export function stated<T extends object>(parts: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const said: { [K in keyof T]?: NonNullable<T[K]> } = {};
  for (const key in parts) {
    const value = parts[key];
    if (isSaid(value)) said[key] = value;
  }
  return said;
}
