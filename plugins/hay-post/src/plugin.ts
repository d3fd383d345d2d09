import {
  definePlugin,
  documentReader,
  holds,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ token: secret(), baseUrl: z.url().default('https://qrapi.haypost.am') });

const tracking = trackingDocument({
  name: 'order with its states',
  fits: (document) => holds(document, 'order', 'message', 'error'),
  codes: CODES,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'order.trackingId'),
    carrier: 'hay-post',
    error: textAt(value, 'message', 'error'),
    shipment: {
      serviceLevel: textAt(value, 'order.service.name'),
      externalId: textAt(value, 'order.id'),
      declared: weightOf(Number(textAt(value, 'order.weight'))),
    },
  }),
  events: 'orderStateHistories.*',
  event: (state) => ({
    code: textAt(state, 'stateId'),
    text: textAt(state, 'stateName', 'state.name'),
    time: { text: textAt(state, 'createDate'), assumedZone: 'Asia/Yerevan' },
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
