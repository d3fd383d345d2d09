import {
  asText,
  endOfPromise,
  errorDocument,
  found,
  parcelFacts,
  pick,
  textAt,
  trackingDocument,
  type DocumentKind,
  type EventSaid,
  type Found,
  type JsonValue,
  type Loose,
  type ParcelSaid,
  type PlaceInput,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** What a list, an answer or a webhook holds. */
const objectsOf = (document: JsonValue): readonly Found[] => {
  const isBare = /^\/(event|shipments?|shipment_leg)$/.test(kindOf(document));
  if (isBare) return found(document, '');
  const listed = found(document, 'data.data.*');
  return listed.length > 0 ? listed : found(document, Array.isArray(document) ? '*' : 'data.*');
};

const kindOf = (value: Loose): string => textAt(value, '_object') ?? '';
const holds = (document: JsonValue, kind: RegExp): boolean =>
  objectsOf(document).some(({ value }) => kind.test(kindOf(value)));

/** A node of a route: a place with an address, or a name alone. */
function placeOf(node: Loose): PlaceInput | null {
  const address = pick(node, 'place.address');
  return {
    facility: textAt(node, 'place.name', 'name'),
    city: textAt(address, 'city'),
    region: textAt(address, 'state'),
    postalCode: textAt(address, 'zip'),
    country: textAt(address, 'country_code', 'country'),
  };
}

/** A shipment is known by its id, at Flexport and at its customers. */
function shipmentSaid(shipment: Loose, id: string | null): ParcelSaid {
  const weight = pick(shipment, 'calculated_weight.value');
  const status = textAt(shipment, 'status');
  return {
    trackingNumber: id,
    carrier: 'flexport',
    shipmentExternalId: id,
    shipment: {
      externalId: id,
      serviceLevel: [textAt(shipment, 'transportation_mode'), textAt(shipment, 'freight_type')]
        .filter(Boolean)
        .join(' '),
      trackingUrl: /^\d+$/.test(id ?? '') ? `https://app.flexport.com/shipments/${id}` : null,
      carrierEstimate: endOfPromise({ text: textAt(shipment, 'estimated_delivered_in_full_date') }),
      declared: parcelFacts({ weight, weightUnit: textAt(shipment, 'calculated_weight.unit') }),
    },
    standing: status === null ? null : { code: status, time: {} },
  };
}

/** Webhooks, and the list of those that were sent. */
export const events = trackingDocument({
  name: 'Event',
  fits: (document) =>
    holds(document, /^\/event$/) &&
    objectsOf(document).some(({ value }) => shipmentId(value) !== null && !isOfAnother(value)),
  codes: CODES,
  parcels: (document) => objectsOf(document).filter(({ value }) => !isOfAnother(value)),
  parcel(event) {
    const { standing: _standing, ...said } = shipmentSaid(pick(event, 'data.shipment'), shipmentId(event));
    return said;
  },
  events: '',
  event(event): EventSaid {
    const resource = pick(event, 'data.resource');
    const exception = pick(event, 'data.exception');
    return {
      code: textAt(event, 'type'),
      text: asText(exception) ?? textAt(exception, 'description', 'message', 'name', 'type'),
      time: { text: textAt(event, 'occurred_at', 'created_at') },
      place: placeOf(pick(event, 'data.location')),
      leg: kindOf(resource).endsWith('_leg') ? textAt(resource, 'id') : null,
      piece: containerOf(event),
    };
  },
});

/** Invoices, bookings, documents and orders have events in the same lists, some of which name a shipment. */
const isOfAnother = (event: JsonValue): boolean => {
  const type = textAt(event, 'type') ?? '';
  const isOther = /^\/(?!(ocean\/|air\/)?shipment)[a-z_]+#/.test(type);
  return isOther && (shipmentId(event) === null || CODES.find({ code: type }) === null);
};

/** The container that an event is about, where it is one. */
function containerOf(event: JsonValue): string | null {
  const containers = found(event, 'data.containers.*').map(({ value }) => textAt(value, 'container_number', 'id'));
  return containers.length === 1 ? (containers[0] ?? null) : null;
}

function shipmentId(event: JsonValue): string | null {
  const resource = pick(event, 'data.resource');
  const own = /^\/shipments?$/.test(kindOf(resource)) ? textAt(resource, 'id') : null;
  return textAt(event, 'data.shipment.id') ?? own ?? textAt(resource, 'shipment.id');
}

const datesOf =
  (...names: readonly string[]) =>
  (value: JsonValue, path: string): readonly Found[] =>
    names.flatMap((name) => found(value, name, path));

const SHIPMENT_DATES = [
  'actual_picked_up_in_full_date',
  'actual_departure_date',
  'actual_arrival_date',
  'actual_delivered_in_full_date',
];

/** Shipments list no milestones: their dates tell, and before the first of them the status. */
export const shipments = trackingDocument({
  name: 'Shipment',
  fits: (document) => holds(document, /^\/shipments?$/),
  codes: CODES,
  parcels: objectsOf,
  parcel: (value) => shipmentSaid(value, textAt(value, 'id')),
  events: (value, path) => dated(datesOf(...SHIPMENT_DATES)(value, path)),
  comparesStanding: true,
  event: (date) => ({ code: textAt(date, 'name'), time: { text: textAt(date, 'date') } }),
});

/** Each date with its name, which is its code. */
const dated = (dates: readonly Found[]): readonly Found[] =>
  dates.map(({ value, path }) => ({ path, value: { name: path.split('/').at(-1) ?? '', date: value } }));

/** Legs of shipments: where and when they were left and reached. */
export const legs = trackingDocument({
  name: 'Shipment Leg',
  fits: (document) => holds(document, /^\/shipment_leg$/),
  codes: CODES,
  parcels: objectsOf,
  parcel(value) {
    const id = textAt(value, 'shipment.id');
    const isPlanned = ['actual_departure_date', 'actual_arrival_date'].every((name) => textAt(value, name) === null);
    const notes = isPlanned ? ['the leg is planned: it was neither left nor reached'] : [];
    return { trackingNumber: id, carrier: 'flexport', shipmentExternalId: id, notes };
  },
  events: (value, path) => dated(datesOf('actual_departure_date', 'actual_arrival_date')(value, path)),
  event(date, _parcel, value) {
    const name = textAt(date, 'name');
    return {
      code: name,
      text: textAt(value, 'carrier_name', 'transportation_mode'),
      time: { text: textAt(date, 'date') },
      place: placeOf(pick(value, name === 'actual_departure_date' ? 'origin' : 'destination')),
      leg: textAt(value, 'id'),
    };
  },
});

/** Errors of the API. */
export const error = errorDocument({
  name: 'error',
  whole: ['error.code', ['error.message', 'error', 'message'], 'error_description'],
  lists: 'errors.*',
  entry: ['code', 'message'],
});

/** Events of invoices, bookings, documents and orders; other objects of the API. */
export const noNews: DocumentKind = {
  name: 'no shipment',
  fits: (document) => kindOf(document) !== '' || (Array.isArray(document) && document.length === 0),
  read: (document, { note }) =>
    note('', `${textAt(document, 'type', 'data._object', '_object') ?? 'a list'}: no news of a shipment`),
};
