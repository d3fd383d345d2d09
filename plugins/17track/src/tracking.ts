import {
  asText,
  endOfPromise,
  found,
  holds,
  parcelFacts,
  pick,
  place,
  placeAt,
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
import { carrierOfKey } from './carriers';
import { CODES } from './codes';

const isParcel = (value: Loose): boolean => textAt(value, 'number') !== null;

/** Numbers of an answer, accepted and rejected, or of a webhook: one, in v1 a list. */
export function parcelsOf(document: JsonValue): readonly Found[] {
  const answered = [...found(document, 'data.accepted.*'), ...found(document, 'data.rejected.*')];
  return answered.length > 0 ? answered : found(document, 'data.*').filter(({ value }) => isParcel(value));
}

const addressOf = (address: Loose): PlaceInput =>
  placeAt(address, { city: 'city', region: 'state', postalCode: 'postal_code', country: 'country' });

/** The address where 17TRACK found one, else the carrier's text. */
function placeOf(event: JsonValue): PlaceInput {
  const address = addressOf(pick(event, 'address'));
  const location = textAt(event, 'location');
  return address.city || location === null ? address : { ...address, ...textPlace(location, address) };
}

/** Carriers write a country, a city or a facility there. */
function textPlace(location: string, { country }: PlaceInput): PlaceInput {
  const asCountry = place({ country: location });
  return asCountry?.country === undefined ? { facility: location } : { country: country ?? location };
}

/** The offset is 17TRACK's guess by the carrier, unless the carrier wrote one itself. */
function timeOf(event: JsonValue): EventTimeInput {
  const raw = pick(event, 'time_raw');
  const written = textAt(event, 'time_iso', 'time_utc');
  const [date, time] = [textAt(raw, 'date'), textAt(raw, 'time')];
  if (date !== null && (time === null || written === null)) return { date, time };
  return { text: written, offsetIsDefault: textAt(raw, 'timezone') === null };
}

/** Each provider's events, with who it is. */
export const eventsOf = (parcel: JsonValue, path: string): readonly Found[] =>
  found(parcel, 'track_info.tracking.providers.*', path).flatMap(({ value, path: at }) =>
    found(value, 'events.*', at).map((event) => ({
      path: event.path,
      value: { event: event.value, provider: pick(value, 'provider') ?? null },
    })),
  );

function eventOf(said: JsonValue, { carrier }: ParcelSaid): EventSaid {
  const event = pick(said, 'event') ?? null;
  const subStatus = textAt(event, 'sub_status');
  const stage = textAt(event, 'stage');
  const name = textAt(said, 'provider.name');
  const by = carrierOfKey(textAt(said, 'provider.key'), name);
  return {
    code: subStatus ?? stage,
    subCode: subStatus === null ? null : stage,
    text: textAt(event, 'description', 'description_translation.description'),
    lookUp: {
      subCode: null,
      // A translation reads better than what it was made of.
      ...(textAt(event, 'description_translation.lang') === 'en'
        ? { text: textAt(event, 'description_translation.description', 'description') }
        : {}),
    },
    time: timeOf(event),
    place: placeOf(event),
    leg: by === carrier ? null : (name ?? by),
  };
}

/** Statuses that say what 17TRACK does, not what happened to the parcel. */
const NO_STANDING: ReadonlySet<string | null> = new Set([null, 'NotFound', 'Expired']);

function notesOf(status: string | null, isStopped: boolean): string[] {
  if (isStopped) return ['17TRACK follows the parcel no longer'];
  if (status === 'Expired') return ['17TRACK heard nothing of the parcel for long'];
  return status === 'NotFound' ? ['17TRACK knows nothing of the number yet'] : [];
}

function errorOf(parcel: JsonValue): string | null {
  const parts = ['number', 'error.code', 'error.message'].flatMap((path) => textAt(parcel, path) ?? []);
  return holds(parcel, 'error') ? parts.join(' ') : null;
}

/** API v2 to v2.4: answers of `gettrackinfo` and `gettracklist`, and webhooks. */
export const tracking = trackingDocument({
  name: 'Tracking information (v2)',
  fits: (document) => parcelsOf(document).length > 0,
  codes: CODES,
  parcels: parcelsOf,
  parcel(value, document) {
    const info = pick(value, 'track_info');
    const key = textAt(value, 'carrier');
    const own = found(info, 'tracking.providers.*').find((one) => textAt(one.value, 'provider.key') === key);
    const status = textAt(value, 'track_info.latest_status.status', 'package_status');
    const subStatus = textAt(value, 'track_info.latest_status.sub_status');
    const destination = place(addressOf(pick(info, 'shipping_info.recipient_address')));
    const expected = pick(info, 'time_metrics.estimated_delivery_date');
    const isStopped =
      textAt(document, 'event') === 'TRACKING_STOPPED' || textAt(value, 'tracking_status') === 'Stopped';
    return {
      trackingNumber: textAt(value, 'number'),
      carrier: carrierOfKey(key, asText(pick(own?.value, 'provider.name'))),
      error: errorOf(value),
      orderNumber: textAt(value, 'order_no')?.replace(/^#/, '') ?? null,
      notes: notesOf(status, isStopped),
      shipment:
        info === undefined || info === null
          ? null
          : {
              serviceLevel: textAt(info, 'misc_info.service_type'),
              // 17TRACK's own prediction is no carrier's word.
              carrierEstimate:
                textAt(expected, 'source') === 'Official'
                  ? endOfPromise({ text: textAt(expected, 'to', 'from'), place: destination })
                  : null,
              origin: place(addressOf(pick(info, 'shipping_info.shipper_address'))),
              destination,
              billed: parcelFacts({ weight: pick(info, 'misc_info.weight_kg'), weightUnit: 'kg' }),
            },
      standing: NO_STANDING.has(status)
        ? null
        : {
            code: subStatus ?? status,
            subCode: subStatus === null ? null : status,
            text: textAt(value, 'track_info.latest_event.description', 'latest_event_info'),
            lookUp: { subCode: null },
            time: {
              text: textAt(value, 'track_info.latest_event.time_iso', 'latest_event_time'),
              offsetIsDefault: true,
            },
          },
    };
  },
  comparesStanding: true,
  events: eventsOf,
  event: eventOf,
});
