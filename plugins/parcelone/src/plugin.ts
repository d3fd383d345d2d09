import {
  asText,
  basicAuth,
  definePlugin,
  documentReader,
  found,
  pick,
  placeOfText,
  pullEach,
  secret,
  settingsHeaders,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: z.string().trim().min(1),
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
  fits: (document) => pick(document, 'P1Trackno') !== undefined || pick(document, 'TrackingEvents') !== undefined,
  codes: CODES,
  parcel: (value) => ({ trackingNumber: asText(pick(value, 'P1Trackno')), carrier: 'parcelone', shipment: {} }),
  events: 'TrackingEvents.*',
  event: (scan) => ({
    code: asText(pick(scan, 'DeliveryStatus')) ?? asText(pick(scan, 'Statuscode')),
    subCode: asText(pick(scan, 'Statuscode')),
    text: asText(pick(scan, 'Status')),
    time: { text: asText(pick(scan, 'EventdateCET')) ?? asText(pick(scan, 'EventdateUTC')) },
    place: townOf(asText(pick(scan, 'Location'))),
  }),
});

const rest = trackingDocument({
  name: 'REST tracking',
  fits: (document) => pick(document, 'results') !== undefined || pick(document, 'success') !== undefined,
  codes: CODES,
  errors: (document) =>
    [
      ...found(document, 'errors.*'),
      ...(asText(pick(document, 'success')) === '1' || pick(document, 'message') === undefined
        ? []
        : [{ value: document, path: '' }]),
    ].map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'ErrorNo')) ?? asText(pick(value, 'code')),
      message: asText(pick(value, 'Message')) ?? asText(pick(value, 'message')),
    })),
  parcels: (document) => found(document, 'results').filter(({ value }) => numberOf(value) !== null),
  parcel: (value) => ({
    trackingNumber: numberOf(value),
    carrier: 'parcelone',
    shipment: {
      externalId: asText(pick(value, 'CarrierTrackingID')),
      serviceLevel: asText(pick(value, 'CarrierIDLMC')),
    },
  }),
  events: 'Events.*',
  event: (scan) => ({
    code: asText(pick(scan, 'StatusCode')),
    text: asText(pick(scan, 'Description')),
    time: { text: asText(pick(scan, 'DateTime')), assumedZone: ZONE },
    place: placeOfText(asText(pick(scan, 'Location'))),
  }),
});
const numberOf = (value: JsonValue): string | null =>
  asText(pick(value, 'TrackingID')) ?? asText(pick(value, 'CarrierTrackingID'));

const soap = trackingDocument({
  name: 'getTrackings',
  fits: (document) => pick(document, 'Envelope.Body') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'Envelope.Body.Fault').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'faultcode')),
      message: asText(pick(value, 'faultstring')),
    })),
  parcels: 'Envelope.Body.getTrackingsResponse.getTrackingsResult.ShipmentTrackingResult.*',
  parcel: (value) => {
    const failed =
      asText(pick(value, 'ActionResult.Success')) === '0'
        ? (asText(pick(value, 'ActionResult.Errors.ErrorResult.Message')) ??
          asText(pick(value, 'ActionResult.Errors.Error.Message')) ??
          'no tracking')
        : null;
    return {
      trackingNumber: asText(pick(value, 'ActionResult.TrackingID')),
      carrier: 'parcelone',
      error: failed,
      shipment: {},
    };
  },
  events: 'Trackings.TrackingResult.*',
  event: (scan) => ({
    code: asText(pick(scan, 'TrackingStatusCode')),
    text: asText(pick(scan, 'TrackingStatus')),
    time: { text: asText(pick(scan, 'TrackingDateTime')), assumedZone: ZONE },
    place: placeOfText(asText(pick(scan, 'TrackingLocation'))),
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
