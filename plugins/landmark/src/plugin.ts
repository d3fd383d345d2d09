import {
  asText,
  definePlugin,
  documentReader,
  found,
  notFoundYet,
  pick,
  placeOfText,
  pullEach,
  secret,
  trackingDocument,
  unauthorized,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: z.string().trim().min(1),
  password: secret(),
  baseUrl: z.url().default('https://api.landmarkglobal.com/v2'),
});

const tracking = trackingDocument({
  name: 'TrackResponse',
  fits: (document) => pick(document, 'TrackResponse') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'TrackResponse.Errors.Error.*').map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'ErrorCode')),
      message: asText(pick(value, 'ErrorMessage')),
    })),
  parcels: 'TrackResponse.Result.Packages.Package.*',
  parcel: (value, document) => {
    const last = asText(pick(value, 'TrackingNumber'));
    const own = asText(pick(value, 'LandmarkTrackingNumber')) ?? last;
    const carrier = asText(pick(document, 'TrackResponse.Result.ShipmentDetails.EndDeliveryCarrier'));
    // What the last carrier calls the parcel stands beside Landmark's own number.
    return {
      trackingNumber: own,
      carrier: 'landmark',
      orderNumber: asText(pick(value, 'PackageReference')),
      shipment: { externalId: last === own ? null : last, serviceLevel: carrier },
    };
  },
  events: 'Events.Event.*',
  event: (scan) => ({
    code: asText(pick(scan, 'EventCode')),
    text: asText(pick(scan, 'Status')),
    time: { text: asText(pick(scan, 'DateTime')), format: 'mm/dd/yyyy' },
    place: placeOfText(asText(pick(scan, 'Location')), 'states'),
  }),
});

const escaped = (text: string): string => text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Landmark Global as a source: its Track call. */
export const plugin = definePlugin({
  id: 'landmark',
  name: 'Landmark Global',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    format: 'xml',
    request: (number, { baseUrl, username, password }) => ({
      url: `${baseUrl}/Track.php`,
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0"?><TrackRequest><Login><Username>${escaped(username)}</Username><Password>${escaped(password)}</Password></Login><TrackingNumber>${escaped(number)}</TrackingNumber></TrackRequest>`,
    }),
    judge: ({ value }) => {
      const code = asText(pick(value, 'TrackResponse.Errors.Error.0.ErrorCode'));
      const message = asText(pick(value, 'TrackResponse.Errors.Error.0.ErrorMessage')) ?? 'not known';
      if (code === 'Login') return unauthorized(message);
      return pick(value, 'TrackResponse.Errors') === undefined ? null : notFoundYet(message);
    },
  }),
  normalize: documentReader({ formats: ['xml'], kinds: [tracking] }),
});
