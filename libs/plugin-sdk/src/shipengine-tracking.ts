import type { Instant } from '@whereabouts/model';
import { carrierCode } from './carriers';
import type { CodeTable } from './code-table';
import type { DocumentKind } from './document-reader';
import { endOfPromise, eventTime } from './event-time';
import { found, type Found } from './found';
import type { JsonValue } from './json';
import { holds, textAt, type Loose } from './loose';
import { placeAt, type PlaceInput } from './place';
import { shipEngineRows } from './shipengine-table';
import { timeToldTwice } from './time-told-twice';
import { trackingDocument, type EventSaid } from './tracking-document';

/** The object that a webhook carries, or the document itself. */
const held = (document: JsonValue): readonly Found[] =>
  holds(document, 'data') ? found(document, 'data') : found(document, '');

const isTracking = (value: Loose): boolean =>
  textAt(value, 'tracking_number') !== null && holds(value, 'status_code', 'events');

/** A place, or an address, as ShipEngine and ShipStation write it. */
export const shipEnginePlace = (value: Loose): PlaceInput =>
  placeAt(value, {
    city: 'city_locality',
    region: 'state_province',
    postalCode: 'postal_code',
    country: 'country_code',
  });

/** Codes of two letters are statuses; those that are words are details, and say by themselves what happened. */
const DETAILS: ReadonlySet<string> = new Set(shipEngineRows.map(({ code }) => code).filter(({ length }) => length > 2));

/** Statuses that leave open what happened: under them a new detail code must not pass as none. */
const OPEN: ReadonlySet<string | null> = new Set([null, 'IT', 'EX', 'UN']);

/** Some versions write status codes in lower case. */
const upper = (status: string | null): string | null => status?.toUpperCase() ?? null;

/** The detail code decides, else the status, else what the carrier says. The carrier's own code is not looked up. */
function lookUpOf(written: string | null, detail: string | null, texts: readonly (string | null)[]) {
  const status = upper(written);
  const text = texts.filter((part) => part !== null).join('. ') || null;
  if (detail === null || detail === 'CARRIER_STATUS_NOT_MAPPED') return { code: status, text };
  return { code: DETAILS.has(detail) || OPEN.has(status) ? detail : status, text };
}

function eventOf(scan: JsonValue): EventSaid {
  const status = textAt(scan, 'status_code');
  const detail = textAt(scan, 'status_detail_code');
  const own = textAt(scan, 'carrier_detail_code', 'event_code', 'carrier_status_code');
  const text = textAt(scan, 'description', 'carrier_status_description', 'event_description', 'status_description');
  const isNew = detail !== null && !DETAILS.has(detail);
  return {
    code: status ?? own,
    subCode: detail ?? (status === null ? null : own),
    text: text ?? textAt(scan, 'status_detail_description'),
    lookUp: lookUpOf(status, detail, [isNew ? textAt(scan, 'status_detail_description') : null, text]),
    time: timeToldTwice(textAt(scan, 'carrier_occurred_at'), textAt(scan, 'occurred_at')),
    place: shipEnginePlace(scan),
  };
}

/** What is written with an offset is a moment; dates come as midnights. */
function momentOf(text: string | null): Instant | null {
  const time = eventTime({ text });
  return time.timeCertainty === 'OFFSET_GIVEN' && !/T00:00:00/.test(text ?? '') ? time.occurredAt : null;
}

const carrierIn = (link: string | null): string | null =>
  URL.parse(link ?? '')?.searchParams.get('carrier_code') ?? null;

/** Answers about a number or a label, and webhooks: the same object, of ShipEngine and of ShipStation's API V2. */
export const shipEngineTracking = (codes: CodeTable, service?: string): DocumentKind =>
  trackingDocument({
    name: 'Tracking information',
    fits: (document) => held(document).some(({ value }) => isTracking(value)),
    codes,
    parcels: held,
    parcel(value, document) {
      const status = textAt(value, 'status_code');
      const detail = textAt(value, 'status_detail_code');
      const text = textAt(value, 'exception_description', 'carrier_status_description', 'status_description');
      const lookUp = lookUpOf(status, detail, [text]);
      const isDelivered = codes.find({ ...lookUp, service })?.means === 'DELIVERED';
      return {
        trackingNumber: textAt(value, 'tracking_number'),
        carrier: carrierCode(textAt(value, 'carrier_code') ?? carrierIn(textAt(document, 'resource_url'))),
        service,
        shipment: {
          externalId: textAt(value, 'label_id'),
          trackingUrl: textAt(value, 'tracking_url'),
          shippedAt: momentOf(textAt(value, 'ship_date', 'shipped_date')),
          carrierEstimate: endOfPromise({ text: textAt(value, 'estimated_delivery_date') }),
        },
        standing:
          status === null || (upper(status) === 'UN' && detail === null)
            ? null
            : {
                code: status,
                subCode: detail ?? textAt(value, 'carrier_status_code'),
                text,
                lookUp,
                time: { text: isDelivered ? textAt(value, 'actual_delivery_date') : null },
              },
      };
    },
    comparesStanding: true,
    events: 'events.*',
    event: eventOf,
  });
