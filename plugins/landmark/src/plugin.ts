import {
  definePlugin,
  documentReader,
  errorsAt,
  holds,
  line,
  notFoundYet,
  placeOfText,
  pullEach,
  secret,
  textAt,
  trackingDocument,
  unauthorized,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: line(),
  password: secret(),
  baseUrl: z.url().default('https://api.landmarkglobal.com/v2'),
});

const tracking = trackingDocument({
  name: 'TrackResponse',
  fits: (document) => holds(document, 'TrackResponse'),
  codes: CODES,
  errors: errorsAt('TrackResponse.Errors.Error.*', { code: 'ErrorCode', message: 'ErrorMessage' }),
  parcels: 'TrackResponse.Result.Packages.Package.*',
  parcel: (value, document) => {
    const last = textAt(value, 'TrackingNumber');
    const own = textAt(value, 'LandmarkTrackingNumber') ?? last;
    const carrier = textAt(document, 'TrackResponse.Result.ShipmentDetails.EndDeliveryCarrier');
    // What the last carrier calls the parcel stands beside Landmark's own number.
    return {
      trackingNumber: own,
      carrier: 'landmark',
      orderNumber: textAt(value, 'PackageReference'),
      shipment: { externalId: last === own ? null : last, serviceLevel: carrier },
    };
  },
  events: 'Events.Event.*',
  event: (scan) => ({
    code: textAt(scan, 'EventCode'),
    text: textAt(scan, 'Status'),
    time: { text: textAt(scan, 'DateTime'), format: 'mm/dd/yyyy' },
    place: placeOfText(textAt(scan, 'Location'), 'states'),
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
      const code = textAt(value, 'TrackResponse.Errors.Error.0.ErrorCode');
      const message = textAt(value, 'TrackResponse.Errors.Error.0.ErrorMessage') ?? 'not known';
      if (code === 'Login') return unauthorized(message);
      return holds(value, 'TrackResponse.Errors') ? notFoundYet(message) : null;
    },
  }),
  normalize: documentReader({ formats: ['xml'], kinds: [tracking] }),
});
