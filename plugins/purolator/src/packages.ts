import {
  asObject,
  endOfPromise,
  found,
  foundAll,
  holds,
  pick,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
  type TrackingDocument,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** A package with its events, as newer interfaces tell it; where a list is wrapped, its items have a name of their own. */
const PACKAGE: Pick<TrackingDocument, 'codes' | 'parcel' | 'events' | 'event'> = {
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'pin'),
    carrier: 'purolator',
    standing: {
      code: textAt(value, 'status.code'),
      text: textAt(value, 'status.description'),
      time: { text: textAt(value, 'details.deliveryDetails.deliveryDateTime'), assumedZone: 'America/Toronto' },
    },
    shipment: {
      carrierEstimate: endOfPromise({
        text: textAt(value, 'estimatedDeliveryDate'),
        place: placeOf(pick(value, 'lastEvent.location')),
      }),
    },
  }),
  events: (value, path) => {
    const events = found(value, holds(value, 'events.event') ? 'events.event.*' : 'events.*', path);
    return events.length > 0 ? events : found(value, 'lastEvent', path);
  },
  event: (scan) => ({
    code: textAt(scan, 'code'),
    subCode: textAt(scan, 'reasonCode'),
    text: textAt(scan, 'description'),
    time: { text: textAt(scan, 'dateTime') },
    place: { ...placeOf(pick(scan, 'location')), facility: textAt(scan, 'terminal') },
  }),
};

const placeOf = (location: JsonValue | undefined) => ({
  city: textAt(location, 'city', 'City') ?? '',
  region: textAt(location, 'provinceState') ?? '',
  postalCode: textAt(location, 'PostalCode') ?? '',
  country: textAt(location, 'countryCode', 'CountryCode') ?? '',
});

/** Searches that found nothing. */
const missing = (searches: readonly Found[]) =>
  searches
    .filter(({ value }) => textAt(value, 'status') !== 'FOUND')
    .map(({ value, path }) => ({ path, code: textAt(value, 'status'), message: textAt(value, 'trackingId') }));

/** The JSON tracking of newer accounts: shipments with their packages, each with its own events. */
export const json = trackingDocument({
  ...PACKAGE,
  name: 'tracking (JSON)',
  fits: (document) => holds(document, 'shipment', 'searchResult'),
  errors: (document) => missing(found(document, 'searchResult.*')),
  parcels: (document) => found(document, 'shipment.*.package.*'),
});

const RESULT = 'TrackingByPinsOrReferencesResult';
const RESULTS = [`Envelope.Body.TrackingByPinsOrReferencesResponse.${RESULT}`, `*.${RESULT}`];
const resultsOf = (document: JsonValue): readonly Found[] => foundAll(document, RESULTS);

/** What has this field, however deep lists wrap it. */
const DEEPEST = 6;
function having(key: string, { value, path }: Found, depth = 0): readonly Found[] {
  if (depth > DEEPEST) return [];
  if (holds(value, key)) return [{ value, path }];
  return Object.entries(Array.isArray(value) ? value : (asObject(value) ?? {})).flatMap(([name, inner]) =>
    having(key, { value: inner as JsonValue, path: `${path}/${name}` }, depth + 1),
  );
}
const below = (from: readonly Found[], field: string, key: string): readonly Found[] =>
  from.flatMap(({ value, path }) => found(value, field, path)).flatMap((one) => having(key, one));
const saidErrors = (from: readonly Found[]) =>
  from.map(({ value, path }) => ({
    path,
    code: textAt(value, 'Code', 'code'),
    message: [textAt(value, 'Description', 'description'), textAt(value, 'AdditionalInformation')]
      .filter(Boolean)
      .join(': '),
  }));

/** TrackingByPinsOrReferences: the answer of the SOAP service, or what a SOAP library makes of it. */
export const searched = trackingDocument({
  ...PACKAGE,
  name: 'TrackingByPinsOrReferences',
  fits: (document) => resultsOf(document).length > 0,
  errors: (document) => {
    const results = resultsOf(document);
    const searches = below(results, 'SearchResults', 'trackingId');
    return [
      ...saidErrors(below(results, 'ResponseInformation.Errors', 'Code')),
      ...saidErrors(below(searches, 'shipmentErrors', 'code')),
      ...missing(searches),
    ];
  },
  parcels: (document) =>
    ['Shipment', 'shipment'].flatMap((name) =>
      below(below(resultsOf(document), 'SearchResults', 'trackingId'), name, 'pin'),
    ),
});
