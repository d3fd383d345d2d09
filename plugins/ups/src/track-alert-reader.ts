import {
  DAY,
  asObject,
  asText,
  msOf,
  pick,
  refuse,
  stated,
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
  asObject(pick(document, 'activityStatus')) !== null || pick(document, 'localActivityDate') !== undefined;

/** Reads the one event of a Track Alert message. */
export function readTrackAlert(document: Loose, path: string, issues: Issue[]): Parcel {
  const number = asText(pick(document, 'trackingNumber')) ?? refuse('no tracking number', '/trackingNumber');
  const code = asText(pick(document, 'activityStatus.code'))?.toUpperCase() ?? null;
  const type = asText(pick(document, 'activityStatus.type'))?.toUpperCase() ?? null;
  const status = asText(pick(document, 'activityStatus.descriptionCode'));
  if (code === null && type === null && status === null) refuse('no status', '/activityStatus');
  const scan = {
    product: productOf(number, [code]),
    type,
    code,
    status,
    text: asText(pick(document, 'activityStatus.description')),
    date: asText(pick(document, 'localActivityDate')),
    time: asText(pick(document, 'localActivityTime')),
    gmtDate: asText(pick(document, 'gmtActivityDate')),
    gmtTime: asText(pick(document, 'gmtActivityTime')),
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
  const date = asText(pick(document, 'scheduledDeliveryDate'));
  const at = estimate(date, asText(pick(document, 'deliveryEndTime')), event.place);
  if (at === undefined || event.occurredAt === null || msOf(event.occurredAt) - msOf(at) < STALE_ESTIMATE) return at;
  issues.push({ path: `${path}/scheduledDeliveryDate`, problem: `long before the event: ${date}`, kind: 'note' });
  return undefined;
}
