import {
  asList,
  asObject,
  asText,
  eachRecord,
  pick,
  refuse,
  stated,
  textAt,
  type Issue,
  type JsonValue,
  type Loose,
  type MilestoneRecord,
  type Place,
  type ShipmentRecord,
} from '@whereabouts/plugin-sdk';
import type { Product } from './codes';
import { placeOf } from './place-of';
import { identityOf, productOf } from './product';
import { markReturnLeg } from './return-leg';
import { scanMilestone, type Scan } from './scan';
import { billedParcel, estimate, shippedOn } from './shipment-facts';
import { readErrors } from './source-errors';

/** What one package says: its scans and the facts beside them. */
export interface Parcel {
  readonly milestones: readonly MilestoneRecord[];
  readonly shipment: ShipmentRecord;
}

/** Reads `{ trackResponse: { shipment: [{ package: [{ activity: [] }] }] } }` of the Track API. */
export function readTrackResponse(document: Loose, issues: Issue[]): Parcel[] {
  const path = '/trackResponse/shipment';
  return eachRecord(asList(pick(document, 'trackResponse.shipment')), path, issues, (shipment, at) => {
    if (asObject(shipment) === null) refuse('not a shipment');
    const packages = asList(pick(shipment, 'package'));
    readErrors(pick(shipment, 'warnings'), `${at}/warnings`, packages.length === 0 ? 'source-error' : 'note', issues);
    return eachRecord(packages, `${at}/package`, issues, (parcel, here) => readPackage(parcel, shipment, here, issues));
  });
}

function readPackage(parcel: JsonValue, shipment: JsonValue, path: string, issues: Issue[]): Parcel {
  if (asObject(parcel) === null) refuse('not a package');
  const inquiry = textAt(shipment, 'inquiryNumber');
  const number = textAt(parcel, 'trackingNumber') ?? inquiry ?? refuse('no tracking number', '/trackingNumber');
  const codes = asList(pick(parcel, 'activity')).map((activity) => textAt(activity, 'status.code'));
  const product = productOf(number, codes);
  const origin = addressOf(parcel, 'ORIGIN');
  const destination = addressOf(parcel, 'DESTINATION');
  return {
    milestones: markReturnLeg(readScans(parcel, number, product, path, issues), origin, destination),
    shipment: {
      ...identityOf(number, product),
      ...stated({
        externalId: inquiry === number ? null : inquiry,
        serviceLevel: textAt(parcel, 'service.description'),
        shippedAt: shippedOn(textAt(shipment, 'pickupDate'), origin),
        carrierEstimate: estimateOf(parcel, destination),
        origin,
        destination,
        billed: billedParcel(measure(parcel, 'weight.weight', 'weight.unitOfMeasurement'), {
          length: textAt(parcel, 'dimension.length'),
          width: textAt(parcel, 'dimension.width'),
          height: textAt(parcel, 'dimension.height'),
          unit: textAt(parcel, 'dimension.unitOfDimension'),
        }),
      }),
    },
  };
}

function readScans(
  parcel: JsonValue,
  number: string,
  product: Product,
  path: string,
  issues: Issue[],
): MilestoneRecord[] {
  const activities = asList(pick(parcel, 'activity'));
  const common = { product, partnerNumber: partnerNumberOf(parcel) };
  const newest = newestDelivery(activities);
  const isBack = currentOf(parcel).status === RETURNED_TO_SENDER;
  const scans = eachRecord(activities, `${path}/activity`, issues, (activity, at) => {
    if (asObject(activity) === null) refuse('not an activity');
    const status = statusOf(pick(activity, 'status'));
    if (status.code === null && status.status === null && status.type === null) refuse('no status', '/status');
    const isNewest = newest !== null && deliveredAt(activity) === newest;
    const scan: Scan = {
      ...common,
      ...status,
      ...(isBack && isNewest ? { status: RETURNED_TO_SENDER } : {}),
      date: textAt(activity, 'date'),
      time: textAt(activity, 'time'),
      gmtDate: textAt(activity, 'gmtDate'),
      gmtTime: textAt(activity, 'gmtTime'),
      gmtOffset: textAt(activity, 'gmtOffset'),
      place: placeOf(pick(activity, 'location.address')),
      locationText: isNewest ? textAt(parcel, 'deliveryInformation.location') : null,
    };
    return scanMilestone(number, scan, at, issues);
  });
  return activities.length > 0 ? scans : statusAlone(parcel, number, common, path, issues);
}

