import {
  endOfPromise,
  found,
  holds,
  parcelFacts,
  pick,
  place,
  placeAt,
  placeOfText,
  textAt,
  trackingDocument,
  type EventSaid,
  type EventTimeInput,
  type Found,
  type JsonValue,
  type Loose,
  type ParcelSaid,
  type PlaceInput,
} from '@whereabouts/plugin-sdk';
import { carrierOf } from './carriers';
import { CODES, NO_SUB_STATUS } from './codes';

const isTracking = (value: Loose): boolean =>
  textAt(value, 'tracking_number') !== null &&
  (textAt(value, 'delivery_status', 'status') !== null || holds(value, 'origin_info'));

/** v2 lists them as items; v4 lists them bare; webhooks carry one; numbers that were not added have their own list. */
export function trackingsOf(document: JsonValue): readonly Found[] {
  const lists = ['data.items.*', 'data.*'].map((path) => found(document, path));
  const trackings = lists.find((list) => list.some(({ value }) => isTracking(value))) ?? [];
  return [...trackings, ...found(document, 'data.error.*'), ...found(document, 'data.errors.*')];
}

/** Versions rename fields; those of the older ones stand behind. */
function placeOf(checkpoint: JsonValue): PlaceInput | null {
  const city = textAt(checkpoint, 'city');
  const location = textAt(checkpoint, 'location', 'Details');
  const country = textAt(checkpoint, 'country_iso2');
  const region = textAt(checkpoint, 'state');
  const postalCode = textAt(checkpoint, 'zip');
  if (city !== null || location === null) return { city, region, postalCode, country };
  const said = placeSaid(location);
  return {
    ...said,
    postalCode: postalCode ?? said?.postalCode ?? null,
    country: country ?? said?.country ?? null,
    region: region ?? said?.region ?? null,
  };
}

const NUMBERED_CITY = /^(?<city>[^,]+), ?(?<region>[A-Z]{2}) (?<postalCode>\d{5}(?:-\d{4})?)$/;

/** As carriers write it: also as a city with its ZIP code, or as nothing but a country or a state. */
function placeSaid(location: string): PlaceInput | null {
  const numbered = NUMBERED_CITY.exec(location)?.groups;
  if (numbered !== undefined) return { ...numbered, country: 'US' };
  const behind = location.includes(',') ? null : placeOfText(`-, ${location}`);
  return behind?.country ? { ...behind, city: null } : placeOfText(location);
}

/** Local times of carriers have come through with a Z. */
const timeOf = (text: string | null): EventTimeInput => ({ text, offsetIsDefault: /(Z|\+00:?00)$/.test(text ?? '') });

const BLOCKS = ['origin_info', 'destination_info'].map((block) => ({
  checkpoints: `${block}.trackinfo.*`,
  by: [`${block}.courier_code`, `${block}.carrier_code`],
}));

/** Checkpoints of the first and of the last carrier, with who it is. */
const checkpointsOf = (tracking: JsonValue, path: string): readonly Found[] =>
  BLOCKS.flatMap(({ checkpoints, by }) =>
    found(tracking, checkpoints, path).map((one) => ({
      path: one.path,
      value: { checkpoint: one.value, by: textAt(tracking, ...by) },
    })),
  );

function eventOf(said: JsonValue, { carrier }: ParcelSaid): EventSaid {
  const checkpoint = pick(said, 'checkpoint') ?? null;
  const by = textAt(said, 'by');
  const subCode = textAt(checkpoint, 'checkpoint_delivery_substatus', 'substatus');
  return {
    code: textAt(checkpoint, 'checkpoint_delivery_status', 'checkpoint_status'),
    subCode,
    text: textAt(checkpoint, 'tracking_detail', 'StatusDescription'),
    lookUp: { subCode: subCode ?? NO_SUB_STATUS },
    time: timeOf(textAt(checkpoint, 'checkpoint_date', 'Date')),
    place: placeOf(checkpoint),
    leg: carrierOf(by) === carrier ? null : by,
  };
}

/** `12.10LBS`, `0.5 kg`; v4 gives kilograms apart. */
function weightOf(tracking: JsonValue): ReturnType<typeof parcelFacts> {
  const [, weight = null, weightUnit = null] = /^([\d.]+) ?([a-z]+)$/i.exec(textAt(tracking, 'weight') ?? '') ?? [];
  return parcelFacts({ weight: pick(tracking, 'weight_kg'), weightUnit: 'kg' }) ?? parcelFacts({ weight, weightUnit });
}

/** Statuses that say what TrackingMore does, not what happened to the parcel. */
const NO_STANDING: ReadonlySet<string | null> = new Set([null, 'pending', 'notfound', 'expired']);

/** Why a number was not added. */
function errorOf(value: JsonValue): string | null {
  if (textAt(value, 'errorCode', 'errorMessage') === null) return null;
  return ['tracking_number', 'errorCode', 'errorMessage'].flatMap((key) => textAt(value, key) ?? []).join(' ');
}

/** Answers and webhooks of v2 to v4. */
export const tracking = trackingDocument({
  name: 'Tracking',
  fits: (document) => trackingsOf(document).length > 0,
  codes: CODES,
  parcels: trackingsOf,
  parcel(value) {
    const code = textAt(value, 'delivery_status', 'status');
    const state = code?.toLowerCase() ?? null;
    const subCode = textAt(value, 'substatus');
    const error = errorOf(value);
    const destination = place(
      placeAt(value, {
        city: 'destination_city',
        region: 'destination_state',
        postalCode: 'tracking_postal_code',
        country: ['destination_country', 'tracking_destination_country'],
      }),
    );
    return {
      trackingNumber: textAt(value, 'tracking_number'),
      carrier: carrierOf(textAt(value, 'courier_code', 'carrier_code')),
      error,
      orderNumber: textAt(value, 'order_number', 'order_id')?.replace(/^#/, '') ?? null,
      notes: state === 'expired' ? ['TrackingMore heard nothing of the parcel for 30 days'] : [],
      shipment:
        error !== null
          ? null
          : {
              externalId: textAt(value, 'id'),
              serviceLevel: textAt(value, 'service_code', 'product_type'),
              trackingUrl: textAt(value, 'origin_info.tracking_link'),
              carrierEstimate: endOfPromise({
                text: textAt(value, 'scheduled_delivery_date'),
                place: destination,
              }),
              origin: place(
                placeAt(value, {
                  city: 'origin_city',
                  region: 'origin_state',
                  country: ['origin_country', 'original_country', 'tracking_origin_country'],
                }),
              ),
              destination,
              billed: weightOf(value),
            },
      standing: NO_STANDING.has(state)
        ? null
        : {
            code,
            subCode,
            text: textAt(value, 'latest_event', 'lastEvent', 'status_info'),
            lookUp: { subCode: subCode ?? NO_SUB_STATUS },
            time: timeOf(textAt(value, 'latest_checkpoint_time', 'lastUpdateTime')),
          },
    };
  },
  comparesStanding: true,
  events: checkpointsOf,
  event: eventOf,
});
