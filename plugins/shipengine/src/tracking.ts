import {
  asObject,
  asText,
  carrierCode,
  endOfPromise,
  eventTime,
  found,
  holds,
  parcelFacts,
  pick,
  place,
  placeAt,
  refuse,
  textAt,
  timeToldTwice,
  trackingDocument,
  type EventSaid,
  type Found,
  type Instant,
  type JsonValue,
  type Loose,
  type PlaceInput,
} from '@whereabouts/plugin-sdk';
import { CODES, DETAIL_CODES } from './codes';

/** The object that a webhook carries, or the document itself. */
const held = (document: JsonValue): readonly Found[] =>
  holds(document, 'data') ? found(document, 'data') : found(document, '');

const isLabel = (value: Loose): boolean => holds(value, 'label_id') && holds(value, 'shipment_id');
const isTracking = (value: Loose): boolean =>
  textAt(value, 'tracking_number') !== null && holds(value, 'status_code', 'events');

const placeOf = (value: Loose): PlaceInput =>
  placeAt(value, {
    city: 'city_locality',
    region: 'state_province',
    postalCode: 'postal_code',
    country: 'country_code',
  });

/** Statuses that leave open what happened: under them a new detail code must not pass as none. */
const OPEN: ReadonlySet<string | null> = new Set([null, 'IT', 'EX', 'UN']);

/** Some versions write status codes in lower case. */
const upper = (status: string | null): string | null => status?.toUpperCase() ?? null;

/** The detail code decides, else the status, else what the carrier says. The carrier's own code is not looked up. */
function lookUpOf(written: string | null, detail: string | null, texts: readonly (string | null)[]) {
  const status = upper(written);
  const text = texts.filter((part) => part !== null).join('. ') || null;
  if (detail === null || detail === 'CARRIER_STATUS_NOT_MAPPED') return { code: status, text };
  return { code: DETAIL_CODES.has(detail) || OPEN.has(status) ? detail : status, text };
}

function eventOf(scan: JsonValue): EventSaid {
  const status = textAt(scan, 'status_code');
  const detail = textAt(scan, 'status_detail_code');
  const own = textAt(scan, 'carrier_detail_code', 'event_code', 'carrier_status_code');
  const text = textAt(scan, 'description', 'carrier_status_description', 'event_description', 'status_description');
  const isNew = detail !== null && !DETAIL_CODES.has(detail);
  return {
    code: status ?? own,
    subCode: detail ?? (status === null ? null : own),
    text: text ?? textAt(scan, 'status_detail_description'),
    lookUp: lookUpOf(status, detail, [isNew ? textAt(scan, 'status_detail_description') : null, text]),
    time: timeToldTwice(textAt(scan, 'carrier_occurred_at'), textAt(scan, 'occurred_at')),
    place: placeOf(scan),
  };
}

/** What is written with an offset is a moment; dates come as midnights. */
function momentOf(text: string | null): Instant | null {
  const time = eventTime({ text });
  return time.timeCertainty === 'OFFSET_GIVEN' && !/T00:00:00/.test(text ?? '') ? time.occurredAt : null;
}

const carrierIn = (link: string | null): string | null =>
  URL.parse(link ?? '')?.searchParams.get('carrier_code') ?? null;

/** Answers about a number or a label, and webhooks: the same object. */
export const tracking = trackingDocument({
  name: 'Tracking information',
  fits: (document) => held(document).some(({ value }) => isTracking(value)),
  codes: CODES,
  parcels: held,
  parcel(value, document) {
    const status = textAt(value, 'status_code');
    const detail = textAt(value, 'status_detail_code');
    const text = textAt(value, 'exception_description', 'carrier_status_description', 'status_description');
    return {
      trackingNumber: textAt(value, 'tracking_number'),
      carrier: carrierCode(textAt(value, 'carrier_code') ?? carrierIn(textAt(document, 'resource_url'))),
      shipment: {
        externalId: textAt(value, 'label_id'),
        trackingUrl: textAt(value, 'tracking_url'),
        shippedAt: momentOf(textAt(value, 'ship_date')),
        carrierEstimate: endOfPromise({ text: textAt(value, 'estimated_delivery_date') }),
      },
      standing:
        status === null || (upper(status) === 'UN' && detail === null)
          ? null
          : {
              code: status,
              subCode: detail ?? textAt(value, 'carrier_status_code'),
              text,
              lookUp: lookUpOf(status, detail, [text]),
              time: { text: upper(status) === 'DE' ? textAt(value, 'actual_delivery_date') : null },
            },
    };
  },
  comparesStanding: true,
  events: 'events.*',
  event: eventOf,
});

/** Labels, alone and in lists: made, and voided. A label of several packages has a number for each. */
export const label = trackingDocument({
  name: 'Label',
  fits: (document) => labelsOf(document).length > 0 || Array.isArray(pick(document, 'labels')),
  codes: CODES,
  parcels: (document) =>
    labelsOf(document).flatMap(({ value, path }) => {
      const packages = found(value, 'packages.*', path);
      return (packages.length > 0 ? packages : [{ value: {}, path }]).map((one) => ({
        path: one.path,
        value: { label: value, package: one.value },
      }));
    }),
  parcel(value) {
    const whole = pick(value, 'label');
    if (asObject(pick(value, 'package')) === null) refuse('a package that is no object');
    const isVoided = pick(whole, 'voided') === true || textAt(whole, 'status') === 'voided';
    const externalId = textAt(whole, 'label_id');
    return {
      trackingNumber: textAt(value, 'package.tracking_number', 'label.tracking_number'),
      carrier: carrierCode(textAt(whole, 'carrier_code')),
      service: 'label',
      shipmentExternalId: externalId,
      ...(pick(whole, 'is_return_label') === true ? { direction: 'RETURN' } : {}),
      shipment: {
        externalId,
        serviceLevel: textAt(whole, 'service_code'),
        trackingUrl: textAt(whole, 'tracking_url'),
        destination: place(placeOf(pick(whole, 'ship_to'))),
        declared: parcelFacts({
          weight: pick(value, 'package.weight.value'),
          weightUnit: textAt(value, 'package.weight.unit'),
        }),
      },
      standing: {
        code: isVoided ? 'voided' : 'created',
        time: { text: asText(pick(whole, isVoided ? 'voided_at' : 'created_at')) },
      },
    };
  },
  events: () => [],
  event: () => null,
});

function labelsOf(document: JsonValue): readonly Found[] {
  const listed = found(document, 'labels.*');
  return (listed.length > 0 ? listed : held(document)).filter(({ value }) => isLabel(value));
}
