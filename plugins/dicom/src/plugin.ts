import {
  basicAuth,
  definePlugin,
  documentReader,
  holds,
  line,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: line(),
  password: secret(),
  baseUrl: z.url().default('https://transport.dicom.com'),
});

const tracking = trackingDocument({
  name: 'tracking',
  fits: (document) => holds(document, 'trackingNumber', 'activities', 'Message', 'error'),
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'trackingNumber'),
    carrier: 'dicom',
    error: textAt(value, 'Message', 'error.message', 'error'),
    shipment: {
      externalId: textAt(value, 'id'),
      serviceLevel: textAt(value, 'service', 'category'),
    },
  }),
  events: 'activities.*',
  event: (scan) => ({
    code: textAt(scan, 'code'),
    subCode: textAt(scan, 'codeDetail'),
    text: [textAt(scan, 'status'), textAt(scan, 'statusDetail')].filter(Boolean).join(': ') || null,
    time: { text: textAt(scan, 'activityDate') },
    place: { facility: textAt(scan, 'terminal'), country: 'CA' },
    piece: textAt(scan, 'parcelId'),
  }),
});

/** Dicom (GLS Canada) as a source: its tracking call. */
export const plugin = definePlugin({
  id: 'dicom',
  name: 'Dicom (GLS Canada)',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ username, password }) => ({ authorization: basicAuth(username, password) })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/v1/tracking/${encodeURIComponent(number)}` }),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
