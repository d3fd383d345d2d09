import type { DeliveredTo, Direction, FacilityAction, MilestoneCode, Place, Reason } from '@whereabouts/model';
import type { CodeRow } from './code-table';
import type { MilestoneRecord } from './records';
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
const BACKWARD: ReadonlySet<MilestoneCode> = new Set<MilestoneCode>(['RETURNING', 'RETURNED']);

/** The record of one event. Attributes that nobody stated are absent. */
export function milestone(input: MilestoneInput): MilestoneRecord {
  const { row, time } = input;
  const code = row?.means ?? 'UNMAPPED';
  const record: Draft = {
    code,
    reasons: reasonsOf(row?.reasons ?? [], input.reasons ?? []),
    occurredAt: time.occurredAt,
    occurredLocal: time.occurredLocal,
    timeCertainty: time.timeCertainty,
    place: input.place ?? null,
    direction: row?.to ?? (BACKWARD.has(code) ? 'RETURN' : (input.direction ?? 'FORWARD')),
    sourceCode: input.code,
    sourceText: input.text ?? null,
    trackingNumber: input.trackingNumber,
    carrier: input.carrier,
  };
  state(record, 'facilityAction', input.facilityAction ?? row?.facilityAction);
  state(record, 'deliveredTo', input.deliveredTo ?? row?.deliveredTo);
  state(record, 'attemptNumber', input.attemptNumber);
  state(record, 'piece', input.piece);
  state(record, 'leg', input.leg);
  state(record, 'sourceSubCode', input.subCode);
  state(record, 'orderNumber', input.orderNumber);
  state(record, 'shipmentExternalId', input.shipmentExternalId);
  state(record, 'orderExternalId', input.orderExternalId);
  return record;
}

type Draft = { -readonly [Key in keyof MilestoneRecord]: MilestoneRecord[Key] };

function state<Key extends keyof Draft>(record: Draft, key: Key, value: Draft[Key] | null): void {
  if (isSaid(value)) record[key] = value;
}

function reasonsOf(ofRow: readonly Reason[], further: readonly Reason[]): readonly Reason[] {
  if (ofRow.length + further.length < 2) return further.length === 0 ? [...ofRow] : [...further];
  return [...new Set([...ofRow, ...further])];
}

const isSaid = <T>(value: T): value is NonNullable<T> => value !== null && value !== undefined && value !== '';

/** The same record without its empty parts, so that absent means unsaid. */
export function stated<T extends object>(parts: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const said: { [K in keyof T]?: NonNullable<T[K]> } = {};
  for (const key of Object.keys(parts) as (keyof T)[]) {
    const value = parts[key];
    if (isSaid(value)) said[key] = value;
  }
  return said;
}
