import {
  asObject,
  DAY,
  holds,
  msOf,
  pick,
  refuse,
  stated,
  textAt,
  type Issue,
  type Loose,
  type MilestoneRecord,
} from '@whereabouts/plugin-sdk';
import { placeOf } from './place-of';
import { identityOf, productOf } from './product';
import type { Parcel } from './rest-reader';
import { scanMilestone } from './scan';
import { estimate } from './shipment-facts';

/** UPS's own example has a scheduled date five years before the delivery: that is no estimate of this parcel. */
const STALE_ESTIMATE = 60 * DAY;

export const isTrackAlert = (document: Loose): boolean =>
  asObject(pick(document, 'activityStatus')) !== null || holds(document, 'localActivityDate');

/** Reads the one event of a Track Alert message. */
export function readTrackAlert(document: Loose, path: string, issues: Issue[]): Parcel {
  const number = textAt(document, 'trackingNumber') ?? refuse('no tracking number', '/trackingNumber');
  const code = textAt(document, 'activityStatus.code')?.toUpperCase() ?? null;
  const type = textAt(document, 'activityStatus.type')?.toUpperCase() ?? null;
  const status = textAt(document, 'activityStatus.descriptionCode');
  if (code === null && type === null && status === null) refuse('no status', '/activityStatus');
  const scan = {
    product: productOf(number, [code]),
    type,
    code,
    status,
    text: textAt(document, 'activityStatus.description'),
    date: textAt(document, 'localActivityDate'),
    time: textAt(document, 'localActivityTime'),
    gmtDate: textAt(document, 'gmtActivityDate'),
    gmtTime: textAt(document, 'gmtActivityTime'),
    place: placeOf(pick(document, 'activityLocation')),
  };
  const event = scanMilestone(number, scan, path, issues);
  const carrierEstimate = estimateOf(document, event, path, issues);
  return {
    milestones: [event],
    shipment: {
      ...identityOf(number, scan.product),
      ...stated({ carrierEstimate }),
    },
  };
}

/** The message does not name the destination: the nearest known clock is that of the scan. */
function estimateOf(document: Loose, event: MilestoneRecord, path: string, issues: Issue[]) {
  const date = textAt(document, 'scheduledDeliveryDate');
  const at = estimate(date, textAt(document, 'deliveryEndTime'), event.place);
  if (at === undefined || event.occurredAt === null || msOf(event.occurredAt) - msOf(at) < STALE_ESTIMATE) return at;
  issues.push({ path: `${path}/scheduledDeliveryDate`, problem: `long before the event: ${date}`, kind: 'note' });
  return undefined;
}
