import {
  asText,
  basicAuth,
  definePlugin,
  documentReader,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: z.string().trim().min(1),
  password: secret(),
  baseUrl: z.url().default('https://transport.dicom.com'),
});

const tracking = trackingDocument({
  name: 'tracking',
  fits: (document) =>
    pick(document, 'trackingNumber') !== undefined ||
    pick(document, 'activities') !== undefined ||
    pick(document, 'Message') !== undefined ||
    pick(document, 'error') !== undefined,
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'trackingNumber')),
    carrier: 'dicom',
    error: asText(pick(value, 'Message')) ?? asText(pick(value, 'error.message')) ?? asText(pick(value, 'error')),
    shipment: {
      externalId: asText(pick(value, 'id')),
      serviceLevel: asText(pick(value, 'service')) ?? asText(pick(value, 'category')),
    },
  }),
  events: 'activities.*',
  event: (scan) => ({
    code: asText(pick(scan, 'code')),
    subCode: asText(pick(scan, 'codeDetail')),
    text: [asText(pick(scan, 'status')), asText(pick(scan, 'statusDetail'))].filter(Boolean).join(': ') || null,
    time: { text: asText(pick(scan, 'activityDate')) },
    place: { facility: asText(pick(scan, 'terminal')), country: 'CA' },
    piece: asText(pick(scan, 'parcelId')),
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
