import {
  asText,
  definePlugin,
  documentReader,
  found,
  notFoundYet,
  pick,
  pullBatch,
  secret,
  settingsHeaders,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ token: secret(), baseUrl: z.url().default('http://api.track.yw56.com.cn') });

/** `+8` as an offset. */
const offsetOf = (zone: string | null): string | null => {
  const [, sign, hours] = /^([+-])(\d{1,2})$/.exec(zone ?? '') ?? [];
  return sign === undefined || hours === undefined ? zone : `${sign}${hours.padStart(2, '0')}:00`;
};

const tracking = trackingDocument({
  name: 'tracking',
  fits: (document) => pick(document, 'result') !== undefined || pick(document, 'code') !== undefined,
  codes: CODES,
  errors: (document) =>
    (asText(pick(document, 'code')) ?? '0') === '0'
      ? []
      : [{ code: asText(pick(document, 'code')), message: asText(pick(document, 'message')) }],
  parcels: 'result.*',
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'tracking_number')),
    carrier: 'yanwen',
    shipment: { externalId: asText(pick(value, 'waybill_number')) ?? asText(pick(value, 'exchange_number')) },
  }),
  events: 'checkpoints.*',
  event: (scan) => ({
    code: asText(pick(scan, 'tracking_status')),
    text: asText(pick(scan, 'message')),
    time: { text: asText(pick(scan, 'time_stamp')), offset: offsetOf(asText(pick(scan, 'time_zone'))) },
    place: { city: asText(pick(scan, 'location')) },
  }),
});

/** Yanwen as a source. */
export const plugin = definePlugin({
  id: 'yanwen',
  name: 'Yanwen',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullBatch<z.output<typeof Settings>>({
    batchSize: 30,
    authorize: settingsHeaders(({ token }) => ({ authorization: token })),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/api/tracking?nums=${numbers.map(encodeURIComponent).join(',')}`,
    }),
    judge: ({ value }) =>
      (asText(pick(value, 'code')) ?? '0') === '0' ? null : notFoundYet(asText(pick(value, 'message')) ?? 'not known'),
    part: ({ value }, number) => {
      const own = found(value, 'result.*').filter(
        (one) => asText(pick(one.value, 'tracking_number')) === number && found(one.value, 'checkpoints.*').length > 0,
      );
      return own.length === 0 ? null : { code: 0, result: own.map((one) => one.value) };
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
