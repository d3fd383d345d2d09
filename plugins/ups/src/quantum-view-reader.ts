import {
  asList,
  asObject,
  eachRecord,
  pick,
  refuse,
  stated,
  textAt,
  type Issue,
  type JsonValue,
  type Loose,
} from '@whereabouts/plugin-sdk';
import { placeOf } from './place-of';
import type { Parcel } from './rest-reader';
import { identityOf } from './product';
import { scanMilestone } from './scan';
import { billedParcel, estimate, shippedOn } from './shipment-facts';
import { readErrors } from './source-errors';

const KINDS = ['Manifest', 'Origin', 'Exception', 'Delivery', 'Generic'] as const;
type Kind = (typeof KINDS)[number];

/** Reads a Quantum View response: files of records about many shipments. XML and JSON have the same elements. */
export function readQuantumView(response: Loose, issues: Issue[]): Parcel[] {
  const root = '/QuantumViewResponse';
  readErrors(pick(response, 'Response.Error'), `${root}/Response/Error`, 'source-error', issues);
  const events = `${root}/QuantumViewEvents/SubscriptionEvents`;
  return eachRecord(asList(pick(response, 'QuantumViewEvents.SubscriptionEvents')), events, issues, (event, at) =>
    eachRecord(asList(pick(event, 'SubscriptionFile')), `${at}/SubscriptionFile`, issues, (file, here) =>
      KINDS.flatMap((kind) =>
        eachRecord(asList(pick(file, kind)), `${here}/${kind}`, issues, (record, path) => {
          if (asObject(record) === null) refuse('not a record');
          return kind === 'Manifest'
            ? eachRecord(asList(pick(record, 'Package')), `${path}/Package`, issues, (parcel, place) =>
                readRecord(kind, parcel, record, place, issues),
              )
            : readRecord(kind, record, record, path, issues);
        }),
      ),
    ),
  );
}

function readRecord(kind: Kind, parcel: JsonValue, record: JsonValue, path: string, issues: Issue[]): Parcel {
  const number = textAt(parcel, 'TrackingNumber') ?? refuse('no tracking number', '/TrackingNumber');
  const when = kind === 'Manifest' || kind === 'Generic' ? pick(parcel, 'Activity') : record;
  const scan = {
    ...codesOf(kind, record),
    status: null,
    date: textAt(when, 'Date'),
    time: textAt(when, 'Time'),
    place: placeOf(pick(record, 'ActivityLocation.AddressArtifactFormat')),
    // Delivered to an Access Point: the record names it, its location code may be any.
    locationCode: textAt(record, 'AccessPointLocationID') === null ? textAt(record, 'DeliveryLocation.Code') : '2Q',
    locationText: textAt(record, 'DeliveryLocation.Description'),
  };
  if (scan.code === null && scan.text === null && scan.type === null) refuse('no kind of activity', '/ActivityType');
  const origin = placeOf(pick(record, 'Shipper.Address'));
  const destination = placeOf(pick(record, 'ShipTo.Address'));
  const dated = (which: string) =>
    estimate(textAt(record, `${which}DeliveryDate`), textAt(record, `${which}DeliveryTime`), destination ?? scan.place);
  return {
    milestones: [scanMilestone(number, scan, path, issues)],
    shipment: {
      ...identityOf(number, scan.product),
      ...stated({
        serviceLevel: textAt(record, 'Service.Description'),
        shippedAt: shippedOn(textAt(record, 'PickupDate'), origin),
        carrierEstimate: dated('Rescheduled') ?? dated('Scheduled'),
        origin,
        destination,
        billed: billedParcel({
          value: textAt(parcel, 'PackageWeight.Weight'),
          unit: textAt(parcel, 'PackageWeight.UnitOfMeasurement.Code'),
        }),
      }),
    },
  };
}

/** Exceptions carry the codes of small packages; the other records are what their element's name says. */
function codesOf(kind: Kind, record: JsonValue) {
  if (kind === 'Exception')
    return {
      product: 'PACKAGE' as const,
      type: 'X',
      code: textAt(record, 'StatusCode')?.toUpperCase() ?? null,
      text: textAt(record, 'StatusDescription', 'ReasonDescription'),
      resolution: textAt(record, 'Resolution.Description'),
    };
  const code = kind === 'Generic' ? textAt(record, 'ActivityType') : kind;
  return { product: 'QUANTUM_VIEW' as const, type: null, code, text: textAt(record, 'DriverRelease') };
}
