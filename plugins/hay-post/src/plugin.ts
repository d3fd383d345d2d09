import {
  asText,
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

const Settings = z.object({ token: secret(), baseUrl: z.url().default('https://qrapi.haypost.am') });

const tracking = trackingDocument({
  name: 'order with its states',
  fits: (document) =>
    pick(document, 'order') !== undefined ||
    pick(document, 'message') !== undefined ||
    pick(document, 'error') !== undefined,
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'order.trackingId')),
    carrier: 'hay-post',
    error: asText(pick(value, 'message')) ?? asText(pick(value, 'error')),
    shipment: {
      serviceLevel: asText(pick(value, 'order.service.name')),
      externalId: asText(pick(value, 'order.id')),
      declared: weightOf(Number(asText(pick(value, 'order.weight')))),
    },
  }),
  events: 'orderStateHistories.*',
  event: (state) => ({
    code: asText(pick(state, 'stateId')),
    text: asText(pick(state, 'stateName')) ?? asText(pick(state, 'state.name')),
    time: { text: asText(pick(state, 'createDate')), assumedZone: 'Asia/Yerevan' },
    place: { country: 'AM' },
  }),
});

const weightOf = (grams: number) => (Number.isSafeInteger(grams) && grams > 0 ? { weightGrams: grams } : null);

/** Hay Post of Armenia as a source. */
export const plugin = definePlugin({
  id: 'hay-post',
  name: 'Hay Post',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ token }) => ({ authorization: `Bearer ${token}` })),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/api/Api/Order/GetOrderByTrackingNumber?trackingNumber=${encodeURIComponent(number)}`,
    }),
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
