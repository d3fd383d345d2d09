import {
  endOfPromise,
  flagAt,
  found,
  pick,
  place,
  placeAt,
  placeOfText,
  textAt,
  trackingDocument,
  type EventSaid,
  type Found,
  type JsonValue,
  type ParcelSaid,
  type PlaceInput,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { carrierOfCourier } from './couriers';

/** Answers wrap the list that webhooks send bare. */
export const trackingsOf = (document: JsonValue): readonly Found[] => [
  ...found(document, 'data.trackings.*'),
  ...found(document, 'trackings.*'),
];

const NUMBERED_CITY = /^(?<city>[^,]+), (?<region>[A-Z]{2}) (?<postalCode>\d{5}(?:-\d{4})?)$/;
const FACILITY = /\b(cent(er|re)|facility|hub|depot|airport|warehouse|terminal|office|station)\b/i;

/** As the carrier writes it for people. */
function placeOf(location: string | null, carrier: string | null): PlaceInput | null {
  const numbered = NUMBERED_CITY.exec(location ?? '')?.groups;
  if (numbered !== undefined) return { ...numbered, country: 'US' };
  if (location !== null && !location.includes(',') && FACILITY.test(location)) return { facility: location };
  const second = carrier === 'usps' || carrier === 'canada-post' ? 'states' : undefined;
  // Nothing but a country or a state: read as what stands behind a city.
  const behind = location?.includes(',') === false ? placeOfText(`-, ${location}`, second) : null;
  return behind?.country ? { ...behind, city: null } : placeOfText(location, second);
}

/** Whose number it is: that of the courier who reports under it, if it is one. */
function carrierOf(tracking: JsonValue, trackingNumber: string | null): string | null {
  const events = found(tracking, 'events.*').map(({ value }) => value);
  const under = events.filter((event) => textAt(event, 'eventTrackingNumber') === trackingNumber);
  const named = (list: readonly JsonValue[]) =>
    new Set(list.flatMap((event) => carrierOfCourier(textAt(event, 'courierCode')) ?? []));
  const carriers = named(under.length > 0 ? under : events);
  const [carrier = null] = carriers;
  return carriers.size === 1
    ? carrier
    : carrierOfCourier(textAt(tracking, 'tracker.courierCode.0', 'tracker.courierCode'));
}

function eventOf(event: JsonValue, { carrier }: ParcelSaid): EventSaid {
  const statusCode = textAt(event, 'statusCode');
  const milestone = textAt(event, 'statusMilestone');
  const by = textAt(event, 'courierCode');
  const reporter = carrierOfCourier(by);
  const written = textAt(event, 'occurrenceDatetime', 'datetime');
  return {
    code: statusCode ?? milestone,
    subCode: statusCode === null ? null : milestone,
    text: textAt(event, 'status'),
    lookUp: { subCode: null },
    time: {
      // A date without a time is written as its midnight.
      text: flagAt(event, 'hasNoTime') === true ? (written?.slice(0, 10) ?? null) : written,
      offset: flagAt(event, 'hasNoTime') === true ? null : offsetOf(textAt(event, 'utcOffset')),
    },
    place: placeOf(textAt(event, 'location'), reporter),
    leg: reporter === carrier ? null : by,
  };
}

const offsetOf = (text: string | null): string | null => (/^[+-]\d\d:?\d\d$|^Z$/.test(text ?? '') ? text : null);

/** Webhooks and answers: trackings with their events. */
export const tracking = trackingDocument({
  name: 'Trackings',
  fits: (document) => trackingsOf(document).length > 0,
  codes: CODES,
  parcels: trackingsOf,
  parcel(value) {
    const trackingNumber = textAt(
      value,
      'tracker.trackingNumber',
      'shipment.trackingNumbers.0.tn',
      'events.0.eventTrackingNumber',
      'events.0.trackingNumber',
    );
    const shipment = pick(value, 'shipment');
    const status = textAt(shipment, 'statusCode', 'statusMilestone');
    const destination = place(
      placeAt(shipment, {
        city: 'recipient.city',
        region: 'recipient.subdivision',
        postalCode: 'recipient.postCode',
        country: 'destinationCountryCode',
      }),
    );
    const gaveUp = flagAt(value, 'tracker.isTracked') === false && textAt(shipment, 'statusMilestone') !== 'delivered';
    return {
      trackingNumber,
      carrier: carrierOf(value, trackingNumber),
      orderNumber: textAt(value, 'tracker.orderNumber')?.replace(/^#/, '') ?? null,
      notes: gaveUp ? ['Ship24 follows the parcel no longer'] : [],
      shipment: {
        externalId: textAt(shipment, 'shipmentId'),
        serviceLevel: textAt(shipment, 'delivery.service'),
        carrierEstimate: endOfPromise({
          text: textAt(
            shipment,
            'delivery.courierEstimatedDeliveryDate.to',
            'delivery.courierEstimatedDeliveryDate.from',
            'delivery.estimatedDeliveryDate',
          ),
          place: destination,
        }),
        origin: place({ country: textAt(shipment, 'originCountryCode') }),
        destination,
      },
      standing:
        status === null || status === 'pending' ? null : { code: status, lookUp: { service: 'shipment' }, time: {} },
    };
  },
  comparesStanding: true,
  events: 'events.*',
  event: (event, parcel) => eventOf(event, parcel),
});
