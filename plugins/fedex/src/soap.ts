import {
  asObject,
  asText,
  endOfPromise,
  found,
  holds,
  pick,
  placeAt,
  soapFaults,
  stated,
  textAt,
  trackingDocument,
  type DocumentKind,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** The reply stands alone or in a SOAP envelope; newer versions wrap the details of each number once more. */
const REPLIES = ['TrackReply', 'Envelope.Body.TrackReply'];
const within = (document: JsonValue, path: string): readonly Found[] =>
  REPLIES.flatMap((reply) => found(document, `${reply}.${path}`));
const FAILED: ReadonlySet<string | null> = new Set(['FAILURE', 'ERROR']);

const saidOf = ({ value, path }: Found) => ({
  path,
  code: textAt(value, 'Code'),
  message: textAt(value, 'Message'),
});
const failed = ({ value }: Found): boolean => FAILED.has(textAt(value, 'Severity'));

/** What is no object is damaged: it goes on as it is, to be set aside with its place. */
const detailsOf = (group: Found): readonly Found[] =>
  asObject(group.value) === null ? [group] : found(group.value, 'TrackDetails.*', group.path);
const isNoParcel = (value: JsonValue): boolean =>
  asObject(value) !== null && (textAt(value, 'TrackingNumber') === null || found(value, 'Notification.*').some(failed));

const addressOf = (address: JsonValue | undefined) => {
  const said = stated(
    placeAt(address, { city: 'City', region: 'StateOrProvinceCode', postalCode: 'PostalCode', country: 'CountryCode' }),
  );
  return Object.keys(said).length === 0 ? null : said;
};

export const soapTracking = trackingDocument({
  name: 'Track Service (SOAP)',
  fits: (document) => holds(document, ...REPLIES, 'Envelope.Body.Fault'),
  codes: CODES,
  errors: (document) => [
    ...[
      ...within(document, 'Notifications.*'),
      ...within(document, 'CompletedTrackDetails.*.Notifications.*'),
      ...within(document, 'CompletedTrackDetails.*.TrackDetails.*.Notification.*'),
    ]
      .filter(failed)
      .map(saidOf),
    ...soapFaults(document),
  ],
  parcels: (document) =>
    [...within(document, 'TrackDetails.*'), ...within(document, 'CompletedTrackDetails.*').flatMap(detailsOf)].filter(
      ({ value }) => !isNoParcel(value),
    ),
  parcel: (value) => {
    const destination = addressOf(pick(value, 'DestinationAddress'));
    return {
      trackingNumber: textAt(value, 'TrackingNumber'),
      carrier: 'fedex',
      orderNumber: identifierOf(value, 'PURCHASE_ORDER'),
      shipment: {
        billed: weightOf(value),
        serviceLevel: textAt(value, 'Service.Description', 'ServiceInfo'),
        origin: addressOf(pick(value, 'OriginLocationAddress')) ?? addressOf(pick(value, 'ShipperAddress')),
        destination,
        carrierEstimate: endOfPromise({
          text: textAt(value, 'EstimatedDeliveryTimestamp') ?? dateOf(value, 'ESTIMATED_DELIVERY'),
          place: destination,
        }),
      },
      standing: standingOf(value),
    };
  },
  events: 'Events.*',
  event: (scan, _said, parcel) => {
    const exception = textAt(scan, 'StatusExceptionDescription');
    const [code, text] = [textAt(scan, 'EventType'), textAt(scan, 'EventDescription')];
    const left = code === 'DL' ? whereLeft(parcel) : null;
    return {
      code,
      subCode: textAt(scan, 'StatusExceptionCode'),
      text,
      lookUp: { text: [text, exception, left].filter(Boolean).join(' ') },
      time: { text: textAt(scan, 'Timestamp') },
      place: addressOf(pick(scan, 'Address')),
    };
  },
});

/** Replies of other services: understood, and nothing about a parcel's journey. */
export const otherReply: DocumentKind = {
  name: 'reply of another service',
  fits: (document) => Object.keys(asObject(document) ?? {}).some((key) => key.endsWith('Reply')),
  read: (document, reading) => reading.note('', `${Object.keys(asObject(document) ?? {})[0]}: no tracking news`),
};

const GRAMS: ReadonlyMap<string | null, number> = new Map([
  ['LB', 453.59237],
  ['KG', 1000],
]);
function weightOf(value: JsonValue) {
  const grams = Math.round(
    Number(textAt(value, 'PackageWeight.Value') ?? 0) * (GRAMS.get(textAt(value, 'PackageWeight.Units')) ?? 0),
  );
  return grams > 0 ? { weightGrams: grams } : null;
}

const identifierOf = (value: JsonValue, type: string): string | null =>
  textAt(
    found(value, 'OtherIdentifiers.*').find((one) => textAt(one.value, 'PackageIdentifier.Type', 'Type') === type)
      ?.value,
    'PackageIdentifier.Value',
    'Value',
  );

const dateOf = (value: JsonValue, type: string): string | null =>
  asText(
    pick(found(value, 'DatesOrTimes.*').find((one) => textAt(one.value, 'Type') === type)?.value, 'DateOrTimestamp'),
  );

/** Where a delivery was left is said once a parcel. */
const whereLeft = (parcel: JsonValue): string | null =>
  textAt(parcel, 'DeliveryLocationDescription', 'DeliveryLocationType');

/** What the parcel's own status says, for a reply that lists no events. */
function standingOf(value: JsonValue) {
  const code = textAt(value, 'StatusDetail.Code', 'StatusCode');
  const text = textAt(value, 'StatusDetail.Description', 'StatusDescription');
  if (code === null && text === null) return null;
  const [because] = found(value, 'StatusDetail.AncillaryDetails.*');
  const said = [text, textAt(because?.value, 'ReasonDescription'), code === 'DL' ? whereLeft(value) : null];
  return {
    code,
    subCode: textAt(because?.value, 'Reason'),
    text,
    lookUp: { text: said.filter(Boolean).join(' ') },
    time: {
      text: code === 'DL' ? (textAt(value, 'ActualDeliveryTimestamp') ?? dateOf(value, 'ACTUAL_DELIVERY')) : null,
    },
    place: addressOf(pick(value, 'StatusDetail.Location')),
  };
}
