import {
  asObject,
  asText,
  carrierCode,
  endOfPromise,
  errorDocument,
  flagAt,
  found,
  noNewsDocument,
  pick,
  place,
  placeAt,
  placeOfText,
  says,
  textAt,
  trackingDocument,
  type EventSaid,
  type Found,
  type JsonValue,
  type Loose,
} from '@whereabouts/plugin-sdk';
import { codeKey, CODES } from './codes';

/** Where webhooks, answers and lists of all versions keep what they say of a shipment. */
const WHERE = ['data', 'tracking_status', 'tracking', 'label', 'shipment', 'shipments.*', 'trackings.*', ''];

const namesShipment = ({ value }: Found): boolean =>
  asObject(value) !== null && textAt(value, 'easyship_shipment_id', 'tracking_number') !== null;

const shipmentsOf = (document: JsonValue): readonly Found[] =>
  WHERE.map((where) => found(document, where)).find((some) => some.some(namesShipment)) ?? [];

const said = (code: string | null): EventSaid | null =>
  code === null ? null : { code, lookUp: { code: codeKey(code) }, time: {} };

/** What holds now. Of the states that a shipment has side by side, the first that says something of the parcel. */
function standing(shipment: JsonValue, eventType: string | null): EventSaid | null {
  if (eventType !== null && /^shipment\.(label|cancelled)/.test(eventType)) return said(eventType);
  const paths = ['delivery_state', 'status', 'tracking_status', 'trackings.0.tracking_state', 'warehouse_state'];
  const states = [...paths, 'shipment_state', 'label_state'].map((path) => textAt(shipment, path));
  const tells = (state: string | null) => CODES.find({ code: codeKey(state ?? '') })?.means !== 'INFORMATION';
  return said(states.find((state) => state !== null && tells(state)) ?? states.find((state) => state !== null) ?? null);
}

const addressOf = (address: Loose, country: string | null) =>
  place({
    city: textAt(address, 'city'),
    region: textAt(address, 'state'),
    postalCode: textAt(address, 'postal_code'),
    country: textAt(address, 'country_alpha2') ?? country,
  });

/** Shipments with or without their checkpoints. */
export const tracking = trackingDocument({
  name: 'Shipment, tracking, webhook',
  fits: (document) => shipmentsOf(document).length > 0,
  codes: CODES,
  errors: (document) =>
    [...found(document, 'meta.errors.*'), ...found(document, 'label.error_messages.*')].map(({ value, path }) => ({
      path,
      message: asText(value) ?? textAt(value, 'message', 'code'),
    })),
  parcels: shipmentsOf,
  parcel(value, document) {
    const destination = addressOf(
      pick(value, 'destination_address'),
      textAt(value, 'destination_country_alpha2', 'destination'),
    );
    const first = pick(value, 'trackings.0');
    const externalId = textAt(value, 'easyship_shipment_id');
    return {
      trackingNumber: textAt(value, 'tracking_number') ?? textAt(first, 'tracking_number'),
      carrier: carrierCode(
        textAt(
          value,
          'courier.umbrella_name',
          'courier_service.umbrella_name',
          'courier.name',
          'courier_service.name',
        ) ?? handlerOf(value),
      ),
      shipmentExternalId: externalId,
      orderNumber:
        textAt(value, 'platform_order_number', 'order_data.platform_order_number', 'company_order_number')?.replace(
          /^#\s*/,
          '',
        ) ?? null,
      ...(flagAt(value, 'return') === true ? { direction: 'RETURN' } : {}),
      shipment: {
        externalId,
        trackingUrl: textAt(value, 'tracking_page_url'),
        serviceLevel: textAt(value, 'courier_service.name'),
        carrierEstimate: endOfPromise({ text: textAt(value, 'eta_date'), place: destination }),
        origin: addressOf(pick(value, 'origin_address'), textAt(value, 'origin_country_alpha2', 'origin')),
        destination,
      },
      standing: standing(value, textAt(document, 'event_type')),
    };
  },
  // Without a checkpoint some webhooks hold an object of nothing instead of a list.
  events(shipment, path) {
    const isOne = says(pick(shipment, 'checkpoints'), 'primary_status', 'status', 'message', 'checkpoint_time');
    return isOne || Array.isArray(pick(shipment, 'checkpoints')) ? found(shipment, 'checkpoints.*', path) : [];
  },
  event(checkpoint) {
    const code = textAt(checkpoint, 'primary_status', 'status');
    const parts = placeAt(checkpoint, {
      city: 'city',
      region: 'state',
      postalCode: ['postal_code', 'zip'],
      country: ['country_alpha2', 'country_iso3', 'country_name'],
    });
    return {
      code,
      text: textAt(checkpoint, 'message', 'description'),
      lookUp: { code: code === null ? null : codeKey(code) },
      // Couriers give local times, and Easyship writes them with a Z.
      time: { text: textAt(checkpoint, 'checkpoint_time'), offsetIsDefault: true },
      place: parts.city === null ? (placeOfText(textAt(checkpoint, 'location')) ?? parts) : parts,
      leg: legOf(textAt(checkpoint, 'order_number')),
    };
  },
});

/** The hundreds of a checkpoint's number count the legs; from 800 on they sort what holds for all of them. */
const legOf = (order: string | null): string | null => /^([1-7])\d\d$/.exec(order ?? '')?.[1] ?? null;

/** Who carries it, by its trackings or else by its checkpoints. `easyship` hands on what another one does. */
const handlerOf = (shipment: JsonValue): string | null =>
  ['trackings.*', 'checkpoints.*']
    .flatMap((where) => found(shipment, where).flatMap(({ value }) => textAt(value, 'handler') ?? []))
    .find((handler) => handler.toLowerCase() !== 'easyship') ?? null;

/** Errors: those of all versions. */
export const error = errorDocument({
  name: 'error',
  whole: [['error', 'error.message', 'error.code', 'errors.0', 'message']],
  lists: 'error.details.*',
});

/** Webhooks of batches, of accounts and of couriers, and lists without an entry. */
export const noNews = noNewsDocument({
  name: 'no shipment',
  fits: ['event_type', 'shipments', 'trackings'],
  topic: 'event_type',
  otherwise: 'an empty list',
});
