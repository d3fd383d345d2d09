import {
  asText,
  endOfPromise,
  eventTime,
  found,
  holds,
  pick,
  placeAt,
  stated,
  textAt,
  type EventSaid,
  type JsonValue,
  type ParcelSaid,
} from '@whereabouts/plugin-sdk';

const addressOf = (address: JsonValue | undefined) => {
  const said = stated(
    placeAt(address, { city: 'city', region: 'stateOrProvinceCode', postalCode: 'postalCode', country: 'countryCode' }),
  );
  return Object.keys(said).length === 0 ? null : said;
};

/** The field of the first item of a list that has a type or unit. */
function ofType(value: JsonValue, list: string, key: string, type: string, field: string): string | null {
  const item = found(value, `${list}.*`).find((one) => textAt(one.value, key) === type);
  return textAt(item?.value, field);
}
const dateOf = (value: JsonValue, type: string) => ofType(value, 'dateAndTimes', 'type', type, 'dateTime');
const numberOf = (value: JsonValue, type: string) =>
  ofType(value, 'additionalTrackingInfo.packageIdentifiers', 'type', type, 'values.0');

/** Days are written as midnight in Memphis, in UTC, or without an offset, wherever and whenever they are. */
const dayOrTime = (text: string | null): string | null =>
  text?.replace(/^(\d{4}-\d\d-\d\d)T00:00:00(?:-0[56]:00|[+-]00:00|Z)?$/, '$1') ?? null;

function measured(value: JsonValue) {
  const kilos = ofType(value, 'packageDetails.weightAndDimensions.weight', 'unit', 'KG', 'value');
  const grams = Math.round(Number(kilos ?? 0) * 1000);
  const millimetres = (field: string) => {
    const size = Number(ofType(value, 'packageDetails.weightAndDimensions.dimensions', 'units', 'CM', field) ?? 0);
    return size > 0 ? Math.round(size * 10) : undefined;
  };
  if (!(grams > 0)) return null;
  const size = { lengthMm: millimetres('length'), widthMm: millimetres('width'), heightMm: millimetres('height') };
  return { weightGrams: grams, ...stated(size) };
}

/** What a result of the Track API, or a push, says of a parcel. */
export function parcelOf(value: JsonValue): ParcelSaid {
  const code = textAt(value, 'error.code');
  const origin =
    addressOf(pick(value, 'originLocation.locationContactAndAddress.address')) ??
    addressOf(pick(value, 'shipperInformation.address'));
  const destination =
    addressOf(pick(value, 'recipientInformation.address')) ??
    addressOf(pick(value, 'destinationLocation.locationContactAndAddress.address')) ??
    addressOf(pick(value, 'lastUpdatedDestinationAddress'));
  return {
    trackingNumber: textAt(value, 'asked', 'trackingNumberInfo.trackingNumber'),
    carrier: 'fedex',
    error: code === null ? null : `${code}: ${textAt(value, 'error.message') ?? ''}`,
    orderNumber: numberOf(value, 'PURCHASE_ORDER'),
    shipment:
      code !== null && !holds(value, 'scanEvents')
        ? null
        : {
            externalId: numberOf(value, 'STANDARD_MPS') ?? numberOf(value, 'GROUP_MPS'),
            serviceLevel: textAt(value, 'serviceDetail.description'),
            origin,
            destination,
            shippedAt: eventTime({
              text: dayOrTime(dateOf(value, 'ACTUAL_PICKUP') ?? dateOf(value, 'ACTUAL_TENDER')),
              place: origin,
            }).occurredAt,
            carrierEstimate: endOfPromise({
              text: dateOf(value, 'ESTIMATED_DELIVERY') ?? textAt(value, 'estimatedDeliveryTimeWindow.window.ends'),
              place: destination,
            }),
            billed: measured(value),
          },
    standing: standingOf(value),
  };
}

/** What holds now, for accounts that are shown no scans. */
function standingOf(value: JsonValue): EventSaid | null {
  const detail = pick(value, 'latestStatusDetail');
  const [code, text] = [textAt(detail, 'code'), textAt(detail, 'description', 'statusByLocale')];
  if (code === null && text === null) return null;
  const said = [text, textAt(detail, 'ancillaryDetails.0.reasonDescription'), delayOf(detail), whereLeft(value)];
  return {
    code,
    subCode: textAt(detail, 'ancillaryDetails.0.reason'),
    text,
    lookUp: { text: said.filter(Boolean).join(' ') },
    time: { text: code === 'DL' ? dateOf(value, 'ACTUAL_DELIVERY') : null },
    place: addressOf(pick(detail, 'scanLocation')),
  };
}

/** Why it is late, in words such as WEATHER and SNOW. */
const delayOf = (value: JsonValue | undefined): string | null =>
  textAt(value, 'delayDetail.status') === 'DELAYED'
    ? `${textAt(value, 'delayDetail.type') ?? ''} ${textAt(value, 'delayDetail.subType') ?? ''}`.trim()
    : null;

/** Where a delivery was left is said once a parcel. */
const whereLeft = (parcel: JsonValue): string =>
  [pick(parcel, 'deliveryDetails.locationDescription'), pick(parcel, 'deliveryDetails.locationType')]
    .map((text) => asText(text) ?? '')
    .join(' ');

/** The numbers under which it travels on: with a partner, or back. */
const onwards = (parcel: JsonValue, code: string | null): string | null =>
  code === 'RS' || code === 'RT'
    ? (textAt(parcel, 'returnDetail.trackingNumber') ?? numberOf(parcel, 'RETURNED_TO_SHIPPER_TRACKING_NUMBER'))
    : code === 'OX' || code === 'TP'
      ? numberOf(parcel, 'PARTNER_CARRIER_NUMBER')
      : null;

export function eventOf(scan: JsonValue, _said: ParcelSaid, parcel: JsonValue): EventSaid {
  const code = textAt(scan, 'eventType');
  const exception = textAt(scan, 'exceptionDescription');
  const text = textAt(scan, 'eventDescription', 'derivedStatus');
  const late = textAt(scan, 'derivedStatusCode') === 'RL' ? 'running late' : null;
  return {
    code,
    subCode: textAt(scan, 'exceptionCode'),
    text,
    // What went wrong, or where it was left, stands beside the wording of the scan.
    lookUp: {
      text: [text, exception, late, delayOf(scan), code === 'DL' ? whereLeft(parcel) : null].filter(Boolean).join(' '),
    },
    time: { text: textAt(scan, 'date')?.replace(/T00:00:00$/, '') },
    place: { ...addressOf(pick(scan, 'scanLocation')), facility: textAt(scan, 'locationId') },
    leg: onwards(parcel, code),
  };
}
