import type { DeliveredTo, FacilityAction, TimeCertainty } from '../vocabulary/attributes';
import { SILENT, type MilestoneCode } from '../vocabulary/milestones';
import type { Reason } from '../vocabulary/reasons';
import { DAY, msOf } from '../time/instant';
import type { Milestone } from './milestone';
import { placeKey } from './place-key';

/** What a mark says beyond time, id, code and place. Short names: it is stored with every shipment. */
export interface MarkDetail {
  /** Reasons. */
  readonly r?: readonly Reason[];
  /** 1 for direction RETURN. */
  readonly b?: 1;
  /** Time certainty, unless OFFSET_GIVEN. */
  readonly c?: TimeCertainty;
  /** When it was heard of, in epoch milliseconds, where that bounds an uncertain time. */
  readonly h?: number;
  readonly f?: FacilityAction;
  readonly d?: DeliveredTo;
  /** Attempt number. */
  readonly n?: number;
  /** Country of a delivery, upper-case. */
  readonly p?: string;
}

/** All that the fold needs of one milestone, as a compact value: epoch milliseconds, id, code, place key, detail. */
export type Mark = readonly [at: number, id: string, code: MilestoneCode, place: string, detail?: MarkDetail];

/** No error of zone or date is larger, so a time further ahead of its receipt is the source's fault. */
const FURTHEST_AHEAD = DAY + DAY / 12;

/** The mark of a milestone, or null for one that says nothing about progress. */
export function markOf(milestone: Milestone): Mark | null {
  if (SILENT.has(milestone.code)) return null;
  const heard = msOf(milestone.receivedAt);
  const occurred = msOf(milestone.occurredAt);
  const at = occurred > heard + FURTHEST_AHEAD ? heard : occurred;
  const detail = detailOf(milestone, heard);
  const place = placeKey(milestone.place);
  return detail === undefined
    ? [at, milestone.id, milestone.code, place]
    : [at, milestone.id, milestone.code, place, detail];
}

function detailOf(milestone: Milestone, heard: number): MarkDetail | undefined {
  const detail: { -readonly [K in keyof MarkDetail]: MarkDetail[K] } = {};
  if (milestone.reasons.length > 0) detail.r = milestone.reasons;
  if (milestone.direction === 'RETURN') detail.b = 1;
  if (milestone.timeCertainty !== 'OFFSET_GIVEN') {
    detail.c = milestone.timeCertainty;
    if (milestone.timeCertainty !== 'UNKNOWN') detail.h = heard;
  }
  if (milestone.facilityAction !== undefined) detail.f = milestone.facilityAction;
  if (milestone.deliveredTo !== undefined) detail.d = milestone.deliveredTo;
  if (milestone.attemptNumber !== undefined) detail.n = milestone.attemptNumber;
  if (milestone.code === 'DELIVERED' && milestone.place?.country) detail.p = milestone.place.country.toUpperCase();
  for (const _key in detail) return detail;
  return undefined;
}

/** By time, then id; the rest only matters when a source reuses an id for something else. Zero means equal. */
export function compareMarks(a: Mark, b: Mark): number {
  if (a === b) return 0;
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  const left = restText(a);
  const right = restText(b);
  return left === right ? 0 : left < right ? -1 : 1;
}

/** The order of keys must not matter: a database may give them back in another order. */
function restText([, , code, place, detail]: Mark): string {
  const { r, b, c, h, f, d, n, p } = detail ?? {};
  return JSON.stringify([code, place, r, b, c, h, f, d, n, p]);
}
