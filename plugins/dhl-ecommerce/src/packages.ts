import {
  countryCode,
  endOfPromise,
  found,
  holds,
  itself,
  parcelFacts,
  pick,
  place,
  placeAt,
  placeOfText,
  textAt,
  trackingDocument,
  type DeliveredTo,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { zoneOf } from './clock';
import { CODES, codeOfWording } from './codes';

const PACKAGES = ['packages.*', 'data.mailItems.*', 'package'];

/** Secondary events of a delivery, as the US Postal Service words them. */
const LEFT: readonly (readonly [RegExp, DeliveredTo])[] = [
  [/mailbox/i, 'MAILBOX'],
  [/locker|po box/i, 'LOCKER'],
  [/front desk|reception|mail ?room|concierge/i, 'RECEPTION'],
  [/neighbou?r/i, 'NEIGHBOR'],
  [/individual/i, 'RECIPIENT'],
  [/porch|door|garage|safe|patio/i, 'SAFE_PLACE'],
  [/post office|pick-?up/i, 'SERVICE_POINT'],
];
const leftAt = (primary: string | null, secondary: string | null): DeliveredTo | null =>
  /^delivered/i.test(primary ?? '') ? (LEFT.find(([words]) => words.test(secondary ?? ''))?.[1] ?? null) : null;

/** What the post delivered to its sender has the primary event of any delivery: the code for returns that are delivered. */
const BACK_AT_SENDER = '860';
const isBackAtSender = (primary: string | null, secondary: string | null): boolean =>
  /^delivered/i.test(primary ?? '') && /\b(original )?sender\b/i.test(secondary ?? '');

const addressOf = (value: JsonValue | undefined) =>
  place(
    placeAt(value, {
      city: 'city',
      region: 'state',
      postalCode: ['postalCode', 'postCode'],
      country: ['country', 'countryCode'],
    }),
  );

/** Version 4 of the tracking of the Americas, its webhooks and the data of Webtrack; version 2 calls parcels mail items. */
export const packages = trackingDocument({
  name: 'DHL eCommerce Americas, tracking and webhooks',
  fits: (document) => PACKAGES.some((path) => found(document, path.replace(/\.\*$/, '')).length > 0),
  codes: CODES,
  parcels: (document) => {
    const listed = PACKAGES.slice(0, 2).flatMap((path) => found(document, path));
    return listed.length > 0 || holds(document, 'packages') ? listed : itself(document);
  },
  parcel: (value) => {
    const said = pick(value, 'package') ?? pick(value, 'mail') ?? value;
    const destination = addressOf(pick(value, 'recipient'));
    return {
      trackingNumber: textAt(
        said,
        'trackingId',
        'deliveryConfirmationNumber',
        'intelligentMailBarcode',
        'packageId',
        'customerConfirmationNumber',
        'dhlPackageId',
        'dspNumber',
      ),
      carrier: 'dhl-ecommerce',
      orderNumber: textAt(said, 'customerReference'),
      shipment: {
        serviceLevel: textAt(said, 'productName', 'productClass', 'product'),
        billed: parcelFacts({
          weight: pick(said, 'weight.value') ?? pick(said, 'weight'),
          weightUnit: textAt(said, 'weight.unitOfMeasure', 'weightUnit'),
        }),
        origin: addressOf(pick(value, 'pickupDetail.pickupAddress')),
        destination,
        carrierEstimate: endOfPromise({
          text: textAt(said, 'expectedDelivery', 'estimatedDeliveryDate', 'expectedDeliveryDate'),
          place: destination,
        }),
      },
      standing: standingOf(textAt(value, 'status')),
    };
  },
  events: 'events.*',
  event: (scan) => {
    const text = textAt(scan, 'primaryEventDescription', 'description');
    const location = textAt(scan, 'location');
    // Webtrack adds a line with the time of the question while a parcel is under way: nobody scanned anything.
    if (location === null && /^en ?route$/i.test(text ?? '')) return null;
    const code = textAt(scan, 'primaryEventId', 'id');
    const secondary = textAt(scan, 'secondaryEventDescription');
    const isBack = isBackAtSender(text, secondary);
    const zone = textAt(scan, 'timeZone', 'timezone');
    return {
      code,
      subCode: textAt(scan, 'secondaryEventId'),
      text,
      lookUp: { code: isBack ? BACK_AT_SENDER : (code ?? codeOfWording(text)), subCode: null },
      time: {
        date: textAt(scan, 'date'),
        time: textAt(scan, 'time'),
        zone: zoneOf(zone),
        offset: /^(Z|UTC|GMT|[+-]\d)/i.test(zone ?? '') ? zone : null,
      },
      place: {
        ...placeOfText(location, 'states'),
        ...addressOf(scan),
      },
      deliveredTo: isBack ? null : leftAt(text, secondary),
    };
  },
});

const standingOf = (status: string | null) =>
  status === null ? null : { code: null, text: status, lookUp: { code: codeOfWording(status) }, time: {} };

const ASIA = 'trackItemResponse.bd';

/** DHL eCommerce in Asia. Its codes are of five digits and differ from country to country; the wordings do not. */
export const asia = trackingDocument({
  name: 'DHL eCommerce Asia Pacific, trackItemResponse',
  fits: (document) => holds(document, 'trackItemResponse'),
  codes: CODES,
  errors: (document) =>
    found(document, `${ASIA}.responseStatus`)
      .filter(({ value }) => textAt(value, 'code') !== '200')
      .map(({ value, path }) => ({
        path,
        code: textAt(value, 'code'),
        message: textAt(value, 'messageDetails.0.messageDetail', 'message'),
      })),
  parcels: `${ASIA}.shipmentItems.*`,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'trackingID', 'deliveryConfirmationNo', 'shipmentID'),
    carrier: 'dhl-ecommerce-asia',
    orderNumber: textAt(value, 'orderNumber'),
    shipment: {
      serviceLevel: textAt(value, 'service'),
      declared: parcelFacts({ weight: pick(value, 'weight'), weightUnit: textAt(value, 'weightUnit') }),
    },
  }),
  events: 'events.*',
  event: (scan) => {
    const text = textAt(scan, 'description');
    const zone = textAt(scan, 'timezone');
    return {
      code: textAt(scan, 'status'),
      text,
      lookUp: { code: codeOfWording(text) },
      time: {
        text: textAt(scan, 'dateTime'),
        zone: zone?.includes('/') === true ? zone : null,
        offset: /^[+-]\d/.test(zone ?? '') ? zone : null,
      },
      place: { ...addressOf(pick(scan, 'address')), country: countryCode(textAt(scan, 'address.country')) },
    };
  },
});
