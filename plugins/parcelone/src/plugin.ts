import {
  basicAuth,
  definePlugin,
  documentReader,
  found,
  holds,
  itself,
  line,
  placeOfText,
  pullEach,
  secret,
  settingsHeaders,
  soapFaults,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: line(),
  password: secret(),
  baseUrl: z.url().default('https://productionapi.parcel.one'),
});
const ZONE = 'Europe/Berlin';

/** `DE Berlin`: a country before the town. */
function townOf(location: string | null) {
  const [, country, city] = /^([A-Z]{2}) (.+)$/.exec(location ?? '') ?? [];
  return country === undefined ? placeOfText(location) : { country, city };
}

const events = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'P1Trackno', 'TrackingEvents'),
  codes: CODES,
  parcel: (value) => ({ trackingNumber: textAt(value, 'P1Trackno'), carrier: 'parcelone', shipment: {} }),
  events: 'TrackingEvents.*',
  event: (scan) => ({
    code: textAt(scan, 'DeliveryStatus', 'Statuscode'),
    subCode: textAt(scan, 'Statuscode'),
    text: textAt(scan, 'Status'),
    time: { text: textAt(scan, 'EventdateCET', 'EventdateUTC') },
    place: townOf(textAt(scan, 'Location')),
  }),
});

const rest = trackingDocument({
  name: 'REST tracking',
  fits: (document) => holds(document, 'results', 'success'),
  codes: CODES,
  errors: (document) =>
    [
      ...found(document, 'errors.*'),
      ...(textAt(document, 'success') === '1' || !holds(document, 'message') ? [] : itself(document)),
    ].map(({ value, path }) => ({
      path,
      code: textAt(value, 'ErrorNo', 'code'),
      message: textAt(value, 'Message', 'message'),
    })),
  parcels: (document) => found(document, 'results').filter(({ value }) => numberOf(value) !== null),
  parcel: (value) => ({
    trackingNumber: numberOf(value),
    carrier: 'parcelone',
    shipment: {
      externalId: textAt(value, 'CarrierTrackingID'),
      serviceLevel: textAt(value, 'CarrierIDLMC'),
    },
  }),
  events: 'Events.*',
  event: (scan) => ({
    code: textAt(scan, 'StatusCode'),
    text: textAt(scan, 'Description'),
    time: { text: textAt(scan, 'DateTime'), assumedZone: ZONE },
    place: placeOfText(textAt(scan, 'Location')),
  }),
});
const numberOf = (value: JsonValue): string | null => textAt(value, 'TrackingID', 'CarrierTrackingID');

const soap = trackingDocument({
  name: 'getTrackings',
  fits: (document) => holds(document, 'Envelope.Body'),
  codes: CODES,
  errors: soapFaults,
  parcels: 'Envelope.Body.getTrackingsResponse.getTrackingsResult.ShipmentTrackingResult.*',
  parcel: (value) => {
    const failed =
      textAt(value, 'ActionResult.Success') === '0'
        ? (textAt(value, 'ActionResult.Errors.ErrorResult.Message', 'ActionResult.Errors.Error.Message') ??
          'no tracking')
        : null;
    return {
      trackingNumber: textAt(value, 'ActionResult.TrackingID'),
      carrier: 'parcelone',
      error: failed,
      shipment: {},
    };
  },
  events: 'Trackings.TrackingResult.*',
  event: (scan) => ({
    code: textAt(scan, 'TrackingStatusCode'),
    text: textAt(scan, 'TrackingStatus'),
    time: { text: textAt(scan, 'TrackingDateTime'), assumedZone: ZONE },
    place: placeOfText(textAt(scan, 'TrackingLocation')),
  }),
});

/** PARCEL.ONE of Germany as a source. */
export const plugin = definePlugin({
  id: 'parcelone',
  name: 'PARCEL.ONE',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ username, password }) => ({ authorization: basicAuth(username, password) })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/v1/tracklmc/${encodeURIComponent(number)}` }),
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [events, rest, soap] }),
});
