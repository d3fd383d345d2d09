import {
  asObject,
  endOfPromise,
  eventTime,
  flagAt,
  found,
  parcelFacts,
  pick,
  place,
  placeAt,
  placeOfText,
  textAt,
  trackingDocument,
  type EventSaid,
  type Found,
  type JsonValue,
  type Loose,
  type Place,
  type PlaceInput,
  type ShipmentSaid,
} from '@whereabouts/plugin-sdk';
import { carrierOfSlug } from './carriers';
import { CODES, NO_SUBTAG } from './codes';

const isTracking = (value: Loose): boolean =>
  textAt(value, 'tracking_number') !== null && textAt(value, 'slug') !== null;

/** Where answers and webhooks of all versions keep their trackings. */
export function trackingsOf(document: JsonValue): readonly Found[] {
  const listed = ['data.trackings.*', 'data.tracking', 'msg', 'data', ''].map((path) => found(document, path));
  return listed.find((some) => some.some(({ value }) => isTracking(value))) ?? [];
}

/** Versions rename fields: `zip`, `country_iso3`; since 2024 `postal_code`, `country_region`. */
function placeOf(checkpoint: JsonValue): PlaceInput {
  const city = textAt(checkpoint, 'city');
  const country = textAt(checkpoint, 'country_region', 'country_iso3', 'country_name', 'country_region_name');
  return {
    region: textAt(checkpoint, 'state'),
    postalCode: textAt(checkpoint, 'postal_code', 'zip'),
    country,
    ...(city === null ? textPlace(textAt(checkpoint, 'location'), country) : { city }),
  };
}

/** `New Delhi, India`, `Atlanta, GA`: a city where its country is the one that is given. Else a facility, or who knows what. */
function textPlace(location: string | null, country: string | null): PlaceInput {
  const given = place({ country })?.country;
  const said = location?.includes(',') === true ? placeOfText(location, given === 'US' ? 'states' : undefined) : null;
  const known = place(said ?? {});
  const fits = known?.city !== undefined && known.country !== undefined && (given ?? known.country) === known.country;
  return fits ? { ...known } : { facility: location };
}

/** A checkpoint turned the parcel back: that decides whose a delivery is, not which way the other checkpoints went. */
const turnedBack = (tracking: JsonValue): { direction?: 'RETURN' } =>
  flagAt(tracking, 'return_to_sender') === true ? { direction: 'RETURN' } : {};

/** What AfterShip recognized in a checkpoint whose sub-tag leaves it open. */
const eventIn = (checkpoint: JsonValue, tag: string | null, subtag: string | null): string | null =>
  subtag !== null && !subtag.endsWith('_001')
    ? null
    : (found(checkpoint, 'events.*')
        .flatMap(({ value }) => textAt(value, 'code') ?? [])
        .find((event) => CODES.rows.some(({ code, subCode }) => code === tag && subCode === event)) ?? null);

const SUB_CODES: ReadonlySet<string | undefined> = new Set(CODES.rows.map(({ subCode }) => subCode));

function eventOf(checkpoint: JsonValue, tracking: JsonValue): EventSaid {
  const subCode = textAt(checkpoint, 'subtag');
  const message = textAt(checkpoint, 'message');
  const code = textAt(checkpoint, 'tag');
  const isKnown = subCode === null || SUB_CODES.has(subCode);
  const by = textAt(checkpoint, 'slug');
  return {
    code,
    subCode,
    text: message ?? textAt(checkpoint, 'subtag_message'),
    lookUp: {
      subCode: eventIn(checkpoint, code, subCode) ?? subCode ?? NO_SUBTAG,
      // What a new sub-tag is called says more than the message that it was made of.
      ...(isKnown ? {} : { text: [textAt(checkpoint, 'subtag_message'), message].filter(Boolean).join('. ') }),
      ...turnedBack(tracking),
    },
    // Local to the place where no offset is written.
    time: { text: textAt(checkpoint, 'checkpoint_time') },
    place: placeOf(checkpoint),
    leg: by === textAt(tracking, 'slug') ? null : by,
  };
}

