import {
  endOfPromise,
  found,
  holds,
  parcelFacts,
  pick,
  place,
  placeAt,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const ANSWER = 'TrackingInformationResponse';
export const SHIPMENTS = `${ANSWER}.shipments.*`;
export const FAULTS = `${ANSWER}.compositeFault.faults.*`;

/** Times have no offset: they are of the place, or of Sweden, from where PostNord runs the service. */
const assumedZone = 'Europe/Stockholm';

const party = { city: 'address.city', postalCode: 'address.postCode', country: 'address.countryCode' };

/** Each item with its shipment, where what holds for all of them is said. */
const parcelsOf = (document: JsonValue): Found[] =>
  found(document, SHIPMENTS).flatMap(({ value: shipment, path }) =>
    found(shipment, 'items.*', path).map((item) => ({ path: item.path, value: { item: item.value, shipment } })),
  );

const statusOf = (said: JsonValue | undefined): string | null => textAt(said, 'eventStatus', 'status');

/** What was measured, before what the sender stated. */
function weightOf(item: JsonValue | undefined) {
  const weight = (of: string) =>
    parcelFacts({ weight: textAt(item, `${of}.weight.value`), weightUnit: textAt(item, `${of}.weight.unit`) });
  return { billed: weight('assessedMeasurement'), declared: weight('statedMeasurement') };
}

/** Answer of `findByIdentifier`, each of whose items is a parcel with a label of its own. */
export const tracking = trackingDocument({
  name: 'Track & Trace, findByIdentifier',
  fits: (document) => holds(document, ANSWER),
  codes: CODES,
  errors: (document) =>
    found(document, FAULTS).map(({ value, path }) => ({
      path,
      code: textAt(value, 'faultCode'),
      message: textAt(value, 'explanationText'),
    })),
  parcels: parcelsOf,
  parcel(value) {
    const [item, shipment] = [pick(value, 'item'), pick(value, 'shipment')];
    const destination = place(placeAt(pick(shipment, 'consignee'), party));
    return {
      trackingNumber: textAt(item, 'itemId'),
      carrier: 'postnord',
      shipment: {
        serviceLevel: textAt(shipment, 'service.name'),
        origin: place(placeAt(pick(shipment, 'consignor'), party)),
        destination,
        carrierEstimate: endOfPromise({
          text: textAt(item, 'estimatedTimeOfArrival') ?? textAt(shipment, 'estimatedTimeOfArrival'),
          place: destination,
          assumedZone,
        }),
        ...weightOf(item),
      },
      standing: {
        code: statusOf(item),
        text: textAt(item, 'statusText.header'),
        time: { text: textAt(item, 'deliveryDate', 'dropOffDate'), assumedZone },
      },
    };
  },
  comparesStanding: true,
  events: (value, path) => found(pick(value, 'item'), 'events.*', path),
  event: (scan) => ({
    code: statusOf(scan),
    subCode: textAt(scan, 'eventCode'),
    text: textAt(scan, 'eventDescription'),
    time: { text: textAt(scan, 'eventTime'), assumedZone },
    place: placeAt(scan, {
      facility: ['location.displayName', 'location.name'],
      city: 'location.city',
      postalCode: 'location.postcode',
      country: ['location.countryCode', 'location.country'],
    }),
    deliveredTo:
      statusOf(scan) === 'DELIVERED' && textAt(scan, 'location.locationType') === 'SERVICE_POINT'
        ? 'SERVICE_POINT'
        : null,
  }),
});
