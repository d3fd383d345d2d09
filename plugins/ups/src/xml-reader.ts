import {
  asObject,
  eachRecord,
  pick,
  refuse,
  stated,
  textAt,
  xmlList,
  type Issue,
  type JsonValue,
  type Loose,
  type MilestoneRecord,
} from '@whereabouts/plugin-sdk';
import { placeOf } from './place-of';
import type { Product } from './codes';
import { identityOf, productOf } from './product';
import type { Parcel } from './rest-reader';
import { markReturnLeg } from './return-leg';
import { scanMilestone } from './scan';
import { billedParcel, estimate, shippedOn } from './shipment-facts';
import { readErrors } from './source-errors';

/** `ShipmentType/Code` of the XML service. Source: Tracking XML developer guide. */
const PRODUCTS: ReadonlyMap<string | null, Product> = new Map([
  ['02', 'FREIGHT'],
  ['03', 'MAIL_INNOVATIONS'],
]);

/** Reads a TrackResponse of the XML service. The older JSON service has the same elements. */
export function readXmlTrackResponse(response: Loose, issues: Issue[]): Parcel[] {
  readErrors(pick(response, 'Response.Error'), '/TrackResponse/Response/Error', 'source-error', issues);
  return eachRecord(xmlList(response, 'Shipment'), '/TrackResponse/Shipment', issues, (shipment, at) => {
    if (asObject(shipment) === null) refuse('not a shipment');
    const packages = xmlList(shipment, 'Package');
    // Freight has no packages: its activities stand in the shipment.
    return packages.length === 0
      ? [readPackage(shipment, shipment, at, issues)]
      : eachRecord(packages, `${at}/Package`, issues, (parcel, here) => readPackage(parcel, shipment, here, issues));
  });
}

function readPackage(parcel: JsonValue, shipment: JsonValue, path: string, issues: Issue[]): Parcel {
  if (asObject(parcel) === null) refuse('not a package');
  const lead = textAt(shipment, 'ShipmentIdentificationNumber', 'InquiryNumber.Value');
  const number = textAt(parcel, 'TrackingNumber') ?? lead ?? refuse('no tracking number', '/TrackingNumber');
  const product =
    PRODUCTS.get(textAt(shipment, 'ShipmentType.Code')) ?? productOf(number, xmlList(parcel, 'Activity').map(codeOf));
  const origin = placeOf(pick(shipment, 'Shipper.Address') ?? addressOf(shipment, '01'));
  const destination = placeOf(pick(shipment, 'ShipTo.Address') ?? addressOf(shipment, '02'));
  return {
    milestones: markReturnLeg(readActivities(parcel, number, product, path, issues), origin, destination),
    shipment: {
      ...identityOf(number, product),
      ...stated({
        externalId: lead === number ? null : lead,
        serviceLevel: textAt(shipment, 'Service.Description'),
        shippedAt: shippedOn(textAt(shipment, 'PickupDate'), origin),
        carrierEstimate:
          dated(parcel, 'Rescheduled') ??
          dated(shipment, 'Rescheduled') ??
          dated(parcel, 'Scheduled') ??
          dated(shipment, 'Scheduled') ??
          detailed(parcel) ??
          detailed(shipment),
        origin,
        destination,
        billed: billedParcel(weightOf(parcel, 'PackageWeight')) ?? billedParcel(weightOf(shipment, 'ShipmentWeight')),
      }),
    },
  };

  function dated(from: JsonValue, which: string) {
    const date = textAt(from, `${which}DeliveryDate`);
    return estimate(date, textAt(from, `${which}DeliveryTime`), destination);
  }

  function detailed(from: JsonValue) {
    const detail = estimateDetail(from);
    return estimate(textAt(detail, 'Date'), textAt(detail, 'Time'), destination);
  }
}

/** The web service lists addresses by type: 01 is the shipper's, 02 the one that it goes to. */
const addressOf = (shipment: JsonValue, type: string): JsonValue | undefined =>
  pick(
    xmlList(shipment, 'ShipmentAddress').find((one) => textAt(one, 'Type.Code') === type),
    'Address',
  );

/** And dates: 01 is the delivery, 02 an estimate, 03 the scheduled date. A rescheduled one goes before. */
function estimateDetail(from: JsonValue): JsonValue | undefined {
  const estimates = xmlList(from, 'DeliveryDetail').filter((one) => /^0[23]$/.test(textAt(one, 'Type.Code') ?? ''));
  return estimates.find((one) => /^resched/i.test(textAt(one, 'Type.Description') ?? '')) ?? estimates[0];
}

function readActivities(
  parcel: JsonValue,
  number: string,
  product: Product,
  path: string,
  issues: Issue[],
): MilestoneRecord[] {
  const activities = xmlList(parcel, 'Activity');
  return eachRecord(activities, `${path}/Activity`, issues, (activity, at) => {
    if (asObject(activity) === null) refuse('not an activity');
    const type = textAt(activity, 'Status.StatusType.Code', 'Status.Type');
    const code = codeOf(activity);
    const text = textAt(activity, 'Status.StatusType.Description', 'Status.Description');
    if (type === null && code === null && text === null) refuse('no status', '/Status');
    const scan = {
      product,
      type: type?.toUpperCase() ?? null,
      code,
      text,
      status: null,
      date: textAt(activity, 'Date'),
      time: textAt(activity, 'Time'),
      gmtDate: textAt(activity, 'GMTDate'),
      gmtTime: textAt(activity, 'GMTTime'),
      gmtOffset: textAt(activity, 'GMTOffset'),
      place: placeOf(pick(activity, 'ActivityLocation.Address')),
      locationCode: textAt(activity, 'ActivityLocation.Code'),
      locationText: textAt(activity, 'ActivityLocation.Description'),
    };
    return scanMilestone(number, scan, at, issues);
  });
}

const codeOf = (activity: Loose): string | null =>
  textAt(activity, 'Status.StatusCode.Code', 'Status.Code')?.toUpperCase() ?? null;

const weightOf = (from: Loose, element: string) => ({
  value: textAt(from, `${element}.Weight`),
  unit: textAt(from, `${element}.UnitOfMeasurement.Code`),
});
