import {
  eventTime,
  milestone,
  type CodeRow,
  type EventTime,
  type Issue,
  type MilestoneRecord,
  type Place,
} from '@whereabouts/plugin-sdk';
import { carrierOfProduct } from './product';
import { attemptOf, deliveryLocation, directionOf, rowOfScan, statusRow, type ScanCodes } from './codes';

/** One activity of one parcel, whatever the format it came in. */
export interface Scan extends ScanCodes {
  /** Local to the place of the scan: `20251211` and `034100`. */
  readonly date: string | null;
  readonly time: string | null;
  /** The same moment in GMT, and the local offset, where the service gives them. */
  readonly gmtDate?: string | null;
  readonly gmtTime?: string | null;
  readonly gmtOffset?: string | null;
  readonly place: Place | null;
  /** Where a delivery was left: UPS's code or words. */
  readonly locationCode?: string | null;
  readonly locationText?: string | null;
  /** The partner's number of the parcel, such as a postal one. */
  readonly partnerNumber?: string | null;
}

/** The record of a scan. What was doubtful becomes a note. */
export function scanMilestone(trackingNumber: string, scan: Scan, path: string, issues: Issue[]): MilestoneRecord {
  const { row: own, coarse } = rowOfScan(scan);
  const left =
    own?.means === 'DELIVERED' ? deliveryLocation(scan.locationCode ?? null, scan.locationText ?? null) : null;
  const row =
    own !== null && isWaiting(own, scan, left?.means) ? { ...own, means: 'AVAILABLE_FOR_PICKUP' as const } : own;
  const time = scanTime(scan);
  const note = (problem: string): number => issues.push({ path, problem, kind: 'note' });
  if (coarse) note(`code ${scan.code} is not in the table, taken by its status ${scan.status ?? scan.type}`);
  if (time.problem !== undefined) note(time.problem);
  return milestone({
    row,
    trackingNumber,
    carrier: carrierOfProduct(scan.product),
    time,
    place: scan.place,
    code: scan.code ?? scan.status ?? scan.type,
    subCode: scan.type,
    text: scan.text,
    direction: directionOf(scan),
    deliveredTo: own?.deliveredTo ?? left?.deliveredTo ?? statusDeliveredTo(row, own),
    attemptNumber: attemptOf(row),
    leg: row?.means === 'PARTNER_HANDOFF' ? scan.partnerNumber : null,
  });
}

/** "Delivered" to an Access Point or another counter: the customer has yet to collect it. A row that names a place knows better. */
const isWaiting = (row: CodeRow, scan: Scan, left: string | undefined): boolean =>
  row.means === 'DELIVERED' &&
  row.deliveredTo === undefined &&
  (left === 'AVAILABLE_FOR_PICKUP' || statusRow(scan.status)?.means === 'AVAILABLE_FOR_PICKUP');

const statusDeliveredTo = (row: CodeRow | null, own: CodeRow | null) => (row === own ? undefined : 'SERVICE_POINT');

/**
 * GMT date and time are the moment, whatever the local ones say: UPS's local times carry no zone. Without them the
 * offset, and without that the place, tells the zone.
 */
export function scanTime(scan: Scan): EventTime {
  const { date, time, gmtDate, gmtTime, gmtOffset, place } = scan;
  const local = eventTime({ date, time, offset: gmtOffset, place });
  if (!gmtDate || !gmtTime) return local;
  const gmt = eventTime({ date: gmtDate, time: gmtTime, offset: 'Z' });
  if (gmt.occurredAt === null || gmt.timeCertainty !== 'OFFSET_GIVEN') return local;
  const isZoned = hasOwnZone(local.occurredLocal);
  const agrees = local.occurredAt === gmt.occurredAt || (!isZoned && (!gmtOffset || local.occurredAt === null));
  return {
    occurredAt: gmt.occurredAt,
    occurredLocal: isZoned && !agrees ? gmt.occurredLocal : (local.occurredLocal ?? gmt.occurredLocal),
    timeCertainty: gmt.timeCertainty,
    ...(agrees ? {} : { problem: 'local time and offset contradict the GMT time: the GMT time was taken' }),
  };
}

/** No local time of UPS's: it states a moment by itself, which may be another one than the GMT fields give. */
const hasOwnZone = (text: string | null): boolean =>
  text !== null && text.includes(':') && /(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
