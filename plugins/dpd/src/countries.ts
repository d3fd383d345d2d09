import {
  found,
  holds,
  itself,
  pick,
  place,
  placeAt,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const TRACE = 'GetShipmentTraceResponse.GetShipmentTraceResult';
/** One trace stands in the result itself, several below it. */
const tracesOf = (document: JsonValue): readonly Found[] =>
  ['Envelope.Body.', ''].flatMap((root) => {
    const several = found(document, `${root}${TRACE}.ShipmentTrace.*`);
    return several.length > 0 ? several : found(document, `${root}${TRACE}`);
  });

/** DPD France. What its numbers of statuses mean is not published: the wording decides. */
export const france = trackingDocument({
  name: 'cargoNET Webtrace_Service, GetShipmentTrace',
  fits: (document) => holds(document, 'Envelope.Body.GetShipmentTraceResponse', 'GetShipmentTraceResponse', 'Error'),
  codes: CODES,
  errors: (document) =>
    [...found(document, 'Error'), ...tracesOf(document).flatMap(({ value, path }) => found(value, 'Error', path))].map(
      ({ value, path }) => ({ path, code: textAt(value, 'ErrorId'), message: textAt(value, 'ErrorMessage') }),
    ),
  parcels: (document) => tracesOf(document).filter(({ value }) => textAt(value, 'ShipmentNumber') !== null),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'ShipmentNumber'),
    carrier: 'dpd',
    orderNumber: textAt(value, 'Reference'),
    shipment: {
      destination: place(placeAt(value, { postalCode: 'DestinationZipcode', country: 'DestinationCountry' })),
    },
  }),
  events: 'Traces.clsTrace.*',
  event: (scan) => ({
    code: textAt(scan, 'StatusNumber'),
    text: textAt(scan, 'StatusDescription'),
    lookUp: { code: null },
    time: { date: textAt(scan, 'ScanDate'), time: textAt(scan, 'ScanTime'), assumedZone: 'Europe/Paris' },
    place: { facility: textAt(scan, 'CenterName') },
  }),
});

const POLAND = ['V1', ''].flatMap((version) => {
  const name = `getEventsForWaybill${version}Response`;
  return [`Envelope.Body.${name}.return`, `${name}.return`];
});

/** DPD Poland: events of one waybill. */
export const poland = trackingDocument({
  name: 'DPDInfoServices, getEventsForWaybill',
  fits: (document) => POLAND.some((path) => pick(document, path) !== undefined),
  codes: CODES,
  // Each event names its waybill.
  parcels: (document) => POLAND.flatMap((path) => found(document, `${path}.eventsList.*`)),
  parcel: (value) => ({ trackingNumber: textAt(value, 'waybill'), carrier: 'dpd' }),
  events: itself,
  event: (scan) => ({
    code: textAt(scan, 'businessCode'),
    text: textAt(scan, 'description'),
    lookUp: { code: null },
    time: { text: textAt(scan, 'eventTime'), assumedZone: 'Europe/Warsaw' },
    place: { facility: textAt(scan, 'depotName', 'depot'), country: textAt(scan, 'country') ?? 'PL' },
  }),
});