const destinationOf = (tracking: JsonValue): Place | null =>
  place(
    placeAt(tracking, {
      country: ['destination_country_region', 'destination_country_iso3'],
      region: 'destination_state',
      city: 'destination_city',
      postalCode: ['destination_postal_code', 'tracking_postal_code'],
    }),
  );

function shipmentOf(tracking: JsonValue): ShipmentSaid {
  const destination = destinationOf(tracking);
  const until = (text: string | null) => endOfPromise({ text, place: destination });
  const promise = until(
    textAt(
      tracking,
      'order_promised_delivery_date',
      'order_promised_delivery_date.promised_delivery_date_max',
      'order_promised_delivery_date.promised_delivery_date',
    ),
  );
  return {
    externalId: textAt(tracking, 'id'),
    serviceLevel: textAt(tracking, 'shipment_type'),
    trackingUrl: textAt(tracking, 'courier_tracking_link'),
    // Stated in UTC, without saying so.
    shippedAt: eventTime({ text: textAt(tracking, 'shipment_pickup_date'), assumedZone: 'UTC' }).occurredAt,
    carrierEstimate: until(
      textAt(
        tracking,
        'courier_estimated_delivery_date.estimated_delivery_date_max',
        'courier_estimated_delivery_date.estimated_delivery_date',
        'expected_delivery',
      ),
    ),
    promise: promise === null ? null : { to: promise },
    origin: place(
      placeAt(tracking, {
        country: ['origin_country_region', 'origin_country_iso3'],
        region: 'origin_state',
        city: 'origin_city',
        postalCode: 'origin_postal_code',
      }),
    ),
    destination,
    billed: parcelFacts({
      weight: pick(tracking, 'shipment_weight.value') ?? pick(tracking, 'shipment_weight'),
      weightUnit: textAt(tracking, 'shipment_weight.unit', 'shipment_weight_unit'),
    }),
  };
}

/** Tags that say what AfterShip does, not what happened to the parcel. */
const NO_STANDING: ReadonlySet<string | null> = new Set([null, 'Pending', 'Expired']);
const ENDED: ReadonlySet<string | null> = new Set(['Delivered', 'Exception']);

function notesOf(tracking: JsonValue): string[] {
  const tag = textAt(tracking, 'tag');
  if (tag === 'Expired') return ['AfterShip heard nothing of the parcel for 30 days'];
  return flagAt(tracking, 'active') === false && tag !== null && !ENDED.has(tag)
    ? [`AfterShip follows the parcel no longer, with tag ${tag}`]
    : [];
}

/** Answers of all versions, and webhooks: trackings with their checkpoints. */
export const tracking = trackingDocument({
  name: 'Tracking',
  fits: (document) => trackingsOf(document).length > 0,
  codes: CODES,
  parcels: trackingsOf,
  parcel(value) {
    const code = textAt(value, 'tag');
    const subCode = textAt(value, 'subtag');
    return {
      trackingNumber: textAt(value, 'tracking_number'),
      carrier: carrierOfSlug(textAt(value, 'slug')),
      orderNumber: textAt(value, 'order_number', 'order_id')?.replace(/^#/, '') ?? null,
      notes: notesOf(value),
      ...(textAt(value, 'shipment_direction') === 'return' ? { direction: 'RETURN' } : {}),
      shipment: shipmentOf(value),
      standing: NO_STANDING.has(code)
        ? null
        : {
            code,
            subCode,
            text: textAt(value, 'subtag_message'),
            lookUp: { subCode: subCode ?? NO_SUBTAG, ...turnedBack(value) },
            // Local to where it was delivered.
            time:
              code === 'Delivered' && flagAt(value, 'return_to_sender') !== true
                ? { text: textAt(value, 'shipment_delivery_date'), place: destinationOf(value) }
                : {},
          },
    };
  },
  comparesStanding: true,
  events: (value, path) =>
    [...found(value, 'checkpoints.*', path), ...found(value, 'checkpoint', path)].filter(
      ({ value: checkpoint }) => asObject(checkpoint) === null || textAt(checkpoint, 'tag', 'message') !== null,
    ),
  event: (checkpoint, _parcel, value) => eventOf(checkpoint, value),
});
