import {
  asObject,
  asText,
  endOfPromise,
  found,
  pick,
  stated,
  trackingDocument,
  type EventSaid,
  type Found,
  type JsonValue,
  type ParcelSaid,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** Documents of the Track API v1, and what its pushes wrap. */
const has = (document: JsonValue, path: string): boolean => pick(document, path) !== undefined;

const addressOf = (address: JsonValue | undefined) => {
  const said = stated({
    city: asText(pick(address, 'city')),
    region: asText(pick(address, 'stateOrProvinceCode')),
    postalCode: asText(pick(address, 'postalCode')),
    country: asText(pick(address, 'countryCode')),
  });
  return Object.keys(said).length === 0 ? null : said;
};

/** FedEx gives a number out again after a while: of several parcels the one with the newest scan is meant. */
function currentParcels(document: JsonValue, path: string): readonly Found[] {
  return found(document, path).flatMap((group) => {
    const results = found(group.value, 'trackResults.*', group.path);
    const newest = [...results].sort((a, b) => newestScan(b.value).localeCompare(newestScan(a.value)))[0];
    if (newest === undefined) return [];
    const asked = asText(pick(group.value, 'trackingNumber'));
    return [{ value: { ...asObject(newest.value), ...(asked === null ? {} : { asked }) }, path: newest.path }];
  });
}

const newestScan = (result: JsonValue): string =>
  found(result, 'scanEvents.*')
    .map(({ value }) => asText(pick(value, 'date')) ?? '')
    .sort()
    .at(-1) ?? '';

const dateOf = (value: JsonValue, type: string): string | null =>
  asText(
    pick(found(value, 'dateAndTimes.*').find((one) => asText(pick(one.value, 'type')) === type)?.value, 'dateTime'),
  );

function parcel(value: JsonValue): ParcelSaid {
  const code = asText(pick(value, 'error.code'));
  const destination =
    addressOf(pick(value, 'recipientInformation.address')) ??
    addressOf(pick(value, 'destinationLocation.locationContactAndAddress.address'));
  const order = found(value, 'additionalTrackingInfo.packageIdentifiers.*').find(
    ({ value: one }) => asText(pick(one, 'type')) === 'PURCHASE_ORDER',
  );
  const kilos = found(value, 'packageDetails.weightAndDimensions.weight.*').find(
    ({ value: one }) => asText(pick(one, 'unit')) === 'KG',
  );
  const grams = Math.round(Number(asText(pick(kilos?.value, 'value')) ?? 0) * 1000);
  return {
    trackingNumber: asText(pick(value, 'asked')) ?? asText(pick(value, 'trackingNumberInfo.trackingNumber')),
    carrier: 'fedex',
    error: code !== null ? `${code}: ${asText(pick(value, 'error.message')) ?? ''}` : null,
    orderNumber: asText(pick(order?.value, 'values.0')),
    shipment: {
      serviceLevel: asText(pick(value, 'serviceDetail.description')),
      origin:
        addressOf(pick(value, 'originLocation.locationContactAndAddress.address')) ??
        addressOf(pick(value, 'shipperInformation.address')),
      destination,
      carrierEstimate: endOfPromise({
        text: dateOf(value, 'ESTIMATED_DELIVERY') ?? asText(pick(value, 'estimatedDeliveryTimeWindow.window.ends')),
        place: destination,
      }),
      billed: grams > 0 ? { weightGrams: grams } : null,
    },
    standing: {
      code: asText(pick(value, 'latestStatusDetail.code')),
      subCode: asText(pick(value, 'latestStatusDetail.ancillaryDetails.0.reason')),
      text: asText(pick(value, 'latestStatusDetail.description')),
      time: {},
      place: addressOf(pick(value, 'latestStatusDetail.scanLocation')),
    },
  };
}

function event(scan: JsonValue): EventSaid {
  const exception = asText(pick(scan, 'exceptionDescription'));
  const text = asText(pick(scan, 'eventDescription')) ?? asText(pick(scan, 'derivedStatus'));
  const derived = asText(pick(scan, 'derivedStatusCode'));
  return {
    code: asText(pick(scan, 'eventType')),
    subCode: asText(pick(scan, 'exceptionCode')),
    text,
    // `FD` with a derived `RL` is a parcel that runs late; other wordings stand in the exception.
    lookUp: { text: [text, exception, derived === 'RL' ? 'running late' : null].filter(Boolean).join(' ') },
    time: { text: asText(pick(scan, 'date')) },
    place: { ...addressOf(pick(scan, 'scanLocation')), facility: asText(pick(scan, 'locationId')) },
  };
}

export const restTracking = trackingDocument({
  name: 'Track API v1',
  fits: (document) =>
    has(document, 'output.completeTrackResults') ||
    has(document, 'completeTrackResults') ||
    has(document, 'trackResults'),
  codes: CODES,
  errors: (document) =>
    [...found(document, 'output.alerts.*'), ...found(document, 'errors.*')].flatMap(({ value, path }) =>
      asText(pick(value, 'alertType')) === 'NOTE'
        ? []
        : [{ path, code: asText(pick(value, 'code')), message: asText(pick(value, 'message')) ?? asText(value) }],
    ),
  parcels: (document) => [
    ...currentParcels(document, 'output.completeTrackResults.*'),
    ...currentParcels(document, 'completeTrackResults.*'),
    ...(has(document, 'trackResults') ? currentParcels(document, '') : []),
  ],
  parcel,
  events: 'scanEvents.*',
  event,
});

/** A push: the same results, inside a notification or alone. */
export const webhook = trackingDocument({
  name: 'Advanced Integrated Visibility push',
  fits: (document) =>
    has(document, 'trackingNumberInfo') ||
    has(document, 'trackPackage') ||
    has(document, 'payload.trackingNumberInfo') ||
    has(document, 'trackingResult'),
  codes: CODES,
  parcels: (document) => [
    ...(has(document, 'trackingNumberInfo') ? [{ value: document, path: '' }] : []),
    ...['payload', 'trackPackage', 'trackingResult.*']
      .flatMap((path) => found(document, path))
      .filter(({ value }) => has(value, 'trackingNumberInfo')),
  ],
  parcel,
  events: 'scanEvents.*',
  event,
});

/** An error reply, and a published sample that holds one. */
export const errors = trackingDocument({
  name: 'error',
  fits: (document) => has(document, 'errors') || has(document, 'error'),
  codes: CODES,
  errors: (document) => [
    ...found(document, 'errors.*').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'message')),
    })),
    ...found(document, 'error').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'code')),
      message: asText(pick(value, 'message')) ?? asText(value),
    })),
  ],
  parcels: () => [],
  parcel: () => ({ carrier: 'fedex' }),
  events: () => [],
  event: () => null,
});