const statusOf = (status: Loose) => ({
  type: textAt(status, 'type')?.toUpperCase() ?? null,
  code: textAt(status, 'code')?.toUpperCase() ?? null,
  status: textAt(status, 'statusCode'),
  text: textAt(status, 'description', 'simplifiedTextDescription'),
});

/** What the package itself is said to be. Here UPS writes the simplified status into `code`. */
function currentOf(parcel: JsonValue) {
  const current = statusOf(pick(parcel, 'currentStatus'));
  const status = current.status ?? (/^\d{3}$/.test(current.code ?? '') ? current.code : null);
  return { ...current, status, code: status === current.code ? null : current.code };
}

/** UPS lists a return like any delivery: the last one is then the one to the sender. */
const RETURNED_TO_SENDER = '034';

/** UPS may hide the activities. Then all that is left is the status, with the day of delivery as its only time. */
function statusAlone(
  parcel: JsonValue,
  number: string,
  common: Pick<Scan, 'product' | 'partnerNumber'>,
  path: string,
  issues: Issue[],
): MilestoneRecord[] {
  const { code, status, ...current } = currentOf(parcel);
  if (status === null && code === null) return [];
  const delivered = asList(pick(parcel, 'deliveryDate')).find((entry) => textAt(entry, 'type') === 'DEL');
  const scan = { ...common, ...current, code, status, date: textAt(delivered, 'date'), place: null };
  const time = delivered === undefined ? null : textAt(parcel, 'deliveryTime.endTime');
  const locationText = textAt(parcel, 'deliveryInformation.location');
  return [scanMilestone(number, { ...scan, time, locationText }, `${path}/currentStatus`, issues)];
}

/** When a delivery was, in a form that sorts; null for another activity. */
const deliveredAt = (activity: Loose): string | null =>
  textAt(activity, 'status.type') === 'D' ? `${textAt(activity, 'date') ?? ''}${textAt(activity, 'time') ?? ''}` : null;

/** The place of delivery is said once a package: it belongs to the last delivery, however often that is listed. */
const newestDelivery = (activities: readonly JsonValue[]): string | null =>
  activities
    .flatMap((activity) => deliveredAt(activity) ?? [])
    .sort()
    .at(-1) ?? null;

function partnerNumberOf(parcel: JsonValue): string | null {
  const [first] = asList(pick(parcel, 'alternateTrackingNumber'));
  const parts = [textAt(first, 'type'), textAt(first, 'number')];
  return parts[1] === null ? null : parts.filter(Boolean).join(' ');
}

const addressOf = (parcel: JsonValue, type: string): Place | null =>
  placeOf(
    pick(
      asList(pick(parcel, 'packageAddress')).find((entry) => textAt(entry, 'type') === type),
      'address',
    ),
  );

/** Windows and committed times that bound an estimate; EOD is the end of the day, DEL is no estimate. */
const WINDOWS: ReadonlySet<string | null> = new Set(['CMT', 'EDW', 'CDW', 'IDW']);

/** A rescheduled date goes before the scheduled one. */
function estimateOf(parcel: JsonValue, destination: Place | null) {
  const dates = asList(pick(parcel, 'deliveryDate'));
  const dateOf = (type: string) =>
    asText(
      pick(
        dates.find((entry) => textAt(entry, 'type') === type),
        'date',
      ),
    );
  const bounds = WINDOWS.has(textAt(parcel, 'deliveryTime.type'));
  return estimate(dateOf('RDD') ?? dateOf('SDD'), bounds ? textAt(parcel, 'deliveryTime.endTime') : null, destination);
}

const measure = (from: Loose, value: string, unit: string) => ({
  value: textAt(from, value),
  unit: textAt(from, unit),
});
