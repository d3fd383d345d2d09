import {
  asText,
  definePlugin,
  documentReader,
  found,
  notFoundYet,
  pick,
  placeOfText,
  pullBatch,
  secret,
  settingsHeaders,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ accessKey: secret(), baseUrl: z.url().default('https://omniparcel.com') });

const tracking = trackingDocument({
  name: 'statusv2',
  fits: (document) =>
    Array.isArray(document) ||
    ['ConsignmentNo', 'Errors', 'Property', 'Message'].some((key) => pick(document, key) !== undefined),
  codes: CODES,
  errors: (document) => {
    const list = found(document, 'Errors.*');
    const all = list.length === 0 && pick(document, 'Message') !== undefined ? [{ value: document, path: '' }] : list;
    return all.map(({ value, path }) => ({
      path,
      code: asText(pick(value, 'Key')) ?? asText(pick(value, 'Property')),
      message: asText(pick(value, 'Message')),
    }));
  },
  parcels: (document) =>
    found(document, '*').filter(
      ({ value }) =>
        pick(value, 'Errors') === undefined &&
        (pick(value, 'Message') === undefined || pick(value, 'ConsignmentNo') !== undefined),
    ),
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'ConsignmentNo')),
    carrier: 'seko',
    orderNumber: asText(pick(value, 'Reference1')),
    shipment: { trackingUrl: asText(pick(value, 'Tracking')) },
  }),
  events: 'Events.*',
  event: (scan) => ({
    code: asText(pick(scan, 'OmniCode')) ?? asText(pick(scan, 'Code')),
    subCode: asText(pick(scan, 'Code')),
    text: asText(pick(scan, 'Description')),
    time: { text: asText(pick(scan, 'EventDT')) },
    place: placeOfText(asText(pick(scan, 'Location')), 'states'),
    piece: asText(pick(scan, 'Part')),
  }),
});

/** SEKO Omni Parcel as a source. */
export const plugin = definePlugin({
  id: 'seko',
  name: 'SEKO Omni Parcel',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullBatch<z.output<typeof Settings>>({
    batchSize: 25,
    authorize: settingsHeaders(({ accessKey }) => ({ access_key: accessKey, authorization: accessKey })),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/labels/statusv2`,
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(numbers),
    }),
    judge: ({ value }) => (Array.isArray(value) ? null : notFoundYet(asText(pick(value, 'Message')) ?? 'no status')),
    part: ({ value }, number) => {
      const own = found(value, '*').filter((one) => asText(pick(one.value, 'ConsignmentNo')) === number);
      return own.length === 0 ? null : own.map((one) => one.value);
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
